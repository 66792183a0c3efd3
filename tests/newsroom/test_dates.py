"""Dates as printed, in both forms, and as machines read them."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from newsroom.dates import (
    DateForm,
    date_in_words,
    day_and_time,
    machine,
    published_line,
    updated_line,
)
from tests.newsroom.french import CASES

BAMAKO = ZoneInfo("Africa/Bamako")
N = "\u00a0"
MOMENT = datetime.datetime(2025, 6, 23, 7, 31, 5, 999, tzinfo=datetime.UTC)

PRINTED = [
    pytest.param(case, form, id=f"{case['iso']} {form}")
    for case in CASES["dates"]
    for form in DateForm.values
    if form in case
]


@pytest.mark.parametrize(("case", "form"), PRINTED)
def test_the_day_of_publication_reads_as_the_house_wants(case, form):
    moment = datetime.datetime.fromisoformat(case["iso"])
    assert published_line(moment, form, ZoneInfo(case["zone"])) == case[form]


def test_an_update_reads_like_a_publication():
    assert updated_line(MOMENT, "house", BAMAKO) == "Mis à jour lundi 23 juin 2025 à 07:31"
    assert updated_line(MOMENT, "lexique", BAMAKO) == (
        f"Mis à jour le lundi 23{N}juin{N}2025 à 7{N}h{N}31"
    )


def test_a_full_hour_has_no_minutes_in_the_form_of_the_lexique():
    noon = MOMENT.replace(hour=12, minute=0)
    assert day_and_time(noon, "lexique", BAMAKO).endswith(f"à 12{N}h")
    assert day_and_time(noon, "house", BAMAKO).endswith("à 12:00")


def test_a_day_is_written_without_time():
    day = datetime.date(2026, 2, 1)
    assert date_in_words(day, DateForm.HOUSE) == "dimanche 01 février 2026"
    assert date_in_words(day, DateForm.LEXIQUE) == f"dimanche 1er{N}février{N}2026"


def test_the_names_stay_french_under_any_language():
    with translation.override("en"):
        assert date_in_words(datetime.date(2025, 8, 1), "house") == "vendredi 01 août 2025"


def test_the_day_is_that_of_the_zone_asked_for():
    late = datetime.datetime(2025, 6, 22, 23, 30, tzinfo=datetime.UTC)
    assert day_and_time(late, "house", BAMAKO) == "dimanche 22 juin 2025 à 23:30"
    assert day_and_time(late, "house", ZoneInfo("Europe/Paris")) == "lundi 23 juin 2025 à 01:30"


def test_an_unknown_form_is_refused():
    with pytest.raises(ValueError, match="anglaise"):
        date_in_words(datetime.date(2025, 6, 23), "anglaise")


@pytest.mark.parametrize("write", [machine, lambda naive: day_and_time(naive, "house", BAMAKO)])
def test_a_moment_without_a_zone_is_refused(write):
    with pytest.raises(ValueError, match="time zone"):
        write(datetime.datetime(2025, 6, 23, 7, 31))


def test_a_machine_reads_seconds_and_offset_but_no_microseconds():
    assert machine(MOMENT) == "2025-06-23T07:31:05+00:00"
    assert machine(MOMENT.astimezone(ZoneInfo("Europe/Paris"))) == "2025-06-23T09:31:05+02:00"


@given(st.datetimes(timezones=st.just(datetime.UTC), min_value=datetime.datetime(1900, 1, 1)))
def test_a_time_element_takes_any_moment(moment):
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", machine(moment))
    assert datetime.datetime.fromisoformat(machine(moment)) == moment.replace(microsecond=0)
