"""Spans of time and shares as people say them."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

_DETAIL = timedelta(days=2)  # beyond which hours say nothing more


def in_words(age):
    """Return « 40 secondes », « 12 minutes », « 1 jour, 14 heures », « 3 jours »."""
    seconds = max(0, int(age.total_seconds()))
    if seconds < 60:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    now = timezone.now()
    return timesince(now - age, now, depth=1 if age > _DETAIL else 2)


def seconds_in_words(seconds):
    """Return « moins de 1 ms », « 120 ms », « 2,5 s »."""
    if seconds >= 1:
        return _("%(number)s s") % {"number": number_format(round(seconds, 1))}
    if seconds < 0.001:
        return _("less than %(number)s ms") % {"number": 1}
    return _("%(number)s ms") % {"number": round(seconds * 1000)}


def percent(share):
    """Return « 7 % » of 0.07; what is under 1 is not called nothing."""
    if 0 < share < 0.01:
        return _("less than %(number)s%%") % {"number": 1}
    return _("%(number)s%%") % {"number": round(share * 100)}


def count(number):
    """Return « 12 345 »."""
    return number_format(number, force_grouping=True)
