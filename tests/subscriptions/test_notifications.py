"""Notifications: every one is kept, none is believed, and nobody fills the disk with them."""

import pytest
from django.test import Client

from subscriptions.billing import payments
from subscriptions.fake_operator.models import Delivery
from subscriptions.models import PaymentEvent
from tests import cast
from tests.subscriptions.till import attempt, deliver, granted, press, wire

__all__ = ["wire"]  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]

Outcome = PaymentEvent.Outcome
ADDRESS = "/abonnement/notifications/wave/"


def test_every_notification_is_kept_byte_for_byte():
    made = attempt(cast.reader())
    press(made, "pay_twice")
    deliver()
    first, second = PaymentEvent.objects.order_by("pk")
    assert bytes(first.body).decode() == only_body()
    assert (first.outcome, second.outcome) == (Outcome.ASKED, Outcome.KNOWN)
    assert first.attempt == second.attempt == made
    assert first.event_id == second.event_id
    assert first.signature.startswith("t=")


def only_body():
    return Delivery.objects.first().body


def test_a_forged_one_is_refused_kept_and_asks_nobody(wire):
    made = attempt(cast.reader())
    press(made, "pay_badly_signed")
    deliver()
    assert PaymentEvent.objects.get().outcome == Outcome.FORGED
    assert wire.calls[-1] == ("POST", ADDRESS)
    assert granted() == (0, 0)
    assert Client().post(ADDRESS, b"{}", content_type="application/json").status_code == 400


def test_forged_ones_do_not_fill_the_disk():
    for _time in range(payments.FORGERIES["most"] + 5):
        assert Client().post(ADDRESS, b"x" * 100, content_type="text/plain").status_code == 400
    assert PaymentEvent.objects.count() == payments.FORGERIES["most"]


def test_what_is_too_long_is_not_even_read():
    answer = Client().post(ADDRESS, b"x" * (64 * 1024 + 1), content_type="text/plain")
    assert answer.status_code == 413
    assert not PaymentEvent.objects.exists()


@pytest.mark.parametrize(
    ("body", "outcome"), [("rien", Outcome.UNREADABLE), ('{"id":"A","data":{}}', Outcome.UNKNOWN)]
)
def test_what_says_nothing_or_nothing_of_ours_is_kept_and_answered(body, outcome, settings):
    bearer = {"Authorization": f"Bearer {settings.WAVE_WEBHOOK_SECRET}"}
    answer = Client().post(ADDRESS, body, content_type="application/json", headers=bearer)
    assert answer.status_code == 200
    assert PaymentEvent.objects.get().outcome == outcome


@pytest.mark.parametrize("method", ["cash", "orange"])
def test_who_holds_no_money_for_us_notifies_nothing(method):
    address = f"/abonnement/notifications/{method}/"
    assert Client().post(address, b"{}", content_type="text/plain").status_code == 404


def test_a_notification_address_is_only_posted_to():
    assert Client().get(ADDRESS).status_code == 405


def test_a_notification_needs_no_token_of_ours(settings):
    client = Client(enforce_csrf_checks=True)
    bearer = {"Authorization": f"Bearer {settings.WAVE_WEBHOOK_SECRET}"}
    assert client.post(ADDRESS, "x", content_type="text/plain", headers=bearer).status_code == 200
