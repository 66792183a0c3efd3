"""The subscription office: who pays at the counter, and what is done for him there."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.accounts.creating import normal_address, not_an_address, reader_account
from newsroom.models import JournalEntry, User
from newsroom.money import francs
from subscriptions import subscribing, telling
from subscriptions.billing import ledger
from subscriptions.models import Attempt, Grant, LedgerEntry, Method
from subscriptions.subscribing import SubscribingError

AT_THE_COUNTER = (Method.CASH, Method.CHEQUE, Method.TRANSFER)
_NUMBERED = (Method.CHEQUE, Method.TRANSFER)
_MOST_DAYS = 366


class OfficeError(SubscribingError):
    """What the clerk asked for cannot be done; the sentence says why."""


@transaction.atomic
def open_account(*, contact, by, name="") -> User:
    """Return the account of a number or an address in any spelling, made now if there is none.

    Raises OfficeError when `contact` is neither.
    """
    _check_serves(by)
    address = normal_address(contact)
    if address is None:
        raise OfficeError(not_an_address())
    kind = "email" if "@" in address else "phone"
    is_new = not User.objects.filter(**{kind: address}).exists()
    try:
        user = reader_account(**{kind: address}, name=name.strip())
    except ValidationError as error:
        raise OfficeError(" ".join(error.messages)) from None
    if is_new:
        JournalEntry.record(actor=by, verb="open_account", subject=user)
    return user


@transaction.atomic
def take_payment(*, user, plan, method, by, reference="", key=None) -> LedgerEntry:
    """Write down what a reader paid at the counter, give its days, and send him the receipt.

    The amount is that of `plan`. A cheque or a transfer has a number (`reference`). A form sent
    twice (`key`, a UUID) is one payment: the second time its entry is returned.
    """
    _check_serves(by)
    reference = reference.strip()
    _check_payment(user, plan, method, reference)
    subscribing.held(user)
    if key and (known := LedgerEntry.objects.filter(key=key).first()):
        return known
    entry = ledger.record(
        user=user,
        method=method,
        amount=plan.price,
        currency=plan.currency,
        label=plan.name,
        clerk=by,
        reference=reference if method in _NUMBERED else "",
        key=key,
    )
    given = subscribing.grant(
        user=user, days=plan.days, kind=Grant.Kind.PAYMENT, entry=entry, by=by
    )
    telling.receipt(given)
    JournalEntry.record(actor=by, verb="take_payment", subject=entry)
    return entry


def _check_payment(user, plan, method, reference):
    if not user.is_active:
        raise OfficeError(_("This account is closed: take no money for it."))
    if plan.is_trial or not plan.is_offered:
        raise OfficeError(_("This plan is no longer sold: choose another."))
    if method not in AT_THE_COUNTER:
        raise OfficeError(_("At the counter one pays in cash, by cheque or by bank transfer."))
    if method in _NUMBERED and not reference:
        raise OfficeError(_("Write the number of the cheque or of the transfer."))


@transaction.atomic
def accept(*, attempt, amount, days, by, reason) -> LedgerEntry:
    """Keep a payment that is not what was asked: write down what came in, and give `days` for it.

    `amount` is what the operator received, in whole francs; `days` may differ from what was asked.
    The reader is sent a receipt. Raises OfficeError when there is nothing to accept.
    """
    _check_serves(by)
    if not reason.strip():
        raise OfficeError(_("Write why this payment is accepted."))
    if amount < 1 or not 1 <= days <= _MOST_DAYS:
        raise OfficeError(_("Write what came in, and give from 1 to 366 days."))
    held = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if held.state != Attempt.State.MISMATCH:
        raise OfficeError(_("There is nothing left to settle about this payment."))
    if held.user is None:
        raise OfficeError(_("The account is deleted: pay the money back."))
    subscribing.held(held.user)
    entry = ledger.record(
        user=held.user,
        method=held.method,
        amount=amount,
        currency=held.currency,
        label=held.label,
        attempt=held,
        reason=reason.strip(),
    )
    given = subscribing.grant(
        user=held.user,
        days=days,
        kind=Grant.Kind.PAYMENT,
        entry=entry,
        by=by,
        reason=reason.strip(),
    )
    telling.receipt(given)
    held.state = Attempt.State.SUCCEEDED
    held.explanation = _("Accepted by the office: %(amount)s.") % {
        "amount": francs(amount, held.currency)
    }
    held.save(update_fields=["state", "explanation"])
    JournalEntry.record(actor=by, verb="settle_mismatch", subject=held, note=reason.strip())
    return entry


def _check_serves(by):
    if not by.has_perm("subscriptions.serve_readers"):
        raise PermissionDenied
