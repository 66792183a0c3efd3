"""One box of the office finds a reader by whatever he brings: a number, a name, a slip of paper."""

import re
from contextlib import suppress
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from newsroom.models import User
from newsroom.numbers import whole
from newsroom.phones import normal_phone
from newsroom.searching import accent_pattern
from subscriptions.billing import voucher_codes
from subscriptions.models import Attempt, LedgerEntry, Voucher

MOST = 30  # readers shown; whoever finds more adds a word
_LONGEST = 120  # signs of a search
_DIGITS = re.compile(r"[\s.\-/()\u00a0\u202f]")
_FEWEST_DIGITS = 4  # of a number of which one remembers a part


@dataclass
class Found:
    """What a search found: readers with why, and what belongs to no account (any more)."""

    reasons: dict = field(default_factory=dict)  # {user: [why]}
    vouchers: list = field(default_factory=list)
    entries: list = field(default_factory=list)
    is_cut: bool = False

    @property
    def readers(self):
        return list(self.reasons.items())

    @property
    def only_reader(self):
        """The reader, when there is one and nothing else."""
        is_alone = len(self.reasons) == 1 and not self.vouchers and not self.entries
        return next(iter(self.reasons)) if is_alone else None

    def add(self, user, why):
        whys = self.reasons.setdefault(user, [])
        if why not in whys:
            whys.append(why)


def find(typed: str) -> Found:
    """Return what the words typed at the office may mean.

    Telephone numbers in any spelling or in part, names without their accents, e-mail addresses, our
    references and the operators’, numbers of cheques, receipts and vouchers, codes of vouchers.
    """
    typed = typed.replace("\0", "").strip()[:_LONGEST]
    found = Found()
    if typed:
        for look in (_people, _receipts, _payments, _vouchers):
            look(typed, found)
    return found


def _people(typed, found):
    digits = _DIGITS.sub("", typed).lstrip("+")
    wanted = Q(phone=normal_phone(typed) or "-")
    if digits.isascii() and digits.isdigit():
        if len(digits) >= _FEWEST_DIGITS:
            wanted |= Q(phone__contains=digits.removeprefix("00"))
    elif "@" in typed:
        wanted |= Q(email__icontains=typed) if len(typed) > 1 else Q()
    else:
        named = Q()
        for word in typed.split():
            named &= Q(name__regex=accent_pattern(word))
        wanted |= named
    people = User.objects.filter(wanted).select_related("subscription").order_by("name", "pk")
    rows = list(people[: MOST + 1])
    found.is_cut = len(rows) > MOST
    for user in rows[:MOST]:
        found.reasons.setdefault(user, [])


def _receipts(typed, found):
    number = whole(re.sub(r"^\s*n\s*[°ºo.]*\s*", "", typed, flags=re.IGNORECASE).strip())
    wanted = Q(reference__iexact=typed)
    if number is not None:
        wanted |= Q(number=number)
    for entry in _with_reader(LedgerEntry.objects.filter(wanted)):
        why = _("receipt no. %(number)d") % {"number": entry.number}
        if entry.number != number:
            why = _("cheque or transfer no. %(number)s") % {"number": entry.reference}
        if entry.user:
            found.add(entry.user, why)
        else:
            found.entries.append(entry)


def _payments(typed, found):
    wanted = Q(reference=typed.upper()) | Q(operator_reference=typed) | Q(transaction_id=typed)
    for attempt in _with_reader(Attempt.objects.filter(wanted)):
        if attempt.user:
            found.add(attempt.user, _("payment %(reference)s") % {"reference": attempt.reference})


def _vouchers(typed, found):
    wanted = Q(serial=whole(typed)) if whole(typed) is not None else Q(pk=None)
    with suppress(voucher_codes.Mistyped):
        wanted |= Q(code_hash=voucher_codes.digest(voucher_codes.read(typed)))
    vouchers = Voucher.objects.filter(wanted).select_related(
        "batch", "redeemed_by", "redeemed_by__subscription"
    )
    for voucher in vouchers[:MOST]:
        if voucher.redeemed_by:
            found.add(voucher.redeemed_by, _("voucher no. %(serial)d") % {"serial": voucher.serial})
        else:
            found.vouchers.append(voucher)


def _with_reader(rows):
    return rows.select_related("user", "user__subscription")[:MOST]
