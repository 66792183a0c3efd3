"""Running the rules over a text, and showing each repair so that a person can refuse it."""

import re
import unicodedata
from dataclasses import dataclass
from hashlib import blake2s

from django.utils.translation import gettext_lazy as _

from .edits import Edit, in_order
from .flow import Block, html_blocks, text_blocks
from .gaps import gap_edits
from .letters import letter_edits
from .shields import shielded
from .signs import MASK, NBSP, NNBSP

RULE_LABELS = {
    "abbreviation": _("abbreviation"),
    "apostrophe": _("apostrophe"),
    "currency": _("currency"),
    "date": _("date"),
    "ellipsis": _("ellipsis"),
    "guillemets": _("guillemets"),
    "ordinal": _("ordinal"),
    "punctuation": _("space around a punctuation mark"),
    "spaces": _("stray space"),
    "thousands": _("thousands"),
    "unit": _("unit"),
}

# One repair may uncover another (a space gone, two full stops meet): until nothing changes.
_ROUNDS = 5


@dataclass(frozen=True)
class Repair:
    """One change as the editor is shown it; `before` and `after` are whole words.

    `key` is made of the rule, the signs replaced and the two words on either side, without
    accents, figures or spaces: it survives edits elsewhere and the other repairs. The same words
    with the same fault twice in a text share a key and are refused together.
    """

    key: str
    rule: str
    before: str
    after: str
    context_before: str
    context_after: str


def repair(text: str, *, refused: frozenset[str] = frozenset()) -> str:
    """A plain text repaired; places whose key is in `refused` stay as typed."""
    return "".join(_mended(block, refused, None).source() for block in text_blocks(text))


def repair_html(html: str, *, refused: frozenset[str] = frozenset()) -> str:
    """Cleaned HTML repaired, tags, attributes and code untouched; ordinals get a `<sup>`."""
    return "".join(
        _mended(block, refused, None, markup=True).source() for block in html_blocks(html)
    )


def repairs(text_or_html: str, *, html: bool) -> list[Repair]:
    """What `repair` or `repair_html` would change, block by block in reading order."""
    found: list[Repair] = []
    for block in html_blocks(text_or_html) if html else text_blocks(text_or_html):
        in_block: list[tuple[int, Repair]] = []
        _mended(block, frozenset(), in_block, markup=html)
        found.extend(repair for _start, repair in sorted(in_block, key=lambda item: item[0]))
    return found


def fold_thin_spaces(text: str) -> str:
    """For browsers and telephones without U+202F: a full no-break space instead."""
    return text.replace(NNBSP, NBSP)


def _mended(
    block: Block,
    refused: frozenset[str],
    found: list[tuple[int, Repair]] | None,
    *,
    markup: bool = False,
) -> Block:
    if not block.flat.strip():
        return block
    for _round in range(_ROUNDS):
        before = block
        for edits_of in (_letter_edits, _gap_edits):
            edits = [
                edit
                for edit in edits_of(block, markup=markup)
                if not refused or _key(block.flat, edit) not in refused
            ]
            if found is not None:
                found.extend((edit.start, _shown(block.flat, edit)) for edit in edits)
            if edits:
                block = block.with_parts(in_order(edits), markup=markup)
        if block is before:
            break
    return block


def _letter_edits(block: Block, *, markup: bool) -> list[Edit]:
    return letter_edits(shielded(block.flat), block.is_raised if markup else None)


def _gap_edits(block: Block, *, markup: bool) -> list[Edit]:
    return gap_edits(shielded(block.flat))


_LETTERS_OR_NUMBER = re.compile(r"\d[\w]*|[^\W\d_]+")
_NUMERAL = re.compile(r"\d.*|[ivx]+(?:i?eme|e)?s?")  # folded: 2eme, xxe, xxieme
_CONTEXT = 80  # characters looked at on either side for the words of a key
_KEY_WORDS = 2
_KEY_BYTES = 8


def _key(flat: str, edit: Edit) -> str:
    """Numbers do not count as words here: repairing them would change the keys beside them."""
    pieces = [edit.rule]
    for part in edit.parts:
        left = _words(flat[max(0, part.start - _CONTEXT) : part.start])[-_KEY_WORDS:]
        right = _words(flat[part.end : part.end + _CONTEXT])[:_KEY_WORDS]
        pieces += [*left, flat[part.start : part.end], *right]
    return blake2s("\x1f".join(pieces).encode(), digest_size=_KEY_BYTES).hexdigest()


def _words(text: str) -> list[str]:
    folded = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    return [word for word in _LETTERS_OR_NUMBER.findall(plain) if not _NUMERAL.fullmatch(word)]


_SUPERIOR = str.maketrans("ersnd", "ᵉʳˢⁿᵈ")
_SHOWN_AROUND = 40  # characters of context on either side
_SHOWN_LENGTH = 60  # of a long quotation, only both ends are shown


def _shown(flat: str, edit: Edit) -> Repair:
    start, end = _whole_words(flat, edit.start, edit.end)
    after, cursor = [], start
    for part in edit.parts:
        text = part.text.translate(_SUPERIOR) if part.superior else part.text
        after += [flat[cursor : part.start], text]
        cursor = part.end
    after.append(flat[cursor:end])
    return Repair(
        key=_key(flat, edit),
        rule=edit.rule,
        before=_elided(flat[start:end]),
        after=_elided("".join(after)),
        context_before=_legible(flat[max(0, start - _SHOWN_AROUND) : start]),
        context_after=_legible(flat[end : end + _SHOWN_AROUND]),
    )


def _whole_words(flat: str, start: int, end: int) -> tuple[int, int]:
    while start > 0 and not flat[start - 1].isspace():
        start -= 1
    while end < len(flat) and not flat[end].isspace():
        end += 1
    return start, end


def _elided(text: str) -> str:
    if len(text) > _SHOWN_LENGTH:
        half = _SHOWN_LENGTH // 2
        text = f"{text[:half]}…{text[-half:]}"
    return _legible(text)


def _legible(text: str) -> str:
    return re.sub(f"{MASK}+", "…", text)
