"""What changed between two texts, for a person to read.

Blocks are compared first, then the words of a changed block; a no-break space belongs to its word,
so that a repaired space is seen as a repaired word. The markup that comes out is written here, tag
by tag: it is well formed and harmless even when what went in is not.
"""

import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _


class Segment(NamedTuple):
    """A stretch of text; `kind` is "equal", "insert" or "delete"."""

    kind: str
    text: str


class _Word(NamedTuple):
    """What stands between two places where a line may break, and the blank after it.

    `marks` are the inline tags around it. Blanks do not count when words are compared.
    """

    text: str
    blank: str
    marks: tuple[str, ...] = ()

    @property
    def key(self) -> Hashable:
        return self.text, self.marks


def words(before: str, after: str) -> list[Segment]:
    """Segments whose equal and deleted texts make `before`, equal and inserted ones `after`."""
    pieces = [(kind, text) for kind, text, _marks in _changes(_split(before), _split(after))]
    return [Segment(kind, text) for kind, text in _merged(pieces)]


def html(before_html: str, after_html: str) -> SafeString:
    """Both texts as one, with `<del>` and `<ins>` around what went and what came."""
    return mark_safe(_compared_blocks(_blocks(before_html), _blocks(after_html)))


_WORD_AND_BLANK = re.compile(r"([^ \t\r\n\f\v]*)([ \t\r\n\f\v]*)")


def _split(text: str, marks: tuple[str, ...] = ()) -> list[_Word]:
    found = _WORD_AND_BLANK.finditer(text)
    return [_Word(*match.groups(), marks) for match in found if match.group()]


Piece = tuple[str, str, tuple[str, ...]]  # kind, text, marks


def _changes(old: Sequence[_Word], new: Sequence[_Word]) -> Iterator[Piece]:
    for kind, gone, come in _opcodes(old, new):
        if kind != "equal":
            yield from (("delete", word.text + word.blank, word.marks) for word in gone)
            yield from (("insert", word.text + word.blank, word.marks) for word in come)
            continue
        for was, is_now in zip(gone, come, strict=True):
            yield "equal", was.text, was.marks
            if was.blank == is_now.blank:
                yield "equal", was.blank, was.marks
            else:
                yield "delete", was.blank, was.marks
                yield "insert", is_now.blank, was.marks


def _opcodes(old: Sequence, new: Sequence) -> Iterator[tuple[str, Sequence, Sequence]]:
    matcher = SequenceMatcher(
        None, [item.key for item in old], [item.key for item in new], autojunk=False
    )
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        yield kind, old[old_start:old_end], new[new_start:new_end]


def _merged(pieces: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbours as one stretch; in a change, all that went before all that came."""
    pieces = [(kind, text) for kind, text in pieces if text]
    for is_equal, stretch in groupby(pieces, lambda piece: piece[0] == "equal"):
        together = list(stretch)
        for kind in ("equal",) if is_equal else ("delete", "insert"):
            text = "".join(text for own, text in together if own == kind)
            if text:
                yield kind, text


# --- Blocks ------------------------------------------------------------------------------------

_INLINE = frozenset({"strong", "em", "sub", "sup", "b", "i", "u", "s", "code"})
_BLOCK_TAGS = "p h2 h3 h4 ul ol li blockquote aside table tbody thead tr th td"
_BLOCKS = frozenset(_BLOCK_TAGS.split())
_FLAGS = {("strong", "data-runin"), ("blockquote", "data-pull"), ("aside", "data-box")}
_REFERENCES = {("figure", "data-photo"), ("figure", "data-embed"), ("aside", "data-article")}
_DEEPEST = 40  # tags inside each other; what is deeper loses its tag, not its text
_SAFE_ADDRESS = re.compile(r"https?://|mailto:|tel:|/(?!/)|#", re.IGNORECASE)


@dataclass
class _Block:
    """A paragraph or cell (`words`), or what holds others (`children`); "" is loose text."""

    tag: str
    flag: str = ""
    reference: str = ""  # the line that a photo, an article or an embed is shown as
    words: list[_Word] = field(default_factory=list)
    children: list["_Block"] = field(default_factory=list)

    @property
    def key(self) -> Hashable:
        """Photos, articles and embeds are the same when they name the same thing."""
        inner = [child.key for child in self.children] or [word.key for word in self.words]
        return self.tag, self.flag, self.reference, tuple(inner)

    @property
    def open_tag(self) -> str:
        return f"<{self.tag}{self.flag}>" if self.tag else ""

    @property
    def close_tag(self) -> str:
        return f"</{self.tag}>" if self.tag else ""

    def vocabulary(self) -> set[str]:
        own = {word.text for word in self.words}
        return own.union(*(child.vocabulary() for child in self.children))


class _Builder(HTMLParser):
    """Builds blocks out of any HTML; tags it does not know vanish, their text stays."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Block("")
        self.open = [self.root]
        self.marks: list[tuple[str, str]] = []  # tag, opening tag as it will be written

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        reference = _reference(tag, values)
        if tag == "br":
            self._add([_Word("\n", "", self._written_marks())])
        elif reference or tag in _BLOCKS:
            self._open_block(_Block(tag, _flag(tag, values), reference))
        elif tag in _INLINE:
            self._mark(tag, f"<{tag}{_flag(tag, values)}>")
        elif tag == "a":
            self._open_link(values.get("href") or "")

    def _open_block(self, block: _Block) -> None:
        if len(self.open) < _DEEPEST:
            self.marks = []
            self.open[-1].children.append(block)
            self.open.append(block)

    def _mark(self, tag: str, opening: str) -> None:
        if len(self.marks) < _DEEPEST:
            self.marks.append((tag, opening))

    def _open_link(self, address: str) -> None:
        """An embed is known by its address, so it is shown; elsewhere a link stays a link."""
        if self.open[-1].reference:
            self.open[-1].reference += f" {address}"
        elif _SAFE_ADDRESS.match(address):
            self._mark("a", f'<a href="{escape(address)}">')

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, 0, -1):
            if self.open[index].tag == tag:
                del self.open[index:]
                self.marks = []
                return
        for index in range(len(self.marks) - 1, -1, -1):
            if self.marks[index][0] == tag:
                del self.marks[index]
                return

    def handle_data(self, data: str) -> None:
        self._add(_split(re.sub(r"[ \t\r\n\f\v]+", " ", data), self._written_marks()))

    def _written_marks(self) -> tuple[str, ...]:
        return tuple(opening for _tag, opening in self.marks)

    def _add(self, found: list[_Word]) -> None:
        """Text beside blocks becomes a block of its own; blanks between blocks are nothing."""
        block = self.open[-1]
        if block is self.root or block.children:
            if not block.children or block.children[-1].tag:
                if not any(word.text for word in found):
                    return
                block.children.append(_Block(""))
            block = block.children[-1]
        if block.words and found and not found[0].text:
            block.words[-1] = block.words[-1]._replace(blank=" ")
            found = found[1:]
        block.words.extend(found)

    def parse_html_declaration(self, i: int) -> int:
        """Python’s own reading of `<![…` raises AssertionError for what it does not know."""
        return self.parse_bogus_comment(i)


def _flag(tag: str, values: dict[str, str | None]) -> str:
    return "".join(f' {name}=""' for own, name in sorted(_FLAGS) if own == tag and name in values)


def _reference(tag: str, values: dict[str, str | None]) -> str:
    """« Photo n° 12 »: kind and number in one line, "" for any other tag."""
    kinds = [name for own, name in _REFERENCES if own == tag and name in values]
    if not kinds:
        return ""
    labels = {
        "data-photo": _("Photo no. %(number)s"),
        "data-article": _("See also: article no. %(number)s"),
        "data-embed": _("Embedded"),
    }
    return labels[kinds[0]] % {"number": values[kinds[0]] or "?"}


def _blocks(source: str) -> list[_Block]:
    builder = _Builder()
    builder.feed(source)
    builder.close()
    return [_settled(block) for block in builder.root.children]


def _settled(block: _Block) -> _Block:
    """Words met before the first inner block become a block too: a block holds one or the other."""
    if block.words and block.children:
        block.children.insert(0, _Block("", words=block.words))
        block.words = []
    block.children = [_settled(child) for child in block.children]
    return block


# --- Writing -----------------------------------------------------------------------------------


def _compared_blocks(old: list[_Block], new: list[_Block]) -> str:
    written = []
    for kind, gone, come in _opcodes(old, new):
        if kind == "equal":
            written += [_shown(block, "equal") for block in come]
        else:
            written += [_compared(was, is_now) for was, is_now in _partners(gone, come)]
    return "".join(written)


_CELLS = {"td", "th"}
_LIKE = 0.3  # share of common words above which a block is the same one, rewritten


def _partners(
    gone: Sequence[_Block], come: Sequence[_Block]
) -> Iterator[tuple[_Block | None, _Block | None]]:
    """Which block became which, in order; None where one went or came."""
    tags = [block.tag for block in gone]
    if _CELLS.issuperset(tags) and tags == [block.tag for block in come]:
        yield from zip(gone, come, strict=True)  # a row keeps its columns
        return
    waiting = list(come)
    for block in gone:
        partner = next((index for index, other in enumerate(waiting) if _alike(block, other)), None)
        if partner is None:
            yield block, None
            continue
        yield from ((None, other) for other in waiting[:partner])
        yield block, waiting[partner]
        del waiting[: partner + 1]
    yield from ((None, other) for other in waiting)


def _alike(old: _Block, new: _Block) -> bool:
    if old.tag != new.tag or old.reference or new.reference:
        return False
    own, other = old.vocabulary(), new.vocabulary()
    return len(own & other) >= _LIKE * max(len(own), len(other))


def _compared(old: _Block | None, new: _Block | None) -> str:
    if old is None or new is None:
        return _shown(new or old, "insert" if old is None else "delete")
    if old.flag != new.flag or bool(old.children) != bool(new.children):
        return _shown(old, "delete") + _shown(new, "insert")
    if old.children:
        inner = _compared_blocks(old.children, new.children)
    else:
        inner = _written(_changes(old.words, new.words))
    return f"{new.open_tag}{inner}{new.close_tag}"


def _shown(block: _Block, kind: str) -> str:
    """A whole block; `<ins>` and `<del>` go inside, where lists and tables allow them."""
    if block.reference:
        line = _wrapped(kind, escape(_reference_line(block)))
        return f'<p class="diff-reference">{line}</p>'
    if block.children:
        inner = "".join(_shown(child, kind) for child in block.children)
    else:
        inner = _written((kind, word.text + word.blank, word.marks) for word in block.words)
    return f"{block.open_tag}{inner}{block.close_tag}"


def _reference_line(block: _Block) -> str:
    """With the title of an embed, which stands inside it."""
    title = "".join(word.text + word.blank for word in block.words)
    return f"{block.reference} {title}".strip()


_TAG_NAME = re.compile(r"<(\w+)")


def _written(pieces: Iterable[Piece]) -> str:
    """Runs of one kind and one set of marks, each with its own tags opened and closed."""
    runs = []
    for kind, of_one_kind in groupby(pieces, lambda piece: piece[0]):
        inner = ""
        for marks, run in groupby(of_one_kind, lambda piece: piece[2]):
            text = escape("".join(text for _kind, text, _marks in run)).replace("\n", "<br>")
            closing = "".join(f"</{_TAG_NAME.match(mark)[1]}>" for mark in reversed(marks))
            inner += f"{''.join(marks)}{text}{closing}" if text else ""
        runs.append(_wrapped(kind, inner))
    return "".join(runs)


def _wrapped(kind: str, inner: str) -> str:
    tag = {"insert": "ins", "delete": "del"}.get(kind)
    return f"<{tag}>{inner}</{tag}>" if tag and inner else inner
