"""Rules that change spaces: which space, or none, stands in each gap between two signs.

A gap is a whole run of spaces, or the empty place between two signs. Rules claim gaps; the
first claim on a gap holds. What nobody claims and is not one plain space is debris from a word
processor: no-break spaces « dropped then ours set ».
"""

import re
from collections.abc import Callable, Iterator

from .edits import Edit, Part
from .signs import MASK, MONTH, NBSP, NNBSP, SPACE, SPACE_SIGNS

# start, end, the space that should stand there (None: as typed), rule, side of a tag
Claim = tuple[int, int, str | None, str, bool]


def gap_edits(flat: str) -> list[Edit]:
    """Every gap of a flat text that is not as it should be."""
    claims: dict[tuple[int, int], Claim] = {}
    for rule in _RULES:
        for claim in rule(flat):
            claims.setdefault(claim[:2], claim)
    return [
        Edit(rule, (Part(start, end, wanted, sticks_left=sticks_left),))
        for start, end, wanted, rule, sticks_left in claims.values()
        if wanted is not None and flat[start:end] != wanted
    ]


def _claim(start: int, end: int, wanted: str | None, rule: str) -> Claim:
    return start, end, wanted, rule, False


def _gap_before(flat: str, place: int) -> int:
    while place > 0 and flat[place - 1] in SPACE_SIGNS:
        place -= 1
    return place


def _gap_after(flat: str, place: int) -> int:
    while place < len(flat) and flat[place] in SPACE_SIGNS:
        place += 1
    return place


_EDGE = re.compile(rf"(?:\A|(?<=\n)){SPACE}++|(?<!{SPACE}){SPACE}++(?=\n|\Z)")


def _edges(flat: str) -> Iterator[Claim]:
    for match in _EDGE.finditer(flat):
        yield _claim(*match.span(), "", "spaces")


_DAY = re.compile(
    rf"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?:er)?(?P<month>{SPACE}+){MONTH}"
    rf"(?:(?P<year>{SPACE}+)[12]\d{{3}}(?!\d))?",
    re.IGNORECASE,
)


def _dates(flat: str) -> Iterator[Claim]:
    for match in _DAY.finditer(flat):
        yield _claim(*match.span("month"), NBSP, "date")
        if match.group("year"):
            yield _claim(*match.span("year"), NBSP, "date")


_GROUPS = re.compile(
    rf"(?<![\d,.+])(?<!\d{SPACE})[1-9]\d{{0,2}}(?:{SPACE}\d{{3}})+(?!\d|{SPACE}\d)"
)
_GAP = re.compile(f"{SPACE}+")


def _groups(flat: str) -> Iterator[Claim]:
    for match in _GROUPS.finditer(flat):
        for gap in _GAP.finditer(flat, *match.span()):
            yield _claim(*gap.span(), NNBSP, "thousands")


# Symbols nobody can take for a word may be found stuck to their number (« 25km »)…
_SYMBOL = re.compile(
    rf"\d(?P<gap>{SPACE}*+)(?:FCFA|F{SPACE}CFA|XOF|km/h|km[²2]?|kg|cm|mm|ha|m[²³]|kWh|MWh|GWh"
    r"|kW|MW|GW|°[CF])(?!\w)"
)
# … those of one letter are symbols only when they already stand apart.
_LETTER_SYMBOL = re.compile(
    rf"\d(?P<gap>{SPACE}+)(?:(?:[mgtlhs]|min|Mo|Go|To)(?![\w'’])|[LFWV](?![\w'’.]))"
)
_MINUTES = re.compile(rf"\d{SPACE}h(?P<gap>{SPACE}+)[0-5]\d(?!\d)")
_FRANCS = re.compile(rf"\bF(?P<gap>{SPACE}+)CFA(?!\w)")


def _units(flat: str) -> Iterator[Claim]:
    for pattern in (_SYMBOL, _LETTER_SYMBOL, _MINUTES, _FRANCS):
        for match in pattern.finditer(flat):
            rule = "currency" if "F" in match.group() else "unit"
            yield _claim(*match.span("gap"), NBSP, rule)


_TITLE = re.compile(
    rf"(?<![\w’'-])(?:(?:Mmes?|Mlles?|Drs?|Prs?|Mgr|Mes?)(?P<gap>{SPACE}+)(?=[^\W\d_a-zà-öø-ÿœ])"
    rf"|MM?\.(?P<point>{SPACE}*+)(?=[^\W\d_a-zà-öø-ÿœ][\w’'-]))"
)
_REFERENCE = re.compile(
    rf"(?<!\w)(?:pp?|art|vol|chap|fig)\.(?P<gap>{SPACE}*+)(?=\d)", re.IGNORECASE
)
_NUMBER = re.compile(rf"(?<!\w)[nN][°º](?P<gap>{SPACE}*+)(?P<digits>\d+)")
_LONG_NUMBER = 5  # digits; the house leaves « n° 20500 » as typed, it stands well on a line alone


def _abbreviations(flat: str) -> Iterator[Claim]:
    """M. Diop, Mme Touré, Dr Keïta, p. 4, n° 7: what is shortened stays with its name."""
    for match in _TITLE.finditer(flat):
        name = "gap" if match.group("gap") else "point"
        yield _claim(*match.span(name), NBSP, "abbreviation")
    for match in _REFERENCE.finditer(flat):
        yield _claim(*match.span("gap"), NBSP, "abbreviation")
    for match in _NUMBER.finditer(flat):
        typed = len(match.group("digits")) >= _LONG_NUMBER and len(match.group("gap")) == 1
        yield _claim(*match.span("gap"), None if typed else NBSP, "abbreviation")


def _opening_guillemet(flat: str, place: int) -> Iterator[Claim]:
    end = _gap_after(flat, place + 1)
    if end < len(flat) and flat[end] not in "\n»)]":
        yield place + 1, end, NBSP, "guillemets", True
    before = flat[place - 1 : place]
    if before.isalnum() or before in tuple(",;:.…!?)]%»"):
        yield _claim(place, place, " ", "guillemets")


def _closing_guillemet(flat: str, place: int) -> Iterator[Claim]:
    start = _gap_before(flat, place)
    if start > 0 and flat[start - 1] not in "\n«([":
        yield _claim(start, place, NBSP, "guillemets")
    after = flat[place + 1 : place + 2]
    if after.isalnum() or after == "(":
        yield _claim(place + 1, place + 1, " ", "guillemets")


_OPENERS = "([{«“\"'‘’/\n"
_TIGHT = "?!:;" + _OPENERS


def _high_sign(flat: str, place: int) -> Iterator[Claim]:
    """; ! ? : a thin space before, unless the sign is part of an address, a code or a smiley."""
    start = _gap_before(flat, place)
    before = flat[start - 1 : start]
    after = flat[place + 1 : place + 2]
    if before in "?!" and before and flat[place] in "?!":
        if start < place:
            yield _claim(start, place, "", "punctuation")
    elif before and before not in _TIGHT and (start < place or not _runs_on(after)):
        yield _claim(start, place, NNBSP, "punctuation")
    if start < place and after.isalpha():
        yield _claim(place + 1, place + 1, " ", "punctuation")


def _runs_on(after: str) -> bool:
    return after.isalnum() or (after != "" and after in "/=_&#-") or after == MASK


def _colon(flat: str, place: int) -> Iterator[Claim]:
    """« Insolite: Neymar » → « Insolite : Neymar »; never in 07:31, 3:1 or http://."""
    start = _gap_before(flat, place)
    before = flat[start - 1 : start]
    after = flat[place + 1 : place + 2]
    if not before or before in _TIGHT or after in tuple(":)(-/"):
        return
    ends = not after or after.isspace() or after in '«»“"'
    glued = _is_glued_sentence(flat, place)
    if ends or glued or (start < place and (after.isalpha() or after == MASK)):
        yield _claim(start, place, NBSP, "punctuation")
    if glued or (start < place and after.isalpha()):
        yield _claim(place + 1, place + 1, " ", "punctuation")


_GLUED = re.compile(r"[^\W\d_A-Z]{3}:[A-ZÀ-ÖØ-ÞŒ](?:[a-zà-öø-ÿœ]|['’])")


def _is_glued_sentence(flat: str, place: int) -> bool:
    """« Kayes:Les agents » typed with a thumb, as against `xml:Name` inside a word."""
    return place >= 3 and _GLUED.match(flat, place - 3) is not None


def _comma(flat: str, place: int) -> Iterator[Claim]:
    start = _gap_before(flat, place)
    after = flat[place + 1 : place + 3]
    if 0 < start < place and flat[start - 1] not in "\n,;:" and not after[:1].isdigit():
        yield _claim(start, place, "", "punctuation")
    if _is_word(flat[max(0, place - 2) : place]) and _is_word(after):
        yield _claim(place + 1, place + 1, " ", "punctuation")


def _is_word(two_signs: str) -> bool:
    return len(two_signs) == 2 and two_signs.isalpha()


def _full_stop(flat: str, place: int) -> Iterator[Claim]:
    start = _gap_before(flat, place)
    after = flat[place + 1 : place + 2]
    if not 0 < start < place or not (after == "" or after.isspace()):
        return
    if flat[start - 1].isalnum() or flat[start - 1] in "»)%":
        yield _claim(start, place, "", "punctuation")


def _opening_bracket(flat: str, place: int) -> Iterator[Claim]:
    end = _gap_after(flat, place + 1)
    if place + 1 < end < len(flat):
        yield _claim(place + 1, end, "", "punctuation")


def _closing_bracket(flat: str, place: int) -> Iterator[Claim]:
    start = _gap_before(flat, place)
    if 0 < start < place:
        yield _claim(start, place, "", "punctuation")


def _rate(flat: str, place: int) -> Iterator[Claim]:
    """%, ‰, € and $ after a number; « $5 » is not ours to turn round."""
    start = _gap_before(flat, place)
    if flat[start - 1 : start].isdigit() and not flat[place + 1 : place + 2].isalnum():
        yield _claim(start, place, NBSP, "unit")


def _dash(flat: str, place: int) -> Iterator[Claim]:
    """The space inside a pair of dashes may be no-break: whoever typed it knew why."""
    before, after = _gap_before(flat, place), _gap_after(flat, place + 1)
    if place - before == 1:
        yield _claim(before, place, None, "spaces")
    if after - place == 2:
        yield _claim(place + 1, after, None, "spaces")


_AT_SIGN: dict[str, Callable[[str, int], Iterator[Claim]]] = {
    "«": _opening_guillemet,
    "»": _closing_guillemet,
    ":": _colon,
    **dict.fromkeys(";!?", _high_sign),
    ",": _comma,
    ".": _full_stop,
    **dict.fromkeys("([", _opening_bracket),
    **dict.fromkeys(")]", _closing_bracket),
    **dict.fromkeys("%‰€$", _rate),
    **dict.fromkeys("–—", _dash),
}
_SIGN = re.compile(f"[{re.escape(''.join(_AT_SIGN))}]")


def _at_signs(flat: str) -> Iterator[Claim]:
    for match in _SIGN.finditer(flat):
        yield from _AT_SIGN[match.group()](flat, match.start())


_DEBRIS = re.compile(f"{SPACE}{{2,}}|(?! ){SPACE}")


def _debris(flat: str) -> Iterator[Claim]:
    for match in _DEBRIS.finditer(flat):
        yield _claim(*match.span(), " ", "spaces")


_RULES = (_edges, _dates, _groups, _units, _abbreviations, _at_signs, _debris)
