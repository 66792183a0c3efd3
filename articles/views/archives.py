"""Everything that appeared, by year, month and day."""

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import reading
from articles.archive import Addresses, Archive
from articles.models import Publication
from newsroom.calendar import Period, Span
from newsroom.pages import PublicPage

_ADDRESSES = Addresses(year="articles:year", month="articles:month", day="articles:day")


class ArchivePage(PublicPage):
    """A year shows its months, a month and a day what appeared; up to today, from the first on."""

    template_name = "articles/archive.html"
    styles = ("base", "list", "label")

    def context(self, **dates):
        period = Period.of(**dates)
        span = _span()
        if not span.holds(period):
            raise Http404
        entries = reading.read(reading.everything(), period) if period.month else None
        return {
            "title": _("Archives"),
            "period": period,
            "entries": entries,
            "archive": Archive(_ADDRESSES, span, period),
        }


def _span():
    """From the oldest text ever published, which the index finds also where it was withdrawn."""
    dates = Publication.objects.order_by("published_at", "article_id").values_list("published_at")
    first, today = dates.first(), timezone.localdate()
    return Span(min(timezone.localdate(first[0]), today) if first else today, today)
