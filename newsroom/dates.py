"""Dates as a French newspaper prints them, in the paper's own zone.

Two forms: the house's, « Publié lundi 23 juin 2025 à 07:31 », and that of the Lexique des règles
typographiques en usage à l'Imprimerie nationale, « Publié le lundi 23 juin 2025 à 7 h 31 ».
"""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


class DateForm(models.TextChoices):
    HOUSE = "house", gettext_lazy("lundi 02 juin 2025 à 07:31")
    LEXIQUE = "lexique", gettext_lazy("le lundi 2 juin 2025 à 7 h 31")


def month_in_words(date):
    """Return « juin 2025 » for a date."""
    return f"{_MONTHS[date.month - 1]} {date.year}"


def date_in_words(date, form=DateForm.LEXIQUE):
    """Return « lundi 02 juin 2025 » (house) or « lundi 2 juin 2025 », « 1er » on the first."""
    day = f"{date.day:02}" if form == DateForm.HOUSE else str(date.day)
    if form == DateForm.LEXIQUE and date.day == 1:
        day = "1er"
    return f"{_DAYS[date.weekday()]} {day} {month_in_words(date)}"


def day_and_time(moment, form, zone=None):
    """Return « lundi 02 juin 2025 à 07:31 » of an aware datetime, in `zone` (the paper's)."""
    local = moment.astimezone(ZoneInfo(zone or settings.TIME_ZONE))
    if form == DateForm.HOUSE:
        return f"{date_in_words(local, form)} à {local:%H:%M}"
    hour = f"{local.hour}\u00a0h"
    minute = f"\u00a0{local:%M}" if local.minute else ""
    return f"le {date_in_words(local, form)} à {hour}{minute}"


def published_line(moment, form, zone=None):
    """Return « Publié lundi 02 juin 2025 à 07:31 »."""
    return _("Published %(when)s") % {"when": day_and_time(moment, form, zone)}


def updated_line(moment, form, zone=None):
    """Return « Mis à jour lundi 02 juin 2025 à 09:10 »."""
    return _("Updated %(when)s") % {"when": day_and_time(moment, form, zone)}


def machine(moment):
    """Return the ISO 8601 form for `<time datetime>`: HTML refuses more than milliseconds."""
    return moment.isoformat(timespec="seconds")
