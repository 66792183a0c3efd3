"""The copy as versioned JSON: what a revision holds, written and read here and nowhere else."""

from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Max

from articles.models import Article, Revision

FORMAT = 1
_FIELDS = (
    "rubric_id",
    "genre",
    "kicker",
    "kicker_kind",
    "headline",
    "short_headline",
    "standfirst",
    "body",
    "place_id",
    "lead_photo_id",
    "editors_note",
    "sources",
    "access",
    "free_blocks",
    "slug",
)
_BYLINE_FIELDS = ("author_id", "signed_as", "role", "place", "shown_as")


@dataclass(frozen=True)
class SignedBy:
    """A byline as it stood: `author_id` is None while nobody knows who it is."""

    author_id: int | None
    signed_as: str
    role: str
    place: str
    shown_as: str


@dataclass(frozen=True)
class Snapshot:
    """The copy of a revision; numbers name rows that may have changed or gone since."""

    rubric_id: int
    genre: str
    kicker: str
    kicker_kind: str
    headline: str
    short_headline: str
    standfirst: str
    body: str
    place_id: int | None
    lead_photo_id: int | None
    editors_note: str
    sources: str
    access: str
    free_blocks: int
    slug: str
    bylines: tuple[SignedBy, ...] = ()
    tag_ids: tuple[int, ...] = ()
    related_ids: tuple[int, ...] = ()
    refused_repairs: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_reserved(self):
        return self.access == Article.Access.SUBSCRIBERS


def take(article):
    """Return the JSON of `article` as it lies in the database, inlines and tags included."""
    return {
        "format": FORMAT,
        "fields": {name: getattr(article, name) for name in _FIELDS},
        "bylines": list(article.bylines.values(*_BYLINE_FIELDS)),
        "tags": list(article.tag_links.order_by("pk").values_list("tag_id", flat=True)),
        "related": list(article.related_links.values_list("target_id", flat=True)),
        "refused_repairs": sorted(article.refused_repairs),
    }


def read(revision):
    """Return the `Snapshot` that `revision` holds."""
    data = revision.data
    return Snapshot(
        **data["fields"],
        bylines=tuple(SignedBy(**byline) for byline in data["bylines"]),
        tag_ids=tuple(data["tags"]),
        related_ids=tuple(data["related"]),
        refused_repairs=frozenset(data["refused_repairs"]),
    )


@transaction.atomic
def record(*, article, by):
    """Write a revision of `article` saved by the user `by`; the last one when nothing changed."""
    article = Article.objects.select_for_update().get(pk=article.pk)
    data = take(article)
    last = article.revisions.first()
    if last is not None and last.data == data:
        return last
    number = (article.revisions.aggregate(last=Max("number"))["last"] or 0) + 1
    return Revision.objects.create(article=article, number=number, author=by, data=data)
