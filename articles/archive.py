"""The way to older entries of a list: links to years, months and days, made without counting."""

from dataclasses import dataclass, field
from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS

from newsroom.calendar import Period, Span


class Link(NamedTuple):
    text: str
    url: str
    is_current: bool


@dataclass(frozen=True)
class Addresses:
    """The URL names of a list by level, and what else its addresses name, such as a slug."""

    month: str
    day: str
    whole: str = ""
    year: str = ""
    kwargs: dict = field(default_factory=dict)

    def of(self, period=None):
        """Return the address of `period`, or of the list itself."""
        if period is None:
            return reverse(self.whole, kwargs=self.kwargs)
        name = self.day if period.day else self.month if period.month else self.year
        return reverse(name, kwargs=self.kwargs | period.kwargs)


@dataclass(frozen=True)
class Archive:
    """The links beside a list whose entries lie in `span`; `period` is what it shows now."""

    addresses: Addresses
    span: Span
    period: Period | None = None

    @property
    def years(self):
        """A link for each year, the newest first; to its last month where it has no page.

        On the page of a month or a day only the years before and after: a new year then changes no
        page of the others. To the next year's first month, which does not move.
        """
        if not (self.period and self.period.month):
            return [self._year_link(year) for year in self.span.years]
        near = [year for year in self.span.years if abs(year.year - self._year) <= 1]
        return [self._year_link(year, is_next=year.year > self._year) for year in near]

    @property
    def months(self):
        """A link for each month of the year shown; none on the page of a year, which shows them."""
        shown = self.period.month if self.period else None
        if self.period and not shown:
            return []
        return [
            Link(str(MONTHS[month.month]), self.addresses.of(month), month.month == shown)
            for month in self.span.months(self._year)
        ]

    @property
    def days(self):
        """A link for each day of the month shown."""
        if not (self.period and self.period.month):
            return []
        return [
            Link(str(day.day), self.addresses.of(day), day == self.period)
            for day in self.span.days(self.period.year, self.period.month)
        ]

    @property
    def calendar(self):
        """Every day of the year shown: `[(month, days)]`, as links."""
        return [
            (
                Link(str(MONTHS[month.month]), self.addresses.of(month), False),
                [
                    Link(str(day.day), self.addresses.of(day), False)
                    for day in self.span.days(month.year, month.month)
                ],
            )
            for month in self.span.months(self._year)
        ]

    @property
    def _year(self):
        return self.period.year if self.period else self.span.last.year

    def _year_link(self, year, *, is_next=False):
        months = self.span.months(year.year)
        page = year if self.addresses.year else months[0 if is_next else -1]
        return Link(str(year.year), self.addresses.of(page), year.year == self._year)


def span_of(subject):
    """Return the `Span` of a row annotated with `first_at` and `last_at`; None without entries."""
    if subject.first_at is None:
        return None
    return Span(timezone.localdate(subject.first_at), timezone.localdate(subject.last_at))
