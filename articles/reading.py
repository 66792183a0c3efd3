"""What readers' lists hold: visible publications, found by an index, never counted or skipped.

By rubric and by date a list reads publications; by author and by tag it follows the dated links
that carry their own index. A list shows its newest entries; older ones have calendar addresses.
"""

from dataclasses import dataclass
from itertools import groupby

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Publication

NEWEST = 30
"""Entries of a list without a date."""

MOST = 100
"""Entries of a month; one with more is read by the day."""

BESIDE = 7
"""Texts beside one in its author's list."""

MOST_A_DAY = 400
"""Entries of a day: twice what the largest paper publishes."""


@dataclass(frozen=True)
class Listing:
    """One list of publications, newest first: `where` narrows it, `links` leads to its dates.

    `links` is the relation whose rows are dated and indexed, or nothing for the publication's own.
    `name` is what pages depend on that show the list (see `articles.touching`).
    """

    where: dict
    links: str = ""
    name: str = ""

    def rows(self, period=None, now=None):
        """Return the entries at `now`, of a `Period` when one is given."""
        moment = f"{self.links}published_at"
        narrowed = dict(self.where)
        if period:
            narrowed |= {f"{moment}__gte": period.starts_at, f"{moment}__lt": period.ends_at}
        else:  # true of all that is visible: it leads SQLite to the index that gives the order
            narrowed[f"{moment}__lte"] = now or timezone.now()
        rows = Publication.objects.visible(now).for_cards().filter(**narrowed)
        tie = f"{self.links}publication_id" if self.links else "-article_id"
        return rows.order_by(f"-{moment}", tie)

    def moments(self, now=None):
        """Return when each entry was published, the newest first."""
        return self.rows(now=now).values_list(f"{self.links}published_at", flat=True)

    def sides_of(self, number, published_at):
        """Return what came after an article and what before, in their order, the nearest first."""
        moment = f"{self.links}published_at"
        tie = "article"
        rows = Publication.objects.visible().for_cards().filter(**self.where)
        same = Q(published_at=published_at)
        later = rows.filter(**{f"{moment}__gte": published_at})
        later = later.exclude(same & Q(article__lte=number)).order_by(moment, tie)
        earlier = rows.filter(**{f"{moment}__lte": published_at})
        earlier = earlier.exclude(same & Q(article__gte=number)).order_by(f"-{moment}", f"-{tie}")
        return later, earlier

    def ends(self):
        """Return the annotations `first_at` and `last_at`, for a query over what is listed.

        `where` then refers to that query by OuterRef.
        """
        moment = f"{self.links}published_at"
        dates = self.rows().values(moment)
        return {
            "first_at": Subquery(dates.order_by(moment)[:1]),
            "last_at": Subquery(dates[:1]),
        }


@dataclass(frozen=True)
class _Everything(Listing):
    """All that appeared; its dates stay when a text is withdrawn, for addresses are for ever."""

    def moments(self, now=None):
        rows = Publication.objects.filter(live_from__lte=now or timezone.now())
        return rows.newest_first().values_list("published_at", flat=True)


def everything():
    return _Everything({}, name="all")


def in_rubric(rubric):
    """A section with all of its parts, or one part alone."""
    return named(f"{'rubric' if rubric.parent_id else 'section'}:{rubric.pk}")


def by_author(author_id):
    return Listing({"author_links__author": author_id}, "author_links__", f"author:{author_id}")


def with_tag(tag_id):
    return Listing({"tag_links__tag": tag_id}, "tag_links__", f"tag:{tag_id}")


def named(name):
    """Return the list that pages depend on under `name`, such as « section:3 »."""
    kind, _colon, number = name.partition(":")
    if kind in {"section", "rubric"}:
        return Listing({kind: int(number)}, name=name)
    return {"author": by_author, "tag": with_tag}[kind](int(number)) if number else everything()


def rubric_ends():
    """Return `first_at` and `last_at` for a query over rubrics: sections, else their parts."""
    section, part = Listing({"section": OuterRef("pk")}), Listing({"rubric": OuterRef("pk")})
    section, part = section.ends(), part.ends()
    return {name: Coalesce(section[name], part[name]) for name in section}


@dataclass(frozen=True)
class Entries:
    """The publications a list page shows; `is_split`: the month has more, read it by the day."""

    rows: list
    is_split: bool = False

    @property
    def days(self):
        """Return `[(date, publications)]`, days in the paper's zone."""
        by_day = groupby(self.rows, key=lambda row: timezone.localdate(row.published_at))
        return [(day, list(rows)) for day, rows in by_day]


def read(listing, period=None):
    """Return the `Entries` of `listing`, its newest or those of a period, in one query."""
    rows = listing.rows(period).select_related("rubric")
    if period is None:
        return Entries(list(rows[:NEWEST]))
    if period.day:
        return Entries(list(rows[:MOST_A_DAY]))
    found = list(rows[: MOST + 1])
    is_split = len(found) > MOST
    return Entries(found[:NEWEST] if is_split else found, is_split)


def newest_of(listings, *, each, without=(), are_apart=False):
    """Return `{key: [Publication]}` of several listings, newest first, in one query.

    `listings` is `{key: Listing}` with whole numbers as keys. Nothing comes twice, nor any article
    of `without`: what one listing shows, the next does not. `are_apart`: no text is in two.
    """
    parts = []
    for position, (key, listing) in enumerate(listings.items()):
        spare = 0 if are_apart else each * position
        newest = listing.rows().exclude(article__in=without).values("pk")[: each + spare]
        # The limit lies in a subquery: SQLite allows none inside a compound statement.
        rows = Publication.objects.for_cards().filter(pk__in=newest)
        parts.append(rows.annotate(listed_under=Value(key), turn=Value(position)))
    found = {key: [] for key in listings}
    seen = set()
    for publication in _together(parts):
        mine = found[publication.listed_under]
        if len(mine) < each and publication.article_id not in seen:
            seen.add(publication.article_id)
            mine.append(publication)
    return found


@dataclass(frozen=True)
class Beside:
    """Texts beside one in its author's list; `reaches_end`: the newest of all is among them."""

    rows: list
    reaches_end: bool


def beside(listings, publication):
    """Return `{key: Beside}`: what came next in each listing, filled up with what came before.

    Not simply the newest: a text then changes no page but those of its nearest neighbours, however
    many its author has signed. One query.
    """
    number, published_at = publication.article_id, publication.published_at
    parts = []
    for turn, (key, listing) in enumerate(listings.items()):
        for side in listing.sides_of(number, published_at):
            rows = Publication.objects.for_cards().filter(pk__in=side.values("pk")[:BESIDE])
            parts.append(rows.annotate(listed_under=Value(key), turn=Value(turn)))
    found = {key: ([], []) for key in listings}
    for row in _together(parts):
        is_later = (row.published_at, row.article_id) > (published_at, number)
        found[row.listed_under][not is_later].append(row)
    return {
        key: Beside([*later, *earlier][:BESIDE], len(later) < BESIDE)
        for key, (later, earlier) in found.items()
    }


def _together(parts):
    if not parts:
        return []
    rows = parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]
    return rows.order_by("turn", "-published_at", "-article_id")
