"""What stands on every public page: the paper, its rubrics in the menu, its pages in the footer."""

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.models import BigIntegerField, Value
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from articles.models import Page, Rubric
from newsroom.models import Newspaper
from newsroom.prepared import Prepared

_PAGE = "page"


class Entry(NamedTuple):
    """A rubric or a page, as menus name it; `place` 0 is in no menu."""

    pk: int
    name: str
    slug: str
    place: int
    kind: str
    parent_id: int | None

    @property
    def url(self):
        return reverse(f"articles:{'page' if self.kind == _PAGE else 'rubric'}", args=[self.slug])

    @property
    def is_column(self):
        return self.kind == Rubric.Kind.COLUMN


@dataclass(frozen=True)
class Site:
    """The paper with its rubrics (those of the menu first) and its pages, in their order."""

    paper: Newspaper
    entries: tuple
    url: str

    @property
    def rubrics(self):
        return [entry for entry in self.entries if entry.kind != _PAGE and entry.place]

    @property
    def pages(self):
        return [entry for entry in self.entries if entry.kind == _PAGE and entry.place]

    def give_rubrics(self, publications):
        """Give each of `publications` its rubric and section, as the menu in memory knows them."""
        known = _as_rubrics(self.entries)
        for publication in publications:
            if rubric := known.get(publication.rubric_id):
                publication.rubric = rubric
            if section := known.get(publication.section_id):
                publication.section = section

    def parts_of(self, rubric):
        """Return the rubrics on the second level under `rubric`."""
        return [entry for entry in self.entries if entry.parent_id == rubric.pk]


def site(request):
    """Add `site`, read from the database only by a template that shows something of it."""
    return {"site": site_of(request)}


def site_of(request):
    """Return the `Site` that the whole answer to `request` shows, read once when looked at."""
    if not hasattr(request, "site"):
        request.site = SimpleLazyObject(_read_site)
    return request.site


def _read_site():
    """Read the `Site`: one query, and another when the menu changed since this process read it.

    The menu is kept in memory under the paper's version, which every change of it moves.
    """
    paper = _PAPER.row()
    if paper is None:
        return Site(Newspaper.current(), _read_entries(), settings.SITE_URL)
    return Site(paper, _kept_entries(paper.version), settings.SITE_URL)


_PAPER = Prepared(lambda: Newspaper.objects.filter(pk=1))


def _read_entries():
    rubrics = Rubric.objects.order_by().values_list(
        "pk", "name", "slug", "menu_position", "kind", "parent_id"
    )
    pages = Page.objects.order_by().values_list(
        "pk", "title", "slug", "position", Value(_PAGE), Value(None, BigIntegerField())
    )
    entries = [Entry(*row) for row in rubrics.union(pages, all=True)]
    return tuple(sorted(entries, key=lambda entry: (entry.place or 100, entry.name)))


@lru_cache(maxsize=2)
def _as_rubrics(entries):
    """Return `{number: Rubric}` of the menu's entries; what menus do not show is deferred."""
    fields = ("id", "name", "slug", "menu_position", "kind", "parent_id")
    return {
        entry.pk: Rubric.from_db(DEFAULT_DB_ALIAS, fields, entry)
        for entry in entries
        if entry.kind != _PAGE
    }


@lru_cache(maxsize=1)
def _kept_entries(version):
    return _read_entries()


def forget_menu():
    """Read the menu again at the next page, as a process does that has just started."""
    _kept_entries.cache_clear()
