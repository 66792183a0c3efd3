"""Paying: nothing is believed but the operator's own word, and nothing is given twice."""

import pytest

from newsroom.models import JournalEntry
from subscriptions import reader
from subscriptions.billing import payments
from subscriptions.billing.gateways.base import GatewayError
from subscriptions.fake_operator import checkout
from subscriptions.fake_operator.models import Session
from subscriptions.models import Attempt, Grant, LedgerEntry, Notice, PaymentEvent
from subscriptions.way_back import local_path
from tests import cast
from tests.subscriptions import till
from tests.subscriptions.till import after, attempt, deliver, granted, press, state_of, wire

__all__ = ["wire"]  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]

State, Outcome = Attempt.State, PaymentEvent.Outcome
ADDRESS = "/abonnement/notifications/wave/"


def only(model):
    return model.objects.get()


# --- Starting ------------------------------------------------------------------------------------
def test_an_attempt_copies_what_was_asked_and_awaits_the_operator():
    kadia = cast.reader()
    made = payments.start(user=kadia, plan=till.plan(), method="wave", back_to="/lire/3/")
    assert (made.label, made.days, made.amount, made.currency) == ("Un mois", 30, 2500, "XOF")
    assert (made.state, made.back_to) == (State.CREATED, "/lire/3/")
    session = only(Session)
    assert (session.pk, session.amount) == (made.operator_reference, "2500")
    assert session.client_reference == made.reference
    assert session.success_url.endswith(f"/abonnement/paiement/{made.reference}/")
    assert session.pk in made.launch_url
    assert granted() == (0, 0)


def test_references_are_new_each_time_and_cannot_be_guessed():
    kadia, bought = cast.reader(), till.plan()
    made = [payments.start(user=kadia, plan=bought, method="wave") for _time in range(5)]
    references = {one.reference for one in made}
    assert len(references) == 5
    assert all(len(reference) == 12 and reference.isalnum() for reference in references)
    assert not set("01ILO") & set("".join(references))


@pytest.mark.parametrize(
    "fields", [{"is_offered": False}, {"is_trial": True, "price": 0}], ids=["archived", "trial"]
)
def test_what_is_not_for_sale_cannot_be_paid(fields):
    with pytest.raises(payments.PaymentError):
        payments.start(user=cast.reader(), plan=till.plan(**fields), method="wave")
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("method", ["cash", "voucher", "orange", ""])
def test_only_an_operator_on_offer_can_be_chosen(method):
    with pytest.raises(payments.PaymentError):
        payments.start(user=cast.reader(), plan=till.plan(), method=method)


def test_a_second_attempt_beside_one_that_waits_has_to_be_meant():
    kadia, bought = cast.reader(), till.plan()
    attempt(kadia, bought)
    with pytest.raises(payments.StillPending):
        payments.start(user=kadia, plan=bought, method="wave")
    payments.start(user=kadia, plan=bought, method="wave", is_second=True)
    payments.start(user=cast.reader("Awa Koné"), plan=bought, method="wave")
    assert Attempt.objects.count() == 3


def test_an_operator_that_does_not_answer_leaves_a_failed_attempt(wire):
    wire.is_cut = True
    with pytest.raises(GatewayError):
        payments.start(user=cast.reader(), plan=till.plan(), method="wave")
    made = only(Attempt)
    assert made.state == State.FAILED
    assert made.explanation


def test_a_session_whose_answer_was_lost_is_found_by_our_reference():
    made = attempt(cast.reader())
    Attempt.objects.update(operator_reference="", launch_url="")
    press(made, "pay_silently")
    payments.check(attempt=only(Attempt))
    assert state_of(made) == State.SUCCEEDED


def test_nobody_starts_attempts_without_end():
    kadia, bought = cast.reader(), till.plan()
    for _time in range(payments.STARTS["most"]):
        payments.start(user=kadia, plan=bought, method="wave")
    with pytest.raises(payments.PaymentError):
        payments.start(user=kadia, plan=bought, method="wave")
    payments.start(user=cast.reader("Awa Koné"), plan=bought, method="wave")


@pytest.mark.parametrize("path", ["/lire/\0/", "/lire/\n3/", "//ailleurs.example", "/\\ailleurs"])
def test_a_way_back_that_is_no_path_of_ours_is_none(path):
    assert local_path(path) == ""


# --- When it is paid -----------------------------------------------------------------------------
def test_what_was_paid_is_written_down_and_opens_the_access():
    kadia = cast.reader()
    made = attempt(kadia)
    press(made, "pay")
    deliver()
    entry, given = only(LedgerEntry), only(Grant)
    assert state_of(made) == State.SUCCEEDED
    assert (entry.amount, entry.method, entry.label, entry.user) == (2500, "wave", "Un mois", kadia)
    assert (entry.attempt, entry.number, entry.clerk) == (made, 1, None)
    assert (given.days, given.kind, given.entry) == (30, "payment", entry)
    assert reader.is_subscriber(kadia)
    notice = only(Notice)
    assert (notice.user, notice.kind) == (kadia, "receipt")
    assert notice.link == f"/abonnement/recu/{entry.number}/"
    made.refresh_from_db()
    assert made.transaction_id == only(Session).transaction_id
    assert made.check_after is None


@pytest.mark.parametrize(
    "action",
    ["pay", "pay_late", "pay_twice", "pay_silently", "pay_badly_signed", "pay_out_of_order"],
)
def test_however_it_is_notified_it_is_granted_once(action):
    made = attempt(cast.reader())
    press(made, action)
    deliver(times=2)
    with after(minutes=6):
        deliver()
        payments.check_due()
        payments.check_due()
    payments.check(attempt=made)
    assert granted() == (30, 2500)
    assert state_of(made) == State.SUCCEEDED


def test_a_notification_grants_nothing_when_the_operator_knows_nothing_of_it():
    """Signed with the right secret, and a lie all the same."""
    made = attempt(cast.reader())
    press(made, "pay")
    Session.objects.update(payment_status="processing", checkout_status="open")
    deliver()
    assert granted() == (0, 0)
    assert state_of(made) == State.PENDING
    assert only(PaymentEvent).outcome == Outcome.ASKED


def test_a_late_notification_is_not_there_before_its_time():
    made = attempt(cast.reader())
    press(made, "pay_late")
    deliver()
    assert not PaymentEvent.objects.exists()
    with after(minutes=1):
        deliver()
    assert granted() == (30, 2500)


def test_when_the_operator_does_not_answer_to_a_notification_the_next_tick_asks(wire):
    made = attempt(cast.reader())
    press(made, "pay")

    def refuse_questions(request):
        wire.is_cut = request.method == "GET"

    wire.before = refuse_questions
    deliver()
    assert granted() == (0, 0)
    wire.before, wire.is_cut = lambda request: None, False
    assert payments.check_due() == 1
    assert granted() == (30, 2500)
    assert state_of(made) == State.SUCCEEDED


@pytest.mark.parametrize("before", ["refuse", "cancel"])
def test_who_is_refused_may_pay_in_the_same_session_and_is_granted(before):
    made = attempt(cast.reader())
    press(made, before)
    payments.check(attempt=made)
    assert state_of(made) in {State.FAILED, State.CANCELLED}
    press(made, "pay_silently")
    with after(minutes=6):
        payments.check_due()
    assert (state_of(made), granted()) == (State.SUCCEEDED, (30, 2500))


def test_money_that_comes_after_we_gave_up_is_still_counted():
    made = attempt(cast.reader())
    with after(hours=25):
        Session.objects.update(when_expires=made.created_at.replace(year=2100))
        payments.check_due()
        assert state_of(made) == State.EXPIRED
        press(made, "pay")
        deliver()
    assert (state_of(made), granted()) == (State.SUCCEEDED, (30, 2500))


def test_two_paid_attempts_add_up_and_are_marked_for_the_office():
    kadia, bought = cast.reader(), till.plan()
    first = attempt(kadia, bought)
    second = attempt(kadia, bought, is_second=True)
    for made in (first, second):
        press(made, "pay")
    deliver()
    assert granted() == (60, 5000)
    second.refresh_from_db()
    assert first.reference in second.explanation
    assert list(payments.twins_of(first)) == [second]
    assert only(JournalEntry).verb == "paid_twice"


def test_a_price_that_changes_while_somebody_pays_changes_nothing_for_him():
    bought = till.plan()
    made = attempt(cast.reader(), bought)
    bought.price, bought.days, bought.name = 9000, 1, "Autre"
    bought.save()
    press(made, "pay")
    deliver()
    assert granted() == (30, 2500)
    assert only(LedgerEntry).label == "Un mois"


# --- When it is not what was asked ---------------------------------------------------------------
@pytest.mark.parametrize(
    "changes",
    [{"amount": "2495"}, {"amount": "2505"}, {"currency": "XAF"}, {"client_reference": "AUTRE"}],
    ids=["less", "more", "currency", "reference"],
)
def test_what_does_not_match_grants_nothing_and_waits_for_a_human(changes):
    made = attempt(cast.reader())
    press(made, "pay")
    Session.objects.update(**changes)
    payments.check(attempt=made)
    payments.check(attempt=made)
    made.refresh_from_db()
    assert (made.state, granted()) == (State.MISMATCH, (0, 0))
    assert made.explanation
    assert only(JournalEntry).verb == "payment_mismatch"
    assert made.check_after is None


def test_money_for_an_account_that_is_gone_waits_for_a_human():
    kadia = cast.reader()
    made = attempt(kadia)
    press(made, "pay")
    kadia.delete()
    deliver()
    assert (state_of(made), granted()) == (State.MISMATCH, (0, 0))


# --- Asking again --------------------------------------------------------------------------------
def test_the_operator_is_asked_after_5_15_60_minutes_and_24_hours():
    made = attempt(cast.reader())
    asked = []
    for minutes in (4, 6, 14, 16, 59, 61, 23 * 60, 24 * 60 + 1, 24 * 60 + 5, 49 * 60):
        with after(minutes=minutes):
            asked.append(payments.check_due())
    assert asked == [0, 1, 0, 1, 0, 1, 0, 1, 0, 0]
    assert state_of(made) == State.EXPIRED


def test_an_operator_that_says_neither_yes_nor_no_is_asked_once_more_after_two_days():
    made = attempt(cast.reader())
    Session.objects.update(when_expires=made.created_at.replace(year=2100))
    with after(hours=25):
        payments.check_due()
        assert state_of(made) == State.EXPIRED
    with after(hours=49):
        assert payments.check_due() == 1
        assert payments.check_due() == 0


def test_an_operator_that_is_down_loses_nothing_and_is_not_pestered(wire):
    bought = till.plan()
    made = [attempt(cast.reader(f"Awa {number}"), bought) for number in range(5)]
    for one in made:
        press(one, "pay_silently")
    wire.calls.clear()
    wire.is_cut = True
    with after(minutes=6):
        assert payments.check_due() == 0
    assert len(wire.calls) == payments.FAILURES
    assert {state_of(one) for one in made} == {State.PENDING}
    wire.is_cut = False
    with after(minutes=25):
        assert payments.check_due() == 5
    assert granted() == (150, 12_500)


def test_after_a_day_without_the_operators_word_it_is_not_given_up(wire):
    made = attempt(cast.reader())
    wire.is_cut = True
    with after(hours=30):
        payments.check_due()
    assert state_of(made) == State.PENDING
    assert Attempt.objects.get().check_after


# --- The played operator -------------------------------------------------------------------------
def test_a_session_is_paid_once():
    made = attempt(cast.reader())
    press(made, "pay")
    for action in [*checkout.PAYING, *checkout.NOT_PAYING]:
        with pytest.raises(checkout.NotOpen):
            press(made, action)
