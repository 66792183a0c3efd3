"""The style sheets of public pages: joined for one kind of page, shortened, inlined, hashed.

A page on a bad line is readable after its first answer: its style travels in it, and the policy
allows exactly this text by its hash (W3C CSP Level 3) instead of inline styles at large.
"""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

FOLDER = settings.BASE_DIR / "static" / "css" / "public"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_BLANKS = re.compile(r"[ \t\r\n]+")
_AROUND = re.compile(r" *([{};,>]) *")
_NOUGHT = re.compile(r"(?<![\w.])0(?=\.\d)")
_AFTER_COLON = re.compile(r": +")  # only after: a blank before one begins another selector


@dataclass(frozen=True)
class Style:
    """The text of a `<style>` element, and the source that allows it in `style-src`."""

    text: SafeString
    source: str


def shorten(css):
    """Return `css` without comments and without the blanks that mean nothing.

    Our own sheets only: strings with several blanks or with signs in braces would suffer.
    """
    css = _BLANKS.sub(" ", _COMMENT.sub("", css))
    css = _AROUND.sub(r"\1", _AFTER_COLON.sub(":", css))
    return _NOUGHT.sub("", css).replace(";}", "}").strip()


def style(*names):
    """Return the `Style` of the sheets `names` of static/css/public, in that order."""
    return _read(names) if settings.DEBUG else _kept(names)


def _read(names):
    sheets = [(FOLDER / f"{name}.css").read_text("utf-8") for name in names]
    text = shorten("\n".join(sheets))
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return Style(mark_safe(text), f"'sha256-{digest}'")


_kept = lru_cache(maxsize=32)(_read)
