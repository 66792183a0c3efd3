"""Days of access: given, added to the end of what there is, and taken back.

The end of a subscription is folded from its grants, so that a mistake reversed weeks later leaves
exactly what there would have been without it.
"""

import datetime

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from newsroom.models import JournalEntry
from subscriptions.models import Grant, Plan, Subscription


class SubscribingError(Exception):
    """What the reader or the clerk asked for cannot be done; the sentence says why."""


@transaction.atomic
def grant(*, user, days, kind, entry=None, by=None, reason="", key=None) -> Grant:
    """Give `user` some `days` of access at the end of what he has, and return the grant.

    `entry` is the ledger entry that paid for them; a second grant for the same entry is refused by
    the database. `kind` is one of Grant.Kind.
    """
    subscription = held(user)
    given = Grant.objects.create(
        subscription=subscription, kind=kind, days=days, entry=entry, by=by, reason=reason, key=key
    )
    _fold(subscription)
    return given


@transaction.atomic
def give(*, user, days, by, reason, key=None) -> Grant:
    """Give days at the office, without money; a form sent twice (`key`, a UUID) gives them once.

    Raises SubscribingError without a reason.
    """
    _check_serves(by)
    if not reason.strip():
        raise SubscribingError(_("Write why these days are given."))
    if not 1 <= days <= 366:
        raise SubscribingError(_("Give from 1 to 366 days."))
    held(user)
    if key and (known := Grant.objects.filter(key=key).first()):
        return known
    given = grant(
        user=user, days=days, kind=Grant.Kind.OFFICE, by=by, reason=reason.strip(), key=key
    )
    JournalEntry.record(
        actor=by, verb="give_days", subject=given.subscription, days=days, note=reason.strip()
    )
    return given


@transaction.atomic
def start_trial(*, user, plan: Plan) -> Grant:
    """Give the free days of a trial, once to each reader.

    Raises SubscribingError when `user` had one, or when the plan is no trial on offer.
    """
    if not (plan.is_trial and plan.is_offered):
        raise SubscribingError(_("This trial is no longer offered."))
    try:
        with transaction.atomic():
            return grant(user=user, days=plan.days, kind=Grant.Kind.TRIAL, reason=plan.name)
    except IntegrityError:
        raise SubscribingError(_("You have already had the free trial.")) from None


@transaction.atomic
def reverse(*, grant, by, reason) -> Grant:
    """Take back what `grant` gave, by a row of its own; return that row.

    The money, if any, is reversed by `subscriptions.billing.ledger.reverse`, which calls this.
    Raises SubscribingError when it was reversed already.
    """
    _check_serves(by)
    subscription = held(grant.subscription.user)
    if grant.reverses_id or Grant.objects.filter(reverses=grant).exists():
        raise SubscribingError(_("These days have already been taken back."))
    row = Grant.objects.create(
        subscription=subscription,
        kind=grant.kind,
        days=grant.days,
        by=by,
        reason=reason,
        reverses=grant,
    )
    _fold(subscription)
    JournalEntry.record(
        actor=by, verb="reverse_days", subject=subscription, days=grant.days, note=reason
    )
    return row


def held(user) -> Subscription:
    """Return the subscription of `user`, locked until the transaction ends.

    A verb that takes a receipt number as well calls this first: the counter is locked last.
    """
    Subscription.objects.get_or_create(user=user)
    return Subscription.objects.select_for_update(of=("self",)).get(user=user)


def fold(grants):
    """Return (starts_at, ends_at) of `grants` in the order in which they were given; UTC or None.

    `starts_at` is when the present run of days without a gap began.
    """
    starts_at = ends_at = None
    for given in grants:
        if ends_at is None or given.at > ends_at:
            starts_at = ends_at = given.at
        ends_at += datetime.timedelta(days=given.days)
    return starts_at, ends_at


def _fold(subscription):
    counting = subscription.grants.filter(reverses__isnull=True, reversal__isnull=True)
    subscription.starts_at, subscription.ends_at = fold(counting.order_by("at", "pk"))
    subscription.save(update_fields=["starts_at", "ends_at"])


def _check_serves(by):
    if not by.has_perm("subscriptions.serve_readers"):
        raise PermissionDenied
