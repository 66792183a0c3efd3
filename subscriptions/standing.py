"""How a reader's subscription stands, in the words of his account."""

import datetime
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.dates import DateForm, day_and_time
from subscriptions import telling
from subscriptions.models import Subscription
from subscriptions.reader import grace

_SOON = datetime.timedelta(days=2)
"""An end as near as that is told with its hour."""


@dataclass(frozen=True)
class Standing:
    """A sentence about the subscription, and what can be done about it: a label, or nothing."""

    sentence: str
    action: str


def standing_of(user, now=None) -> Standing:
    """Return how the subscription of `user` stands at `now` (UTC)."""
    now = now or timezone.now()
    if user.is_staff:
        return Standing(_("You work for the newspaper: everything is open to you."), "")
    ends_at = Subscription.objects.filter(user=user).values_list("ends_at", flat=True).first()
    if ends_at is None:
        return Standing(_("You have no subscription yet."), _("Subscribe"))
    said = {"end": _moment(ends_at, now), "last": _moment(ends_at + grace(), now)}
    if now < ends_at:
        sentence = _("Your subscription runs until %(end)s.")
    elif now < ends_at + grace():
        sentence = _(
            "Your subscription ended on %(end)s. Everything stays open to you until %(last)s: "
            "renew it by then."
        )
    else:
        sentence = _("Your subscription ended on %(end)s.")
    return Standing(sentence % said, _("Renew"))


def _moment(at, now):
    """Return a day in words, with the hour when it is near."""
    if abs(at - now) > _SOON:
        return telling.day(at)
    return day_and_time(at, DateForm.LEXIQUE, timezone.get_default_timezone())
