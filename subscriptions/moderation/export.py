"""The journal of moderation as a table: who decided what, when, for which reason, under which rule.

For the lawyer, who opens it in a spreadsheet: no cell begins like a formula.
"""

import csv
from itertools import chain

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from subscriptions.models import Appeal, Judgement, Report, Sanction
from subscriptions.moderation import labels

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

HEADS = (
    gettext_lazy("date"),
    gettext_lazy("act"),
    gettext_lazy("decision"),
    gettext_lazy("reason"),
    gettext_lazy("note"),
    gettext_lazy("rules that had spoken"),
    gettext_lazy("moderator"),
    gettext_lazy("taken back"),
    gettext_lazy("contribution"),
    gettext_lazy("article"),
    gettext_lazy("name shown"),
    gettext_lazy("reader"),
    gettext_lazy("text"),
)


class _Echo:
    """Gives a line back instead of keeping it."""

    def write(self, line):
        return line


def lines(*, first, last):
    """Yield the lines of the table (CSV, with a byte order mark) from day `first` to `last`."""
    writer = csv.writer(_Echo(), delimiter=";")
    yield "\ufeff" + writer.writerow(HEADS)
    for row in chain(_judgements(first, last), _reports(first, last), _sanctions(first, last)):
        yield writer.writerow([safe(cell) for cell in row])


def safe(cell) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA) else text


def _judgements(first, last):
    found = Judgement.objects.filter(at__date__gte=first, at__date__lte=last).order_by("at", "pk")
    found = found.select_related(
        "by", "wording__writer", "wording__contribution__article", "appeal__judged_by"
    )
    for judgement in found.iterator(chunk_size=500):
        yield _judgement(judgement)
        appeal = getattr(judgement, "appeal", None)
        if appeal:
            yield _appeal(appeal, judgement)


def _judgement(judgement):
    names = [str(labels.RULES.get(rule, rule)) for rule in judgement.rules]
    return [
        moment(judgement.at),
        judgement.get_occasion_display(),
        judgement.get_verdict_display(),
        judgement.get_reason_display(),
        judgement.note,
        ", ".join(names),
        judgement.by or _("the rules"),
        moment(judgement.undone_at),
        *_text(judgement.wording),
    ]


def _appeal(appeal, judgement):
    decision = appeal.get_outcome_display() if appeal.outcome != Appeal.Outcome.OPEN else ""
    who = appeal.judged_by or ""
    act = _("appeal of the writer")
    head = [moment(appeal.at), act, decision, "", appeal.words, "", who, ""]
    return [*head, *_text(judgement.wording)]


def _reports(first, last):
    found = Report.objects.filter(at__date__gte=first, at__date__lte=last).order_by("at", "pk")
    for told in found.select_related("contribution__article", "reporter").iterator(chunk_size=500):
        contribution = told.contribution
        yield [
            moment(told.at),
            _("report by a reader"),
            told.get_outcome_display(),
            told.get_reason_display(),
            told.note,
            *("", "", "", contribution.pk, contribution.article, contribution.pen_name),
            _identity(told.reporter),
            "",
        ]


def _sanctions(first, last):
    found = Sanction.objects.filter(at__date__gte=first, at__date__lte=last).order_by("at", "pk")
    for sanction in found.select_related("by", "user").iterator(chunk_size=500):
        yield [
            moment(sanction.at),
            _("sanction"),
            sanction.get_kind_display(),
            "",
            sanction.reason,
            "",
            sanction.by,
            moment(sanction.lifted_at),
            *("", "", ""),
            _identity(sanction.user),
            "",
        ]


def _text(wording):
    contribution = wording.contribution
    writer = _identity(wording.writer)
    return [contribution.pk, contribution.article, contribution.pen_name, writer, wording.text]


def _identity(user):
    """Return who somebody really is: for the desk alone."""
    if user is None:
        return _("account deleted")
    return " · ".join(part for part in (user.name, user.phone, user.email) if part)


def moment(at):
    return date_format(timezone.localtime(at), "Y-m-d H:i:s") if at else ""
