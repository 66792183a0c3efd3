"""Builders for tests of payments: a plan, an attempt, and the played operator's buttons."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from subscriptions.billing import payments
from subscriptions.fake_operator import checkout, sending
from subscriptions.fake_operator.models import Delivery
from subscriptions.models import Attempt, Grant, LedgerEntry, Plan
from tests.subscriptions import wire as wires


@pytest.fixture
def wire(monkeypatch):
    """HTTP within the process; notifications wait until a test delivers them."""
    monkeypatch.setattr(sending, "send_soon", lambda deliveries: None)
    return wires.in_process(monkeypatch)


def plan(**fields):
    return Plan.objects.create(**{"name": "Un mois", "days": 30, "price": 2500} | fields)


def attempt(user, bought=None, **fields):
    """Return an attempt that waits for the operator."""
    made = payments.start(user=user, plan=bought or plan(), method="wave", **fields)
    payments.leave(attempt=made)
    made.refresh_from_db()
    return made


def press(made, action):
    """Press a button of the operator's page."""
    checkout.act(made.operator_reference, action)


def deliver(*, times=1):
    """Let every notification that is due arrive."""
    for delivery in list(Delivery.objects.filter(due_at__lte=timezone.now()).order_by("pk")):
        for _time in range(times):
            sending.send(delivery)


def after(**wait):
    """Return the context in which so much time has passed: `with after(minutes=5): …`."""
    return time_machine.travel(timezone.now() + datetime.timedelta(**wait))


def state_of(made):
    return Attempt.objects.get(pk=made.pk).state


def granted():
    """Return (days given, francs in the ledger), all attempts together."""
    given = Grant.objects.filter(reverses__isnull=True, reversal__isnull=True)
    francs = sum(LedgerEntry.objects.values_list("amount", flat=True))
    return sum(given.values_list("days", flat=True)), francs
