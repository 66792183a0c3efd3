"""Reads any HTML into a small tree: what Word, Google Docs, a browser or a person wrote.

The tree knows only the elements of `BLOCKS`, `INLINE` and `br`; scripts and the like are gone with
their content, everything else leaves its content behind. Nothing of it is fit to be shown: that is
the work of `newsroom.structure`.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

import nh3

INLINE = {"a", "strong", "b", "em", "i", "cite", "dfn", "sub", "sup", "span", "font"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
LISTS = {"ul", "ol"}
CELLS = {"th", "td"}
_PARTS = {"li", "tr", "tbody", "thead", "tfoot", "caption", "figcaption", "dt", "dd", "legend"}
_BOXES = {"article", "center", "details", "div", "dl", "fieldset", "footer", "form", "header"}
_BOXES |= {"main", "nav", "pre", "section", "summary", "address", "hr"}
BLOCKS = (
    {"p", "blockquote", "aside", "figure", "table"} | HEADINGS | LISTS | CELLS | _PARTS | _BOXES
)
_VOID = {"br", "hr"}
_GONE = {"script", "style", "svg", "math", "noscript", "template", "title", "iframe", "object"}
_DEEPEST = 100  # levels: an article has ten
# What is open at once, and that times all tags: a parser's time and memory grow with both, because
# every paragraph opens again what was left open. A text from Word has 30 and 100,000.
_MOST_OPEN, _MOST_REOPENED = 1_000, 1_000_000

_reader = nh3.Cleaner(
    tags=INLINE | BLOCKS | _VOID,
    clean_content_tags=_GONE,
    attributes={
        "*": {"style"},
        "a": {"href"},
        "strong": {"data-runin"},
        "blockquote": {"data-pull"},
        "aside": {"data-box", "data-article"},
        "figure": {"data-photo", "data-embed"},
        "th": {"colspan", "rowspan"},
        "td": {"colspan", "rowspan"},
    },
    url_schemes={"http", "https", "mailto", "tel"},
    link_rel=None,
    strip_comments=True,
)

# What no text has and XML, JSON or PostgreSQL refuse: controls, byte order marks, non-characters.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_LINE_BREAKS = re.compile("[\r\x0b\x0c\x85\u2028\u2029]")  # Word’s own, and Unicode’s
_OPEN_OR_CLOSED = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)")
_CLOSED_BY_THEMSELVES = _VOID | CELLS | {"p", "li", "tr", "tbody", "dt", "dd"}
_CLOSED_BY_THEMSELVES |= {"col", "img", "input", "link", "meta", "option", "wbr"}


def fit(text):
    """Return plain `text` on one line of its kind: without what no text has, breaks as spaces."""
    return _LINE_BREAKS.sub(" ", _UNFIT.sub("", text))


@dataclass
class Element:
    """`children` are elements and texts; `style` is the declarations of its style attribute."""

    tag: str
    attrs: dict = field(default_factory=dict)
    children: list = field(default_factory=list)

    @property
    def style(self):
        pairs = (part.partition(":") for part in self.attrs.get("style", "").lower().split(";"))
        return {name.strip(): value.strip() for name, _, value in pairs}

    def text(self):
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)

    def find_all(self, *tags, around=()):
        """Yield the nearest descendants of those tags that no element of `around` encloses."""
        for child in self.children:
            if isinstance(child, Element):
                if child.tag in tags:
                    yield child
                elif child.tag not in around:
                    yield from child.find_all(*tags, around=around)


class _TreeBuilder(HTMLParser):
    """Reads what `_reader` wrote: regular HTML with every element closed."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.root = Element("")
        self._open = [self.root]

    def handle_starttag(self, tag, attrs):
        if tag in _VOID:
            self._open[-1].children.append(Element(tag))
        elif len(self._open) > _DEEPEST:
            self._open.append(self._open[-1])  # its content belongs to what is around it
        else:
            element = Element(tag, {name: value or "" for name, value in attrs})
            self._open[-1].children.append(element)
            self._open.append(element)

    def handle_endtag(self, tag):
        if tag not in _VOID:
            self._open.pop()

    def handle_data(self, data):
        first, *others = _LINE_BREAKS.split(_UNFIT.sub("", data))
        self._open[-1].children.append(first)
        for line in others:
            self._open[-1].children += [Element("br"), line]


def read(html):
    """Return the root of the tree of `html`; a line break in the text itself becomes a `br`."""
    html = html.replace("\r\n", "\n").replace("\r", "\n")
    if _is_hostile(html):
        html = re.sub(r"<[^>]*>", " ", html)
    builder = _TreeBuilder()
    builder.feed(_reader.clean(html))
    builder.close()
    return builder.root


def _is_hostile(html):
    """Say whether so much stays open that parsing would take minutes; nobody writes so."""
    left_open, now, most, tags = Counter(), 0, 0, 0
    for slash, tag in _OPEN_OR_CLOSED.findall(html):
        tag, tags = tag.lower(), tags + 1
        if tag in _CLOSED_BY_THEMSELVES or (slash and not left_open[tag]):
            continue
        step = -1 if slash else 1
        left_open[tag] += step
        now += step
        most = max(most, now)
    return most > _MOST_OPEN or most * tags > _MOST_REOPENED
