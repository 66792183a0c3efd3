"""Lines put back together as the paragraphs their author meant."""

import re
from dataclasses import dataclass
from itertools import pairwise

from . import dates, furniture
from .folding import flat
from .pieces import Repair, repair
from .reading import Copy, Line, Stretch

_BULLET = re.compile("[•·◦▪▫■●○‣⁃►➢✓\uf0b7\uf0a7\uf0d8]\\s*(?=\\S)")
_WORD_BULLET = re.compile(r"[o§üØv]\s(?=\S)")
_DASH = re.compile(r"[-–*]\s(?=\S)")
_NUMBER = re.compile(r"\d{1,2}[.)]\s(?=\S)")
_SENTENCE_END = re.compile(r"[.!?…][»”\")\]]*$|[:;]$")
_OPEN_END = re.compile(
    r"(?:[,(«]|\b(?:a|au|aux|avec|ce|ces|cette|dans|de|des|du|en|et|la|le|les|leur|leurs|notre|nos"
    r"|ou|par|pour|que|qui|sa|ses|son|sous|sur|un|une|vers)|\b(?:d|l|qu|n|s)')$"
)
_SPLIT_WORD = re.compile(r"[^\W\d_]-$")
_WIDEST_WRAP = 130  # characters: no mail program breaks its lines further out
_MID_SENTENCE = 60  # characters: a shorter line above an empty one is a heading, not a cut sentence


@dataclass(frozen=True, slots=True)
class Paragraph:
    stretch: Stretch
    mark: str = ""  # "bullet", "dash" or "number" when it begins like an item of a list
    mark_length: int = 0

    @property
    def text(self) -> str:
        return self.stretch.text


def split(copy: Copy) -> list[Paragraph]:
    joins = _Joins(copy)
    groups: list[list[Line]] = []
    for line in copy.lines:
        if groups and joins.follows(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(copy, group) for group in groups]


class _Joins:
    """Decides whether a line goes on with the sentence of the line before."""

    def __init__(self, copy: Copy):
        self.width = _wrap_width(copy.lines)
        first = copy.lines[0].stretch.text if copy.lines else ""
        # Typed with the thumb: where nothing begins with a capital, a small letter shows nothing.
        self.has_capitals = not first[:1].islower()

    def follows(self, group: list[Line], following: Line) -> bool:
        before, after = group[-1].stretch.text, following.stretch.text
        if following.after_blank and len(before) < _MID_SENTENCE:
            return False
        if not self._is_broken(before, after, following.after_blank):
            return False
        # The later lines of a group have been looked at when they joined it.
        if len(group) == 1 and stands_alone(before):
            return False
        return not _mark(following)[0] and not stands_alone(after)

    def _is_broken(self, before: str, after: str, after_blank: bool) -> bool:
        if self.width and not after_blank and _is_forced(before, after, self.width):
            return True
        if _SENTENCE_END.search(before[-8:]):
            return False
        starts_small = after[0].islower() and self.has_capitals
        if after_blank:
            return starts_small
        if _OPEN_END.search(flat(before[-12:])):
            return True
        # A line that broke by itself is about as long as the next; a headline is far shorter.
        return starts_small and len(after) <= 2 * len(before)


def _is_forced(before: str, after: str, width: int) -> bool:
    """No room was left on the line for the first word of the next."""
    return len(before) + 1 + len(after.split(" ", 1)[0]) > width


def _wrap_width(lines: list[Line]) -> int:
    """The width at which a program broke the lines, 0 when the author ended them himself."""
    pairs = [(a.stretch.text, b.stretch.text) for a, b in pairwise(lines) if not b.after_blank]
    width = max((len(before) for before, _ in pairs), default=0)
    if len(pairs) < 3 or not 30 <= width <= _WIDEST_WRAP:
        return 0
    forced = sum(_is_forced(before, after, round(width * 0.9)) for before, after in pairs)
    unended = any(not _SENTENCE_END.search(before[-8:]) for before, _ in pairs)
    return width if unended and forced >= 0.7 * len(pairs) else 0


def stands_alone(text: str) -> bool:
    """Lines that belong to no sentence: dates, « Lire aussi », the furniture of a site."""
    return bool(furniture.kind_of(text)) or dates.is_date_line(text)


def _mark(line: Line) -> tuple[str, int]:
    text = line.stretch.text
    for mark, pattern in (("bullet", _BULLET), ("dash", _DASH), ("number", _NUMBER)):
        match = pattern.match(text)
        if match:
            return mark, match.end()
    if line.has_tab and (match := _WORD_BULLET.match(text)):
        return "bullet", match.end()
    return "", 0


def _paragraph(copy: Copy, group: list[Line]) -> Paragraph:
    mark, length = _mark(group[0])
    stretch = group[0].stretch if len(group) == 1 else _joined(copy, [g.stretch for g in group])
    return Paragraph(stretch, mark, length)


def _joined(copy: Copy, stretches: list[Stretch]) -> Stretch:
    text, at, to = [stretches[0].text], [*stretches[0].at], [*stretches[0].to]
    for before, after in pairwise(stretches):
        # « porte- » above « parole »: the hyphen is already the joint.
        is_split = _SPLIT_WORD.search(before.text[-2:]) and after.text[0].islower()
        joint = "" if is_split else " "
        copy.repairs.append(_shown(copy.source, before, after, joint))
        text.append(joint + after.text)
        at += [*[before.end] * len(joint), *after.at]
        to += [*[after.start] * len(joint), *after.to]
    return Stretch("".join(text), at, to)


def _shown(source: str, before: Stretch, after: Stretch, joint: str) -> Repair:
    left = len(before.text) - len(before.text.rsplit(" ", 1)[-1])
    right = len(after.text.split(" ", 1)[0])
    start, end = before.at[left], after.to[right - 1]
    shown = source[start : before.end] + joint + source[after.start : end]
    return repair(source, start, end, shown, "joined", before.end)
