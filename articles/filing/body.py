"""The paragraphs of the article as the HTML that is stored."""

import re
from dataclasses import dataclass, field
from html import escape, unescape
from itertools import groupby

from .folding import fold
from .headings import LONGEST_CROSSHEAD, is_capitals, looks_like_crosshead, run_in_length
from .paragraphs import Paragraph
from .pieces import WORD, Ledger, Repair, repair
from .reading import Stretch

_RUN_IN = re.compile(r'<strong data-runin="">(.*?)</strong>')
_CROSSHEAD = re.compile(r"<h2>(.*?)</h2>")
_LONG = 80  # characters: a paragraph this long is never meant twice


@dataclass
class Body:
    ledger: Ledger
    html: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)

    def add(self, paragraphs: list[Paragraph]) -> None:
        for mark, run in groupby(self._once(paragraphs), key=lambda p: p.mark):
            items = list(run)
            if mark and _is_list(mark, items):
                self._add_list("ol" if mark == "number" else "ul", items)
            else:
                self._add_text(items)

    def _once(self, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """Without the paragraphs that were pasted twice."""
        seen: set[str] = set()
        kept: list[Paragraph] = []
        before = ""
        for paragraph in paragraphs:
            key = fold(paragraph.text)
            again = key == before and len(key.split()) > 2 and not paragraph.mark
            if again or key in seen:
                self.ledger.set_aside(paragraph.stretch.start, paragraph.stretch.end, "repeated")
                continue
            seen |= {key} if len(key) >= _LONG else set()
            kept.append(paragraph)
            before = key
        return kept

    def _add_text(self, paragraphs: list[Paragraph]) -> None:
        kinds = [_heading_kind(paragraph) for paragraph in paragraphs]
        for index, paragraph in enumerate(paragraphs):
            if kinds[index] and _is_above_text(paragraphs, kinds, index):
                self.html.append(f"<h2>{self._html(paragraph.stretch)}</h2>")
            else:
                self.html.append(self._paragraph(paragraph.stretch))

    def _paragraph(self, stretch: Stretch) -> str:
        length = run_in_length(stretch.text)
        if not length:
            return f"<p>{self._html(stretch)}</p>"
        heading, text = stretch.cut(0, length), stretch.cut(length)
        return f'<p><strong data-runin="">{self._html(heading)}</strong> {self._html(text)}</p>'

    def _add_list(self, tag: str, items: list[Paragraph]) -> None:
        inner = "".join(f"<li>{self._item(item)}</li>" for item in items)
        self.html.append(f"<{tag}>{inner}</{tag}>")

    def _item(self, item: Paragraph) -> str:
        mark = item.stretch.cut(0, item.mark_length)
        # A letter or a number that served as bullet is a word of the source: the ledger lists it.
        if not WORD.search(mark.text):
            source = self.ledger.source
            self.repairs.append(repair(source, mark.start, mark.end, "", "bullet", mark.start))
        return self._html(item.stretch.cut(item.mark_length))

    def _html(self, stretch: Stretch) -> str:
        return escape(self.ledger.claim(stretch), quote=False)


def _is_list(mark: str, items: list[Paragraph]) -> bool:
    """A real bullet is enough; dashes and numbers have to make a series, and no dialogue."""
    if mark == "bullet":
        return True
    if mark == "dash":
        return len(items) > 1 and not any(item.text.endswith("?") for item in items)
    numbers = [int(re.match(r"\d+", item.text)[0]) for item in items]
    return len(items) > 1 and numbers == list(range(1, len(items) + 1))


def _heading_kind(paragraph: Paragraph) -> str:
    """A heading in capitals may carry its full stop even when it stands on a line of its own."""
    if paragraph.mark:
        return ""
    if looks_like_crosshead(paragraph.text):
        return "plain"
    is_shouted = len(paragraph.text) <= LONGEST_CROSSHEAD and is_capitals(paragraph.text)
    return "shouted" if is_shouted else ""


def _is_above_text(paragraphs: list[Paragraph], kinds: list[str], index: int) -> bool:
    """Several short lines in a row are a table of results or a poem, not headings."""
    if index + 1 == len(paragraphs) or kinds[index + 1]:
        return False
    is_alone = index == 0 or not kinds[index - 1] or kinds[index] == "shouted"
    return is_alone and len(paragraphs[index + 1].text) > len(paragraphs[index].text)


def outline(html: str) -> dict:
    """What `file_copy --json` tells of a body."""
    return {
        "paragraphs": html.count("<p>"),
        "runin_crossheads": [unescape(text) for text in _RUN_IN.findall(html)],
        "crossheads": [unescape(text) for text in _CROSSHEAD.findall(html)],
    }
