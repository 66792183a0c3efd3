"""Tells subscribers, once, that their access is about to end."""

import datetime

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.models import Newspaper
from subscriptions import notices, telling
from subscriptions.models import ContributionSpace, Grant, Notice, Subscription

BATCH = 500
"""How many reminders are written in one go; the next tick writes the rest."""


def remind(now=None) -> int:
    """Write the reminders that are due at `now` (UTC); return how many.

    Once for each end of a subscription, some days before (a rule of the space), never earlier than
    in the last third of what was bought last: nobody is reminded of a day's pass as he buys it.
    """
    now = now or timezone.now()
    ahead = datetime.timedelta(days=ContributionSpace.current().reminder_days)
    written = 0
    for pk, ends_at, last_days in _ending(now, ahead):
        if now >= ends_at - min(ahead, datetime.timedelta(days=last_days) / 3):
            written += _remind_one(pk, ends_at)
        if written == BATCH:
            break
    return written


def _ending(now, ahead):
    """Return (number, end, days bought last) of the subscriptions that end soon, unreminded."""
    counting = Grant.objects.filter(
        subscription=OuterRef("pk"), reverses__isnull=True, reversal__isnull=True
    )
    ending = Subscription.objects.filter(ends_at__gt=now, ends_at__lte=now + ahead)
    ending = ending.filter(_unreminded(), user__is_active=True, user__is_staff=False)
    ending = ending.annotate(last_days=Subquery(counting.order_by("-at", "-pk").values("days")[:1]))
    return ending.order_by("ends_at").values_list("pk", "ends_at", "last_days")


def _unreminded():
    return Q(reminded_for__isnull=True) | ~Q(reminded_for=F("ends_at"))


@transaction.atomic
def _remind_one(pk, ends_at):
    """Write one reminder unless somebody else just did, or the reader has bought meanwhile."""
    rows = Subscription.objects.filter(_unreminded(), pk=pk, ends_at=ends_at)
    subscription = rows.select_for_update(of=("self",)).select_related("user").first()
    if subscription is None:
        return False
    subscription.reminded_for = ends_at
    subscription.save(update_fields=["reminded_for"])
    day = telling.day(ends_at)
    text = _(
        "Your subscription to %(paper)s ends on %(day)s.\n\n"
        "Renew it today: the new days are added to those that remain, none is lost."
    )
    notices.notify(
        user=subscription.user,
        kind=Notice.Kind.REMINDER,
        subject=_("Your subscription ends on %(day)s") % {"day": day},
        text=text % {"paper": Newspaper.current().title, "day": day},
        link=reverse("subscriptions:subscribe"),
    )
    return True
