"""Rules that change signs: quotation marks, apostrophes, ellipsis, ordinals, dates, numbers.

Each rule reads the flat text of one block, addresses masked, and proposes edits. Where two
rules want one place the earlier in `_RULES` wins.
"""

import re
from collections.abc import Callable, Iterator

from .edits import Edit, Part, without_overlaps
from .signs import LETTER, MASK, MONTH, NBSP, NNBSP, SPACE, SPACE_SIGNS, SPACES

# Tells whether the sign at this place is raised already; None in plain text, which cannot raise.
Raised = Callable[[int], bool] | None


def letter_edits(flat: str, raised: Raised) -> list[Edit]:
    """Every sign to repair in a flat text; in HTML (`raised` given) ordinals are raised too."""
    found = (edit for rule in _RULES for edit in rule(flat))
    return without_overlaps([*found, *_ordinals(flat, raised), *_days(flat)])


_INVISIBLE = re.compile("[\u200b\u2060\ufeff]+")


def _invisible(flat: str) -> Iterator[Edit]:
    for match in _INVISIBLE.finditer(flat):
        yield Edit("spaces", (Part(*match.span(), ""),))


_STRAIGHT = re.compile(r"\"|(?<!')''(?!')")
_TYPED_ARROWS = re.compile(rf"<<{SPACE}*+(?=[^<>\n{SPACES}])[^<>\n]*?{SPACE}*>>")
_ENGLISH = re.compile(rf"“{SPACE}*+(?=[^{SPACES}])[^“”«»\n]*?{SPACE}*”")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_AROUND = re.compile(rf"{SPACE}*")


def _guillemets(flat: str) -> Iterator[Edit]:
    """Paired marks become « »; inside other guillemets they become “ ”. An odd one is left."""
    for start, end in _paragraphs(flat):
        quoted = flat[start:end]
        if "<<" in quoted:
            yield from _pairs(_TYPED_ARROWS, flat, start, end, 2)
        if "“" in quoted and "«" not in quoted:
            yield from _pairs(_ENGLISH, flat, start, end, 1)
        if '"' in quoted or "''" in quoted:
            yield from _straight_pairs(flat, start, end)


def _paragraphs(flat: str) -> Iterator[tuple[int, int]]:
    start = 0
    for blank in _BLANK_LINE.finditer(flat):
        yield start, blank.start()
        start = blank.end()
    yield start, len(flat)


def _pairs(pattern: re.Pattern[str], flat: str, start: int, end: int, width: int) -> Iterator[Edit]:
    for match in pattern.finditer(flat, start, end):
        opening = (match.start(), match.start() + width)
        yield _quotation(flat, opening, (match.end() - width, match.end()), nested=False)


def _straight_pairs(flat: str, start: int, end: int) -> Iterator[Edit]:
    opening: re.Match[str] | None = None
    for mark in _STRAIGHT.finditer(flat, start, end):
        if opening is not None and _can_close(flat, mark, opening):
            before = flat[start : opening.start()]
            nested = _depth(before, "«", "»") + _depth(before, "“", "”") > 0
            yield _quotation(flat, opening.span(), mark.span(), nested=nested)
            opening = None
        elif _can_open(flat, mark):
            opening = mark


def _depth(text: str, opening: str, closing: str) -> int:
    return max(0, text.count(opening) - text.count(closing))


def _can_open(flat: str, mark: re.Match[str]) -> bool:
    """After a digit it is inches or seconds, after a letter it closes something."""
    before = flat[mark.start() - 1 : mark.start()]
    after = flat[mark.end() : mark.end() + 1]
    return not (before.isalnum() or after in ("", "\n"))


def _can_close(flat: str, mark: re.Match[str], opening: re.Match[str]) -> bool:
    if opening.group() != mark.group() or not flat[opening.end() : mark.start()].strip():
        return False
    before = flat[mark.start() - 1]
    after = flat[mark.end() : mark.end() + 1]
    return not before.isspace() or not (after.isalnum() or after == MASK)


def _quotation(
    flat: str, opening: tuple[int, int], closing: tuple[int, int], *, nested: bool
) -> Edit:
    """Spaces just inside the marks go with them, so that one repair shows the finished pair."""
    left, right = ("“", "”") if nested else (f"«{NBSP}", f"{NBSP}»")
    inner_start = _AROUND.match(flat, opening[1]).end()
    inner_end = closing[0]
    while flat[inner_end - 1] in SPACE_SIGNS:
        inner_end -= 1
    return Edit(
        "guillemets",
        (Part(opening[0], inner_start, left), Part(inner_end, closing[1], right)),
    )


_ELIDED = r"(?<![\w’'])(?:[ldjmntsc]|qu|lorsqu|puisqu|jusqu|quoiqu)"  # l’, d’, qu’, lorsqu’…
_BETWEEN_LETTERS = re.compile(rf"['‘ʼ´`′](?<={LETTER}.)(?={LETTER})")
_BEFORE_A_SIGN = re.compile(rf"{_ELIDED}(')(?=[«“\"\d{MASK}])", re.IGNORECASE)
_DETACHED = re.compile(rf"{_ELIDED}(['’]{SPACE}+)(?=[«“]|{LETTER})", re.IGNORECASE)


def _apostrophes(flat: str) -> Iterator[Edit]:
    for match in _BETWEEN_LETTERS.finditer(flat):
        yield Edit("apostrophe", (Part(*match.span(), "’"),))
    if "'" in flat or "’" in flat:
        for pattern in (_BEFORE_A_SIGN, _DETACHED):
            for match in pattern.finditer(flat):
                yield Edit("apostrophe", (Part(*match.span(1), "’"),))


_ET_CETERA = re.compile(rf"\betc({SPACE}?[.…](?:{SPACE}?[.…])*+)", re.IGNORECASE)
# Dots typed apart (« . . . ») count too, unless a name like « .net » follows.
_DOTS = re.compile(rf"[.…]{{2,}}+(?![/\\])|[.…](?:{SPACE}?[.…])++(?![\w/\\])")


def _ellipsis(flat: str) -> Iterator[Edit]:
    """One « … » for any run of dots; « etc. » never takes one (Lexique, « etc. »)."""
    for match in _ET_CETERA.finditer(flat):
        if match.group(1) != ".":
            yield Edit("ellipsis", (Part(*match.span(1), "."),))
    for match in _DOTS.finditer(flat):
        start, end = match.span()
        between_digits = flat[start - 1 : start].isdigit() and flat[end : end + 1].isdigit()
        if not between_digits:
            yield Edit("ellipsis", (Part(start, end, "…"),))


_CURRENCY = re.compile(r"(?<![^\W\d_])(?:f\.?cfa)(?!\w)", re.IGNORECASE)


def _currency(flat: str) -> Iterator[Edit]:
    """« Fcfa » and « F.CFA » become the house form; « F CFA » is right and stays."""
    for match in _CURRENCY.finditer(flat):
        if match.group() != "FCFA":
            yield Edit("currency", (Part(*match.span(), "FCFA"),))


_COUNTED = (
    rf"{SPACE}*(?:FCFA|F{SPACE}?CFA|francs?|euros?|dollars?|€|habitants|tonnes?|hectares"
    rf"|kilom[èe]tres|m[èe]tres|kg|km|ha|MW|kW)(?!\w)"
)
_DIGITS = re.compile(
    rf"(?<![\w.,+#°º/:-])(?P<whole>[1-9]\d{{3,}})(?![\w/]|[:.-]\d)(?P<counted>(?={_COUNTED}))?",
    re.IGNORECASE,
)
_DOTTED = re.compile(rf"(?<![\w.,/:-])[1-9]\d{{0,2}}(?:\.\d{{3}})+(?={_COUNTED})", re.IGNORECASE)
# What stands before a number that names something instead of counting it.
_NAMES_A_NUMBER = re.compile(
    rf"(?:\bn[°ºo]|\bnum[ée]ros?|\bb\.?p\.?|\bcode|\bmatricule|\bnina|\bcompte|\br[ée]f\.?"
    rf"|\brccm|\bcedex|\barticle|\bart\.){SPACE}*:?{SPACE}*$",
    re.IGNORECASE,
)
_LONGEST_PLAIN_COUNT = 7  # eight digits and more without a unit may be a telephone number


def _thousands(flat: str) -> Iterator[Edit]:
    """Groups of three. Four digits alone may be a year: only a unit makes them a quantity."""
    for match in _DIGITS.finditer(flat):
        start, end = match.span("whole")
        counted = match.group("counted") is not None
        sure = counted or 5 <= end - start <= _LONGEST_PLAIN_COUNT
        if sure and not _NAMES_A_NUMBER.search(flat[max(0, start - 20) : start]):
            cuts = range(end - 3, start, -3)
            parts = tuple(Part(cut, cut, NNBSP) for cut in reversed(cuts))
            yield Edit("thousands", parts)
    for match in _DOTTED.finditer(flat):
        dots = [place for place in range(*match.span()) if flat[place] == "."]
        yield Edit("thousands", tuple(Part(dot, dot + 1, NNBSP) for dot in dots))


# Rules without a parameter; `_ordinals` and `_days` come after them.
_RULES = (_invisible, _apostrophes, _guillemets, _ellipsis, _currency, _thousands)

_FIRST = "er|ers|ère|ères|ere|eres|ére|éres|ière|ières|iere|ieres|re|res|è"
_NEXT = "ème|èmes|eme|emes|éme|émes|ième|ièmes|ieme|iemes|iéme|iémes|è|é|es|e|nde|nd"
_ORDINAL = re.compile(
    rf"(?<![\w.,])(?P<number>\d+|[IVX]+)(?P<gap>{SPACE}?)(?P<suffix>{_FIRST}|{_NEXT})(?!\w)",
    re.IGNORECASE,
)
_COUNTED_IN_ROMAN = re.compile(
    rf"{SPACE}*(?:si[èe]cle|mill[ée]naire|r[ée]publique|arrondissement|congr[èe]s|r[ée]gion"
    rf"|[ée]dition|session)",
    re.IGNORECASE,
)
_UNMISTAKABLE = re.compile(r"[èé]|[ei]?eme|eres?$|^ers?$", re.IGNORECASE)


def _ordinals(flat: str, raised: Raised) -> Iterator[Edit]:
    """2è, 2ème, 2 ème → 2e; 1ère → 1re; Roman numbers alike. « XXᵉ » is left."""
    for match in _ORDINAL.finditer(flat):
        number, gap, suffix = match.group("number", "gap", "suffix")
        right = _right_suffix(number, suffix)
        if right is None or not _is_ordinal(flat, match):
            continue
        start, end = match.span("suffix")
        lifts = raised is not None and not raised(start)
        if suffix == right and not gap and not lifts:
            continue
        closing = (Part(match.start("gap"), start, ""),) if gap else ()
        yield Edit("ordinal", (*closing, Part(start, end, right, superior=lifts)))


def _is_ordinal(flat: str, match: re.Match[str]) -> bool:
    """A bare « e » is one only when stuck, small, and after a number nobody takes for a word."""
    number, gap, suffix = match.group("number", "gap", "suffix")
    if number.isdigit():
        return bool(_UNMISTAKABLE.search(suffix)) or (not gap and suffix.islower())
    if gap or not number.isupper():
        return False
    if _UNMISTAKABLE.search(suffix):
        return suffix.islower() or suffix[0] in "ÈÉ"
    counted = len(number) > 1 or _COUNTED_IN_ROMAN.match(flat, match.end())
    return suffix.islower() and bool(counted)


def _right_suffix(number: str, suffix: str) -> str | None:
    """The Lexique’s letters for what was typed; None where nothing is sure (« 1ème »)."""
    typed = suffix.lower()
    plural = "s" if typed.endswith("s") else ""
    if number in ("1", "I"):
        if typed in ("er", "ers"):
            return typed
        return f"re{plural}" if typed in _FIRST.split("|") else None
    if typed in ("nd", "nde"):
        return typed if number in ("2", "II") else None
    return f"e{plural}" if typed in _NEXT.split("|") else None


_UNTIL_MONTH = rf"(?={SPACE}+(?:(?:au|et|ou){SPACE}+\d{{1,2}}(?:er)?{SPACE}+)?{MONTH})"
_DAY = re.compile(
    rf"(?<![\w.,:/°º-])(?<![°º]{SPACE})(?P<pad>0?)(?P<day>[1-9])(?P<first>er)?{_UNTIL_MONTH}",
    re.IGNORECASE,
)


def _days(flat: str) -> Iterator[Edit]:
    """« 02 septembre » → « 2 septembre », « 1 août » → « 1er août »."""
    for match in _DAY.finditer(flat):
        parts = []
        if match.group("pad"):
            parts.append(Part(*match.span("pad"), ""))
        if match.group("day") == "1" and not match.group("first"):
            end = match.end("day")
            parts.append(Part(end, end, "er", superior=True, sticks_left=True))
        if parts:
            yield Edit("date", tuple(parts))
