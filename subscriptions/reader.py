"""What this reader may do: the one place that opens what is reserved to subscribers."""

import datetime

from django.db.models import F, Q
from django.utils import timezone

from newsroom.prepared import Prepared
from subscriptions.models import ContributionSpace, Reader, Sanction, Subscription


def reader_of(user) -> Reader:
    """Return what the space knows of `user`, made now if it knew nothing."""
    return _READER.row(user=user.pk) or Reader.objects.get_or_create(user=user)[0]


def is_subscriber(user, space=None) -> bool:
    """Whether everything reserved is open to `user` now, the days of grace included.

    Whoever works for the newspaper reads it all. `space` is that of the rules, if it is known.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_staff:
        return True
    subscription = _SUBSCRIPTION.row(user=user.pk)
    ends_at = subscription.ends_at if subscription else None  # none once all days are taken back
    return ends_at is not None and timezone.now() < ends_at + grace(space)


def grace(space=None) -> datetime.timedelta:
    """Return how long a subscription that has ended still opens everything."""
    return datetime.timedelta(hours=(space or ContributionSpace.current()).grace_hours)


def suspension_of(user) -> Sanction | None:
    """Return what keeps `user` from writing now, the longest one; None when nothing does."""
    return _SUSPENSION.row(user=user.pk, now=timezone.now())


def _suspensions(user, now):
    standing = Sanction.objects.filter(user=user, lifted_at__isnull=True)
    standing = standing.exclude(kind=Sanction.Kind.WARNING)
    standing = standing.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=now))
    return standing.order_by(F("ends_at").desc(nulls_first=True))[:1]


_READER = Prepared(lambda user: Reader.objects.filter(user=user), "user")
_SUBSCRIPTION = Prepared(lambda user: Subscription.objects.filter(user=user), "user")
_SUSPENSION = Prepared(_suspensions, "user", "now")
