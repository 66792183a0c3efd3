"""What filing proposes, laid out for the journalist: each change before the draft is made."""

import unicodedata
from itertools import groupby
from typing import NamedTuple

from django.utils import timezone
from django.utils.safestring import mark_safe

from articles import drafting, pictures
from articles.filing.parser import summary
from articles.genres import Genre
from articles.models import Article, Byline
from articles.signature import Signer, signature_text
from authors.models import Author
from newsroom import dates
from newsroom.html import clean
from newsroom.models import Newspaper

_SHOWN = {"\u00a0": "°", "\u202f": "°", "\n": "¶", "\r": "", "\t": "→"}
_INVISIBLE = {"Cc", "Cf", "Zl", "Zp"}
_BUREAU = Byline.Role.AGENCY_BUREAU  # its signature holds the place: « Amap-Kayes »
_EXCERPT = 90  # characters shown of a piece that is closed


class Line(NamedTuple):
    """One signer: as typed, the full name in the copy, and who that is."""

    signed_as: str
    full_name: str
    author: Author | None
    is_unresolved: bool


class Sheet:
    """The proposal for one text, in the words of the screen."""

    def __init__(self, proposal, *, by):
        self.proposal, self.by = proposal, by
        self.outline = summary(proposal)
        self.moment, self.date_refusal = drafting.archive_date(proposal, by=by)

    @property
    def kicker_kind(self):
        kind = self.proposal.kicker_kind
        return Article.KickerKind(kind).label if kind else ""

    @property
    def genre(self):
        return Genre(self.proposal.genre).label if self.proposal.genre else ""

    @property
    def body(self):
        return mark_safe(clean(self.proposal.body))

    @property
    def date(self):
        """The first publication, as the paper writes it."""
        naive = self.proposal.first_published_at
        if naive is None:
            return ""
        zone = timezone.get_default_timezone()
        form = Newspaper.current().date_form
        return dates.day_and_time(timezone.make_aware(naive, zone), form, zone)

    @property
    def place(self):
        return drafting.bare_place(self.proposal.place)

    @property
    def crossheads(self):
        return [*self.outline["runin_crossheads"], *self.outline["crossheads"]]

    @property
    def signature(self):
        """The line under the text, as readers would find it with these signatures."""
        return signature_text(
            [
                Signer(
                    line.signed_as,
                    line.role,
                    place=drafting.bare_place(line.place) if line.role != _BUREAU else "",
                )
                for line in self.proposal.bylines
            ]
        )

    @property
    def lines(self):
        numbers = [line.author_id for line in self.proposal.bylines if line.author_id]
        authors = Author.objects.in_bulk(numbers)
        return [
            Line(
                line.signed_as,
                line.full_name,
                authors.get(line.author_id),
                line.signed_as in self.proposal.unresolved,
            )
            for line in self.proposal.bylines
        ]

    @property
    def signer(self):
        """The author who may sign a text in which nobody does: the one who files it."""
        if self.proposal.bylines:
            return None
        return Author.objects.filter(account=self.by).first()

    @property
    def pieces(self):
        """`(label, [(first line, whole text or "")])` of what is set aside, in reading order."""
        rows = drafting.pieces_of(self.proposal, by=self.by)
        return [
            (label, [_closed(row["text"].strip()) for row in run])
            for label, run in groupby(rows, key=lambda row: row["label"])
        ]

    @property
    def repairs(self):
        """`(label, [(before, after)])`, with the signs that paper does not show made visible."""
        changes = sorted(self.proposal.repairs, key=lambda change: change.label)
        return [
            (label, [(visible(c.before), visible(c.after)) for c in sorted(run, key=_position)])
            for label, run in groupby(changes, key=lambda change: change.label)
        ]


def _closed(text):
    """Return the first line of a text, and the whole of it when there is more."""
    start = text.partition("\n")[0].strip()
    if len(start) > _EXCERPT:
        start = f"{start[:_EXCERPT].rsplit(' ', 1)[0]}…"
    return start, text if start != text else ""


def _position(change):
    return change.at


def thumbnail(photo):
    """Return `(width, height, address)` of a small picture, None without a photo."""
    found = pictures.card(photo) if photo else None
    return found["jpeg"][0] if found else None


def visible(text):
    """Show no-break spaces as « ° », line ends as « ¶ », what has no ink by its code."""
    return "".join(_SHOWN.get(sign) or _code(sign) for sign in text if sign != "\r")


def _code(sign):
    is_invisible = unicodedata.category(sign) in _INVISIBLE
    return f"[U+{ord(sign):04X}]" if is_invisible else sign
