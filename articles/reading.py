"""What readers' lists hold: visible publications, found by an index, never counted or skipped.

By rubric and by date a list reads publications; by author and by tag it follows the dated links
that carry their own index. A list shows its newest entries; older ones have calendar addresses.
"""

from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import groupby
from operator import or_
from types import SimpleNamespace

from django.db.models import OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Publication
from newsroom.prepared import Prepared

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

    def sides_of(self, number, published_at, now=None):
        """Return what came after an article and what before, in their order, the nearest first."""
        moment = f"{self.links}published_at"
        rows = Publication.objects.visible(now).for_cards()
        same = Q(published_at=published_at)
        # In one call: a second one would join the links once more, of whatever author.
        later = rows.filter(**self.where, **{f"{moment}__gte": published_at})
        earlier = rows.filter(**self.where, **{f"{moment}__lte": published_at})
        later = later.exclude(same & Q(article__lte=number))
        earlier = earlier.exclude(same & Q(article__gte=number))
        return (
            later.order_by(moment, "article_id"),
            earlier.order_by(f"-{moment}", "-article_id"),
        )

    def ends(self, now=None):
        """Return the annotations `first_at` and `last_at`, for a query over what is listed.

        `where` then refers to that query by OuterRef.
        """
        moment = f"{self.links}published_at"
        dates = self.rows(now=now).values(moment)
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


def rubric_ends(now=None):
    """Return `first_at` and `last_at` for a query over rubrics: sections, else their parts."""
    section, part = Listing({"section": OuterRef("pk")}), Listing({"rubric": OuterRef("pk")})
    section, part = section.ends(now), part.ends(now)
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
    if period is None:
        return Entries(_rows(listing, period, NEWEST))
    if period.day:
        return Entries(_rows(listing, period, MOST_A_DAY))
    found = _rows(listing, period, MOST + 1)
    is_split = len(found) > MOST
    return Entries(found[:NEWEST] if is_split else found, is_split)


def _rows(listing, period, most):
    values = {"now": timezone.now(), **listing.where}
    if period:
        values |= {"starts_at": period.starts_at, "ends_at": period.ends_at}
    return _rows_query(tuple(listing.where), listing.links, period is not None, most).rows(**values)


@lru_cache(maxsize=64)
def _rows_query(fields, links, is_dated, most):
    def build(now, starts_at=None, ends_at=None, **where):
        period = SimpleNamespace(starts_at=starts_at, ends_at=ends_at) if is_dated else None
        return Listing(where, links).rows(period, now)[:most]

    return Prepared(build, "now", *fields, *(("starts_at", "ends_at") if is_dated else ()))


def newest_in(sections, *, each, without=()):
    """Return `{number: [Publication]}` of several sections, the newest first, in one query.

    Nothing of the articles `without` is among them.
    """
    values = numbered("section", sections) | numbered("without", without)
    found = {number: [] for number in sections}
    query = _newest_query(len(found), len(without), each)
    for publication in query.rows(now=timezone.now(), **values) if found else ():
        found[publication.section_id].append(publication)
    return found


@lru_cache(maxsize=16)
def _newest_query(count, without, most):
    names, spared = numbered("section", range(count)), numbered("without", range(without))

    def build(now, **slots):
        rows = [Listing({"section": slots[name]}).rows(now=now) for name in names]
        if spared:
            rows = [part.exclude(among(slots[name] for name in spared)) for part in rows]
        return _together([part[:most] for part in rows])

    return Prepared(build, "now", *names, *spared)


@dataclass(frozen=True)
class Beside:
    """Texts beside one in its author's list; `reaches_end`: the newest of all is among them."""

    rows: list
    reaches_end: bool


def beside(author_ids, publication):
    """Return `{number: Beside}`: what came next in each author's list, then what came before.

    Not simply the newest: a text then changes no page but those of its nearest neighbours, however
    many its author has signed. One query.
    """
    number, published_at = publication.article_id, publication.published_at
    values = numbered("author", author_ids)
    values |= {"number": number, "published_at": published_at, "now": timezone.now()}
    found = [([], []) for _author in author_ids]
    for row in _beside_query(len(found)).rows(**values) if found else ():
        is_later = (row.published_at, row.article_id) > (published_at, number)
        found[row.turn // 2][not is_later].append(row)
    return {
        pk: Beside([*later, *earlier][:BESIDE], len(later) < BESIDE)
        for pk, (later, earlier) in zip(author_ids, found, strict=True)
    }


@lru_cache(maxsize=16)
def _beside_query(count):
    names = numbered("author", range(count))

    def build(number, published_at, now, **authors):
        return _together(
            [
                side[:BESIDE]
                for name in names
                for side in by_author(authors[name]).sides_of(number, published_at, now)
            ]
        )

    return Prepared(build, "number", "published_at", "now", *names)


def _together(parts):
    """Join queries with limits. These lie in subqueries: SQLite allows none inside a compound."""
    rows = [
        Publication.objects.for_cards().filter(pk__in=part.values("pk")).annotate(turn=Value(turn))
        for turn, part in enumerate(parts)
    ]
    joined = rows[0].union(*rows[1:], all=True) if len(rows) > 1 else rows[0]
    return joined.order_by("turn", "-published_at", "-article_id")


def chosen(numbers):
    """Return `{article's number: Publication}` of those among `numbers` that readers may see."""
    values = numbered("number", numbers)
    rows = _chosen_query(len(values)).rows(now=timezone.now(), **values) if values else []
    return {row.article_id: row for row in rows}


@lru_cache(maxsize=16)
def _chosen_query(count):
    def build(now, **numbers):
        return Publication.objects.visible(now).for_cards().filter(among(numbers.values()))

    return Prepared(build, "now", *numbered("number", range(count)))


def among(numbers):
    """Return the condition that an article has one of `numbers`, which may be slots."""
    return reduce(or_, (Q(article=number) for number in numbers), Q())


def numbered(name, values):
    """Return `{"name0": value, …}`, for a prepared query with as many slots."""
    return {f"{name}{place}": value for place, value in enumerate(values)}
