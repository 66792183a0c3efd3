"""The ledger for the accountant: one CSV that balances to the franc, by provider and by day.

Made for a French spreadsheet: UTF-8 with its mark, semicolons, days as 23/06/2025. A cell that a
spreadsheet would take for a formula is written as text (OWASP, « CSV injection »): readers choose
their names themselves.
"""

import csv
from itertools import groupby

from django.utils import timezone
from django.utils.translation import gettext as _

from subscriptions.models import LedgerEntry, Method

_MARK = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_CHUNK = 500  # rows read at a time


def export(entries):
    """Yield the file line by line: entries by provider and day, a total after each, then totals."""
    writer = csv.writer(_Line(), delimiter=";", lineterminator="\r\n")
    yield _MARK + writer.writerow(_heads())
    ordered = entries.order_by("method", "at", "number")
    ordered = ordered.select_related("clerk", "reverses", "attempt", "voucher")
    by_method, everything = {}, 0
    days = groupby(ordered.iterator(chunk_size=_CHUNK), key=lambda row: (row.method, day_of(row)))
    for (method, day), rows in days:
        label, total = Method(method).label, 0
        for entry in rows:
            yield writer.writerow(_row(entry, label))
            total += entry.amount
        yield writer.writerow(_total(f"{label} {day:%d/%m/%Y}", total))
        by_method[label] = by_method.get(label, 0) + total
        everything += total
    for label, total in by_method.items():
        yield writer.writerow(_total(label, total))
    yield writer.writerow(_total(_("all"), everything))


def day_of(entry):
    """Return the day of an entry in the paper's zone."""
    return timezone.localtime(entry.at).date()


def text(value) -> str:
    """Return a value as a cell that no spreadsheet takes for a formula."""
    cell = str(value or "").replace("\0", "")
    return f"'{cell}" if cell.lstrip(" \u00a0").startswith(_FORMULA) else cell


def _heads():
    return [
        _("Receipt"),
        _("Day"),
        _("Time"),
        _("Method"),
        _("Payer"),
        _("For"),
        _("Amount (FCFA)"),
        _("Clerk"),
        _("Reference"),
        _("Operator’s transaction"),
        _("Reverses receipt"),
        _("Reason"),
    ]


def _row(entry: LedgerEntry, label):
    at = timezone.localtime(entry.at)
    return [
        entry.number,
        f"{at:%d/%m/%Y}",
        f"{at:%H:%M:%S}",
        text(label),
        text(entry.payer),
        text(entry.label),
        entry.amount,
        text(entry.clerk),
        text(_reference(entry)),
        text(entry.attempt.transaction_id if entry.attempt else ""),
        entry.reverses.number if entry.reverses else "",
        text(entry.reason),
    ]


def _reference(entry):
    """Return the number that proves an entry outside: of the cheque, the payment or the voucher."""
    if entry.attempt:
        return entry.attempt.reference
    return entry.voucher.serial if entry.voucher else entry.reference


def _total(what, amount):
    return [_("Total"), "", "", text(what), "", "", amount, "", "", "", "", ""]


class _Line:
    """A file that hands each line back to the writer's caller instead of keeping it."""

    def write(self, line):
        return line
