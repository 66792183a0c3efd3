"""Vouchers: printed for a kiosk, put on sale, used once by whoever holds the code.

Of a code its hash alone is kept: whoever reads the database can use none.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom import limits
from newsroom.accounts.creating import reader_account
from newsroom.models import JournalEntry
from subscriptions import subscribing, telling
from subscriptions.billing import ledger, voucher_codes
from subscriptions.models import Counter, Grant, Method, Voucher, VoucherBatch
from subscriptions.subscribing import SubscribingError

MOST = 500  # vouchers of a batch
_HOUR = 3600  # seconds
# A wrong code is well-formed and unknown, already used, or not valid: somebody may be guessing. A
# mistyped one is told by its check sign before any row is read, so it can guess nothing: its limit
# only keeps a machine from hammering. Operators put hundreds of telephones behind one address:
# hence more tries for an address than for a reader.
_WRONG = {"reader": 5, "address": 20}  # tries an hour
_MISTYPED = {"reader": 30, "address": 120}
_SAME_PRESS = datetime.timedelta(minutes=10)  # on a bad line one presses again


class VoucherError(SubscribingError):
    """The voucher cannot be made, sold, cancelled or used; the sentence says why and what to do."""


class AlreadyMade(VoucherError):
    """The form that asks for these vouchers was sent before."""


class Mistyped(VoucherError):
    """No such code was ever printed: a slip of the finger."""


class Unknown(VoucherError):
    """A code that could be, and is not ours."""


class AlreadyUsed(VoucherError):
    """It gave its days before."""


class NotOnSale(VoucherError):
    """The kiosk has not been given it yet."""


class Cancelled(VoucherError):
    """Stolen, lost or misprinted with its batch."""


class PastDate(VoucherError):
    """Its last day is over."""


class TooManyTries(VoucherError):
    """Somebody may be guessing."""


# --- At the office -------------------------------------------------------------------------------
@transaction.atomic
def create_batch(
    *, plan, count, kiosk, by, valid_until=None, key=None
) -> tuple[VoucherBatch, list[str]]:
    """Make `count` vouchers for a kiosk; return the batch, and the codes in order of their serials.

    The codes exist in this answer alone. A plan that costs nothing or is archived makes none.
    `valid_until` is the last day on which they can be used. A form sent twice (`key`, a UUID) is
    refused the second time: nobody can show those codes again.
    """
    _check_may(by, "add")
    if plan.is_trial or not plan.is_offered:
        raise VoucherError(_("Vouchers are made of a plan that is sold and on offer."))
    if not 1 <= count <= MOST:
        raise VoucherError(_("Make from 1 to %(most)d vouchers at a time.") % {"most": MOST})
    if not kiosk.strip():
        raise VoucherError(_("Write for which kiosk these vouchers are."))
    if valid_until and valid_until < timezone.localdate():
        raise VoucherError(_("The last day of these vouchers is already over."))
    serials = _serials(count)  # under a lock: what is sent twice comes here one after the other
    if key and VoucherBatch.objects.filter(key=key).exists():
        raise AlreadyMade(
            _("These vouchers are made already, and nobody can show their codes again.")
        )
    batch = VoucherBatch.objects.create(
        plan=plan,
        label=plan.name,
        days=plan.days,
        value=plan.price,
        currency=plan.currency,
        count=count,
        kiosk=kiosk.strip(),
        valid_until=valid_until,
        created_by=by,
        key=key,
    )
    codes = [voucher_codes.new_code() for _number in range(count)]
    Voucher.objects.bulk_create(
        Voucher(batch=batch, serial=serial, code_hash=voucher_codes.digest(code))
        for serial, code in zip(serials, codes, strict=True)
    )
    JournalEntry.record(actor=by, verb="make_vouchers", subject=batch)
    return batch, codes


@transaction.atomic
def activate(*, batch, by) -> VoucherBatch:
    """Say that the kiosk has the vouchers: from now on they can be used."""
    _check_may(by, "change")
    held = _held(batch)
    if held.cancelled_at:
        raise VoucherError(_("These vouchers are cancelled: make others."))
    if held.activated_at:
        raise VoucherError(_("These vouchers are on sale already."))
    held.activated_at = timezone.now()
    held.save(update_fields=["activated_at"])
    JournalEntry.record(actor=by, verb="activate_vouchers", subject=held)
    return held


@transaction.atomic
def cancel(*, batch, by, reason) -> VoucherBatch:
    """Let no more of these vouchers be used (stolen, lost, misprinted); days given stay given."""
    _check_may(by, "change")
    held = _held(batch)
    if not reason.strip():
        raise VoucherError(_("Write why these vouchers are cancelled."))
    if held.cancelled_at:
        raise VoucherError(_("These vouchers are cancelled already."))
    held.cancelled_at = timezone.now()
    held.save(update_fields=["cancelled_at"])
    JournalEntry.record(actor=by, verb="cancel_vouchers", subject=held, note=reason.strip())
    return held


# --- By readers ----------------------------------------------------------------------------------
def redeem(*, user, code, address="") -> Grant:
    """Give `user` the days of the voucher whose code he typed; return the grant.

    Pressed again within minutes it is the same grant, for the answer may have been lost on the way.
    `address` is the network address he asks from. Raises VoucherError: one of the classes above.
    """
    return _redeem(code, tried_by=f"user-{user.pk}", address=address, account=lambda: user)


def redeem_for(*, code, address, phone=None, email=None) -> Grant:
    """Give the days to the account of a number or an e-mail address, made now if there is none.

    Whoever asks is nobody we know: he is told nothing of an account that was there, and enters none
    by this. Nothing is made when the voucher is refused.
    """
    return _redeem(
        code,
        tried_by=phone or email,
        address=address,
        account=lambda: reader_account(phone=phone, email=email),
        is_known=False,
    )


def _redeem(typed, *, tried_by, address, account, is_known=True):
    """Count the try, outside the transaction that a refusal undoes; then use the voucher."""
    asking = [("reader", tried_by), ("address", address)]
    code = _code(typed, asking)
    _count("voucher", asking, most=_WRONG)
    given = _use(voucher_codes.digest(code), account, is_known=is_known)
    for kind, who in asking:
        limits.forget("voucher", f"{kind}:{who}")
    return given


def _code(typed, asking):
    try:
        return voucher_codes.read(typed)
    except voucher_codes.Mistyped as slip:
        _count("voucher-slip", asking, most=_MISTYPED)
        raise Mistyped(str(slip)) from None


def _count(name, asking, *, most):
    """Count a try of each of those who ask; raise TooManyTries when one has tried too often."""
    for kind, who in asking:
        if who and limits.is_over(name, f"{kind}:{who}", most=most[kind], seconds=_HOUR):
            words = _("Too many wrong codes. Try again in an hour, or show us the voucher.")
            raise TooManyTries(words)


@transaction.atomic
def _use(code_hash, account, *, is_known):
    user = account()
    subscribing.held(user)
    vouchers = Voucher.objects.select_for_update(of=("self",)).select_related("batch")
    voucher = vouchers.filter(code_hash=code_hash).first()
    if voucher and _is_pressed_again(voucher, user):
        return voucher.entry.grant
    _check_usable(voucher, user if is_known else None)
    voucher.redeemed_at, voucher.redeemed_by = timezone.now(), user
    voucher.save(update_fields=["redeemed_at", "redeemed_by"])
    batch = voucher.batch
    entry = ledger.record(
        user=user,
        method=Method.VOUCHER,
        amount=batch.value,
        currency=batch.currency,
        label=batch.label,
        voucher=voucher,
    )
    given = subscribing.grant(user=user, days=batch.days, kind=Grant.Kind.VOUCHER, entry=entry)
    telling.receipt(given)
    return given


def _is_pressed_again(voucher, user):
    is_his = voucher.redeemed_by_id == user.pk and voucher.redeemed_at is not None
    return is_his and voucher.redeemed_at > timezone.now() - _SAME_PRESS


def _check_usable(voucher, user):
    if voucher is None:
        raise Unknown(_("We do not know this code. Look at the voucher again."))
    if voucher.redeemed_at:
        if user and voucher.redeemed_by_id == user.pk:
            words = _("You have already used this voucher: its days are in your subscription.")
        else:
            words = _("This voucher has already been used.")
        raise AlreadyUsed(words)
    if voucher.batch.cancelled_at:
        raise Cancelled(
            _("This voucher was cancelled. Take it back to the kiosk, or show it to the newspaper.")
        )
    if voucher.batch.activated_at is None:
        raise NotOnSale(
            _("This voucher is not on sale yet. Ask the kiosk, or show it to the newspaper.")
        )
    if voucher.batch.valid_until and voucher.batch.valid_until < timezone.localdate():
        raise PastDate(_("This voucher could be used until its date, which is over."))


# --- What they share -----------------------------------------------------------------------------
def _serials(count):
    """Return the next serial numbers, which no other batch gets."""
    Counter.objects.get_or_create(name="vouchers")
    counter = Counter.objects.select_for_update().get(name="vouchers")
    first = counter.last + 1
    counter.last += count
    counter.save(update_fields=["last"])
    return range(first, counter.last + 1)


def _held(batch):
    return VoucherBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def _check_may(by, action):
    if not by.has_perm(f"subscriptions.{action}_voucherbatch"):
        raise PermissionDenied
