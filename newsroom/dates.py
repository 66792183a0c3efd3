"""Dates as the paper prints them, and as machines read them.

French is the only public language, so the names stand here and do not depend on the language a
request or a command happens to run in. Every function wants an aware moment: a naive one raises
ValueError, because nobody could say which day it falls on.
"""

import datetime

from django.db.models import TextChoices
from django.utils import timezone

from newsroom.typography.signs import MONTHS, NBSP

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


class DateForm(TextChoices):
    """The house pads its days and hours; the Lexique never does. Labels are specimens."""

    HOUSE = "house", "lundi 02 juin 2025 à 07:31"
    LEXIQUE = "lexique", "le lundi 2 juin 2025 à 7 h 31"


def published_line(moment: datetime.datetime, form: str, zone: datetime.tzinfo) -> str:
    """« Publié lundi 23 juin 2025 à 07:31 »."""
    return _line("Publié", moment, form, zone)


def updated_line(moment: datetime.datetime, form: str, zone: datetime.tzinfo) -> str:
    """« Mis à jour lundi 23 juin 2025 à 07:31 »."""
    return _line("Mis à jour", moment, form, zone)


def _line(opening: str, moment: datetime.datetime, form: str, zone: datetime.tzinfo) -> str:
    article = "le " if form == DateForm.LEXIQUE else ""
    return f"{opening} {article}{day_and_time(moment, form, zone)}"


def day_and_time(moment: datetime.datetime, form: str, zone: datetime.tzinfo) -> str:
    """« lundi 23 juin 2025 à 07:31 », in `zone` whatever the zone of `moment`."""
    local = _aware(moment).astimezone(zone)
    return f"{date_in_words(local.date(), form)} à {_time(local, form)}"


def date_in_words(date: datetime.date, form: str) -> str:
    """« mardi 02 septembre 2025 », or « mardi 2 septembre 2025 » with no-break spaces."""
    weekday, month = WEEKDAYS[date.weekday()], MONTHS[date.month - 1]
    if form == DateForm.HOUSE:
        return f"{weekday} {date.day:02} {month} {date.year}"
    if form == DateForm.LEXIQUE:
        day = "1er" if date.day == 1 else date.day
        return f"{weekday} {day}{NBSP}{month}{NBSP}{date.year}"
    raise ValueError(f"no such form of dates: {form!r}")


def machine(moment: datetime.datetime) -> str:
    """ISO 8601 for `<time datetime>`, which refuses microseconds."""
    return _aware(moment).isoformat(timespec="seconds")


def _time(local: datetime.datetime, form: str) -> str:
    if form == DateForm.HOUSE:
        return f"{local:%H:%M}"
    minutes = f"{NBSP}{local.minute:02}" if local.minute else ""
    return f"{local.hour}{NBSP}h{minutes}"


def _aware(moment: datetime.datetime) -> datetime.datetime:
    if timezone.is_naive(moment):
        raise ValueError("a moment without a time zone falls on no particular day")
    return moment
