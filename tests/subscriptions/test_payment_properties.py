"""Whatever the operator does, however its messages travel: access once the money is there, once.

A machine presses the operator's buttons, lets notifications arrive doubled, late, out of order or
never, forges some, cuts the line, opens the page one comes back to, ticks, pays back, and lets time
pass. After each step nothing was given that was not paid; at the end, once the line is back and the
ticks have run, everything that was paid has been given, once, and the ledger balances.
"""

import contextlib
import datetime
import json

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from subscriptions import subscribing
from subscriptions.billing import payments
from subscriptions.billing.gateways.base import GatewayError
from subscriptions.fake_operator import checkout, sending
from subscriptions.fake_operator.models import Delivery, Session
from subscriptions.models import Attempt, Grant, LedgerEntry, PaymentEvent, Plan, Subscription
from tests import cast
from tests.subscriptions import till
from tests.subscriptions.till import wire

__all__ = ["wire"]  # a fixture

ACTIONS = sorted(checkout.PAYING | checkout.NOT_PAYING)
START = datetime.datetime(2026, 3, 2, 8, tzinfo=datetime.UTC)
State = Attempt.State


class Paying(RuleBasedStateMachine):
    """Two readers, an office, an operator and a bad line."""

    wire = None
    attempts = Bundle("attempts")

    @initialize()
    def open_the_shop(self):
        PaymentEvent.objects.all().delete()
        Grant.objects.all().delete()
        LedgerEntry.objects.filter(reverses__isnull=False).delete()  # these protect the others
        for model in (LedgerEntry, Attempt, Session, Subscription):
            model.objects.all().delete()
        cache.clear()
        self.wire.is_cut = False
        self.time = time_machine.travel(START, tick=False)
        self.clock = self.time.start()
        self.readers = [cast.reader("Kadia Traoré"), cast.reader("Oumar Dicko")]
        self.plans = [
            Plan.objects.get_or_create(name=name, defaults={"days": days, "price": price})[0]
            for name, days, price in (("Un mois", 30, 2500), ("Un jour", 1, 150))
        ]
        self.fanta = cast.fanta()

    def teardown(self):
        if hasattr(self, "time"):
            try:
                self.settle_down()
            finally:
                self.time.stop()

    # --- What readers do --------------------------------------------------------------------------
    @rule(target=attempts, who=st.integers(0, 1), what=st.integers(0, 1))
    def start(self, who, what):
        cache.clear()
        try:
            made = payments.start(
                user=self.readers[who], plan=self.plans[what], method="wave", is_second=True
            )
        except GatewayError:
            return None
        payments.leave(attempt=made)
        return made.pk

    @rule(attempt=attempts, action=st.sampled_from(ACTIONS))
    def press(self, attempt, action):
        if found := Attempt.objects.filter(pk=attempt).first():
            with contextlib.suppress(checkout.NotOpen):
                checkout.act(found.operator_reference, action)

    @rule(attempt=attempts)
    def come_back(self, attempt):
        """Open the page that the operator leads back to: it may ask, and gives nothing itself."""
        found = Attempt.objects.filter(pk=attempt).select_related("user").first()
        if found and found.user:
            client = Client()
            client.force_login(found.user)
            assert client.get(payments.address_of(found)).status_code == 200

    # --- What the line does -----------------------------------------------------------------------
    @rule(which=st.integers(0, 20), times=st.integers(1, 3))
    def notify(self, which, times):
        """Let any notification arrive, whether its time has come, again, or before another."""
        deliveries = list(Delivery.objects.order_by("pk"))
        if deliveries:
            for _time in range(times):
                sending.send(deliveries[which % len(deliveries)])

    @rule(attempt=attempts, amount=st.sampled_from(["2500", "150", "1"]))
    def lie(self, attempt, amount):
        """Notify in the operator's name, rightly signed, that an attempt was paid."""
        if found := Attempt.objects.filter(pk=attempt).first():
            data = {"id": found.operator_reference, "client_reference": found.reference}
            data |= {"amount": amount, "currency": "XOF", "payment_status": "succeeded"}
            body = json.dumps({"id": "AE_lie", "type": "checkout.session.completed", "data": data})
            session = Session.objects.get(pk=found.operator_reference)
            sending.send(Delivery(session=session, body=body))

    @rule(is_cut=st.booleans())
    def cut_the_line(self, is_cut):
        self.wire.is_cut = is_cut

    # --- What time and the office do --------------------------------------------------------------
    @rule(minutes=st.sampled_from([1, 5, 10, 45, 60, 12 * 60, 24 * 60]))
    def wait(self, minutes):
        cache.clear()
        self.clock.shift(datetime.timedelta(minutes=minutes))

    @rule()
    def tick(self):
        payments.check_due()

    @precondition(lambda self: not self.wire.is_cut)
    @rule(attempt=attempts)
    def pay_back(self, attempt):
        if found := Attempt.objects.filter(pk=attempt).first():
            with contextlib.suppress(payments.PaymentError):
                payments.refund(attempt=found, by=self.fanta, reason="À la demande du lecteur")

    def settle_down(self):
        """Let the line be mended and two days pass with their ticks, and compare everything."""
        self.wire.is_cut = False
        for hours in (0, 1, 24, 25, 1):
            self.clock.shift(datetime.timedelta(hours=hours))
            payments.check_due()
        for attempt in Attempt.objects.exclude(operator_reference=""):
            session = Session.objects.get(pk=attempt.operator_reference)
            holds = session.payment_status == "succeeded" and not session.when_refunded
            matches = session.amount == str(attempt.amount)
            assert has_access_from(attempt) == (holds and matches), attempt.state
            if session.payment_status == "succeeded" and not matches:
                assert attempt.state in {State.MISMATCH, State.REFUNDED}
            assert attempt.check_after is None

    @invariant()
    def nothing_is_given_that_was_not_paid(self):
        for attempt in Attempt.objects.filter(entry__isnull=False):
            session = Session.objects.get(pk=attempt.operator_reference)
            assert session.payment_status == "succeeded"
            assert session.amount == str(attempt.amount) == str(attempt.entry.amount)

    @invariant()
    def the_ledger_balances(self):
        entries = LedgerEntry.objects.select_related("attempt")
        numbers = sorted(entry.number for entry in entries)
        assert numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
        held = sum(
            int(Session.objects.get(pk=entry.attempt.operator_reference).amount)
            for entry in entries
            if entry.attempt and not hasattr(entry, "reversal")
        )
        assert sum(entry.amount for entry in entries) == held

    @invariant()
    def each_end_is_the_fold_of_its_grants(self):
        for subscription in Subscription.objects.all():
            given = subscription.grants.filter(reverses__isnull=True, reversal__isnull=True)
            folded = subscribing.fold(given.order_by("at", "pk"))
            assert (subscription.starts_at, subscription.ends_at) == folded
            paid = given.filter(entry__attempt__isnull=False).count()
            assert paid == given.count()


def has_access_from(attempt):
    """Whether days are given for this attempt, and not taken back."""
    given = Grant.objects.filter(entry__attempt=attempt, reversal__isnull=True)
    assert given.count() <= 1
    return given.exists()


@pytest.mark.django_db
def test_access_is_granted_exactly_when_the_money_is_there_once_and_the_ledger_balances(wire):
    Paying.wire = wire
    till.plan(name="Un an", days=365, price=25_000)
    checked = settings(
        max_examples=25,
        stateful_step_count=25,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Paying, settings=checked)
