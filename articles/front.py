"""The front page: what the desk placed, and what stands there when nobody chose."""

from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import reading
from articles.genres import NEVER_LEADS
from articles.models import FrontPlacement, Publication
from articles.touching import FRONT
from newsroom.keeping import changed, noting
from newsroom.models import JournalEntry, Newspaper
from newsroom.prepared import Prepared


@dataclass(frozen=True)
class Front:
    """The top of the front page: one lead (None on an empty site) and the second stories."""

    lead: Publication | None
    seconds: list


def composed_front(now=None):
    """Return the `Front` at `now`, in two queries; `page` comes along for the lead's photo.

    The places are read first: a join would let SQLite walk through the whole archive.

    Placements count only while their text is visible. Without a chosen lead the newest text leads
    that is neither brief, oddity, press release nor sponsored; free second places stay free.
    """
    slots = {placement.article_id: placement.slot for placement in _PLACEMENTS.rows()}
    numbers = reading.numbered("number", slots)
    rows = _top_query(len(slots)).rows(now=now or timezone.now(), **numbers)
    public = {found.article_id: found for found in rows}
    placed = [(slot, public.pop(number)) for number, slot in slots.items() if number in public]
    lead = next((found for slot, found in placed if slot == FrontPlacement.Slot.LEAD), None)
    lead = lead or next(iter(public.values()), None)
    return Front(lead, [found for slot, found in placed if slot == FrontPlacement.Slot.SECOND])


_PLACEMENTS = Prepared(lambda: FrontPlacement.objects.order_by("position", "-placed_at"))


@lru_cache(maxsize=16)
def _top_query(count):
    """The texts that have one of `count` places, and the newest that may lead without one."""

    def build(now, **numbers):
        visible = Publication.objects.visible(now).defer("body", "search_text")
        placed = reading.among(numbers.values())
        # True of all that is visible: it leads SQLite to the index that gives the order.
        able = visible.exclude(genre__in=NEVER_LEADS).filter(published_at__lte=now)
        able = able.exclude(placed) if numbers else able
        newest = visible.filter(pk__in=able.newest_first().values("pk")[:1])
        return visible.filter(placed).union(newest, all=True) if numbers else newest

    return Prepared(build, "now", *reading.numbered("number", range(count)))


@noting()
def place(*, article, slot, by):
    """Give `article` a place; a new lead takes over, the old one becomes the first second."""
    _require(by)
    placements = _locked()
    lead = placements.filter(slot=FrontPlacement.Slot.LEAD).exclude(article=article).first()
    if slot == FrontPlacement.Slot.LEAD and lead:
        lead.slot = FrontPlacement.Slot.SECOND
        lead.save(update_fields=["slot"])
        _order([lead, *_seconds_without(lead.article_id, article.pk)])
    placement, _created = placements.update_or_create(
        article=article,
        defaults={"slot": slot, "placed_by": by, "placed_at": timezone.now()},
    )
    if slot == FrontPlacement.Slot.SECOND:
        _order([*_seconds_without(article.pk), placement])
    JournalEntry.record(actor=by, verb="place", subject=article, slot=slot)
    changed({FRONT})
    return placement


@noting()
def unplace(*, article, by):
    """Take `article` off the front page's chosen places; nothing happens when it has none."""
    _require(by)
    deleted, _models = FrontPlacement.objects.filter(article=article).delete()
    if deleted:
        JournalEntry.record(actor=by, verb="unplace", subject=article)
        changed({FRONT})


@noting()
def move(*, article, by, step):
    """Put a second story `step` places further down; up when it is negative."""
    _require(by)
    seconds = list(_locked().filter(slot="second"))
    moved = next((found for found in seconds if found.article_id == article.pk), None)
    if moved is None:
        return
    place_now = seconds.index(moved)
    seconds.remove(moved)
    seconds.insert(max(0, place_now + step), moved)
    _order(seconds)
    JournalEntry.record(actor=by, verb="move", subject=article, step=step)
    changed({FRONT})


def _require(by):
    if not by.has_perm("articles.place_article"):
        raise PermissionDenied


def _locked():
    """Return the placements, with the paper's row locked: an empty front has no row of its own."""
    Newspaper.objects.select_for_update().filter(pk=1).first()
    return FrontPlacement.objects.all()


def _seconds_without(*article_ids):
    return list(FrontPlacement.objects.filter(slot="second").exclude(article__in=article_ids))


def _order(placements):
    for position, placement in enumerate(placements):
        placement.position = position
        placement.save(update_fields=["position"])
