"""Hands for the tests of the office: plans, payments and attempts as they come about."""

import itertools

from django.urls import reverse

from subscriptions import subscribing
from subscriptions.billing import ledger, office
from subscriptions.models import Attempt, Grant, Method, Plan
from tests import cast
from tests.articles.admin_desk import desk

_numbers = itertools.count(1)


def month(**fields):
    fields = {"days": 30, "price": 2500} | fields
    return Plan.objects.get_or_create(name="Un mois", defaults=fields)[0]


def paid(user, by, **fields):
    """Return the entry of a month that `user` paid in cash to the clerk `by`."""
    asked = {"user": user, "plan": month(), "method": "cash", "by": by} | fields
    return office.take_payment(**asked)


def attempt(user, **fields):
    """Return an attempt of `user` at Wave, by default one that waits for the operator."""
    number = next(_numbers)
    given = {
        "plan": month(),
        "method": Method.WAVE,
        "reference": f"ABCD{number:04}",
        "operator_reference": f"cos-{number}",
        "label": "Un mois",
        "days": 30,
        "amount": 2500,
        "state": Attempt.State.PENDING,
    }
    return Attempt.objects.create(user=user, **given | fields)


def paid_attempt(user, **fields):
    """Return an attempt that the operator was paid, with its entry and its days."""
    made = attempt(user, state=Attempt.State.SUCCEEDED, **fields)
    subscribing.held(user)
    entry = ledger.record(
        user=user, method=made.method, amount=made.amount, label=made.label, attempt=made
    )
    subscribing.grant(user=user, days=made.days, kind=Grant.Kind.PAYMENT, entry=entry)
    return made


def address(name, *args, of="subscription"):
    return reverse(f"admin:subscriptions_{of}_{name}", args=args)


def clerk(role="subscriptions"):
    """Return somebody of this role and the client in which he works."""
    cast.paper()
    person = cast.user(role)
    return person, desk(person)


def form_of(client, path, **typed):
    """Return what a browser would send of the form at `path`, with some fields typed."""
    form = client.get(path).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (values | typed).items() if value is not None}
