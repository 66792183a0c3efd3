"""The text inside a block as runs: pieces of text, each with the set of marks it carries.

A run is `(text, marks)`; in the text a line break is "\\n", and every other white space that HTML
would fold is one space. Nested, repeated or empty inline elements cannot be told apart in this
form, which is why it is the way from anybody's markup to ours.
"""

import re
from html import escape
from urllib.parse import quote

RUN_IN, STRONG, EM, SUB, SUP = "runin", "strong", "em", "sub", "sup"
_LINK = "href="  # a link is the mark "href=" + address
_ORDER = (RUN_IN, _LINK, STRONG, EM, SUB, SUP)  # from the outside
_TAGS = {"b": STRONG, "strong": STRONG, "em": EM, "i": EM, "cite": EM, "dfn": EM}
_TAGS |= {SUB: SUB, SUP: SUP}

_FOLDED = re.compile(r"[ \t\n\f]+")
_BLANK = " \n\u00a0\u202f\u200b\u2060"
# Blanks at both ends, spaces beside a line break, all spaces but the last of several.
_NEEDLESS = re.compile(rf"^[{_BLANK}]+|(?<![{_BLANK}])[{_BLANK}]+$|(?<=\n) +| +(?=[ \n])")
_ADDRESS = re.compile(r"https?://[^/?#]|mailto:[^\s?]+@|tel:\+?[0-9]|/(?![/\\])", re.IGNORECASE)
_UNFIT_IN_ADDRESS = re.compile(r"[\x00-\x1f\x7f]")
_TO_QUOTE = re.compile(r"[\s\"<>\\^`{|}]")


def address(value):
    """Return `value` as an address that a link may have: web, mail, telephone or on this site.

    "" if it is none of them.
    """
    value = _UNFIT_IN_ADDRESS.sub("", value).strip()
    if value.lower().startswith("www."):
        value = f"https://{value}"
    return _TO_QUOTE.sub(lambda found: quote(found[0]), value) if _ADDRESS.match(value) else ""


def link(url):
    """Return the mark of a link to `url`."""
    return _LINK + url


def marks_inside(element, marks):
    """Return what the text in an inline `element` carries, when around it stand `marks`."""
    if element.tag == "a":
        kept = {mark for mark in marks if not mark.startswith(_LINK)}
        href = address(element.attrs.get("href", ""))
        return frozenset({*kept, link(href)}) if href else marks
    style = element.style
    mark = RUN_IN if "data-runin" in element.attrs else _TAGS.get(element.tag)
    marks = {*marks, mark} - {None}
    weight = style.get("font-weight", "")
    if weight in {"bold", "bolder", "600", "700", "800", "900"}:
        marks.add(STRONG)
    elif weight in {"normal", "lighter", "100", "200", "300", "400", "500"}:
        marks.discard(STRONG)  # Google Docs wraps whole texts in <b style="font-weight:normal">
    if style.get("font-style") in {"italic", "oblique"}:
        marks.add(EM)
    elif style.get("font-style") == "normal":
        marks.discard(EM)
    script = {"super": SUP, "sub": SUB}.get(style.get("vertical-align"), mark)
    if script in {SUB, SUP}:
        marks = (marks - {SUB, SUP}) | {script}
    return frozenset(marks)


def fold(text):
    """Fold white space as HTML does."""
    return _FOLDED.sub(" ", text)


def text_of(runs):
    return "".join(text for text, _ in runs)


def settle(runs):
    """Return `runs` tidied: no space at either end of a line, none twice, none marked alone.

    A space at the edge of a mark (a double click takes it along) goes outside.
    """
    pieces = []  # blanks have no marks of their own
    for text, marks in runs:
        start, end = len(text) - len(text.lstrip(_BLANK)), len(text.rstrip(_BLANK))
        pieces += [(text[:start], None), (text[start:end], marks), (text[max(start, end) :], None)]
    pieces = [(piece, marks) for piece, marks in pieces if piece]
    before, after = _last_marks(pieces), _last_marks(pieces[::-1])[::-1]
    settled = []
    for index, (piece, marks) in enumerate(pieces):
        _add(settled, piece, before[index] & after[index] if marks is None else marks)
    trimmed = []
    for part in split_lines(settled, _NEEDLESS):
        for text, marks in part:
            _add(trimmed, text, marks)
    return trimmed


def _last_marks(pieces):
    """Return for each piece the marks of the last one so far that has any of its own."""
    seen = [frozenset()]
    for _, marks in pieces:
        seen.append(seen[-1] if marks is None else marks)
    return seen[1:]


def _add(runs, text, marks):
    if not text:
        return
    if runs and runs[-1][1] == marks:
        runs[-1] = (runs[-1][0] + text, marks)
    else:
        runs.append((text, marks))


def split_lines(runs, separator):
    """Return the runs between the matches of `separator`, a compiled pattern."""
    whole = text_of(runs)
    ends = [*(edge for found in separator.finditer(whole) for edge in found.span()), len(whole)]
    parts, start, left = [], 0, list(reversed(runs))
    for index, end in enumerate(ends):
        part = _take(left, end - start)
        if index % 2 == 0:  # every other one is a separator
            parts.append(part)
        start = end
    return parts


def _take(left, signs):
    """Take the first `signs` off the reversed runs `left`, and return them."""
    part = []
    while signs > 0:
        text, marks = left.pop()
        if len(text) > signs:
            left.append((text[signs:], marks))
        part.append((text[:signs], marks))
        signs -= len(text)
    return part


def cut(runs, start):
    """Return `runs` without their first `start` signs."""
    left = list(reversed(runs))
    _take(left, start)
    return left[::-1]


def without(runs, *marks):
    """Return `runs` without the given marks."""
    stripped = []
    for text, carried in runs:
        _add(stripped, text, carried.difference(marks))
    return stripped


def lead_in(runs, *, may_start=True):
    """Return `runs` in which a run-in crosshead stands at the start or not at all, but bold."""
    is_start, checked = may_start, []
    for text, marks in runs:
        is_start = is_start and RUN_IN in marks
        if RUN_IN in marks:
            marks = (marks - {STRONG}) if is_start else (marks - {RUN_IN}) | {STRONG}
        _add(checked, text, marks)
    return checked


def markup(runs):
    """Return the HTML of `runs`."""
    html, opened = [], []
    for text, marks in runs:
        wanted = sorted(marks, key=_rank)
        shared = 0
        while opened[shared : shared + 1] == wanted[shared : shared + 1] != []:
            shared += 1
        html += [_end(mark) for mark in reversed(opened[shared:])]
        html += [_start(mark) for mark in wanted[shared:]]
        html.append(escape(text, quote=False).replace("\n", "<br>"))
        opened = wanted
    return "".join([*html, *(_end(mark) for mark in reversed(opened))])


def _rank(mark):
    return _ORDER.index(_LINK if mark.startswith(_LINK) else mark)


def _start(mark):
    if mark.startswith(_LINK):
        return f'<a href="{escape(mark.removeprefix(_LINK))}">'
    return '<strong data-runin="">' if mark == RUN_IN else f"<{mark}>"


def _end(mark):
    if mark.startswith(_LINK):
        return "</a>"
    return "</strong>" if mark == RUN_IN else f"</{mark}>"
