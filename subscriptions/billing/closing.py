"""« Arrêté de caisse » : a clerk counts the drawer against what the ledger expects, and closes.

A closing covers the clerk's entries after the closing before. Receipts are numbered under a lock in
the order in which they are written down, so that a number is a border no entry stands on both
sides of.
"""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from newsroom.models import JournalEntry
from subscriptions.billing import ledger
from subscriptions.models import CashClosing, LedgerEntry, Method


class ClosingError(Exception):
    """The cash cannot be closed like this; the sentence says why."""


class NotTheSame(ClosingError):
    """An entry came in while the clerk counted: he looks again, and keeps what he typed."""


@dataclass(frozen=True)
class Sheet:
    """What a clerk answers for since the closing before, or what one closing covered."""

    entries: list
    totals: dict  # {method: (number of entries, francs)}
    last_number: int  # the border this sheet was drawn at; 0 when there is nothing on it

    @property
    def expected(self):
        """The cash that lies in the drawer, in francs: what went back is taken off."""
        return self.totals.get(Method.CASH, (0, 0))[1]


def open_sheet(clerk) -> Sheet:
    """Return what `clerk` took since his last closing."""
    return _sheet(_of(clerk, after=_last_border(clerk)))


def sheet_of(closing) -> Sheet:
    """Return what a closing covered."""
    earlier = CashClosing.objects.filter(
        clerk=closing.clerk_id, last_number__lt=closing.last_number
    )
    before = earlier.order_by("-last_number").values_list("last_number", flat=True).first()
    return _sheet(_of(closing.clerk, after=before or 0).filter(number__lte=closing.last_number))


@transaction.atomic
def close(*, clerk, counted, seen, note="") -> CashClosing:
    """Close the drawer of `clerk`, who counted `counted` francs; return the closing.

    Whoever gave back a colleague’s sale may be below nothing: the change that stays in the drawer
    from day to day is not counted.
    `seen` is the last number on the sheet that he counted by. A form sent twice closes once: the
    second time its closing is returned. Raises NotTheSame when the sheet has grown meanwhile, and
    ClosingError when nothing is open, or a difference goes without a note.
    """
    if not clerk.has_perm("subscriptions.serve_readers"):
        raise PermissionDenied
    ledger.held_counter()  # no entry is numbered while this is done
    if done := CashClosing.objects.filter(clerk=clerk, last_number=seen).first():
        return done
    sheet = open_sheet(clerk)
    if not sheet.entries:
        raise ClosingError(_("There is nothing to close: no payment since the last closing."))
    if sheet.last_number != seen:
        raise NotTheSame(_("A payment came in while you counted: look again, then close."))
    if counted != sheet.expected and not note.strip():
        raise ClosingError(_("The cash is not what is expected: write why in the note."))
    row = CashClosing.objects.create(
        clerk=clerk,
        last_number=sheet.last_number,
        expected=sheet.expected,
        counted=counted,
        note=note.strip(),
    )
    JournalEntry.record(actor=clerk, verb="close_cash", subject=row, note=note.strip())
    return row


def visible_to(user):
    """Return the closings that `user` may see: his own, or all with the accounts."""
    rows = CashClosing.objects.select_related("clerk")
    return rows if user.has_perm("subscriptions.see_accounts") else rows.filter(clerk=user)


def _of(clerk, *, after):
    return LedgerEntry.objects.filter(clerk=clerk, number__gt=after).order_by("number")


def _last_border(clerk):
    borders = CashClosing.objects.filter(clerk=clerk).order_by("-last_number")
    return borders.values_list("last_number", flat=True).first() or 0


def _sheet(entries):
    rows = list(entries.select_related("reverses"))
    totals = {}
    for row in rows:
        count, total = totals.get(row.method, (0, 0))
        totals[row.method] = (count + 1, total + row.amount)
    return Sheet(entries=rows, totals=totals, last_number=rows[-1].number if rows else 0)
