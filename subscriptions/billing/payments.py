"""Paying through an operator: start, receive a notification, check, pay back.

A notification grants nothing, and neither does the page that readers come back to: both make us ask
the operator, and only what it answers moves an attempt. The money is written to the ledger and the
days are given in one transaction that holds the attempt, so that whoever asks second finds it done.
The operator is never spoken to inside a transaction.
"""

import datetime
import logging
import secrets

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import limits
from newsroom.models import JournalEntry
from newsroom.money import francs
from subscriptions import notices, subscribing, telling
from subscriptions.billing import gateways, ledger
from subscriptions.billing.gateways.base import Forged, GatewayError, Outcome, Unreadable
from subscriptions.models import Attempt, Grant, Notice, PaymentEvent
from subscriptions.subscribing import SubscribingError

logger = logging.getLogger(__name__)

ASKED_AGAIN = [
    *(datetime.timedelta(minutes=minutes) for minutes in (5, 15, 60)),
    *(datetime.timedelta(hours=hours) for hours in (24, 48)),
]
"""How long after its start an attempt is asked about, unless the operator said its last word."""

GIVEN_UP = datetime.timedelta(hours=24)  # what is not paid by then has expired
ASKED_LATER = datetime.timedelta(minutes=15)  # after a call that failed
FAILURES = 3  # calls in a row that fail before one run of `check_due` leaves an operator alone
BATCH = 200  # attempts that one run asks about
STARTS = {"most": 10, "seconds": 3600}  # by one reader
FORGERIES = {"most": 30, "seconds": 3600}  # kept of each operator, at most 64 KB each
TWICE = datetime.timedelta(hours=24)  # two payments closer than this look like a mistake

_SETTLED = {Attempt.State.SUCCEEDED, Attempt.State.REFUNDED, Attempt.State.MISMATCH}
_STATES = {
    Outcome.WAITING: Attempt.State.PENDING,
    Outcome.REFUSED: Attempt.State.FAILED,
    Outcome.CANCELLED: Attempt.State.CANCELLED,
    Outcome.EXPIRED: Attempt.State.EXPIRED,
}
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is taken for another when read out


class PaymentError(Exception):
    """The payment cannot be started or paid back; the sentence says why."""


class StillPending(PaymentError):
    """Another attempt of this reader waits for its operator: he might pay twice."""


# --- Starting ------------------------------------------------------------------------------------
def start(*, user, plan, method, back_to="", is_second=False) -> Attempt:
    """Let the operator await what `plan` costs; return the attempt, with the page to pay on.

    `back_to` is the path that the reader wants to come back to. Raises StillPending when an attempt
    waits, unless `is_second`; PaymentError for what cannot be bought; GatewayError when the
    operator does not take part, and the attempt is kept as failed.
    """
    gateway = _gateway_offered(method)
    if plan.is_trial or not plan.is_offered:
        raise PaymentError(_("This plan is no longer offered."))
    if not is_second and pending_of(user).exists():
        raise StillPending(_("A payment is already waiting for your operator."))
    if limits.is_over("start-payment", user.pk, **STARTS):
        raise PaymentError(_("Too many attempts: try again in an hour, or come to the office."))
    attempt = _created(user, plan, method, back_to)
    try:
        started = gateway.start(attempt, return_url=settings.SITE_URL + address_of(attempt))
    except GatewayError as error:
        attempt.state, attempt.explanation = Attempt.State.FAILED, str(error)[:300]
        attempt.save(update_fields=["state", "explanation"])
        raise
    attempt.operator_reference = started.operator_reference
    attempt.launch_url = started.launch_url
    attempt.save(update_fields=["operator_reference", "launch_url"])
    return attempt


def leave(*, attempt) -> str:
    """Note that the reader goes to the operator; return the address of its page."""
    Attempt.objects.filter(pk=attempt.pk, state=Attempt.State.CREATED).update(
        state=Attempt.State.PENDING
    )
    return attempt.launch_url


def pending_of(user):
    """Return the attempts of `user` that may be paid at this moment, newest first."""
    return Attempt.objects.filter(user=user, state=Attempt.State.PENDING)


def address_of(attempt) -> str:
    return reverse("subscriptions:attempt", args=[attempt.reference])


def _gateway_offered(method):
    if method not in {gateway.method for gateway in gateways.offered()}:
        raise PaymentError(_("This way to pay is not offered."))
    return gateways.get(method)


def _created(user, plan, method, back_to):
    now = timezone.now()
    return Attempt.objects.create(
        user=user,
        plan=plan,
        method=method,
        reference="".join(secrets.choice(_LETTERS) for _sign in range(12)),
        label=plan.name,
        days=plan.days,
        amount=plan.price,
        currency=plan.currency,
        back_to=back_to,
        created_at=now,
        check_after=now + ASKED_AGAIN[0],
    )


# --- Notifications -------------------------------------------------------------------------------
def receive(*, method, body: bytes, headers) -> PaymentEvent:
    """Keep a notification as it came, and ask the operator about the attempt it speaks of.

    When the operator does not answer, the attempt is asked about at the next tick: the notification
    is stored. Of forged ones only the first of an hour are kept, so that nobody fills the disk.
    """
    event = PaymentEvent(method=method, body=body)
    event.signature = (headers.get("Wave-Signature") or "")[:500]
    try:
        notification = gateways.get(method).read(body, headers)
    except Forged:
        event.outcome = PaymentEvent.Outcome.FORGED
        if not limits.is_over("forged-notification", method, **FORGERIES):
            event.save()
        return event
    except Unreadable:
        event.outcome = PaymentEvent.Outcome.UNREADABLE
        event.save()
        return event
    _keep(event, notification)
    if event.attempt and event.attempt.state not in _SETTLED:
        try:
            check(attempt=event.attempt, is_hurried=True)
        except GatewayError:
            Attempt.objects.filter(pk=event.attempt.pk).update(check_after=timezone.now())
    return event


def _keep(event, notification):
    event.event_id = notification.event_id
    event.attempt = _attempt_of(event.method, notification)
    if PaymentEvent.objects.filter(
        method=event.method, event_id=event.event_id, outcome=PaymentEvent.Outcome.ASKED
    ).exists():
        event.outcome = PaymentEvent.Outcome.KNOWN
    elif event.attempt:
        event.outcome = PaymentEvent.Outcome.ASKED
    else:
        event.outcome = PaymentEvent.Outcome.UNKNOWN
    event.save()


def _attempt_of(method, notification):
    ours = Attempt.objects.filter(method=method)
    found = ours.filter(reference=notification.reference).first()
    if found or not notification.operator_reference:
        return found
    return ours.filter(operator_reference=notification.operator_reference).first()


# --- Asking the operator -------------------------------------------------------------------------
def check(*, attempt, is_hurried=False) -> Attempt:
    """Ask the operator what became of `attempt`, do what follows, and return it as it is now.

    Once the money is there this gives the days and the receipt, exactly once, however often and
    from wherever it is called. Raises GatewayError when the operator does not answer.
    """
    status = gateways.get(attempt.method).status(attempt, is_hurried=is_hurried)
    return _settle(attempt, status)


def check_due(now=None) -> int:
    """Ask about every attempt whose time has come; return how many. Called by `manage.py tick`."""
    now = now or timezone.now()
    due = Attempt.objects.filter(check_after__lte=now).order_by("check_after")[:BATCH]
    failures, asked = {}, 0
    for attempt in due:
        if failures.get(attempt.method, 0) >= FAILURES:
            continue
        try:
            check(attempt=attempt)
            failures[attempt.method], asked = 0, asked + 1
        except GatewayError as error:
            logger.warning("%s, attempt %s: %s", attempt.method, attempt, error)
            failures[attempt.method] = failures.get(attempt.method, 0) + 1
            Attempt.objects.filter(pk=attempt.pk).update(check_after=now + ASKED_LATER)
    return asked


@transaction.atomic
def _settle(attempt, status):
    held = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    now = timezone.now()
    held.checked_at, held.checks = now, min(held.checks + 1, 32_767)
    if held.state in _SETTLED:
        held.check_after = None
    elif status.outcome is Outcome.PAID:
        _take(held, status)
    else:
        _follow(held, status, now)
    held.save()
    return held


def _follow(held, status, now):
    """Write down that nothing is paid yet. While the operator keeps it open it may still be."""
    held.explanation = status.explanation
    if status.outcome is not Outcome.WAITING or held.state != Attempt.State.CREATED:
        held.state = _STATES[status.outcome]
    later = [held.created_at + wait for wait in ASKED_AGAIN if held.created_at + wait > now]
    held.check_after = None if status.is_final or not later else later[0]
    if held.is_open and now >= held.created_at + GIVEN_UP:
        held.state = Attempt.State.EXPIRED


def _take(held, status):
    """Write the money down and give the days, or hand what does not match to a human."""
    held.check_after, held.transaction_id = None, status.transaction_id
    if wrong := _differences(held, status):
        held.state, held.explanation = Attempt.State.MISMATCH, wrong[:300]
        JournalEntry.record(actor=None, verb="payment_mismatch", subject=held, note=wrong)
        return
    subscribing.held(held.user)
    entry = ledger.record(
        user=held.user,
        method=held.method,
        amount=held.amount,
        currency=held.currency,
        label=held.label,
        attempt=held,
    )
    given = subscribing.grant(user=held.user, days=held.days, kind=Grant.Kind.PAYMENT, entry=entry)
    telling.receipt(given)
    held.state, held.explanation = Attempt.State.SUCCEEDED, _paid_twice(held)


def _differences(held, status) -> str:
    """Say how what was paid differs from what was asked; nothing when it does not."""
    if held.user is None:
        return _("Paid after the account was deleted.")
    if status.reference != held.reference:
        return _("Paid under another reference: %(other)s.") % {"other": status.reference}
    if (status.amount, status.currency) != (held.amount, held.currency):
        paid = f"{status.amount} {status.currency}"
        return _("Paid: %(paid)s; asked: %(asked)s.") % {
            "paid": paid,
            "asked": francs(held.amount, held.currency),
        }
    return ""


def _paid_twice(held):
    """Mark a payment that follows another closely, for the office to ask the reader about."""
    other = twins_of(held).first()
    if other is None:
        return ""
    JournalEntry.record(actor=None, verb="paid_twice", subject=held, note=other.reference)
    return _("A second payment beside %(other)s: both were counted.") % {"other": other.reference}


def twins_of(attempt):
    """Return other paid attempts of the same reader from the same day: did he mean to pay twice?"""
    near = (attempt.created_at - TWICE, attempt.created_at + TWICE)
    others = Attempt.objects.filter(user=attempt.user, state=Attempt.State.SUCCEEDED)
    return others.filter(created_at__range=near).exclude(pk=attempt.pk)


# --- Paying back ---------------------------------------------------------------------------------
def refund(*, attempt, by, reason) -> Attempt:
    """Let the operator pay `attempt` back, take back its days, and return it as it is now.

    The operator comes first: what it refuses changes nothing here. When we stop between the two it
    can be asked for the same again, which it does once. Raises PaymentError or GatewayError.
    """
    reason = reason.strip()
    if not by.has_perm("subscriptions.serve_readers"):
        raise PermissionDenied
    if not reason:
        raise PaymentError(_("Write why this payment is paid back."))
    attempt = Attempt.objects.get(pk=attempt.pk)
    _check_refundable(attempt)
    gateways.get(attempt.method).refund(attempt)
    return _write_refund(attempt, by, reason)


def _check_refundable(attempt):
    if attempt.state == Attempt.State.REFUNDED:
        raise PaymentError(_("This payment has already been paid back."))
    if attempt.state not in {Attempt.State.SUCCEEDED, Attempt.State.MISMATCH}:
        raise PaymentError(_("Only what was paid can be paid back."))
    if attempt.state == Attempt.State.SUCCEEDED and hasattr(attempt.entry, "reversal"):
        raise PaymentError(_("This payment was already reversed in the ledger."))


@transaction.atomic
def _write_refund(attempt, by, reason):
    held = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if held.state == Attempt.State.REFUNDED:  # somebody pressed at the same moment
        return held
    held.state = Attempt.State.REFUNDED
    held.save(update_fields=["state"])
    JournalEntry.record(actor=by, verb="refund_payment", subject=held, note=reason)
    if hasattr(held, "entry"):
        try:
            ledger.reverse(entry=held.entry, by=by, reason=reason)
        except SubscribingError:
            logger.warning("attempt %s was reversed while it was paid back", held)
    notices.notify(
        user=held.user,
        kind=Notice.Kind.RECEIPT,
        subject=_("Your payment has been paid back"),
        text=_("%(operator)s pays %(amount)s back to you (reference %(reference)s).")
        % {
            "operator": gateways.get(held.method).label,
            "amount": francs(held.amount, held.currency),
            "reference": held.reference,
        },
        link=address_of(held),
    )
    return held
