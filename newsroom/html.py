"""The one stored form of text: clean semantic HTML that names photos and articles by number.

Whatever comes in (editor, paste, filing, import, shell) passes the allow-list at the model field,
so that templates may lay out what the database holds without asking where it came from.
"""

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

import nh3
from django.db import models

_INLINE = {"a", "strong", "em", "sub", "sup", "br"}
_PROSE = {"p", "h2", "h3", "ul", "ol", "li", "blockquote", "table", "tbody", "tr", "th", "td"}
_VOID = {"br"}
_TOP_LEVEL = {"p", "h2", "h3", "ul", "ol", "blockquote", "table", "aside", "figure"}
_NUMBERED = {("figure", "data-photo"), ("aside", "data-article")}
_FLAGS = {
    ("strong", "data-runin"),
    ("blockquote", "data-pull"),
    ("aside", "data-box"),
    ("figure", "data-embed"),
}


def _attribute(tag, name, value):
    if (tag, name) in _NUMBERED:
        return value if value.isascii() and value.isdigit() and len(value) < 19 else None
    if (tag, name) in _FLAGS:
        return ""
    if name in {"colspan", "rowspan"}:
        return value if value.isascii() and value.isdigit() and 1 < int(value[:4]) < 100 else None
    return value


def _cleaner(tags, attributes):
    return nh3.Cleaner(
        tags=tags,
        attributes=attributes,
        attribute_filter=_attribute,
        clean_content_tags={"script", "style", "svg", "math", "noscript", "template", "title"},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        strip_comments=True,
    )


_CELLS = {"th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan"}}
_PROFILES = {
    "article": _cleaner(
        _INLINE | _PROSE | {"aside", "figure"},
        {
            "a": {"href"},
            "strong": {"data-runin"},
            "blockquote": {"data-pull"},
            "aside": {"data-box", "data-article"},
            "figure": {"data-photo", "data-embed"},
        }
        | _CELLS,
    ),
    "simple": _cleaner(_INLINE | _PROSE, {"a": {"href"}} | _CELLS),
}


def clean(html, profile="article"):
    """Return `html` reduced to the allow-list of `profile`, as a sequence of blocks.

    Loose text becomes paragraphs (a blank line parts them), empty blocks and boxes that name
    nothing go, and every block stands on its own line, so that the source can be read as text.
    """
    html = _PROFILES[profile].clean(html).replace("&nbsp;", "\u00a0")
    return "\n".join(block.html for block in blocks(html) if not block.is_empty)


@dataclass(frozen=True)
class Block:
    """One top-level element: its tag, its attributes, its markup and the text in it."""

    tag: str
    attrs: dict
    html: str
    text: str

    @property
    def inner(self):
        """The markup between the block's own tags."""
        return self.html[self.html.index(">") + 1 : self.html.rindex("<")]

    @property
    def is_empty(self):
        if self.tag == "figure" and "data-photo" in self.attrs:
            return False
        if self.tag == "aside" and "data-article" in self.attrs:
            return False
        if self.tag in {"figure", "aside"} and not self.attrs:
            return True
        return not self.text.strip(" \t\r\n\u00a0\u202f\u200b\ufeff")


class _Splitter(HTMLParser):
    """Cuts cleaned HTML into top-level blocks; text outside them becomes paragraphs."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks = []
        self._open = []  # tags open inside the current block
        self._loose = []  # markup and text met outside any block
        self._start()

    def _start(self):
        self._tag, self._attrs, self._markup, self._text = "", {}, [], []

    def handle_starttag(self, tag, attrs):
        markup = f"<{tag}{''.join(_attribute_markup(*pair) for pair in attrs)}>"
        if not self._open and tag in _TOP_LEVEL:
            self.flush_loose()
            self._tag, self._attrs = tag, {name: value or "" for name, value in attrs}
        if not self._open and tag not in _TOP_LEVEL:
            self._loose.append(markup)
            return
        self._markup.append(markup)
        if tag not in _VOID:
            self._open.append(tag)
        elif tag == "br":
            self._text.append("\n")

    def handle_endtag(self, tag):
        if not self._open:
            if tag not in _VOID:
                self._loose.append(f"</{tag}>")
            return
        self._markup.append(f"</{tag}>")
        self._open.pop()
        if tag in _TOP_LEVEL | {"li", "td", "th"} and self._open:
            self._text.append("\n")
        if not self._open:
            text = "".join(self._text)
            self.blocks.append(Block(self._tag, self._attrs, "".join(self._markup), text))
            self._start()

    def handle_data(self, data):
        if self._open:
            self._markup.append(escape(data, quote=False))
            self._text.append(data)
        else:
            self._loose.append(escape(data, quote=False))

    def flush_loose(self):
        markup, self._loose = "".join(self._loose), []
        for piece in re.split(r"\n\s*\n", markup):
            if piece.strip():
                html = f"<p>{' '.join(piece.split(chr(10))).strip()}</p>"
                self.blocks.append(Block("p", {}, html, to_text(html)))


def _attribute_markup(name, value):
    return f' {name}="{escape(value or "")}"'


def blocks(html):
    """Return the top-level blocks of cleaned `html`, in order."""
    splitter = _Splitter()
    splitter.feed(html)
    splitter.close()
    splitter.flush_loose()
    return splitter.blocks


class _Text(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.pieces = []

    def handle_starttag(self, tag, attrs):
        if tag == "br":
            self.pieces.append("\n")

    def handle_endtag(self, tag):
        if tag in _TOP_LEVEL:
            self.pieces.append("\n\n")
        elif tag in {"li", "tr"}:
            self.pieces.append("\n")
        elif tag in {"td", "th"}:
            self.pieces.append("\t")

    def handle_data(self, data):
        self.pieces.append(data)


def to_text(html):
    """Return what a person reads of `html`: paragraphs parted by a blank line."""
    parser = _Text()
    parser.feed(html)
    parser.close()
    return re.sub(r"\n{3,}", "\n\n", "".join(parser.pieces)).strip()


def named_numbers(html, attribute):
    """Return the numbers that `html` names by `data-photo` or `data-article`, in order."""
    return [int(b.attrs[attribute]) for b in blocks(html) if b.attrs.get(attribute, "").isdigit()]


class CleanHTMLField(models.TextField):
    """A text column that never holds anything outside its allow-list.

    Cleaned when a form validates and again on the way to the database: imports, commands and the
    shell pass through the second.
    """

    def __init__(self, *args, profile="article", **kwargs):
        self.profile = profile
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.profile != "article":
            kwargs["profile"] = self.profile
        return name, path, args, kwargs

    def clean(self, value, model_instance):
        return clean(super().clean(value, model_instance) or "", self.profile)

    def pre_save(self, model_instance, add):
        value = clean(super().pre_save(model_instance, add) or "", self.profile)
        setattr(model_instance, self.attname, value)
        return value
