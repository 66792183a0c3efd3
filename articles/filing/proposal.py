"""What filing is told about the newspaper, and what it proposes to the journalist."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from .folding import fold
from .pieces import Piece, Repair


@dataclass(frozen=True)
class Known:
    """Names the newspaper knows, passed in by the caller; keys may come folded or as printed."""

    columns: Mapping[str, str] = field(default_factory=dict)  # headline prefix -> rubric slug
    genres: Mapping[str, str] = field(default_factory=dict)  # headline prefix -> genre code
    places: Mapping[str, int] = field(default_factory=dict)  # place name -> tag id
    authors: Mapping[str, tuple[int, ...]] = field(default_factory=dict)  # full name -> author ids
    # initials -> author id; several ids where two people sign alike
    initials: Mapping[str, int | tuple[int, ...]] = field(default_factory=dict)

    def folded(self) -> "Known":
        return replace(
            self,
            columns=_folded(self.columns),
            genres=_folded(self.genres),
            places=_folded(self.places),
            authors=_folded(self.authors),
            initials={normalise_initials(key): value for key, value in self.initials.items()},
        )


def _folded(names: Mapping) -> dict:
    return {fold(name): value for name, value in names.items()}


def normalise_initials(typed: str) -> str:
    """« a. s », « AS » and « A.S. » are the same initials: « A.S. »."""
    letters = [part for part in typed.upper().replace(" ", "").split(".") if part]
    if len(letters) == 1:
        letters = list(letters[0])
    return "".join(f"{letter}." for letter in letters)


@dataclass(frozen=True)
class ProposedByline:
    signed_as: str  # as typed
    author_id: int | None
    # text, special_correspondent, correspondent, photo, translation, compiled, source or
    # agency_bureau
    role: str
    place: str
    shown_as: str  # "name" or "initials"
    full_name: str = ""  # of a person who signs by initials, when the copy tells it


@dataclass(frozen=True)
class Proposal:
    """A draft to look at before it is made.

    Each word of the source stands once in kicker, headline, standfirst, body, place, the
    `signed_as` of the bylines and the pieces set aside, up to the repairs shown. The places and
    full names inside the bylines repeat words that are counted elsewhere.
    """

    kicker: str
    kicker_kind: str  # theme, place, genre, column, or empty
    rubric_slug: str
    genre: str
    headline: str
    standfirst: str
    first_published_at: datetime | None  # naive, local time of the newspaper
    body: str  # HTML
    place: str  # written from
    bylines: tuple[ProposedByline, ...]
    set_aside: tuple[Piece, ...]
    repairs: tuple[Repair, ...]
    warnings: tuple[str, ...]
    unresolved: tuple[str, ...]  # signatures of people nobody has identified yet
