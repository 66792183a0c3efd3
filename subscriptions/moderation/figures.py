"""How the moderation stands: what waits, what was decided, and how evenly."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.models import User
from subscriptions.models import Appeal, Judgement, Reason
from subscriptions.moderation import labels, queues

MONTH = 30  # days


@dataclass(frozen=True)
class Line:
    """Decisions of one kind: how many, how many of them refusals, and their share in percent."""

    label: str
    judged: int
    refused: int

    @property
    def share(self):
        return round(100 * self.refused / self.judged) if self.judged else 0


@dataclass(frozen=True)
class Figures:
    """What the screen shows; `median` is since when the text in the middle of the queue waits."""

    standings: list
    median: datetime | None
    days: list[Line]
    by_rule: list[Line]
    by_reason: list[tuple[str, int]]
    by_moderator: list[Line]
    appeals: dict[str, int]


def figures(*, by) -> Figures:
    """Read the figures as the moderator `by` may see them; the same queries however much waits."""
    now = timezone.now()
    judged = Judgement.objects.filter(
        at__gte=now - timedelta(days=MONTH), undone_at__isnull=True
    ).order_by()
    return Figures(
        standings=queues.standings(by=by),
        median=_median(by),
        days=_days(judged),
        by_rule=_by_rule(judged),
        by_reason=_by_reason(judged),
        by_moderator=_by_moderator(judged),
        appeals=_appeals(now),
    )


def _median(by):
    waiting = queues.wordings(queues.PENDING, by=by)
    count = waiting.count()
    return waiting[count // 2].submitted_at if count else None


_REFUSED = Count("pk", filter=Q(verdict=Judgement.Verdict.REJECTED))


def _days(judged):
    """Today's decisions and those of the month, by persons and by the rules."""
    midnight = timezone.make_aware(datetime.combine(timezone.localdate(), time.min))
    is_today, is_person = Q(at__gte=midnight), Q(by__isnull=False)
    is_refused = Q(verdict=Judgement.Verdict.REJECTED)
    row = judged.aggregate(
        today=Count("pk", filter=is_today & is_person),
        today_refused=Count("pk", filter=is_today & is_refused),
        month=Count("pk", filter=is_person),
        month_refused=Count("pk", filter=is_refused),
        rules=Count("pk", filter=~is_person),
    )
    return [
        Line(_("today, by moderators"), row["today"], row["today_refused"]),
        Line(_("in thirty days, by moderators"), row["month"], row["month_refused"]),
        Line(_("in thirty days, shown by the rules"), row["rules"], 0),
    ]


def _by_rule(judged):
    """Count each rule that had spoken; a text that tripped two counts in both."""
    totals, refused = Counter(), Counter()
    combinations = judged.filter(by__isnull=False).values("rules")
    for row in combinations.annotate(judged=Count("pk"), refused=_REFUSED):
        for rule in row["rules"] or [""]:
            totals[rule] += row["judged"]
            refused[rule] += row["refused"]
    names = {rule: str(label) for rule, label in labels.RULES.items()}
    names = {"": _("no rule"), **names}
    return [Line(name, totals[rule], refused[rule]) for rule, name in names.items()]


def _by_reason(judged):
    rows = judged.filter(verdict=Judgement.Verdict.REJECTED).values("reason")
    counts = {row["reason"]: row["count"] for row in rows.annotate(count=Count("pk"))}
    return [(str(label), counts.get(reason, 0)) for reason, label in Reason.choices]


def _by_moderator(judged):
    rows = judged.filter(by__isnull=False).values("by")
    rows = list(rows.annotate(judged=Count("pk"), refused=_REFUSED).order_by("-judged"))
    people = User.objects.in_bulk([row["by"] for row in rows])
    return [Line(str(people[row["by"]]), row["judged"], row["refused"]) for row in rows]


def _appeals(now):
    month = Q(judged_at__gte=now - timedelta(days=MONTH))
    return Appeal.objects.aggregate(
        open=Count("pk", filter=Q(outcome=Appeal.Outcome.OPEN)),
        judged=Count("pk", filter=month),
        overturned=Count("pk", filter=month & Q(outcome=Appeal.Outcome.OVERTURNED)),
    )
