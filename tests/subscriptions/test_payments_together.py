"""Payments under several connections at once: granted once, and never held up by an open call."""

import contextlib
import threading

import pytest
import requests
from django.db import close_old_connections, connection, transaction

from subscriptions.billing import payments
from subscriptions.fake_operator import sending
from subscriptions.fake_operator.models import Delivery
from subscriptions.models import Attempt, Grant, LedgerEntry, Notice
from tests import cast
from tests.subscriptions import till
from tests.subscriptions.till import attempt, granted, press, state_of, wire

__all__ = ["wire"]  # a fixture

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run the calls in threads, each on its own connection; fail with whatever one died of."""
    start, failures = threading.Barrier(len(calls)), []

    def run(call):
        start.wait()
        try:
            call()
        except BaseException as failure:  # noqa: BLE001 - a thread must hand on what it died of
            failures.append(failure)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    close_old_connections()
    assert failures == []


def test_one_notification_eight_times_at_once_and_checks_beside_it_grant_once(wire):
    made = attempt(cast.reader())
    press(made, "pay")
    delivery = Delivery.objects.get()
    at_once(
        *[lambda: sending.send(delivery)] * 8,
        lambda: payments.check(attempt=made),
        lambda: payments.check(attempt=made),
        payments.check_due,
    )
    assert granted() == (30, 2500)
    assert state_of(made) == Attempt.State.SUCCEEDED
    assert [Grant.objects.count(), LedgerEntry.objects.count(), Notice.objects.count()] == [1, 1, 1]


def test_two_attempts_of_one_reader_paid_at_once_add_up(wire):
    kadia, bought = cast.reader(), till.plan()
    both = [attempt(kadia, bought), attempt(kadia, bought, is_second=True)]
    for made in both:
        press(made, "pay_silently")
    at_once(*[lambda made=made: payments.check(attempt=made) for made in both * 2])
    assert granted() == (60, 5000)
    assert sorted(LedgerEntry.objects.values_list("number", flat=True)) == [1, 2]


def test_two_clerks_who_pay_back_at_once_pay_back_once(wire):
    made, fanta = attempt(cast.reader()), cast.fanta()
    press(made, "pay_silently")
    payments.check(attempt=made)

    def pay_back():
        with contextlib.suppress(payments.PaymentError):  # the other was first
            payments.refund(attempt=made, by=fanta, reason="Erreur")

    at_once(pay_back, pay_back)
    assert granted() == (0, 0)
    assert LedgerEntry.objects.count() == 2


def test_paying_back_beside_a_check_leaves_nothing_granted(wire):
    made, fanta = attempt(cast.reader()), cast.fanta()
    press(made, "pay_silently")
    payments.check(attempt=made)
    at_once(
        lambda: payments.refund(attempt=made, by=fanta, reason="Erreur"),
        *[lambda: payments.check(attempt=made)] * 3,
    )
    assert granted() == (0, 0)
    assert state_of(made) == Attempt.State.REFUNDED


def test_nothing_is_held_while_the_operator_is_spoken_to(wire):
    """The embedded database has one writer: a call inside a transaction would stop everybody."""
    open_during = []
    wire.before = lambda request: open_during.append(connection.in_atomic_block)
    made, fanta = attempt(cast.reader()), cast.fanta()
    press(made, "pay")
    till.deliver()
    payments.check_due()
    payments.refund(attempt=made, by=fanta, reason="Erreur")
    assert len(open_during) == 4  # start, the notification, what it makes us ask, paying back
    assert not any(open_during)


def test_the_whole_way_over_real_sockets(live_server, settings):
    """The played operator, its notifications and our questions, as gunicorn's threads meet them."""
    settings.SITE_URL = live_server.url
    settings.WAVE_API_URL = f"{live_server.url}/faux-operateur"
    made = attempt(cast.reader())
    page = requests.get(made.launch_url, timeout=10)
    token = {"csrfmiddlewaretoken": page.cookies["csrftoken"], "action": "pay"}
    cookies = {"csrftoken": page.cookies["csrftoken"]}
    answer = requests.post(
        made.launch_url, data=token, cookies=cookies, allow_redirects=False, timeout=10
    )
    assert answer.headers["Location"].endswith(payments.address_of(made))
    for _try in range(100):
        if state_of(made) == Attempt.State.SUCCEEDED and Delivery.objects.get().sent_at:
            break
        threading.Event().wait(0.1)  # seconds; the notification comes from a thread of its own
    assert granted() == (30, 2500)
    assert transaction.get_autocommit()
