"""Composes what readers get out of a revision: the frozen value of a publication.

Preview, publication and refreshing all come through `compose()`, so that what the editor saw is
what readers get. French typography, teasers, pictures and the signature are settled here, once.
"""

from dataclasses import dataclass, field, replace

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from articles import pictures, related, snapshots
from articles.genres import SCHEMA_TYPES
from articles.models import Byline, Publication, Rubric, Tag
from articles.rendering import Renderer
from articles.signature import Signer, signature_html, signature_text
from authors.models import Author
from newsroom.folding import ascii_slug, fold
from newsroom.html import blocks, named_numbers, to_text
from newsroom.markup import fit
from newsroom.models import Newspaper
from newsroom.typography import (
    fold_thin_spaces,
    house_heading,
    repair,
    repair_html,
    teaser,
)

TEASER_SIGNS = 240
DESCRIPTION_SIGNS = 155  # what a search result or a WhatsApp card shows
SLUG_SIGNS = 36  # an address is read, spoken and sent; what it leaves out the headline says
SIGNED_SIGNS = 300  # under a headline in a list
WORDS_A_MINUTE = 220
_BESIDE_THE_TEXT = {Byline.Role.PHOTO, Byline.Role.SOURCE, Byline.Role.TRANSLATION}


@dataclass
class Composition:
    """The columns of a publication, and what its rows in other tables are made of.

    `slug` is what the address would be made of if nobody chose another and none was used before.
    """

    columns: dict
    reserved_body: str
    author_ids: list
    tag_ids: list
    slug: str
    ingredients: set = field(default_factory=set)


class _Composer:
    """One composition under way: reads what the snapshot names, each table once."""

    def __init__(self, revision, related_ids):
        self.copy = snapshots.read(revision)
        self.article_id = revision.article_id
        self.newspaper = Newspaper.current()
        self.rubric = Rubric.objects.get(pk=self.copy.rubric_id)
        self.authors = Author.objects.in_bulk([line.author_id for line in self.copy.bylines])
        self.tags = self._tags()
        self.stored_body = self._repair_html(self.copy.body)
        numbers = named_numbers(self.stored_body, "data-photo")
        self.photos = pictures.photos_by_number({*numbers, self.copy.lead_photo_id} - {None})
        self.lead_photo = self.photos.get(self.copy.lead_photo_id)
        self.referred = self._referred()
        self.kicker = self._repair(self.copy.kicker or self._standing_kicker()).rstrip(": \u00a0")
        self.headline = self._headline()
        self.related_ids = related_ids
        if related_ids is None:
            self.related_ids = related.choose(
                self.copy, article_id=self.article_id, tag_ids=list(self.tags)
            )

    def _standing_kicker(self):
        return self.rubric.prefix if self.rubric.is_column else ""

    def _headline(self):
        """Return the repaired headline, with a capital after the kicker's colon by house style."""
        heading = house_heading(
            self.kicker,
            self._repair(self.copy.headline),
            capital=self.newspaper.capital_after_colon,
        )
        return heading.removeprefix(f"{self.kicker}\u00a0: ") if self.kicker else heading

    def _repair(self, text):
        return self._spaces(repair(fit(text), refused=self.copy.refused_repairs))

    def _repair_html(self, html):
        return self._spaces(repair_html(html, refused=self.copy.refused_repairs))

    def _spaces(self, text):
        return text if self.newspaper.thin_spaces else fold_thin_spaces(text)

    def _tags(self):
        """Return `{number: Tag}`: those chosen, the place written from, the kicker's place."""
        tags = Tag.objects.in_bulk([*self.copy.tag_ids, self.copy.place_id])
        tags = {pk: tags[pk] for pk in (*self.copy.tag_ids, self.copy.place_id) if pk in tags}
        self.kicker_place = None
        if self.copy.kicker_kind == "place":
            self.kicker_place = Tag.objects.filter(folded=fold(self.copy.kicker)).first()
            if self.kicker_place:
                tags[self.kicker_place.pk] = self.kicker_place
        return tags

    def _referred(self):
        numbers = named_numbers(self.stored_body, "data-article")
        return {
            publication.article_id: publication
            for publication in Publication.objects.visible().filter(article__in=numbers)
        }

    def compose(self):
        shown = self._renderer().render(self.stored_body)
        free = shown[: self.copy.free_blocks] if self.copy.is_reserved else shown
        reserved = shown[len(free) :]
        text = to_text("".join(free))
        standfirst = self._repair(self.copy.standfirst)
        columns = {
            "rubric": self.rubric,
            "section_id": self.rubric.section_id,
            "genre": self.copy.genre,
            "kicker": self.kicker,
            "headline": self.headline,
            "teaser": teaser(standfirst or text, TEASER_SIGNS),
            "signed": self._signed(),
            "card_photo": pictures.card(self.lead_photo) if self.lead_photo else None,
            "is_reserved": bool(reserved),
            "body": "\n".join(free),
            "search_text": "\n".join(filter(None, [self.kicker, self.headline, standfirst, text])),
            "page": self._page(standfirst, text, whole_text=to_text("".join(shown))),
        }
        return Composition(
            columns=columns,
            reserved_body="\n".join(reserved),
            author_ids=list(dict.fromkeys(self._listed_authors())),
            tag_ids=list(self.tags),
            slug=self._fresh_slug(),
            ingredients=self._ingredients(),
        )

    def _fresh_slug(self):
        words = self.copy.short_headline or self.headline
        return ascii_slug(words, limit=SLUG_SIGNS) or "article"

    def _renderer(self):
        found = {pk: pictures.picture(photo, "column") for pk, photo in self.photos.items()}
        headings = {
            number: (publication.heading, publication.path)
            for number, publication in self.referred.items()
        }
        return Renderer(genre=self.copy.genre, pictures=found, headings=headings)

    def _page(self, standfirst, free_text, *, whole_text):
        """Return the rest of the page; of the whole text only its length is told."""
        photo = self.lead_photo
        place = self.tags.get(self.copy.place_id)
        return {
            "v": 1,
            "standfirst": standfirst,
            "short_headline": self._repair(self.copy.short_headline),
            "description": teaser(standfirst or free_text, DESCRIPTION_SIGNS),
            "signature": str(signature_html(self._signers())),
            "authors": [self._author(line) for line in self._writers()],
            "kicker_url": self._kicker_url(),
            "place": {"name": place.name, "url": place.get_absolute_url()} if place else None,
            "tags": [
                {"name": tag.name, "url": tag.get_absolute_url()} for tag in self.tags.values()
            ],
            "lead_photo": pictures.picture(photo, "column") if photo else None,
            "social_image": pictures.social(photo) if photo else None,
            "editors_note": self._repair_html(self.copy.editors_note),
            "related": self.related_ids,
            "reading_minutes": max(1, round(len(whole_text.split()) / WORDS_A_MINUTE)),
            "characters": len(whole_text),
            "schema_type": SCHEMA_TYPES.get(self.copy.genre, "NewsArticle"),
            "has_embeds": any("data-embed" in b.attrs for b in blocks(self.stored_body)),
        }

    def _kicker_url(self):
        if self.kicker_place:
            return self.kicker_place.get_absolute_url()
        return self.rubric.get_absolute_url() if self.rubric.is_column else ""

    def _signed(self):
        """Return « Par X et Y » for lists: those who wrote, by name or initials, without roles."""
        writers = [signer for signer in self._signers() if signer.role not in _BESIDE_THE_TEXT]
        names = signature_text([replace(signer, role="text", place="") for signer in writers])
        names = teaser(names, SIGNED_SIGNS)
        if any(not signer.is_agency for signer in writers):
            return _("By %(names)s") % {"names": names}
        return names

    def _signers(self):
        return [self._signer(line) for line in self.copy.bylines]

    def _signer(self, line):
        author = self.authors.get(line.author_id)
        if author is None:
            return Signer(name=line.signed_as, role=line.role, place=line.place)
        by_initials = line.shown_as == Byline.ShownAs.INITIALS
        return Signer(
            name=author.public_initials if by_initials else author.public_name,
            role=line.role,
            gender=author.gender,
            place=line.place,
            url=author.get_absolute_url(),
            is_agency=not author.is_person,
        )

    def _writers(self):
        """Return the bylines of those who wrote; of whoever took the pictures when nobody did."""
        known = [line for line in self.copy.bylines if line.author_id in self.authors]
        return [line for line in known if line.role not in _BESIDE_THE_TEXT] or known

    def _author(self, line):
        author = self.authors[line.author_id]
        return {
            "id": author.pk,
            "name": author.public_name,
            "url": author.get_absolute_url(),
            "job_title": author.job_title if author.is_public else "",
            "is_agency": not author.is_person,
            "portrait": {
                width: {name: default_storage.url(path) for name, path in files.items()}
                for width, files in author.public_portrait.items()
            },
        }

    def _listed_authors(self):
        """Those in whose list the article stands: whoever has a page, whatever his role."""
        for line in self.copy.bylines:
            author = self.authors.get(line.author_id)
            if author and author.get_absolute_url():
                yield author.pk

    def _ingredients(self):
        photographers = {photo.photographer_id for photo in self.photos.values()} - {None}
        photos = {*named_numbers(self.copy.body, "data-photo"), self.copy.lead_photo_id} - {None}
        named = {
            "articles.photo": photos,
            "articles.article": {*named_numbers(self.copy.body, "data-article")},
            "articles.tag": self.tags,
            "articles.rubric": {self.rubric.pk},
            "authors.author": {*self.authors, *photographers},
        }
        return {(kind, number) for kind, numbers in named.items() for number in numbers}


def compose(revision, *, related_ids=None):
    """Return the `Composition` of `revision`.

    `related_ids` keeps an earlier choice of « Lire aussi »: it is fixed at publication.
    """
    return _Composer(revision, related_ids).compose()
