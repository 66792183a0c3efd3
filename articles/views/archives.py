"""Everything that appeared, by year, month and day."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import reading, touching
from articles.archive import Addresses, Archive
from articles.context_processors import site_of
from newsroom.calendar import Period, Span
from newsroom.pages import PublicPage, next_midnight

_ADDRESSES = Addresses(year="articles:year", month="articles:month", day="articles:day")


class ArchivePage(PublicPage):
    """A year shows its months, a month and a day what appeared; up to today, from the first on."""

    template_name = "articles/archive.html"
    styles = ("base", "list", "label")

    def context(self, **dates):
        period = Period.of(**dates)
        everything = reading.everything()
        span = _span(everything)
        if not span.holds(period):
            raise Http404
        entries = reading.read(everything, period) if period.month else None
        if entries:
            site_of(self.request).give_rubrics(entries.rows)
        return {
            "title": _("Archives"),
            "period": period,
            "entries": entries,
            "archive": Archive(_ADDRESSES, span, period),
        }

    def keys(self, context):
        entries = context["entries"].rows if context["entries"] else []
        return touching.of_list(reading.everything().name, context["period"], entries)

    def valid_until(self, context):
        """Days and months of this year come by themselves, and years where all are named."""
        period, this_year = context["period"], timezone.localdate().year
        if period.year == this_year:
            return next_midnight()
        return None if period.month else Period(this_year).ends_at


def _span(everything):
    moments, today = everything.moments(), timezone.localdate()
    first = moments.last()
    return Span(min(timezone.localdate(first), today) if first else today, today)
