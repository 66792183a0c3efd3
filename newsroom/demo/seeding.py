"""Multiplies the demo newspaper for measuring: many published articles, the same each time.

Composing each text would take hours for a great archive; what is written here has the shape that
`articles.publishing` leaves behind (the tests compare both), put together from the demo's own
publications.
"""

import datetime
import itertools
import random
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from articles import snapshots
from articles.freezing import path_of
from articles.models import (
    Article,
    Ingredient,
    Publication,
    PublicationAuthor,
    PublicationTag,
    Revision,
    Tag,
)
from newsroom.folding import ascii_slug

A_DAY = 200  # articles: what a great daily publishes
PATTERNS = 50  # publications of the demo to vary
CHUNK = 500  # rows held in memory at a time
_COLUMNS = ("rubric_id", "section_id", "genre", "signed", "card_photo", "is_reserved", "page")


@dataclass(frozen=True)
class Pattern:
    """What a seeded article takes from a publication of the demo."""

    columns: dict
    headline: str
    teaser: str
    paragraphs: list
    author_ids: list
    data: dict


def patterns():
    """Return a `Pattern` for each of the first publications that readers see: the demo's own."""
    found = Publication.objects.visible().select_related("revision").order_by("article_id")
    return [
        Pattern(
            columns={name: getattr(publication, name) for name in _COLUMNS},
            headline=publication.headline,
            teaser=publication.teaser,
            paragraphs=publication.body.split("\n"),
            author_ids=list(publication.author_links.values_list("author", flat=True)),
            data=publication.revision.data,
        )
        for publication in found[:PATTERNS]
    ]


def seed(number, *, by, say):
    """Publish `number` articles in bulk, dated back from now; `say(count)` hears of progress."""
    material = patterns()
    tags = list(Tag.objects.order_by("pk"))
    places = [tag for tag in tags if tag.is_place]
    chance = random.Random(number)
    now = timezone.now()
    step = datetime.timedelta(days=1) / A_DAY
    for start in range(0, number, CHUNK):
        numbers = range(start, min(start + CHUNK, number))
        rows = [_Row(chance, material, tags, places, now - (index + 1) * step) for index in numbers]
        _write(rows, by)
        say(numbers[-1] + 1)


class _Row:
    """One article to be, chosen by chance."""

    def __init__(self, chance, material, tags, places, published_at):
        self.pattern = chance.choice(material)
        other = chance.choice(material)
        self.place = chance.choice(places)
        self.headline = other.headline
        self.teaser = other.teaser
        self.body = "\n".join([*self.pattern.paragraphs, *other.paragraphs[:3]])
        self.tag_ids = {tag.pk for tag in chance.sample(tags, 3)} | {self.place.pk}
        self.published_at = published_at

    def article(self, by):
        fields = self.pattern.data["fields"] | {"headline": self.headline}
        fields |= {"kicker": self.place.name, "kicker_kind": "place"}
        return Article(
            **fields | {"slug": ascii_slug(self.headline)},
            status=Article.Status.READY,
            first_published_at=self.published_at,
            created_by=by,
            search_key=self.headline.casefold(),
        )

    def revision(self, article, by):
        data = {
            "format": snapshots.FORMAT,
            "fields": {name: getattr(article, name) for name in self.pattern.data["fields"]},
            "bylines": self.pattern.data["bylines"],
            "tags": sorted(self.tag_ids),
            "related": [],
            "refused_repairs": [],
        }
        return Revision(article=article, number=1, author=by, data=data)

    def publication(self, article, revision, by):
        page = self.pattern.columns["page"] | {"standfirst": self.teaser}
        return Publication(
            **self.pattern.columns
            | {"page": page | {"related": [article.pk - 1, article.pk - 2, article.pk - 3]}},
            article=article,
            revision=revision,
            live_from=self.published_at,
            published_at=self.published_at,
            published_by=by,
            path=path_of(article.pk, self.published_at, article.slug),
            kicker=self.place.name,
            headline=self.headline,
            teaser=self.teaser,
            body=self.body,
            search_text=f"{self.headline}\n{self.teaser}",
        )

    def links(self, publication):
        dated = {"publication": publication, "published_at": self.published_at}
        authors = [PublicationAuthor(author_id=pk, **dated) for pk in self.pattern.author_ids]
        tags = [PublicationTag(tag_id=pk, **dated) for pk in sorted(self.tag_ids)]
        named = {"articles.tag": self.tag_ids, "authors.author": self.pattern.author_ids}
        named["articles.rubric"] = [publication.rubric_id]
        ingredients = [
            Ingredient(publication=publication, kind=kind, object_id=pk)
            for kind, numbers in named.items()
            for pk in sorted(numbers)
        ]
        return authors, tags, ingredients


@transaction.atomic
def _write(rows, by):
    articles = Article.objects.bulk_create(row.article(by) for row in rows)
    pairs = list(zip(rows, articles, strict=True))
    revisions = Revision.objects.bulk_create(row.revision(article, by) for row, article in pairs)
    publications = Publication.objects.bulk_create(
        row.publication(article, revision, by)
        for (row, article), revision in zip(pairs, revisions, strict=True)
    )
    links = [row.links(found) for row, found in zip(rows, publications, strict=True)]
    for model, found in zip(
        (PublicationAuthor, PublicationTag, Ingredient), zip(*links, strict=True), strict=True
    ):
        model.objects.bulk_create(itertools.chain.from_iterable(found))
