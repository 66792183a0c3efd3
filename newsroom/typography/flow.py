"""A text, plain or HTML, as blocks of running text that rules can read and change.

Rules see one flat string per block; a `Block` remembers which piece of source each sign came
from, so that « <em>«</em>mot» » is repaired across its tags and every tag comes out as it went in.
The HTML has to be cleaned already (`newsroom.html`): a regular tag grammar is enough then.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from html import unescape
from itertools import accumulate
from typing import NamedTuple

from .edits import Part
from .signs import MASK


class Piece(NamedTuple):
    """A bit of source and the signs it shows; a tag shows none, shielded code shows the mask."""

    source: str
    flat: str
    raised: bool = False


class Block:
    """The pieces of one paragraph, heading or cell."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.flat = "".join(piece.flat for piece in pieces)
        self._ends = list(accumulate(len(piece.flat) for piece in pieces))

    def source(self) -> str:
        return "".join(piece.source for piece in self.pieces)

    def is_raised(self, place: int) -> bool:
        """Whether the sign at this place stands in a `<sup>` already."""
        return self.pieces[bisect_right(self._ends, place)].raised

    def with_parts(self, parts: Iterable[Part], *, markup: bool) -> "Block":
        """The block after the parts (in order, not overlapping) are written."""
        todo: dict[int, list[Part]] = {}
        for part in parts:
            for index, local in self._local_parts(part):
                todo.setdefault(index, []).append(local)
        pieces: list[Piece] = []
        for index, piece in enumerate(self.pieces):
            if index in todo:
                pieces.extend(_rewritten(piece, sorted(todo[index]), markup=markup))
            else:
                pieces.append(piece)
        return Block(pieces)

    def _local_parts(self, part: Part) -> Iterator[tuple[int, Part]]:
        """The part cut at the borders of pieces; its text goes to the first piece it touches."""
        if part.start == part.end:
            index = self._home(part)
            offset = part.start - self._start(index)
            yield index, part._replace(start=offset, end=offset)
            return
        index = bisect_right(self._ends, part.start)
        text = part.text
        while index < len(self.pieces) and self._start(index) < part.end:
            start, end = self._start(index), self._ends[index]
            if start < end:
                first, last = max(part.start, start) - start, min(part.end, end) - start
                yield index, part._replace(start=first, end=last, text=text)
                text = ""
            index += 1

    def _start(self, index: int) -> int:
        return self._ends[index] - len(self.pieces[index].flat)

    def _home(self, part: Part) -> int:
        """The piece an insertion belongs to: the one its sign stands in, never a shielded one."""
        right = min(bisect_right(self._ends, part.start), len(self.pieces) - 1)
        left = bisect_right(self._ends, max(part.start - 1, 0))
        home = left if part.sticks_left else right
        other = right if part.sticks_left else left
        return other if self.pieces[home].flat == MASK else home


def _rewritten(piece: Piece, parts: list[Part], *, markup: bool) -> Iterator[Piece]:
    cursor = 0
    for part in parts:
        if part.start > cursor:
            yield _slice(piece, cursor, part.start)
        if part.text and markup and part.superior and not piece.raised:
            yield from (Piece("<sup>", ""), Piece(part.text, part.text, True), Piece("</sup>", ""))
        elif part.text:
            yield Piece(part.text, part.text, piece.raised)
        cursor = part.end
    if cursor < len(piece.flat):
        yield _slice(piece, cursor, len(piece.flat))


def _slice(piece: Piece, start: int, end: int) -> Piece:
    """Only plain text is ever cut; an entity is one sign and stays whole."""
    if end - start == len(piece.flat):
        return piece
    flat = piece.flat[start:end]
    return Piece(flat, flat, piece.raised)


_TAG = re.compile(r"<!--.*?-->|</?([a-zA-Z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>", re.DOTALL)
_ENTITY = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]*);")
_BLOCK_TAGS = (
    "address article aside blockquote caption dd details div dl dt figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section summary table tbody td tfoot th"
    " thead tr ul"
)
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_DIGIT = re.compile(r"\d")
_CODE = frozenset({"code", "pre", "kbd", "samp", "script", "style", "textarea"})
_RAISED = frozenset({"sup", "sub"})


def text_blocks(text: str) -> list[Block]:
    """A plain text is one block: its line ends bound the rules that must not cross them."""
    return [Block([Piece(text, text)])]


def html_blocks(html: str) -> list[Block]:
    """Blocks whose sources, joined, are the HTML again, sign for sign."""
    blocks: list[list[Piece]] = [[]]
    depth = {"code": 0, "raised": 0}
    cursor = 0
    for match in _TAG.finditer(html):
        blocks[-1].extend(_text_pieces(html[cursor : match.start()], depth))
        cursor = match.end()
        name = (match.group(1) or "").lower()
        _count(depth, name, -1 if match.group().startswith("</") else 1)
        if name in _BLOCKS:
            blocks.append([])
        blocks[-1].append(Piece(match.group(), "\n" if name == "br" else ""))
    blocks[-1].extend(_text_pieces(html[cursor:], depth))
    return [Block(pieces) for pieces in blocks]


def _count(depth: dict[str, int], name: str, step: int) -> None:
    for kind, names in (("code", _CODE), ("raised", _RAISED)):
        if name in names:
            depth[kind] = max(0, depth[kind] + step)


def _text_pieces(source: str, depth: dict[str, int]) -> Iterator[Piece]:
    """Text cut at its entities; one that is no single sign is left alone, « ; » included.

    Figures in an index or exponent are no part of the number before them.
    """
    if not source:
        return
    raised = depth["raised"] > 0
    if depth["code"] or (raised and _DIGIT.search(source)):
        yield Piece(source, MASK)
        return
    cursor = 0
    for match in _ENTITY.finditer(source):
        sign = unescape(match.group())
        if match.start() > cursor:
            text = source[cursor : match.start()]
            yield Piece(text, text, raised)
        yield Piece(match.group(), sign if len(sign) == 1 else MASK, raised)
        cursor = match.end()
    if cursor < len(source):
        yield Piece(source[cursor:], source[cursor:], raised)
