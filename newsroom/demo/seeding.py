"""Multiplies the demo newspaper for measuring: many published articles, the same each time.

Composing each text would take hours for a great archive; what is written here has the shape that
`articles.publishing` leaves behind (the tests compare both), put together from the demo's own
publications.
"""

import datetime
import random
from dataclasses import dataclass
from itertools import chain

from django.db import connection, transaction
from django.utils import timezone

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
from authors.models import Author
from newsroom.demo import bulk
from newsroom.folding import ascii_slug, fold

A_DAY = 200  # articles: what a great daily publishes
OF_AGENCIES = 0.2  # of the articles: an agency has signed 200,000 of a million
PATTERNS = 50  # publications of the demo to vary
CHUNK = 1_000  # articles held in memory at a time, and lost when the seeding is stopped
_COLUMNS = ("rubric_id", "section_id", "genre", "signed", "card_photo", "is_reserved", "page")


@dataclass(frozen=True)
class Pattern:
    """What a seeded article takes from a publication of the demo."""

    columns: dict
    headline: str
    slug: str
    search_key: str
    teaser: str
    paragraphs: list
    author_ids: list
    is_of_agency: bool
    data: dict


class Material:
    """What seeded articles are put together from; the first of `tags` are the most used."""

    def __init__(self):
        """Take the first publications that readers see: the demo's own."""
        found = Publication.objects.visible().select_related("revision").order_by("article_id")
        agencies = set(Author.objects.filter(kind=Author.Kind.AGENCY).values_list("pk", flat=True))
        self.patterns = [_pattern(publication, agencies) for publication in found[:PATTERNS]]
        of_agencies = [pattern for pattern in self.patterns if pattern.is_of_agency]
        own = [pattern for pattern in self.patterns if not pattern.is_of_agency]
        self.kinds, self.shares = [own, of_agencies or own], [1 - OF_AGENCIES, OF_AGENCIES]
        self.tags = list(Tag.objects.order_by("pk"))
        self.places = [tag for tag in self.tags if tag.is_place]
        self.weights = [1 / rank for rank in range(1, len(self.tags) + 1)]


def _pattern(publication, agencies):
    author_ids = list(publication.author_links.values_list("author", flat=True))
    return Pattern(
        columns={name: getattr(publication, name) for name in _COLUMNS},
        headline=publication.headline,
        slug=ascii_slug(publication.headline),
        search_key=fold(publication.headline),
        teaser=publication.teaser,
        paragraphs=publication.body.split("\n"),
        author_ids=author_ids,
        is_of_agency=not agencies.isdisjoint(author_ids),
        data=publication.revision.data,
    )


def seed(number, *, by, say):
    """Publish `number` articles in bulk, 200 a day; `say(count)` hears of progress.

    They are dated back from now; from where it ended, when there was a seeding before.
    """
    material = Material()
    chance = random.Random(number)
    step = datetime.timedelta(days=1) / A_DAY
    newest = timezone.now() - (Publication.objects.count() + 1) * step
    for start in range(0, number, CHUNK):
        dates = [newest - index * step for index in range(start, min(start + CHUNK, number))]
        _write(chance, material, dates, by)
        say(start + len(dates))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # or plans would go by the few rows there were before


@transaction.atomic
def _write(chance, material, dates, by):
    """Publish an article at each of `dates`."""
    taken = (bulk.numbers(model, len(dates)) for model in (Article, Revision, Publication))
    rows = [_Row(chance, material, by, *found) for found in zip(dates, *taken, strict=True)]
    bulk.insert(Article, (row.article() for row in rows), are_numbered=True)
    bulk.insert(Revision, (row.revision() for row in rows), are_numbered=True)
    bulk.insert(Publication, (row.publication() for row in rows), are_numbered=True)
    bulk.insert(PublicationAuthor, chain.from_iterable(row.authors() for row in rows))
    bulk.insert(PublicationTag, chain.from_iterable(row.tags() for row in rows))
    bulk.insert(Ingredient, chain.from_iterable(row.ingredients() for row in rows))


class _Row:
    """One article to be, chosen by chance.

    `numbers` are those of its article, its revision and its publication.
    """

    def __init__(self, chance, material, by, published_at, *numbers):
        self.by_id, self.published_at = by.pk, published_at
        self.article_id, self.revision_id, self.publication_id = numbers
        (kind,) = chance.choices(material.kinds, material.shares)
        self.pattern = chance.choice(kind)
        self.other = chance.choice(material.patterns)
        self.place = chance.choice(material.places)
        tags = chance.choices(material.tags, material.weights, k=3)
        self.tag_ids = sorted({tag.pk for tag in tags} | {self.place.pk})

    @property
    def fields(self):
        """The copy of the pattern under another headline."""
        return self.pattern.data["fields"] | {
            "headline": self.other.headline,
            "kicker": self.place.name,
            "kicker_kind": Article.KickerKind.PLACE.value,
            "slug": self.other.slug,
        }

    def article(self):
        return Article(
            pk=self.article_id,
            **self.fields,
            status=Article.Status.READY.value,
            status_at=self.published_at,
            first_published_at=self.published_at,
            created_by_id=self.by_id,
            created_at=self.published_at,
            saved_at=self.published_at,
            search_key=self.other.search_key,
        )

    def revision(self):
        return Revision(
            pk=self.revision_id,
            article_id=self.article_id,
            number=1,
            author_id=self.by_id,
            created_at=self.published_at,
            data=self.pattern.data
            | {"fields": self.fields, "tags": self.tag_ids, "related": [], "refused_repairs": []},
        )

    def publication(self):
        page = self.pattern.columns["page"] | {"standfirst": self.other.teaser}
        page["related"] = [self.article_id - 1, self.article_id - 2, self.article_id - 3]
        return Publication(
            pk=self.publication_id,
            **self.pattern.columns | {"page": page},
            article_id=self.article_id,
            revision_id=self.revision_id,
            live_from=self.published_at,
            published_at=self.published_at,
            published_by_id=self.by_id,
            path=path_of(self.article_id, self.published_at, self.other.slug),
            kicker=self.place.name,
            headline=self.other.headline,
            teaser=self.other.teaser,
            body="\n".join([*self.pattern.paragraphs, *self.other.paragraphs[:3]]),
            search_text=f"{self.other.headline}\n{self.other.teaser}",
        )

    def authors(self):
        for number in self.pattern.author_ids:
            yield PublicationAuthor(
                publication_id=self.publication_id,
                published_at=self.published_at,
                author_id=number,
            )

    def tags(self):
        for number in self.tag_ids:
            yield PublicationTag(
                publication_id=self.publication_id,
                published_at=self.published_at,
                tag_id=number,
            )

    def ingredients(self):
        named = {
            "articles.rubric": [self.pattern.columns["rubric_id"]],
            "articles.tag": self.tag_ids,
            "authors.author": self.pattern.author_ids,
        }
        for kind, numbers in named.items():
            for number in numbers:
                yield Ingredient(publication_id=self.publication_id, kind=kind, object_id=number)
