"""How much the reports of a reader weigh: whoever often cries wolf no longer calls the others."""

from django.db.models import Count, Q

from subscriptions.models import Report

LAST = 10  # of a reader's answered reports
TOO_MANY = 6  # of them not justified


def weighs(user) -> bool:
    """Whether a report by `user` brings a contribution to the head of the queue.

    A report that does not is kept all the same and read after the others.
    """
    answered = Report.objects.filter(reporter=user).exclude(outcome=Report.Outcome.OPEN)
    last = list(answered.order_by("-at", "-pk").values_list("outcome", flat=True)[:LAST])
    return last.count(Report.Outcome.DISMISSED) < TOO_MANY


def record_of(users) -> dict[int, dict]:
    """Return {user number: {"answered", "dismissed"}} of all their reports, in one query."""
    answered = ~Q(outcome=Report.Outcome.OPEN)
    counted = Report.objects.filter(reporter__in=users).order_by().values("reporter")
    rows = counted.annotate(
        answered=Count("pk", filter=answered),
        dismissed=Count("pk", filter=Q(outcome=Report.Outcome.DISMISSED)),
    )
    return {row["reporter"]: row for row in rows}
