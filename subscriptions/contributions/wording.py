"""What readers write: plain text, counted as they see it, laid out as paragraphs of safe HTML.

`static/js/contribute.js` counts by the same steps as `tidy`; a browser test holds them together.
"""

import re
import unicodedata
from html import escape
from urllib.parse import urlsplit

from newsroom.typography import fold_thin_spaces, repair

SHOWN_SIGNS = 40
"""Of an address: the rest of it is behind the link."""

_LINE_ENDS = re.compile("\r\n?|[\u2028\u2029]")
# Signs that show nothing, turn the order of others round, or mean something to this program alone.
_REMOVED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ue000-\uf8ff\ufeff\ufff0-\uffff\U000e0000-\U0010ffff]"
)
# From the first blank of a run alone: begun at each, it would take the square of its length.
_BEFORE_LINE_END = re.compile(r"(?<![^\S\n])[^\S\n]+\n")
_EMPTY_LINES = re.compile(r"\n{3,}")

_ADDRESS = re.compile(r"https?://[^\s<>«»\"“”]+", re.IGNORECASE)
_AFTER_ADDRESS = ".,;:!?…]}'’"
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+", re.IGNORECASE)


def tidy(text: str) -> str:
    """Return `text` as it is counted, judged and kept: what nobody sees is not in it."""
    text = _REMOVED.sub("", _LINE_ENDS.sub("\n", text)).replace("\t", " ")
    text = _BEFORE_LINE_END.sub("\n", unicodedata.normalize("NFC", text))
    return _EMPTY_LINES.sub("\n\n", text).strip()


def signs(text: str) -> int:
    """Return how many signs `text` has for its reader; the end of a line is one."""
    return len(tidy(text))


def compose(text: str, *, thin_spaces: bool = True) -> str:
    """Return `text` as paragraphs with French typography; no tag but p, br and a.

    `thin_spaces` is the newspaper's setting: without it, full no-break spaces.
    """
    text = repair(tidy(text))
    text = text if thin_spaces else fold_thin_spaces(text)
    paragraphs = (part.strip() for part in re.split(r"\n{2,}", text))
    return "".join(f"<p>{_laid_out(part)}</p>" for part in paragraphs if part)


def _laid_out(paragraph):
    pieces, place = [], 0
    for match in _ADDRESS.finditer(paragraph):
        address = _own_signs(match[0])
        if _leads_somewhere(address):
            pieces += [_plain(paragraph[place : match.start()]), _link(address)]
            place = match.start() + len(address)
    return "".join([*pieces, _plain(paragraph[place:])])


def _plain(text):
    return escape(text, quote=False).replace("\n", "<br>")


def _own_signs(address):
    """Return `address` without the stop or the bracket of the sentence around it."""
    while address[-1] in _AFTER_ADDRESS or (
        address[-1] == ")" and address.count(")") > address.count("(")
    ):
        address = address[:-1]
    return address


def _leads_somewhere(address):
    """Whether a link may be made of `address`: a host of plain letters, no user, no password.

    Hosts in other alphabets are left as text: they can look like those of somebody else.
    """
    try:
        parts = urlsplit(address)
        parts.port  # noqa: B018 -- it objects by itself
    except ValueError:
        return False
    return "@" not in parts.netloc and bool(_HOST.fullmatch(parts.hostname or ""))


def _link(address):
    shown = address.partition("//")[2].removeprefix("www.").rstrip("/")
    if len(shown) > SHOWN_SIGNS:
        shown = shown[: SHOWN_SIGNS - 1] + "…"
    return f'<a href="{escape(address)}" rel="nofollow ugc noopener">{escape(shown)}</a>'
