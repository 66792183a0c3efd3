"""Raw copy in, a proposal for a structured draft out: no database, no clock, no network.

The parser proposes and never decides: the journalist sees the proposal with every piece set aside
and every repair before the draft is made. Any text is accepted, and each of its words stands in
the proposal once (see `Proposal`).
"""

import re
from dataclasses import asdict, dataclass, field
from datetime import datetime, tzinfo
from hashlib import sha256

from django.utils.translation import gettext as _

from . import bylines, dates
from .body import Body, outline
from .head import Head, take_head
from .paragraphs import Paragraph, split
from .pieces import Ledger, Repair, outside, repair
from .proposal import Known, Proposal, ProposedByline
from .reading import INVISIBLE, Copy, Stretch, read
from .sorting import Sorting, sort

__all__ = ["Known", "Proposal", "ProposedByline", "normalise_for_dedup", "parse", "summary"]

_NO_INK = re.compile(f"[{INVISIBLE}]")


def parse(source: str, known: Known, *, zone: tzinfo) -> Proposal:
    """Propose a draft for this copy; `zone` is the newspaper's, for dates given in GMT."""
    filing = _Filing.of(source, known)
    published_at, date_at = filing.date(zone)
    head, text = take_head(filing.article(), date_at, filing.known)
    signers = bylines.gather(filing.statements())
    proposed, unresolved = bylines.propose(signers, filing.known)
    filing.doubt(head, text)
    title, claim = head.title, filing.ledger.claim
    kicker, headline, standfirst = map(claim, (title.kicker, title.headline, head.standfirst))
    body = filing.body(text)
    filing.account(head, signers)
    set_aside = filing.ledger.settle()
    return Proposal(
        kicker=kicker,
        kicker_kind=title.kind,
        rubric_slug=title.rubric_slug,
        genre=title.genre,
        headline=headline,
        standfirst=standfirst,
        first_published_at=published_at,
        body=body,
        place=signers.place_name,
        bylines=tuple(proposed),
        set_aside=set_aside,
        repairs=outside(filing.repairs, set_aside),
        warnings=(*filing.warnings, *signers.warnings),
        unresolved=unresolved,
    )


@dataclass
class _Filing:
    """One copy on its way, with the account of its words, repairs and doubts."""

    copy: Copy
    sorting: Sorting
    known: Known
    ledger: Ledger
    repairs: list[Repair]
    warnings: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, source: str, known: Known) -> "_Filing":
        copy, known = read(source), known.folded()
        sorting = sort(split(copy), known)
        return cls(copy, sorting, known, Ledger(source), copy.repairs)

    def article(self) -> list[Paragraph]:
        return [self.sorting.paragraphs[index] for index in self.sorting.indexes()]

    def statements(self) -> list:
        found = self.sorting.signatures
        return [found[index] for index in sorted(found)]

    def date(self, zone: tzinfo) -> tuple[datetime | None, int | None]:
        """The first publication, and where the copy says it."""
        for line in self.sorting.date_lines.values():
            self.ledger.set_aside(line.stretch.start, line.stretch.end, "date")
        line = self.sorting.publication_date()
        if line is None:
            return None, None
        published_at, doubts = dates.moment(line, zone)
        self.warnings += doubts
        return published_at, line.stretch.start

    def body(self, text: list[Paragraph]) -> str:
        body = Body(self.ledger)
        body.add(text)
        self.repairs += body.repairs
        return "\n".join(body.html)

    def doubt(self, head: Head, text: list[Paragraph]) -> None:
        if self.copy.lines and not head.title.headline.text:
            self.warnings.append(_("No headline was found: type one."))
        end = self.sorting.signed_until
        if end is not None and text:
            signature = self.sorting.paragraphs[end].stretch
            if text[-1].stretch.start > signature.start:
                self.warnings.append(_("There is text below the signature: it is in the body."))

    def account(self, head: Head, signers: bylines.Signers) -> None:
        """Claim or set aside everything that is neither headings nor body."""
        ledger, source = self.ledger, self.copy.source
        for first, last, reason in self.sorting.groups:
            start = self.sorting.paragraphs[first].stretch.start
            ledger.set_aside(start, self.sorting.paragraphs[last].stretch.end, reason)
        for stretch, reason in head.aside:
            ledger.set_aside(stretch.start, stretch.end, reason)
        for stretch in signers.merged:
            ledger.set_aside(stretch.start, stretch.end, "signer")
        for person in signers.people:
            ledger.claim(person.signature)
        place, name = signers.place, signers.place_name
        ledger.claim(place)
        if name != place.text:
            start, end = place.start, place.end
            self.repairs.append(repair(source, start, end, name, "place_article", start))
        if head.lost_stop.text:
            self.repairs.append(_lost_stop(head.lost_stop, source))


def _lost_stop(headline: Stretch, source: str) -> Repair:
    start = headline.at[headline.text.rfind(" ") + 1]
    end = headline.end
    return repair(source, start, end, source[start : end - 1], "headline_stop", end - 1)


def summary(proposal: Proposal) -> dict:
    """What `file_copy --json` prints: plain values only."""
    published_at = proposal.first_published_at
    return {
        "kicker": proposal.kicker,
        "kicker_kind": proposal.kicker_kind,
        "rubric_slug": proposal.rubric_slug,
        "genre": proposal.genre,
        "headline": proposal.headline,
        "standfirst": proposal.standfirst,
        **outline(proposal.body),
        "first_published_at": published_at.isoformat() if published_at else None,
        "place": proposal.place,
        "bylines": [asdict(byline) for byline in proposal.bylines],
        "set_aside": [asdict(piece) for piece in proposal.set_aside],
        "repairs": [asdict(change) for change in proposal.repairs],
        "unresolved": list(proposal.unresolved),
        "warnings": list(proposal.warnings),
    }


def normalise_for_dedup(source: str) -> str:
    """Hex SHA-256 that stays the same however a browser or a mail program spaced the text."""
    text = " ".join(_NO_INK.sub("", source).split())
    return sha256(text.encode()).hexdigest()
