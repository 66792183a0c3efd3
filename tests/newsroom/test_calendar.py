"""Periods and spans: which addresses a list has."""

import datetime

import pytest
from django.http import Http404

from newsroom.calendar import Period, Span

DATE = datetime.date


@pytest.mark.parametrize(
    ("period", "first", "after"),
    [
        (Period(2025), DATE(2025, 1, 1), DATE(2026, 1, 1)),
        (Period(2025, 12), DATE(2025, 12, 1), DATE(2026, 1, 1)),
        (Period(2024, 2), DATE(2024, 2, 1), DATE(2024, 3, 1)),
        (Period(2024, 2, 29), DATE(2024, 2, 29), DATE(2024, 3, 1)),
    ],
)
def test_a_period_runs_from_its_first_day_to_the_next(period, first, after):
    assert (period.first_day, period.next_day) == (first, after)


@pytest.mark.parametrize(
    "day", [(2025, 13), (2025, 0), (2025, 2, 29), (0, 1), (9999, 12, 31), (9999,)]
)
def test_a_day_that_the_calendar_lacks_is_not_found(day):
    with pytest.raises(Http404):
        Period.of(*day)


def test_a_period_says_its_name():
    assert Period(2025).words == "2025"
    assert Period(2025, 8).words == "août 2025"
    assert Period(2025, 8, 1).words == "vendredi 1er\u00a0août\u00a02025"


def test_midnight_is_that_of_the_paper(settings):
    settings.TIME_ZONE = "Africa/Nairobi"
    assert Period(2025, 6, 2).starts_at.astimezone(datetime.UTC) == datetime.datetime(
        2025, 6, 1, 21, tzinfo=datetime.UTC
    )


def test_a_span_knows_the_periods_it_meets():
    span = Span(DATE(2024, 11, 30), DATE(2026, 1, 2))
    assert span.years == [Period(2026), Period(2025), Period(2024)]
    assert span.months(2024) == [Period(2024, 11), Period(2024, 12)]
    assert span.months(2026) == [Period(2026, 1)]
    assert span.days(2026, 1) == [Period(2026, 1, 1), Period(2026, 1, 2)]
    assert not span.holds(Period(2026, 2))
    assert not span.holds(Period(2024, 11, 29))
    assert span.holds(Period(2024, 11, 30))
