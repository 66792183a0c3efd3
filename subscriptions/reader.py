"""What this reader may do: the one place that opens what is reserved to subscribers."""

import datetime

from django.db.models import F, Q
from django.utils import timezone

from subscriptions.models import ContributionSpace, Reader, Sanction, Subscription


def reader_of(user) -> Reader:
    """Return what the space knows of `user`, made now if it knew nothing."""
    return Reader.objects.get_or_create(user=user)[0]


def is_subscriber(user, space=None) -> bool:
    """Whether everything reserved is open to `user` now, the days of grace included.

    Whoever works for the newspaper reads it all. `space` is that of the rules, if it is known.
    """
    if not user.is_authenticated or not user.is_active:
        return False
    if user.is_staff:
        return True
    ends_at = Subscription.objects.filter(user=user).values_list("ends_at", flat=True).first()
    return ends_at is not None and timezone.now() < ends_at + grace(space)


def grace(space=None) -> datetime.timedelta:
    """Return how long a subscription that has ended still opens everything."""
    return datetime.timedelta(hours=(space or ContributionSpace.current()).grace_hours)


def suspension_of(user) -> Sanction | None:
    """Return what keeps `user` from writing now, the longest one; None when nothing does."""
    standing = Sanction.objects.filter(user=user, lifted_at__isnull=True)
    standing = standing.exclude(kind=Sanction.Kind.WARNING)
    standing = standing.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=timezone.now()))
    return standing.order_by(F("ends_at").desc(nulls_first=True)).first()
