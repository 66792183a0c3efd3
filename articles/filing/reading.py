"""The copy as received, read into clean lines that remember where they come from.

Only white space, characters nobody can see and letters broken in transit are touched here, and
each change is written down: what stands in the lines is what the author typed.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from newsroom.typography.signs import SPACES

from .pieces import Repair, repair

LINE_BREAK = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\u2028\u2029]")
SPACE = SPACES + "\u1680"
NO_BREAK = re.compile("[\u00a0\u202f]")
# Controls, soft hyphens, zero-width spaces, byte order marks and halves of surrogate pairs: they
# have no ink, and a database or an HTML page refuses some of them.
INVISIBLE = "\x00-\x08\x0e-\x1b\x1f\x7f\u00ad\u200b\u2060\ufeff\ud800-\udfff"
# Windows-1252 text that was read as Latin-1: its apostrophes, dashes and « œ » arrive as controls.
DAMAGED = "\x80-\x9f"
ACCENT = "\u0300-\u036f"

_UNEVEN = re.compile(f"[{SPACE}]{{2}}|[^\\S ]|^ | $|[{INVISIBLE}{DAMAGED}{ACCENT}]")
_TOKEN = re.compile(
    f"(?P<gap>[{SPACE}{INVISIBLE}]+)"
    f"|(?P<damaged>[{DAMAGED}])"
    f"|(?P<accented>[^{SPACE}{INVISIBLE}{DAMAGED}{ACCENT}][{ACCENT}]+)"
    f"|(?P<plain>[^{SPACE}{INVISIBLE}{DAMAGED}{ACCENT}]+(?![{ACCENT}])|.)",
    re.DOTALL,
)
_ODD = re.compile(f"[{INVISIBLE}{DAMAGED}{ACCENT}]")
_RUN = re.compile(f"(?:[^\\W_]|[{INVISIBLE}{DAMAGED}{ACCENT}])+")
_HAS_SPACE = re.compile(f"[{SPACE}]")
_ABBREVIATION = re.compile(r"(?:^|\W)(?:MM?\.|M(?:me|lle)s?|Dr|Pr|n°|p\.)$")
_LAST_WORD = re.compile(r"\S{1,40}$")
_FIRST_WORD = re.compile(r"\S{1,40}")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Clean text; character i stands for `source[at[i]:to[i]]`."""

    text: str
    at: Sequence[int] = ()
    to: Sequence[int] = ()

    @property
    def start(self) -> int:
        return self.at[0]

    @property
    def end(self) -> int:
        return self.to[-1]

    def cut(self, start: int = 0, end: int | None = None) -> "Stretch":
        """The part between two positions of the text, without the spaces around it."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        return Stretch(self.text[start:end], self.at[start:end], self.to[start:end])


NOTHING = Stretch("")


def glued(before: Stretch, after: Stretch, joint: str = " ") -> Stretch:
    """Both stretches as one; the joint stands for whatever lay between them."""
    return Stretch(
        before.text + joint + after.text,
        [*before.at, *[before.end] * len(joint), *after.at],
        [*before.to, *[after.start] * len(joint), *after.to],
    )


@dataclass(frozen=True, slots=True)
class Line:
    stretch: Stretch
    after_blank: bool
    has_tab: bool  # a tab after the first character: the bullet of a word processor


@dataclass
class Copy:
    source: str
    lines: list[Line] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)


def read(source: str) -> Copy:
    copy = Copy(source)
    blanks = 0
    for start, end in _line_bounds(source):
        stretch = _clean(copy, start, end)
        if not stretch.text:
            blanks += 1
            continue
        if blanks > 1 and copy.lines:
            _note_blank_lines(copy, stretch)
        has_tab = source[stretch.at[0] + 1 : stretch.at[0] + 2] == "\t"
        copy.lines.append(Line(stretch, blanks > 0, has_tab))
        blanks = 0
    return copy


def _line_bounds(source: str):
    start = 0
    for match in LINE_BREAK.finditer(source):
        yield start, match.start()
        start = match.end()
    yield start, len(source)


def _note_blank_lines(copy: Copy, following: Stretch) -> None:
    """Two empty lines and more become the one that separates paragraphs."""
    start = copy.lines[-1].stretch.end
    gap = copy.source[start : following.start].rstrip(" \t\u00a0\u202f")
    end = start + len(gap)
    if not gap.translate(_NO_LINE_BREAK).strip(" \t"):
        copy.repairs.append(repair(copy.source, start, end, "\n\n", "blank", start))


_NO_LINE_BREAK = dict.fromkeys(map(ord, "\n\r\v\f\x1c\x1d\x1e\u2028\u2029"))


def _clean(copy: Copy, start: int, end: int) -> Stretch:
    raw = copy.source[start:end]
    if not _UNEVEN.search(raw):
        return Stretch(raw, range(start, end), range(start + 1, end + 1))
    if _is_blank(raw):
        if raw.strip(" \t"):
            copy.repairs.append(repair(copy.source, start, end, "", "blank", start))
        return Stretch("")
    if _ODD.search(raw):
        _note_mended_words(copy, start, raw)
    return _Cleaner(copy, start, raw).stretch()


def _is_blank(raw: str) -> bool:
    return re.fullmatch(f"[{SPACE}{INVISIBLE}]*", raw) is not None


def _note_mended_words(copy: Copy, start: int, raw: str) -> None:
    for run in _RUN.finditer(raw):
        mended = mend(run[0])
        if mended != run[0]:
            first, end = start + run.start(), start + run.end()
            at = first + _first_kept(run[0])
            copy.repairs.append(repair(copy.source, first, end, mended, "invisible", at))


def _first_kept(run: str) -> int:
    """A run may begin before the paragraph its word belongs to: with a byte order mark."""
    return next((match.start() for match in _TOKEN.finditer(run) if _mend_token(match)), 0)


def mend(run: str) -> str:
    """The run without invisible characters, its accents composed and its lost signs found."""
    return "".join(_mend_token(match) for match in _TOKEN.finditer(run))


def _mend_token(match: re.Match) -> str:
    if match["gap"]:
        return ""
    if match["damaged"]:
        return match[0].encode("latin-1").decode("cp1252", errors="ignore")
    if match["accented"]:
        return unicodedata.normalize("NFC", match[0])
    return match[0]


class _Cleaner:
    """Builds one clean line, character by character, with the place of each."""

    def __init__(self, copy: Copy, start: int, raw: str):
        self.copy, self.offset, self.raw = copy, start, raw
        self.parts, self.at, self.to = [], [], []

    def stretch(self) -> Stretch:
        for match in _TOKEN.finditer(self.raw):
            if match["gap"] and _HAS_SPACE.search(match[0]):
                self._space(match.start(), match.end())
            elif match["plain"]:
                self._keep(match[0], match.start())
            else:
                self._replace(_mend_token(match), match.start(), match.end())
        return Stretch("".join(self.parts), self.at, self.to).cut()

    def _keep(self, text: str, start: int) -> None:
        start += self.offset
        self.parts.append(text)
        self.at.extend(range(start, start + len(text)))
        self.to.extend(range(start + 1, start + len(text) + 1))

    def _replace(self, text: str, start: int, end: int) -> None:
        self.parts.append(text)
        self.at.extend([self.offset + start] * len(text))
        self.to.extend([self.offset + end] * len(text))

    def _space(self, start: int, end: int) -> None:
        is_edge = not self.at or end == len(self.raw)
        kept = "" if is_edge else _kept_space(self.raw, start, end)
        gap = self.raw[start:end]
        if gap != kept and not (is_edge and not gap.strip(" \t")):
            self._note(start, end, kept)
        self._replace(kept, start, end)

    def _note(self, start: int, end: int, kept: str) -> None:
        before = _LAST_WORD.search(self.raw[max(0, start - 40) : start])
        after = _FIRST_WORD.match(self.raw[end : end + 40])
        shown = (before[0] if before else "") + kept + (after[0] if after else "")
        first = self.offset + start - len(before[0] if before else "")
        last = self.offset + end + len(after[0] if after else "")
        reason = "no_break_space" if NO_BREAK.search(self.raw, start, end) else "spaces"
        change = repair(self.copy.source, first, last, shown, reason, self.offset + start)
        self.copy.repairs.append(change)


def _kept_space(raw: str, start: int, end: int) -> str:
    """One space; a no-break space only where French typography wants one."""
    no_break = NO_BREAK.search(raw, start, end)
    if no_break is None:
        return " "
    before, after = raw[start - 1], raw[end]
    is_wanted = (
        after in ":;!?»%"
        or before == "«"
        or (before.isdigit() and after.isdigit() and end - start == 1)
        or _ABBREVIATION.search(raw[max(0, start - 8) : start])
    )
    return no_break[0] if is_wanted else " "
