"""The ledger: what came in and what went back, numbered without a gap, never changed."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.models import JournalEntry
from subscriptions import subscribing
from subscriptions.models import Counter, LedgerEntry
from subscriptions.subscribing import SubscribingError

_RECEIPTS = "receipts"


@transaction.atomic
def record(*, user, method, amount, label, currency="XOF", **details) -> LedgerEntry:
    """Write money that came in (whole francs, more than 0), under the next receipt number.

    `details` are `attempt` or `voucher`, `clerk`, `reference`, `key`: whence it came. Lock the
    subscription (`subscribing.held`) before, so that all verbs lock in one order.
    """
    return LedgerEntry.objects.create(
        number=_next_number(),
        user=user,
        payer=payer_of(user),
        method=method,
        amount=amount,
        currency=currency,
        label=label,
        **details,
    )


@transaction.atomic
def reverse(*, entry, by, reason) -> LedgerEntry:
    """Write that the money of `entry` went back, and take back the days it paid for.

    Raises SubscribingError without a reason, or when it was reversed already.
    """
    if not by.has_perm("subscriptions.serve_readers"):
        raise PermissionDenied
    reason = reason.strip()
    if not reason:
        raise SubscribingError(_("Write why this payment is reversed."))
    if entry.user:
        subscribing.held(entry.user)
    held = LedgerEntry.objects.select_for_update(of=("self",)).get(pk=entry.pk)
    if held.reverses_id or LedgerEntry.objects.filter(reverses=held).exists():
        raise SubscribingError(_("This payment has already been reversed."))
    row = LedgerEntry.objects.create(
        number=_next_number(),
        user=held.user,
        payer=held.payer,
        method=held.method,
        amount=-held.amount,
        currency=held.currency,
        label=held.label,
        reference=held.reference,
        clerk=by,
        reason=reason,
        reverses=held,
    )
    if hasattr(held, "grant"):
        subscribing.reverse(grant=held.grant, by=by, reason=reason)
    JournalEntry.record(actor=by, verb="reverse_payment", subject=held, note=reason)
    return row


def payer_of(user) -> str:
    """Return how the accounts name a reader: « Awa Diop · +22376123456 »."""
    return " · ".join(part for part in (user.name, user.phone or user.email) if part)[:200]


def held_counter() -> Counter:
    """Return the counter of receipts, locked: no number is given before the transaction ends.

    Whatever was numbered up to `last` is committed by then.
    """
    Counter.objects.get_or_create(name=_RECEIPTS)
    return Counter.objects.select_for_update().get(name=_RECEIPTS)


def _next_number():
    """Return the next receipt number; whoever asks meanwhile waits, so that none is skipped."""
    counter = held_counter()
    counter.last += 1
    counter.save(update_fields=["last"])
    return counter.last
