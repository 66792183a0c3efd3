"""Raw copy becomes a draft on the desk, once, with the text as received kept beside it."""

import datetime
import re
from dataclasses import asdict
from html import escape

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import snapshots
from articles.filing.folding import fold
from articles.filing.parser import normalise_for_dedup, parse
from articles.genres import Genre
from articles.known_names import known_names
from articles.models import Article, Byline, Publication, Rubric, SourceCopy
from articles.signature import at
from newsroom.models import JournalEntry

MAX_SIGNS = 200_000  # a newspaper article has 8,000
SAME_FOR = datetime.timedelta(days=30)
"""For so long after a text came out, the same words are that text, and later a new notice."""

# No database keeps these characters in a text: nought, and halves of surrogate pairs.
_UNSTORABLE = dict.fromkeys([0, *range(0xD800, 0xE000)])
_PREPOSITION = re.compile(r"(?:au|aux|en|dans|du)\s+(?=\S)", re.I)


class FilingError(Exception):
    """A copy cannot be filed; `message` says why and what to do, in the desk's language."""

    def __init__(self, message):
        super().__init__(message)
        self.message = message


def storable(source):
    """Return the text as received, without the characters that no database keeps."""
    return source.translate(_UNSTORABLE)


def propose(source):
    """Return what filing makes of a text, to be looked at before the draft is made."""
    text = _checked(source)
    return parse(text, known_names(), zone=timezone.get_default_timezone())


def already_filed(source, *, by):
    """Return the draft that the user `by` has made of the same text before, or None.

    What came out more than `SAME_FOR` ago is another text: some notices return word for word.
    """
    copies = _copies(source, by).exclude(article__in=_out_long_ago())
    copy = copies.select_related("article").first()
    return copy.article if copy else None


def _out_long_ago():
    return Publication.objects.filter(live_from__lt=timezone.now() - SAME_FOR).values("article")


def _copies(source, by):
    digest = normalise_for_dedup(storable(source))
    return SourceCopy.objects.filter(digest=digest, received_from=by)


def _let_go(source, by):
    """Free the digest of a text that came out long ago, for the one that is filed now."""
    for copy in _copies(source, by).filter(article__in=_out_long_ago()):
        copy.digest = f"{copy.digest[:40]}-{copy.pk}"
        copy.save(update_fields=["digest"])


@transaction.atomic
def add_photo(*, article, photo, by):
    """Let `photo` lead a text that was filed without one; return whether it does now.

    Only where the user `by` may change the text, and before it has come out.
    """
    if photo is None:
        return False
    texts = Article.objects.editable_by(by).filter(pk=article.pk, lead_photo=None)
    unseen = texts.filter(publications__isnull=True)
    version = F("version") + 1
    if not unseen.update(lead_photo=photo, version=version, saved_at=timezone.now()):
        return False
    article.refresh_from_db()
    snapshots.record(article=article, by=by)
    JournalEntry.record(actor=by, verb="change", subject=article, fields=["lead_photo"])
    return True


def rubric_for(proposal, *, by):
    """Return the rubric of a proposal: its column, else where `by` filed last, else the first."""
    if proposal.rubric_slug:
        return Rubric.objects.get(slug=proposal.rubric_slug)
    sections = Rubric.objects.filter(kind=Rubric.Kind.SECTION)
    last = Article.objects.filter(created_by=by, rubric__in=sections).order_by("-pk").first()
    if by is not None and last is not None:
        return last.rubric
    rubric = sections.filter(menu_position__gt=0).first() or Rubric.objects.first()
    if rubric is None:
        raise FilingError(_("The newspaper has no rubric yet: create one first."))
    return rubric


def archive_date(proposal, *, by):
    """Return `(aware moment or None, why it is set aside)` of the first publication in the copy.

    Only who may publish files copy that appeared before; nobody (`by` None) is whoever has the
    command line of the machine.
    """
    if proposal.first_published_at is None:
        return None, ""
    moment = timezone.make_aware(proposal.first_published_at, timezone.get_default_timezone())
    if by is not None and not by.has_perm("articles.publish_article"):
        return None, _("Date line; only those who publish may date archive copy")
    if moment > timezone.now():
        return None, _("Date line; it lies in the future")
    return moment, ""


def pieces_of(proposal, *, by):
    """Return what is set aside as plain rows, the publication date with what becomes of it."""
    moment, refusal = archive_date(proposal, by=by)
    kept = _("Date line, kept as the first publication") if moment else ""
    rows = [asdict(piece) for piece in proposal.set_aside]
    for row in rows:
        if row["reason"] == "date" and _tells_publication(row["text"]):
            row["label"] = kept or refusal or row["label"]
            break
    return rows


def _tells_publication(text):
    return fold(text).startswith("publi") or "en ligne" in fold(text)


def file_copy(*, source, by, rubric=None, photo=None, signer=None):
    """Make a draft of the text `source`, filed by the user `by` (None: the command); return it.

    The same text from the same person gives the same draft, also when it arrives twice at once;
    a photo that comes with the second one leads it then. `rubric` is a choice against the one
    proposed, `photo` leads, `signer` (an Author) signs a text in which nobody does. Raises
    PermissionDenied or FilingError.
    """
    if by is not None and not by.has_perm("articles.add_article"):
        raise PermissionDenied
    text = _checked(source)
    try:
        with transaction.atomic():
            article = already_filed(text, by=by)
            if article is None:
                _let_go(text, by)
                return _Draft(text, by, rubric).made(photo, signer)
    except IntegrityError:
        # The same text came through another connection first, and is committed by now.
        article = already_filed(text, by=by)
        if article is None:
            raise
    add_photo(article=article, photo=photo, by=by)
    return article


def _checked(source):
    text = storable(source)
    if not text.strip():
        raise FilingError(_("There is no text to file: paste it, or choose a file."))
    if len(text) > MAX_SIGNS:
        message = _("The text has %(signs)s signs; %(most)s are the most. File it in parts.")
        raise FilingError(message % {"signs": len(text), "most": MAX_SIGNS})
    return text


class _Draft:
    """One draft in the making, out of the proposal for a text."""

    def __init__(self, text, by, rubric):
        self.text, self.by = text, by
        self.names = known_names().folded()
        self.proposal = parse(text, self.names, zone=timezone.get_default_timezone())
        self.rubric = rubric or rubric_for(self.proposal, by=by)
        self.pieces = pieces_of(self.proposal, by=by)

    def made(self, photo, signer):
        article = self._article(photo)
        bylines = self._bylines(article, signer)
        Byline.objects.bulk_create(bylines)
        if article.place_id is None:
            self._set_place_aside(bylines)
        SourceCopy.objects.create(
            article=article,
            text=self.text,
            digest=normalise_for_dedup(self.text),
            pieces=self.pieces,
            repairs=[asdict(change) for change in self.proposal.repairs],
            proposed_published_at=archive_date(self.proposal, by=self.by)[0],
            received_from=self.by,
        )
        snapshots.record(article=article, by=self.by)
        JournalEntry.record(
            actor=self.by,
            verb="file_copy",
            subject=article,
            unresolved=list(self.proposal.unresolved),
        )
        return article

    def _article(self, photo):
        kicker, headline, body = _fitting(self.proposal)
        kind = self.proposal.kicker_kind if kicker else ""
        if kind == Article.KickerKind.COLUMN:
            # The column prints its own prefix; under another rubric the words are a kicker.
            kicker, kind = ("", kind) if self._is_its_column else (kicker, Article.KickerKind.THEME)
        article = Article(
            rubric=self.rubric,
            genre=self.proposal.genre or (Genre.COLUMN if self.rubric.is_column else Genre.NEWS),
            kicker=kicker,
            kicker_kind=kind,
            headline=headline,
            standfirst=self.proposal.standfirst,
            body=body,
            place_id=self._place_number(),
            lead_photo=photo,
            created_by=self.by,
        )
        article.full_clean()
        article.save()
        return article

    @property
    def _is_its_column(self):
        return self.rubric.slug == self.proposal.rubric_slug

    def _place_number(self):
        """Return the number of the place written from, None when the paper has no such place."""
        names = {fold(self.proposal.place), fold(bare_place(self.proposal.place))}
        return next((self.names.places[name] for name in names & self.names.places.keys()), None)

    def _bylines(self, article, signer):
        lines = [
            Byline(
                article=article,
                position=position,
                role=line.role,
                shown_as=line.shown_as,
                **self._signed(line),
            )
            for position, line in enumerate(_storable_bylines(self.proposal))
        ]
        if signer is not None and not lines:
            place = bare_place(self.proposal.place)
            lines.append(Byline(article=article, author=signer, place=place))
        return lines

    def _signed(self, line):
        """Return who signs from where; of « Amap-Kayes » the agency signs, the place is printed."""
        signed_as, author = line.signed_as, line.author_id
        if line.role == Byline.Role.AGENCY_BUREAU and line.place:
            signed_as = signed_as.removesuffix(line.place).rstrip(" –-/") or signed_as
            found = self.names.authors.get(fold(signed_as), ())
            author = found[0] if len(found) == 1 else None
        return {"signed_as": signed_as, "author_id": author, "place": bare_place(line.place)}

    def _set_place_aside(self, bylines):
        """A place that no tag and no signature can hold stays in the copy, marked as left out."""
        name = self.proposal.place
        if not name or bare_place(name) in {line.place for line in bylines}:
            return
        name = name if name in self.text else name.removeprefix("Le ")  # typed « au Caire »
        if (start := self.text.rfind(name)) >= 0:
            label = _("Place that the newspaper does not have yet")
            piece = {"text": name, "reason": "place", "label": label}
            self.pieces.append(piece | {"start": start, "end": start + len(name)})
            self.pieces.sort(key=lambda row: row["start"])


def _fitting(proposal):
    """Return kicker, headline and body; what is too long for its field opens or ends the body."""
    kicker, headline, body = proposal.kicker, proposal.headline, [proposal.body]
    if len(headline) > _length(Article, "headline"):
        headline, body = "", [_paragraph(headline), *body]
    if len(kicker) > _length(Article, "kicker"):
        kicker, body = "", [_paragraph(kicker), *body]
    kept = _storable_bylines(proposal)
    body += [_paragraph(line.signed_as) for line in proposal.bylines if line not in kept]
    return kicker, headline, "\n".join(body)


def _storable_bylines(proposal):
    longest = _length(Byline, "signed_as")
    return [line for line in proposal.bylines if len(line.signed_as) <= longest]


def _length(model, name):
    return model._meta.get_field(name).max_length


def _paragraph(text):
    return f"<p>{escape(text, quote=False)}</p>"


def bare_place(place):
    """« au Mali » → « Mali »: the signature line sets the preposition by itself.

    A place whose preposition it would not set so is kept as typed.
    """
    preposition = _PREPOSITION.match(place)
    if preposition is None:
        return place
    name = place[preposition.end() :]
    bare = (form for form in (name, f"Le {name}", f"Les {name}") if fold(at(form)) == fold(place))
    return next(bare, place)
