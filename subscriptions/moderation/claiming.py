"""A text is in the hands of one moderator at a time, for some minutes or until he gives it back."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from subscriptions.models import Wording
from subscriptions.moderation import queues

LEASE = timedelta(minutes=5)


@transaction.atomic
def claim(*, by, queue, count=1, among=None, besides=()) -> list[Wording]:
    """Give `by` the first `count` texts of `queue` that nobody else holds, and return them.

    Those he holds already come in their turn, with a new lease. `among` narrows the queue to the
    wordings of these numbers, `besides` passes over some. What another moderator is being given at
    this moment is passed over (PostgreSQL), or waited for (SQLite writes one at a time).
    """
    check_moderates(by)
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lte=now) | Q(claimed_by=by)
    found = queues.wordings(queue, by=by).filter(free).exclude(pk__in=besides)
    if among is not None:
        found = found.filter(pk__in=among)
    skips = connection.features.has_select_for_update_skip_locked
    held = list(found.select_for_update(of=("self",), skip_locked=skips)[:count])
    Wording.objects.filter(pk__in=[wording.pk for wording in held]).update(
        claimed_by=by, claimed_until=now + LEASE
    )
    return held


def release(*, wording, by):
    """Give a text back to its queue; one that somebody else holds stays with him."""
    Wording.objects.filter(pk=wording.pk, claimed_by=by).update(claimed_by=None, claimed_until=None)


def holder_of(wording, *, besides):
    """Return who holds `wording` now, unless it is `besides`; None when nobody does."""
    until = wording.claimed_until
    is_held = until is not None and until > timezone.now()
    return wording.claimed_by if is_held and wording.claimed_by_id != besides.pk else None


def check_moderates(by):
    if not by.has_perm("subscriptions.moderate_contribution"):
        raise PermissionDenied
