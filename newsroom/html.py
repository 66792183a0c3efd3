"""The one stored form of text: clean semantic HTML that names photos and articles by number.

Whatever comes in (editor, paste, filing, import, shell) passes the allow-list at the model field,
so that templates may lay out what the database holds without asking where it came from.
"""

import re
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from django import forms
from django.db import models

from newsroom.editor import EditorWidget
from newsroom.numbers import whole
from newsroom.structure import blocks_of

_TOP_LEVEL = {"p", "h2", "h3", "ul", "ol", "blockquote", "table", "aside", "figure"}


def clean(html, profile="article"):
    """Return `html` brought into the structure of `profile`, one block a line.

    "article" has everything; "simple" has no run-in crosshead, pull quote, box, photo, referral
    or embed. Text that stands in no block becomes paragraphs (a blank line parts them, a single
    line break stays one), so that the body can also be written as plain text.
    """
    blocks = blocks_of(html, is_article=profile == "article")
    return "\n".join(block.markup() for block in blocks)


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


class _Splitter(HTMLParser):
    """Cuts cleaned HTML into top-level blocks."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks = []
        self._start()

    def _start(self):
        self._depth, self._markup, self._text = 0, [], []

    def handle_starttag(self, tag, attrs):
        if not self._depth:
            self._tag, self._attrs = tag, dict(attrs)
        self._markup.append(f"<{tag}{''.join(_attribute(*pair) for pair in attrs)}>")
        if tag == "br":
            self._text.append("\n")
        else:
            self._depth += 1

    def handle_endtag(self, tag):
        self._markup.append(f"</{tag}>")
        self._depth -= 1
        if self._depth:
            self._text.append("\n" if tag in _TOP_LEVEL | {"li", "td", "th"} else "")
            return
        text = "".join(self._text)
        self.blocks.append(Block(self._tag, self._attrs, "".join(self._markup), text))
        self._start()

    def handle_data(self, data):
        if self._depth:
            self._markup.append(escape(data, quote=False))
            self._text.append(data)


def _attribute(name, value):
    return f' {name}="{escape(value or "")}"'


def blocks(html):
    """Return the top-level blocks of `html` that the field has cleaned, in order."""
    splitter = _Splitter()
    splitter.feed(html)
    splitter.close()
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
    text = re.sub(r"[ \t]+\n", "\n", "".join(parser.pieces))
    return re.sub(r"\n{3,}", "\n\n", text).strip()


def named_numbers(html, attribute):
    """Return the numbers that `html` names by `data-photo` or `data-article`, in order."""
    named = [whole(block.attrs.get(attribute, "")) for block in blocks(html)]
    return [number for number in named if number is not None]


class CleanHTMLFormField(forms.CharField):
    """Text written in the editor; its value is clean, so that only a real change is a change."""

    def __init__(self, *, profile="article", widget=None, **kwargs):
        self.profile = profile
        # A class is what Django and its admin propose for long text; an instance was meant.
        if widget is None or (isinstance(widget, type) and issubclass(widget, forms.Textarea)):
            widget = EditorWidget(profile=profile)
        super().__init__(widget=widget, **kwargs)

    def to_python(self, value):
        return clean(super().to_python(value), self.profile)


class _Cleaned(str):
    """What went through `clean` for `profile`, and need not again on its way to the database."""


class CleanHTMLField(models.TextField):
    """A text column that never holds anything outside its allow-list.

    Cleaned when a form validates and again on the way to the database: imports, commands, the
    shell and `update()` pass through the second.
    """

    def __init__(self, *args, profile="article", **kwargs):
        self.profile = profile
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.profile != "article":
            kwargs["profile"] = self.profile
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        defaults = {"form_class": CleanHTMLFormField, "profile": self.profile}
        return super().formfield(**(defaults | kwargs))

    def clean(self, value, model_instance):
        return self._cleaned(super().clean(value, model_instance))

    def pre_save(self, model_instance, add):
        value = self._cleaned(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value

    def get_db_prep_save(self, value, connection):
        return super().get_db_prep_save(self._cleaned(value), connection)

    def _cleaned(self, value):
        if hasattr(value, "resolve_expression") or getattr(value, "profile", "") == self.profile:
            return value
        cleaned = _Cleaned(clean(value or "", self.profile))
        cleaned.profile = self.profile
        return cleaned
