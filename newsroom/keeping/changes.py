"""Writes down that something readers see has changed, for every process that keeps pages."""

import contextlib
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from newsroom.keeping.waking import wake
from newsroom.models import Change

KEPT_FOR = timedelta(days=7)
"""A machine that was away for longer draws every page anew."""

PATH = "path:"
"""Before the address of a page that caches in front shall ask for anew, known here or not."""

_LOCK = 7_015_020_401  # any number that nothing else in the database locks
_gathered = ContextVar("gathered", default=None)


@dataclass(frozen=True)
class NotedChange:
    """A row of `Change`, as processes use it; `at` in seconds since 1970, UTC."""

    number: int
    at: float
    keys: frozenset
    gone: frozenset


def changed(keys, *, at=None, gone=()):
    """Note that what the pages with any of `keys` show differs from the instant `at` (now) on.

    `at` may lie ahead, for what is scheduled. A page with a key of `gone` is never served again
    from that instant, not even when nothing else is left to serve. Call it last in the transaction
    that makes the change, or within `noting`.
    """
    keys, gone = {*keys, *gone}, {*gone}
    gathered = _gathered.get()
    if not keys:
        return
    if gathered is None:
        _write(keys, at, gone)
        return
    known_keys, known_gone = gathered.setdefault(at, (set(), set()))
    known_keys |= keys
    known_gone |= gone


@contextlib.contextmanager
def noting():
    """Make one transaction of an act or several, whose changes are noted at its end, once.

    Noting holds a lock that every other change waits for: what still has to take locks of its own
    after the first change would meet somebody who does it the other way round. One within another
    leaves the noting to the outer one; what fails in the inner one is not noted.
    """
    outer, own = _gathered.get(), {}
    token = _gathered.set(own)
    try:
        with transaction.atomic():
            yield
            _gathered.set(outer)
            for at, (keys, gone) in own.items():
                changed(keys, at=at, gone=gone)
    finally:
        _gathered.reset(token)


@transaction.atomic
def _write(keys, at, gone):
    """Write a change.

    Until the end of the transaction nobody else can: numbers so grow in the order in which changes
    become visible, and whoever has read one has missed none before it. SQLite has one writer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    now = timezone.now()
    Change.objects.create(noted_at=now, at=at or now, keys=sorted(keys), gone=sorted(gone))
    transaction.on_commit(wake)


def forget_old_changes() -> int:
    """Delete what every machine has long heard of; return how many. The newest stays for ever."""
    newest = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    old = Change.objects.filter(at__lt=timezone.now() - KEPT_FOR).exclude(pk=newest)
    return old.delete()[0]
