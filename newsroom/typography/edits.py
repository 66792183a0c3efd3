"""What a rule proposes: places in a text and what should stand there."""

from collections.abc import Iterable
from typing import NamedTuple


class Part(NamedTuple):
    """One stretch `[start, end)` of the flat text and what replaces it.

    `start == end` is an insertion; `sticks_left` says on which side of a tag it lands when
    one stands just there. `superior` letters are raised in HTML (`<sup>`).
    """

    start: int
    end: int
    text: str
    superior: bool = False
    sticks_left: bool = False


class Edit(NamedTuple):
    """One repair a person can refuse; its parts (two guillemets, say) stand or fall together."""

    rule: str
    parts: tuple[Part, ...]

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end


def without_overlaps(edits: Iterable[Edit]) -> list[Edit]:
    """The edits that can be made together: where two want one place, the first one given wins."""
    taken: set[int] = set()
    kept = []
    for edit in edits:
        places = {place for part in edit.parts for place in range(part.start, part.end)}
        inserted = {part.start for part in edit.parts if part.start == part.end}
        if places & taken or any({place - 1, place} <= taken for place in inserted):
            continue
        taken |= places
        kept.append(edit)
    return kept


def in_order(edits: Iterable[Edit]) -> list[Part]:
    """All parts from left to right, ready to be written."""
    return sorted(part for edit in edits for part in edit.parts)
