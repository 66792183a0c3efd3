"""Years, months and days as addresses: how older items are reached, without page numbers.

A period is local: it begins and ends at midnight in the paper's own zone.
"""

import datetime
from dataclasses import dataclass

from django.http import Http404
from django.urls import register_converter
from django.utils import timezone
from django.utils.dates import MONTHS

from newsroom.dates import DateForm, date_in_words


class _Digits:
    """Digits of a fixed number, so that a period has one address: 2026/06, never 2026/6."""

    def to_python(self, value):
        return int(value)

    def to_url(self, value):
        return f"{int(value):0{self.length}}"


class YearConverter(_Digits):
    regex, length = "[0-9]{4}", 4


class TwoDigitsConverter(_Digits):
    regex, length = "[0-9]{2}", 2


register_converter(YearConverter, "yyyy")
register_converter(TwoDigitsConverter, "dd")


@dataclass(frozen=True)
class Period:
    """A year, a month of it or a day of that."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, year, month=None, day=None):
        """Return the period of an address; Http404 when the calendar has no such day."""
        period = cls(year, month, day)
        try:
            period.first_day, period.next_day  # noqa: B018 -- the calendar objects by itself
        except (ValueError, OverflowError) as error:
            raise Http404 from error
        return period

    @property
    def kwargs(self):
        """The arguments of its address, without those it does not have."""
        parts = {"year": self.year, "month": self.month, "day": self.day}
        return {name: value for name, value in parts.items() if value is not None}

    @property
    def words(self):
        """How a person says it: « 2026 », « juin 2026 », « mardi 2 juin 2026 »."""
        if self.day:
            return date_in_words(self.first_day, DateForm.LEXIQUE)
        return f"{MONTHS[self.month]} {self.year}" if self.month else str(self.year)

    @property
    def first_day(self):
        parts = (1 if part is None else part for part in (self.month, self.day))
        return datetime.date(self.year, *parts)

    @property
    def next_day(self):
        """The first day after the period."""
        if self.day:
            return self.first_day + datetime.timedelta(days=1)
        if self.month and self.month < 12:
            return datetime.date(self.year, self.month + 1, 1)
        return datetime.date(self.year + 1, 1, 1)

    @property
    def starts_at(self):
        return midnight(self.first_day)

    @property
    def ends_at(self):
        return midnight(self.next_day)

    @property
    def days(self):
        count = (self.next_day - self.first_day).days
        return [Period(self.year, self.month, number + 1) for number in range(count)]

    @property
    def months(self):
        return [Period(self.year, month) for month in range(1, 13)]


def midnight(day):
    """Return the instant at which `day` begins in the paper's zone."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


@dataclass(frozen=True)
class Span:
    """The days from the first to the last entry of a list: which addresses lead somewhere.

    Between them every period has its page, also one without entries, so that nothing is counted.
    """

    first: datetime.date
    last: datetime.date

    def holds(self, period):
        return period.first_day <= self.last and self.first < period.next_day

    @property
    def years(self):
        """Years, the newest first."""
        return [Period(year) for year in range(self.last.year, self.first.year - 1, -1)]

    def months(self, year):
        return [month for month in Period(year).months if self.holds(month)]

    def days(self, year, month):
        return [day for day in Period(year, month).days if self.holds(day)]
