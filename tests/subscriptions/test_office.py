"""The verbs of the counter: money is taken once, a mistake is reversed, nothing is erased."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from newsroom.models import JournalEntry, User
from subscriptions import subscribing
from subscriptions.billing import ledger, office
from subscriptions.billing.office import OfficeError
from subscriptions.models import Attempt, Grant, LedgerEntry, Notice, Plan, Subscription
from subscriptions.subscribing import SubscribingError
from tests import cast
from tests.subscriptions import counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def fanta():
    return cast.fanta()


@pytest.fixture
def kadia():
    return cast.reader(phone="+22376123456")


def ends_at(user):
    return Subscription.objects.get(user=user).ends_at


# --- Accounts ------------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["76 12 34 56", "+223 76.12.34.56", "00223 76123456"])
def test_an_account_is_opened_with_a_number_alone_in_any_spelling(fanta, typed):
    user = office.open_account(contact=typed, by=fanta)
    assert (user.phone, user.name, user.phone_confirmed_at) == ("+22376123456", "", None)
    assert office.open_account(contact="76123456", by=fanta, name="Autre") == user
    assert [entry.verb for entry in JournalEntry.objects.all()] == ["open_account"]


def test_an_address_will_do_and_a_name_is_kept(fanta):
    user = office.open_account(contact=" Awa@Example.org", by=fanta, name=" Awa Diop ")
    assert (user.email, user.name) == ("awa@example.org", "Awa Diop")


@pytest.mark.parametrize("typed", ["", "Awa", "12", "@", "a@b"])
def test_what_is_neither_opens_nothing(fanta, typed):
    with pytest.raises(OfficeError):
        office.open_account(contact=typed, by=fanta)
    assert list(User.objects.all()) == [fanta]


# --- Money ---------------------------------------------------------------------------------------
def test_cash_is_the_price_of_the_plan_with_a_receipt_and_days(fanta, kadia):
    entry = counter.paid(kadia, fanta)
    assert (entry.number, entry.amount, entry.method, entry.clerk) == (1, 2500, "cash", fanta)
    assert entry.label == "Un mois"
    assert "+22376123456" in entry.payer
    assert (entry.grant.days, entry.grant.kind, entry.grant.by) == (30, Grant.Kind.PAYMENT, fanta)
    assert Notice.objects.get().user == kadia
    assert JournalEntry.objects.get().verb == "take_payment"


@pytest.mark.parametrize("method", ["cheque", "transfer"])
def test_a_cheque_or_a_transfer_has_its_number(fanta, kadia, method):
    with pytest.raises(OfficeError):
        counter.paid(kadia, fanta, method=method, reference=" ")
    entry = counter.paid(kadia, fanta, method=method, reference=" BDM 0041270 ")
    assert entry.reference == "BDM 0041270"


@pytest.mark.parametrize("method", ["wave", "voucher", "gold"])
def test_nothing_else_is_taken_at_the_counter(fanta, kadia, method):
    with pytest.raises(OfficeError):
        counter.paid(kadia, fanta, method=method)
    assert not LedgerEntry.objects.exists()


def test_no_trial_no_archived_plan_and_no_closed_account(fanta, kadia):
    trial = Plan.objects.create(name="Essai", days=7, price=0, is_trial=True)
    archived = Plan.objects.create(name="Ancien", days=7, price=500, is_offered=False)
    for plan in (trial, archived):
        with pytest.raises(OfficeError):
            counter.paid(kadia, fanta, plan=plan)
    kadia.is_active = False
    with pytest.raises(OfficeError):
        counter.paid(kadia, fanta)
    assert not LedgerEntry.objects.exists()


def test_the_same_form_sent_twice_is_one_payment(fanta, kadia):
    key = uuid.uuid4()
    first = counter.paid(kadia, fanta, key=key)
    assert counter.paid(kadia, fanta, key=key) == first
    assert Grant.objects.count() == 1
    assert counter.paid(kadia, fanta, key=uuid.uuid4()) != first


def test_a_second_month_begins_where_the_first_ends(fanta, kadia):
    counter.paid(kadia, fanta)
    first_end = ends_at(kadia)
    counter.paid(kadia, fanta)
    assert ends_at(kadia) - first_end == datetime.timedelta(days=30)


# --- Mistakes ------------------------------------------------------------------------------------
def test_a_payment_is_reversed_by_a_receipt_of_its_own_and_takes_its_days_back(fanta, kadia):
    counter.paid(kadia, fanta)
    kept_end = ends_at(kadia)
    wrong = counter.paid(kadia, fanta)
    row = ledger.reverse(entry=wrong, by=fanta, reason="Deux fois la même personne.")
    assert (row.number, row.amount, row.reverses, row.clerk) == (3, -2500, wrong, fanta)
    assert ends_at(kadia) == kept_end
    assert LedgerEntry.objects.get(pk=wrong.pk).amount == 2500
    for entry in (wrong, row):
        with pytest.raises(SubscribingError):
            ledger.reverse(entry=entry, by=fanta, reason="Encore.")
    assert LedgerEntry.objects.count() == 3


def test_days_are_given_once_with_a_reason_and_taken_back(fanta, kadia):
    key = uuid.uuid4()
    for _press in range(2):
        given = subscribing.give(user=kadia, days=3, by=fanta, reason="Panne.", key=key)
    assert Grant.objects.count() == 1
    with pytest.raises(SubscribingError):
        subscribing.give(user=kadia, days=3, by=fanta, reason=" ")
    subscribing.reverse(grant=given, by=fanta, reason="Erreur.")
    assert ends_at(kadia) is None
    with pytest.raises(SubscribingError):
        subscribing.reverse(grant=given, by=fanta, reason="Erreur.")


# --- What was paid and not asked -----------------------------------------------------------------
def test_a_mismatch_is_accepted_at_what_came_in_with_the_days_the_office_gives(fanta, kadia):
    wrong = counter.attempt(kadia, state=Attempt.State.MISMATCH, explanation="2 000 pour 2 500")
    entry = office.accept(attempt=wrong, amount=2000, days=24, by=fanta, reason="Vu avec elle.")
    wrong.refresh_from_db()
    assert (entry.amount, entry.method, entry.attempt, entry.clerk) == (2000, "wave", wrong, None)
    assert entry.grant.days == 24
    assert wrong.state == Attempt.State.SUCCEEDED
    with pytest.raises(OfficeError):
        office.accept(attempt=wrong, amount=2000, days=24, by=fanta, reason="Encore.")
    assert LedgerEntry.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"reason": " "}, {"amount": 0}, {"days": 0}, {"days": 900}])
def test_it_is_accepted_with_a_reason_an_amount_and_days_only(fanta, kadia, wrong):
    asked = {"amount": 2000, "days": 24, "reason": "Vu."} | wrong
    attempt = counter.attempt(kadia, state=Attempt.State.MISMATCH)
    with pytest.raises(OfficeError):
        office.accept(attempt=attempt, by=fanta, **asked)


@pytest.mark.parametrize("state", set(Attempt.State) - {Attempt.State.MISMATCH})
def test_nothing_else_can_be_accepted(fanta, kadia, state):
    attempt = counter.attempt(kadia, state=state)
    with pytest.raises(OfficeError):
        office.accept(attempt=attempt, amount=2500, days=30, by=fanta, reason="Vu.")
    assert not LedgerEntry.objects.exists()


def test_money_that_came_after_the_account_was_deleted_can_only_go_back(fanta):
    attempt = counter.attempt(None, state=Attempt.State.MISMATCH)
    with pytest.raises(OfficeError):
        office.accept(attempt=attempt, amount=2500, days=30, by=fanta, reason="Vu.")


# --- Who may not ---------------------------------------------------------------------------------
@pytest.mark.parametrize("role", ["moderator", "journalist", "publication_director", None])
def test_whoever_is_not_of_the_office_does_nothing_of_it(fanta, kadia, role):
    person = cast.user(role)
    entry = counter.paid(kadia, fanta)
    attempt = counter.attempt(kadia, state=Attempt.State.MISMATCH)
    for verb in (
        lambda: office.open_account(contact="76 00 00 00", by=person),
        lambda: counter.paid(kadia, person),
        lambda: office.accept(attempt=attempt, amount=1, days=1, by=person, reason="Vu."),
        lambda: ledger.reverse(entry=entry, by=person, reason="Vu."),
        lambda: subscribing.give(user=kadia, days=3, by=person, reason="Vu."),
        lambda: subscribing.reverse(grant=entry.grant, by=person, reason="Vu."),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    assert LedgerEntry.objects.count() == Grant.objects.count() == 1


def test_an_end_is_in_the_future_while_days_are_left(fanta, kadia):
    counter.paid(kadia, fanta)
    assert ends_at(kadia) > timezone.now() + datetime.timedelta(days=29)
