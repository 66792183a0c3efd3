"""Paying back: through the operator, once, by the office, and the ledger says so."""

import pytest
from django.core.exceptions import PermissionDenied

from newsroom.models import JournalEntry
from subscriptions import reader
from subscriptions.billing import ledger, payments
from subscriptions.billing.gateways.base import GatewayError
from subscriptions.fake_operator.models import Session
from subscriptions.models import Attempt, LedgerEntry, Notice
from tests import cast
from tests.subscriptions.till import attempt, deliver, granted, press, state_of, wire

__all__ = ["wire"]  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wire")]

State = Attempt.State


def only(model):
    return model.objects.get()


def paid(kadia=None):
    made = attempt(kadia or cast.reader())
    press(made, "pay")
    deliver()
    made.refresh_from_db()
    return made


def test_the_office_pays_back_through_the_operator_and_the_ledger_says_so():
    made, fanta = paid(), cast.fanta()
    payments.refund(attempt=made, by=fanta, reason="Payé deux fois")
    assert (state_of(made), granted()) == (State.REFUNDED, (0, 0))
    assert only(Session).when_refunded
    assert LedgerEntry.objects.count() == 2
    assert not reader.is_subscriber(made.user)
    verbs = set(JournalEntry.objects.values_list("verb", flat=True))
    assert {"refund_payment", "reverse_payment", "reverse_days"} <= verbs
    assert Notice.objects.filter(user=made.user).count() == 2


def test_it_is_paid_back_once():
    made, fanta = paid(), cast.fanta()
    payments.refund(attempt=made, by=fanta, reason="Erreur")
    with pytest.raises(payments.PaymentError):
        payments.refund(attempt=made, by=fanta, reason="Erreur")
    payments.check(attempt=made)
    deliver()
    assert (state_of(made), granted()) == (State.REFUNDED, (0, 0))


def test_what_does_not_match_can_be_paid_back_and_was_never_in_the_ledger():
    made = attempt(cast.reader())
    press(made, "pay_wrong_amount")
    deliver()
    payments.refund(attempt=made, by=cast.fanta(), reason="Montant faux")
    assert state_of(made) == State.REFUNDED
    assert only(Session).when_refunded
    assert not LedgerEntry.objects.exists()


def test_what_the_operator_refuses_to_pay_back_stays_as_it_is(wire):
    made = paid()
    wire.is_cut = True
    with pytest.raises(GatewayError):
        payments.refund(attempt=made, by=cast.fanta(), reason="Erreur")
    assert (state_of(made), granted()) == (State.SUCCEEDED, (30, 2500))


def test_what_was_not_paid_or_was_reversed_is_not_paid_back(wire):
    fanta, made = cast.fanta(), attempt(cast.reader())
    with pytest.raises(payments.PaymentError):
        payments.refund(attempt=made, by=fanta, reason="Erreur")
    press(made, "pay")
    deliver()
    ledger.reverse(entry=only(LedgerEntry), by=fanta, reason="Rendu en espèces")
    wire.calls.clear()
    with pytest.raises(payments.PaymentError):
        payments.refund(attempt=made, by=fanta, reason="Erreur")
    assert wire.calls == []


def test_paying_back_needs_a_reason_and_the_office():
    made = paid()
    with pytest.raises(payments.PaymentError):
        payments.refund(attempt=made, by=cast.fanta(), reason="  ")
    for person in (cast.djeneba(), cast.ibrahim(), made.user):
        with pytest.raises(PermissionDenied):
            payments.refund(attempt=made, by=person, reason="Erreur")
    assert only(Session).when_refunded is None
