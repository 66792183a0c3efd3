"""What no rule may touch inside running text: addresses and telephone numbers.

Times (07:31, 12:30:05Z, 7h31) and scores (3:1, 2-1) need no shield: no rule matches a sign
that stands between two digits.
"""

import re

from .signs import MASK, SPACES

_DIGIT = re.compile(r"\d")
_DIGITS = rf"\d[\d{SPACES}./-]{{4,}}\d"
_PHONE_WORDS = (
    r"t[ée]l(?:[ée]phones?)?|cell?|portables?|mobiles?|whatsapp|fax|sms|contacts?"
    r"|num[ée]ro vert|appele[zr]|joindre"
)

_ADDRESS = re.compile(
    r"(?:https?://|ftp://|www\.)[^\s<>«»\"“”]+"
    r"|(?<![\w.+%-])[\w.+%-]++@[\w-]++(?:\.[\w-]+)+"
    r"|(?<![\w.-])[a-z0-9][\w-]*+(?:\.[\w-]++)*?\.[a-z]{2,6}/[^\s<>«»\"“”]*",
    re.IGNORECASE,
)
# A number says by its shape that it is dialled: +223…, 00223…, or pairs of digits.
_DIALLED = re.compile(
    rf"(?<![\w+])(?:\+\d\d|00[1-9]\d){_DIGITS}"
    rf"|(?<![\w.,])\d\d(?:[{SPACES}.-]\d{{3}})?(?:[{SPACES}.-]\d\d){{2,}}(?!\w)"
)
_AFTER_PHONE_WORD = re.compile(
    rf"\b(?:{_PHONE_WORDS})\b[.{SPACES}:]*(?:(?:au|le|aux|les|n°)[{SPACES}]+)?"
    rf"(?P<number>{_DIGITS}(?:[{SPACES}]*(?:/|,|ou|et)[{SPACES}]*{_DIGITS})*)",
    re.IGNORECASE,
)
_END_OF_SENTENCE = ".,;:!?…)]}'’"


def shielded(flat: str) -> str:
    """The same text, as long as before, with every untouchable place covered by the mask."""
    spans = [*_addresses(flat), *_telephones(flat)]
    for start, end in spans:
        flat = flat[:start] + MASK * (end - start) + flat[end:]
    return flat


def _addresses(flat: str) -> list[tuple[int, int]]:
    if "@" not in flat and "/" not in flat and "www." not in flat.lower():
        return []
    # The stop that ends the sentence is not part of the address before it.
    return [
        (match.start(), match.start() + len(match.group().rstrip(_END_OF_SENTENCE)))
        for match in _ADDRESS.finditer(flat)
    ]


def _telephones(flat: str) -> list[tuple[int, int]]:
    if not _DIGIT.search(flat):
        return []
    dialled = [match.span() for match in _DIALLED.finditer(flat)]
    return dialled + [match.span("number") for match in _AFTER_PHONE_WORD.finditer(flat)]
