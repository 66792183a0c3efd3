"""Telephone numbers as people write them, and as they are stored (ITU-T E.164)."""

import re

from django.conf import settings

from newsroom.typography.signs import NBSP

_MARKS = re.compile(r"[\s.\-/()\u00a0\u202f\u2011]")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")


def normal_phone(text: str) -> str | None:
    """Return « 76 12 34 56 », « 00223 76123456 » or « +223 76.12.34.56 » as « +22376123456 ».

    A number without a country is one of the paper's own (setting COUNTRY_CODE). None when `text` is
    no number at all.
    """
    number = _MARKS.sub("", text or "")
    if number.startswith("00"):
        number = f"+{number[2:]}"
    elif number.isascii() and number.isdigit():
        is_whole = number.startswith(settings.COUNTRY_CODE) and len(number) > 9
        number = f"+{number}" if is_whole else f"+{settings.COUNTRY_CODE}{number}"
    return number if _E164.fullmatch(number) else None


def spoken_phone(number: str) -> str:
    """Return a stored number as it is read out: « +223 76 12 34 56 »."""
    own = f"+{settings.COUNTRY_CODE}"
    country, rest = (
        (own, number[len(own) :]) if number.startswith(own) else (number[:4], number[4:])
    )
    pairs = [rest[max(0, end - 2) : end] for end in range(len(rest), 0, -2)][::-1]
    return NBSP.join([country, *pairs])
