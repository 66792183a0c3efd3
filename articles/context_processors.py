"""What stands on every public page: the paper, its rubrics in the menu, its pages in the footer."""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.db.models import BigIntegerField, Subquery, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from articles.models import Page, Publication, Rubric
from newsroom.models import JournalEntry, Newspaper

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
    """The paper with its rubrics (those of the menu first) and its pages, in their order.

    `changed_at`: when anything last changed that readers may see, as far as anybody wrote it down.
    """

    paper: Newspaper
    entries: tuple
    url: str
    changed_at: datetime | None

    @property
    def rubrics(self):
        return [entry for entry in self.entries if entry.kind != _PAGE and entry.place]

    @property
    def pages(self):
        return [entry for entry in self.entries if entry.kind == _PAGE and entry.place]

    def parts_of(self, rubric):
        """Return the rubrics on the second level under `rubric`."""
        return [entry for entry in self.entries if entry.parent_id == rubric.pk]


def site(request):
    """Add `site`, read from the database only by a template that shows something of it."""
    return {"site": site_of(request)}


def site_of(request):
    """Return the `Site` that the whole answer to `request` shows, read once when it is looked at.

    `newsroom.pages` finds it again as `request.site`.
    """
    if not hasattr(request, "site"):
        request.site = SimpleLazyObject(_read_site)
    return request.site


def _read_site():
    """Read the `Site`: one query, and another when the menu changed since this process read it.

    The menu is kept in memory under the paper's version, which every change of it moves.
    """
    paper = Newspaper.objects.filter(pk=1).annotate(**_changes()).first()
    if paper is None:
        return Site(Newspaper.current(), _read_entries(), settings.SITE_URL, None)
    moments = [moment for moment in (paper.noted_at, paper.begun_at, paper.ended_at) if moment]
    entries = _kept_entries(paper.version)
    return Site(paper, entries, settings.SITE_URL, max(moments, default=None))


def _changes():
    """The newest line of the journal, and what came or went last: by itself, at times.

    What goes without another in its place has a notice; these are few.
    """
    now = timezone.now()
    begun = Publication.objects.filter(live_from__lte=now).order_by("-live_from")
    gone = Publication.objects.exclude(withdrawal_notice="").filter(live_until__lte=now)
    return {
        "noted_at": Subquery(JournalEntry.objects.order_by("-at").values("at")[:1]),
        "begun_at": Subquery(begun.values("live_from")[:1]),
        "ended_at": Subquery(gone.order_by("-live_until").values("live_until")[:1]),
    }


def _read_entries():
    rubrics = Rubric.objects.order_by().values_list(
        "pk", "name", "slug", "menu_position", "kind", "parent_id"
    )
    pages = Page.objects.order_by().values_list(
        "pk", "title", "slug", "position", Value(_PAGE), Value(None, BigIntegerField())
    )
    entries = [Entry(*row) for row in rubrics.union(pages, all=True)]
    return tuple(sorted(entries, key=lambda entry: (entry.place or 100, entry.name)))


@lru_cache(maxsize=1)
def _kept_entries(version):
    return _read_entries()


def forget_menu():
    """Read the menu again at the next page, as a process does that has just started."""
    _kept_entries.cache_clear()
