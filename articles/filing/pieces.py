"""What filing leaves out of the draft and what it changes, each with the reason it shows.

The offsets are those of the copy as received (characters, end excluded):
`source[piece.start:piece.end] == piece.text`, and the same for what stood before a repair.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

WORD = re.compile(r"[^\W_]+")

PIECE_LABELS = {
    "structure": _("Word that the form of the draft replaces"),
    "date": _("Date line"),
    "repeated": _("Repeated text"),
    "see_also": _("“Read also” block"),
    "author_list": _("List of the author’s articles"),
    "gate": _("Notice to subscribers"),
    "furniture": _("Menu, sharing link or notice of the site"),
    "message": _("Words of the message around the article"),
    "signer": _("Full name of a signer"),
}

REPAIR_LABELS = {
    "no_break_space": _("Stray no-break space"),
    "spaces": _("Superfluous spaces"),
    "invisible": _("Invisible or damaged characters"),
    "blank": _("Empty paragraph"),
    "joined": _("Lines of one sentence joined"),
    "bullet": _("Bullet turned into a list"),
    "headline_stop": _("Full stop after the headline"),
    "place_article": _("Article of the place name"),
}


@dataclass(frozen=True)
class Piece:
    text: str
    reason: str
    label: str
    start: int
    end: int


@dataclass(frozen=True)
class Repair:
    """`at` is where the change itself lies; before and after show it with a word on each side."""

    before: str
    after: str
    reason: str
    label: str
    start: int
    end: int
    at: int


@lru_cache(maxsize=8)
def _labels(language: str) -> dict[str, str]:
    """A copy can have a hundred thousand repairs: each label is translated once."""
    return {reason: str(label) for reason, label in (PIECE_LABELS | REPAIR_LABELS).items()}


def repair(source: str, start: int, end: int, after: str, reason: str, at: int) -> Repair:
    label = _labels(get_language())[reason]
    return Repair(source[start:end], after, reason, label, start, end, at)


@dataclass
class Ledger:
    """Accounts for every word of the source: in a field of the draft, or in a piece set aside.

    Fields claim their stretch of the source; what nobody claimed is found at the end and becomes
    a piece of its own, so that no word can vanish whatever the rules do.
    """

    source: str
    claims: list[tuple[int, int]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    def claim(self, stretch) -> str:
        if stretch.text:
            self.claims.append((stretch.start, stretch.end))
        return stretch.text

    def set_aside(self, start: int, end: int, reason: str) -> None:
        label = _labels(get_language())[reason]
        self.pieces.append(Piece(self.source[start:end], reason, label, start, end))
        self.claims.append((start, end))

    def settle(self) -> tuple[Piece, ...]:
        """Set aside the words that no field claimed, and return all pieces in their order."""
        reached = 0
        for start, end in [*sorted(self.claims), (len(self.source), len(self.source))]:
            self._set_aside_words(reached, start)
            reached = max(reached, end)
        return tuple(sorted(self.pieces, key=lambda piece: piece.start))

    def _set_aside_words(self, start: int, end: int) -> None:
        words = list(WORD.finditer(self.source, start, end)) if start < end else []
        if words:
            self.set_aside(words[0].start(), words[-1].end(), "structure")


def outside(repairs: list[Repair], pieces: tuple[Piece, ...]) -> tuple[Repair, ...]:
    """The repairs that touch the draft: a piece set aside keeps its text as received."""
    starts = [piece.start for piece in pieces]

    def is_kept(change: Repair) -> bool:
        index = bisect_right(starts, change.at) - 1
        return index < 0 or change.at >= pieces[index].end

    return tuple(sorted(filter(is_kept, repairs), key=lambda change: change.at))
