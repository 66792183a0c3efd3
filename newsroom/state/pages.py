"""The pages that this machine keeps, and since when some wait to be drawn anew."""

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from newsroom.keeping.refreshing import A_DAY
from newsroom.keeping.store import Store
from newsroom.models import Change

_STARTED_AT = timezone.now()
"""When this process was started: a new version of the program lets all pages be drawn anew."""

_LOOKED_THROUGH = 1_000
"""Changes among which the one is looked for that made a page wait."""


@dataclass(frozen=True)
class Pages:
    """Either `is_off`, or `is_unusable`, or figures (`newsroom.keeping.store.Store.figures`)."""

    path: Path
    is_off: bool = False
    is_unusable: bool = False
    count: int = 0
    bytes: int = 0
    tally: dict | None = None  # how many answers came from where
    waiting: int = 0  # to be drawn now: they became stale, and were asked for within a day
    waiting_since: datetime.datetime | None = None


def kept_pages(now):
    """Return the `Pages` of this machine; whoever only looks makes no file."""
    path = Path(settings.PAGE_STORE)
    if not settings.KEEP_PAGES:
        return Pages(path, is_off=True)
    if not path.exists() and os.access(path.parent, os.W_OK):
        return Pages(path, tally={})
    store = Store(path, settings.KEPT_ON_DISK)
    figures = store.figures(now.timestamp())
    if figures is None:
        return Pages(path, is_unusable=True)
    waiting = store.waiting(
        now.timestamp(), used_since=now.timestamp() - A_DAY, most=figures["waiting"]
    )
    return Pages(
        path,
        count=figures["pages"],
        bytes=figures["bytes"],
        tally={name: figures[name] for name in figures.keys() - {"pages", "bytes", "waiting"}},
        waiting=len(waiting),
        waiting_since=_since(store.read(waiting[0]), now) if waiting else None,
    )


def _since(page, now):
    """Return since when `page`, the first that is to be drawn, has waited.

    Since the hour it was valid until, or since the first change after it that concerns it; if there
    is neither, since this process was started.
    """
    if page is None:  # drawn or deleted meanwhile
        return now
    if page.valid_until > 0:
        since = datetime.datetime.fromtimestamp(page.valid_until, datetime.UTC)
        return max(since, _STARTED_AT)
    after = Change.objects.filter(pk__gt=page.number, at__lte=now).order_by("pk")
    for change in after[:_LOOKED_THROUGH]:
        if not page.keys.isdisjoint(change.keys):
            return max(change.at, _STARTED_AT)
    return _STARTED_AT
