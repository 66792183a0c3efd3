"""The structure that a text may have, and how anything else is brought into it.

A text is a sequence of blocks: paragraphs, crossheads (h2, h3), lists, quotes, pull quotes, boxes,
tables, photos, referrals to an article and embeds. What stands where it may not is taken apart
(a table in a list leaves its cells as paragraphs) or put behind the block it stood in (a photo in
a list); no text is dropped on the way.
"""

import re
from dataclasses import dataclass, field

from newsroom import runs as inline
from newsroom.embeds import player
from newsroom.markup import CELLS, HEADINGS, INLINE, LISTS, Element, read

_LIST_LEVELS = 6

# What may stand in a container besides paragraphs; "atom" is a photo, a referral or an embed.
_SIMPLE = {"h2", "h3", "list", "quote", "table"}
_ARTICLE = _SIMPLE | {"box", "atom"}
_INSIDE = {"box": {"h3", "list", "quote"}, "quote": {"list"}, "item": {"list"}, "cell": set()}

_NEW_LINE = re.compile("\n")
_BLANK_LINE = re.compile(r"\n\s*\n")
_EMPTY_LINES = re.compile(r"\n[ \u00a0]*\n[ \n\u00a0]*")
# Bullets as Word and LibreOffice leave them in a paragraph; never a dash: that is a dialogue.
_BULLET = re.compile(
    r"(?:[•·▪●◦‣∙\uf0b7\uf0a7][ \u00a0\u200b]*|[o§]\u00a0[ \u00a0]+)+(?=[^\s\u200b\u2060])"
)
_MSO_LEVEL = re.compile(r"\blevel([1-9])")
_ORDERED = re.compile(r"\(?(?:[0-9]+|[a-zA-Z]|[ivxlc]+)[.)]")


@dataclass
class Leaf:
    """A paragraph, a crosshead, or bare text (no tag).

    `item` is (level from 1, tag of the list) of what is a list item in disguise.
    """

    tag: str
    runs: list
    item: tuple | None = None

    @property
    def inner(self):
        return inline.markup(self.runs)

    def markup(self):
        return f"<{self.tag}>{self.inner}</{self.tag}>" if self.tag else self.inner


@dataclass
class Branch:
    """A block made of blocks; without any it is a photo or a referral."""

    tag: str
    attr: str = ""  # as it stands in the tag, with its space
    children: list = field(default_factory=list)

    def markup(self):
        inner = "".join(child.markup() for child in self.children)
        return f"<{self.tag}{self.attr}>{inner}</{self.tag}>"


class Cell(Branch):
    """A list item or a table cell: a paragraph that stands alone in it needs no `p`."""

    def markup(self):
        leaves = [child for child in self.children if isinstance(child, Leaf)]
        if len(leaves) == 1:
            leaves[0].tag = ""
        return super().markup()


def blocks_of(html, *, is_article):
    """Return the blocks (`Leaf`, `Branch`) that any `html` amounts to."""
    flow = Flow(_ARTICLE if is_article else _SIMPLE, is_top=True)
    flow.walk_all(read(html), is_loose=True)
    return flow.finish()


class Flow:
    """Collects the blocks of one container out of whatever stands in it.

    `allowed` names what may stand in it. `behind` collects the atoms that have to leave it.
    """

    def __init__(self, allowed, *, is_top=False, level=0):
        self.allowed = allowed
        self.is_top = is_top
        self.level = level  # how many lists are around
        self.blocks = []
        self.behind = []
        self._runs = []
        self._item = None  # of the paragraph under way: (level, the bullet or number Word wrote)

    def finish(self):
        self._flush()
        return _with_lists(self.blocks, _LIST_LEVELS - self.level)

    def walk_all(self, element, marks=frozenset(), *, is_loose=False):
        for child in element.children:
            self._walk(child, marks, is_loose)

    def _walk(self, node, marks, is_loose):
        """Take in a node; a text `is_loose` that stands in no block: its lines mean something."""
        if isinstance(node, str):
            self._take_text(node, marks, is_loose)
        elif node.tag == "br":
            self._runs.append(("\n", marks))
        elif "ignore" in node.style.get("mso-list", ""):
            self._take_marker(node.text().strip(), marks)
        elif node.tag in INLINE:
            self.walk_all(node, inline.marks_inside(node, marks), is_loose=is_loose)
        else:
            self._flush()
            self._take_block(node, marks)
            self._flush()

    def _take_marker(self, marker, marks):
        """Take the bullet or number that Word wrote into a paragraph: a list has its own."""
        if "list" in self.allowed:
            self._item = (self._item[0] if self._item else 1, marker)
        else:
            self._runs.append((f"{inline.fold(marker)} ", marks))

    def _take_text(self, text, marks, is_loose):
        if not is_loose:
            self._runs.append((inline.fold(text), marks))
            return
        first, *others = _BLANK_LINE.split(text.replace("\t", " "))
        self._runs.append((first, marks))
        for paragraph in others:
            self._flush()
            self._runs.append((paragraph, marks))

    def _take_block(self, node, marks):
        take = _TAKEN.get(node.tag)
        if take is None or not take(self, node, marks):
            level = _MSO_LEVEL.search(node.style.get("mso-list", ""))
            self._item = (int(level[1]), "") if level else None
            self.walk_all(node, marks)

    def _flush(self):
        """End the paragraph under way; two line breaks in a row had ended it before."""
        runs, item = self._runs, self._item
        self._runs, self._item = [], None
        may_lead_in = self.is_top and "atom" in self.allowed and not item
        for part in inline.split_lines(runs, _EMPTY_LINES):
            part = inline.lead_in(inline.settle(part), may_start=may_lead_in)
            if part:
                self.blocks += self._paragraphs(part, item)

    def _paragraphs(self, runs, item):
        if "list" in self.allowed and item:
            level, marker = item
            tag = "ol" if _ORDERED.match(marker) else "ul"
            return [Leaf("p", _without_bullet(runs), (level, tag))]
        if "list" in self.allowed and _BULLET.match(inline.text_of(runs)):
            lines = (inline.settle(line) for line in inline.split_lines(runs, _NEW_LINE))
            return [_bulleted(line) for line in lines if line]
        return [Leaf("p", runs)]

    # --- What means something of its own. False: it may not stand here, its content may. ---

    def _take_heading(self, node, marks):
        tag = "h2" if node.tag in {"h1", "h2"} and "h2" in self.allowed else "h3"
        flow = Flow(self.allowed & {"atom"})
        flow.walk_all(node, marks)
        runs = _on_one_line(flow.finish())
        if tag not in self.allowed:
            self._runs = [(text, carried | {inline.STRONG}) for text, carried in runs]
        elif runs:
            self.blocks.append(Leaf(tag, inline.without(runs, inline.STRONG, inline.RUN_IN)))
        self._put_behind(flow)
        return True

    def _take_list(self, node, marks):
        if "list" not in self.allowed:
            return False
        flows = []
        for child in node.children:
            is_item = isinstance(child, Element) and child.tag == "li"
            if isinstance(child, str) and not child.strip():
                continue
            if is_item or not flows:
                flows.append(self._inside("item", level=self.level + 1))
            item = child if is_item else Element("", children=[child])
            flows[-1].walk_all(item, marks)
        self._add_list(node.tag, flows)
        return True

    def _add_list(self, tag, flows):
        items = []
        for flow in flows:
            blocks = flow.finish()
            while blocks and isinstance(blocks[0], Branch):  # a list in it, and no text before
                items += blocks.pop(0).children
            if blocks:
                items.append(Cell("li", children=blocks))
        if items:
            self.blocks.append(Branch(tag, children=items))
        for flow in flows:
            self._put_behind(flow)

    def _take_quote(self, node, marks):
        if "quote" not in self.allowed:
            return False
        is_pull = "data-pull" in node.attrs and self.is_top and "atom" in self.allowed
        self._add_container("quote", Branch("blockquote", ' data-pull=""' * is_pull), node, marks)
        return True

    def _take_aside(self, node, marks):
        number = _number(node.attrs.get("data-article"))
        if number and "atom" in self.allowed:
            self._add_atom(Branch("aside", f' data-article="{number}"'), node, marks)
        elif "data-box" in node.attrs and "box" in self.allowed:
            self._add_container("box", Branch("aside", ' data-box=""'), node, marks)
        else:
            return False
        return True

    def _take_figure(self, node, marks):
        number = _number(node.attrs.get("data-photo"))
        if "atom" not in self.allowed:
            return False
        if number:
            self._add_atom(Branch("figure", f' data-photo="{number}"'), node, marks)
            return True
        for link in node.find_all("a") if "data-embed" in node.attrs else ():
            url = inline.address(link.attrs.get("href", ""))
            if player(url):
                mark = frozenset({inline.link(url)})
                runs = inline.settle([(inline.fold(link.text()), mark)]) or [(url, mark)]
                link.children = []
                self._add_atom(Branch("figure", ' data-embed=""', [Leaf("", runs)]), node, marks)
                return True
        return False

    def _take_table(self, node, marks):
        if "table" not in self.allowed:
            return False
        for caption in node.find_all("caption", around={"table"}):
            self.walk_all(caption, marks)
            self._flush()
        flows = []
        rows = [
            Branch("tr", children=[self._cell(cell, marks, flows) for cell in cells])
            for row in node.find_all("tr", around={"table"})
            if (cells := list(row.find_all(*CELLS)))
        ]
        if any(cell.children for row in rows for cell in row.children):
            self.blocks.append(Branch("table", children=[Branch("tbody", children=rows)]))
        for flow in flows:
            self._put_behind(flow)
        return True

    def _cell(self, node, marks, flows):
        flow = self._inside("cell")
        flows.append(flow)
        flow.walk_all(node, marks)
        spans = ((name, _number(node.attrs.get(name))) for name in ("colspan", "rowspan"))
        attr = "".join(f' {name}="{span}"' for name, span in spans if span and 1 < span <= 50)
        return Cell(node.tag, attr, flow.finish())

    # --- Helpers ---

    def _inside(self, kind, *, level=None):
        level = self.level if level is None else level
        allowed = _INSIDE[kind] | (self.allowed & {"atom"})
        return Flow(allowed - {"list"} if level >= _LIST_LEVELS else allowed, level=level)

    def _add_container(self, kind, branch, node, marks):
        flow = self._inside(kind)
        flow.walk_all(node, marks)
        branch.children = flow.finish()
        if branch.children:
            self.blocks.append(branch)
        self._put_behind(flow)

    def _add_atom(self, atom, node, marks):
        (self.blocks if self.is_top else self.behind).append(atom)
        self.walk_all(node, marks)  # a caption typed into it, say

    def _put_behind(self, flow):
        (self.blocks if self.is_top else self.behind).extend(flow.behind)


_TAKEN = {
    **dict.fromkeys(HEADINGS, Flow._take_heading),
    **dict.fromkeys(LISTS, Flow._take_list),
    "blockquote": Flow._take_quote,
    "aside": Flow._take_aside,
    "figure": Flow._take_figure,
    "table": Flow._take_table,
}


def _number(value):
    """Return the number of a row that an attribute names, 0 if it names none (64 bits)."""
    value = value or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else 0


def _bulleted(line):
    found = _BULLET.match(inline.text_of(line))
    item = (2 if found[0][0] in "o§" else 1, "ul") if found else None
    return Leaf("p", _without_bullet(line), item)


def _without_bullet(runs):
    found = _BULLET.match(inline.text_of(runs))
    if not found:
        return runs
    return inline.lead_in(inline.settle(inline.cut(runs, found.end())), may_start=False)


def _on_one_line(leaves):
    space = (" ", frozenset())
    runs = [run for leaf in leaves for run in [*leaf.runs, space]]
    return inline.settle([(text.replace("\n", " "), marks) for text, marks in runs])


def _with_lists(blocks, levels):
    """Return `blocks` with list items in disguise gathered into lists, at most `levels` deep."""
    gathered, lists = [], []  # the lists open: (level, tag, Branch)
    for block in blocks:
        if not (isinstance(block, Leaf) and block.item):
            lists = []
            gathered.append(block)
            continue
        level, tag = min(block.item[0], levels), block.item[1]
        lists = [opened for opened in lists if opened[0] < level or (level, tag) == opened[:2]]
        if not lists or lists[-1][0] < level:
            around = lists[-1][2].children[-1].children if lists else gathered
            around.append(Branch(tag))
            lists.append((level, tag, around[-1]))
        lists[-1][2].children.append(Cell("li", children=[Leaf("p", block.runs)]))
    return gathered
