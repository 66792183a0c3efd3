"""What waits for a moderator, oldest first: each queue is a queryset of wordings.

pending    sent, and seen by nobody but its writer
reread     shown by the rules, read by no person yet
reported   shown, and told of by readers; reports that weigh little come last
appeals    refused, and its writer asks another person to look again
all        whatever was written, newest first
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Case, Exists, F, IntegerField, Min, OuterRef, Subquery, Value, When
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from subscriptions.models import Appeal, Contribution, ContributionSpace, Reader, Report, Wording

PENDING, REREAD, REPORTED, APPEALS, ALL = "pending", "reread", "reported", "appeals", "all"

LABELS = {
    PENDING: _("Waiting (queue)"),
    REREAD: _("To read again"),
    REPORTED: _("Reported (queue)"),
    APPEALS: _("Appeals"),
    ALL: _("All (contributions)"),
}

WAITING = (PENDING, REREAD, REPORTED, APPEALS)


@dataclass(frozen=True)
class Standing:
    """How many texts wait in a queue, and since when (UTC); `is_late` when that is too long."""

    queue: str
    label: Promise
    count: int
    oldest: datetime | None
    is_late: bool


def wordings(queue, *, by):
    """Return the wordings of `queue` for the moderator `by`, each with `since`, when it came there.

    A moderator does not find the appeals against his own refusals. Raises KeyError for a queue
    that there is not.
    """
    return _QUEUES[queue](by)


def _pending(by):
    """What waits for another name of its writer cannot be judged yet."""
    nameless = Reader.objects.filter(
        user=OuterRef("writer"), pen_name_state=Reader.NameState.REJECTED
    )
    found = Wording.objects.filter(~Exists(nameless), state=Wording.State.PENDING)
    return found.annotate(since=F("submitted_at")).order_by("submitted_at", "pk")


def _reread(by):
    found = Wording.objects.filter(is_to_reread=True, state=Wording.State.APPROVED)
    return found.annotate(since=F("submitted_at")).order_by("submitted_at", "pk")


def _reported(by):
    reports = Report.objects.filter(
        contribution=OuterRef("contribution"), outcome=Report.Outcome.OPEN
    )
    first = reports.order_by().values("contribution").annotate(first=Min("at")).values("first")
    weight = Case(
        When(Exists(reports.filter(weighs=True)), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    found = Wording.objects.filter(
        state=Wording.State.APPROVED,
        contribution__open_reports__gt=0,
        contribution__state=Contribution.State.APPROVED,
    )
    found = found.annotate(since=Subquery(first), weight=weight)
    return found.order_by("weight", "since", "pk")


def _appeals(by):
    asked = Appeal.objects.filter(outcome=Appeal.Outcome.OPEN).exclude(judgement__by=by)
    since = asked.filter(judgement__wording=OuterRef("pk")).order_by().values("at")[:1]
    found = Wording.objects.filter(pk__in=asked.order_by().values("judgement__wording"))
    return found.annotate(since=Subquery(since)).order_by("since", "pk")


def _all(by):
    found = Wording.objects.annotate(since=F("submitted_at"))
    return found.order_by("-pk")  # as they came; no index orders all of them by their moment


_QUEUES = {
    PENDING: _pending,
    REREAD: _reread,
    REPORTED: _reported,
    APPEALS: _appeals,
    ALL: _all,
}


def standings(*, by) -> list[Standing]:
    """Return how each queue that waits for `by` stands: two queries each, and one for the rules."""
    alarm = timedelta(hours=ContributionSpace.current().alarm_hours)
    return [_standing(queue, by, timezone.now() - alarm) for queue in WAITING]


def _standing(queue, by, late):
    found = wordings(queue, by=by)
    oldest = found.first()
    since = oldest.since if oldest else None
    is_late = since is not None and since < late
    return Standing(queue, LABELS[queue], found.count(), since, is_late)
