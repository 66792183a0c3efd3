"""Writes down that something readers see has changed, for every process that keeps pages."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from newsroom.keeping.waking import wake
from newsroom.models import Change

KEPT_FOR = timedelta(days=7)
"""A machine that was away for longer draws every page anew."""


@dataclass(frozen=True)
class NotedChange:
    """A row of `Change`, as processes use it; `at` in seconds since 1970, UTC."""

    number: int
    at: float
    keys: frozenset
    gone: frozenset


_LOCK = 7_015_020_401  # any number that nothing else in the database locks


@transaction.atomic
def changed(keys, *, at=None, gone=()):
    """Note that what the pages with any of `keys` show differs from the instant `at` (now) on.

    `at` may lie ahead, for what is scheduled. A page with a key of `gone` is never served again
    from that instant, not even when nothing else is left to serve. Call it last in the transaction
    that makes the change: until its end no other can note one, so that numbers grow in the order in
    which changes become visible, and whoever has read one number has missed none before it.
    """
    keys = sorted({*keys, *gone})
    if not keys:
        return
    if connection.vendor == "postgresql":  # on SQLite there is one writer at a time anyhow
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    now = timezone.now()
    Change.objects.create(noted_at=now, at=at or now, keys=keys, gone=sorted(gone))
    transaction.on_commit(wake)


def forget_old_changes() -> int:
    """Delete what every machine has long heard of; return how many. The newest stays for ever."""
    newest = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    old = Change.objects.filter(at__lt=timezone.now() - KEPT_FOR).exclude(pk=newest)
    return old.delete()[0]
