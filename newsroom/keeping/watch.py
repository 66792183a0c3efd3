"""Knows which changes were noted: asks the database ten times a second, and after any silence.

A page may be served without asking while the last look is less than a second old. When the database
does not answer, pages are served as they are, and it is asked again each second.
"""

import threading
import time

from django.db import Error, close_old_connections
from django.utils import timezone

from newsroom.keeping.changes import NotedChange
from newsroom.models import Change

LEASE = 1.0
"""Seconds for which what was seen holds."""
AGAIN = 1.0
"""Seconds after which a silent database is asked again."""
WAIT = 0.5
"""Seconds for which a reader waits for the look of another; then the database counts as silent."""


class Watch:
    """Follows the changes for one process: carries each to the `store` and to the `memory`.

    `uncarried` are changes that the store could not yet take, being locked or full.
    """

    def __init__(self, store, memory):
        self._store = store
        self._memory = memory
        self._lock = threading.Lock()
        self._ahead = []
        self._looked_at = None  # seconds of the monotonic clock
        self.is_blind = False
        self.uncarried = []
        self.number, self._token = store.position()
        self._knows_what_lies_ahead = False

    def is_due(self, number=0):
        """True when the database has to be asked before a page may be served.

        `number` is that of a change which the caller has heard of.
        """
        if self._looked_at is None or number > self.number:
            return True
        return time.monotonic() - self._looked_at > (AGAIN if self.is_blind else LEASE)

    def look(self, number=0):
        """Ask for new changes, unless another thread has just done so; return whether it worked."""
        asked_at = time.monotonic()
        # While the database is silent one thread waits for it, the others serve what there is.
        if not self._lock.acquire(timeout=0 if self.is_blind else WAIT):
            self.is_blind = True
            return False
        try:
            if self._looked_at is None or self._looked_at < asked_at or number > self.number:
                self._look()
        finally:
            self._lock.release()
        return not self.is_blind

    def ahead(self, drawn_at):
        """Return the changes that take effect after `drawn_at`."""
        return [change for change in self._ahead if change.at > drawn_at]

    def _look(self):
        looked_at = time.monotonic()
        try:
            close_old_connections()
            changes, token = self._read()
        except Error:
            self.is_blind = True
            self._memory.apply(self._store.changes_after(self.number))
            self._looked_at = time.monotonic()
            return
        now = timezone.now().timestamp()
        self.uncarried = [*self.uncarried, *changes]
        if self.uncarried and self._store.apply(self.uncarried, token, now):
            self.uncarried = []
        if changes:
            self._memory.apply(changes)
            self.number, self._token = changes[-1].number, token
        self._ahead = [change for change in [*self._ahead, *changes] if change.at > now]
        self.is_blind = False
        self._looked_at = looked_at

    def _read(self):
        """Return the changes after the last one known, and the token of the newest.

        The last one known is read again: when it is not there, or is another, this is not the
        database that the pages were drawn from, or it has forgotten what we missed.
        """
        if not self.number:
            self.number, self._token = self._store.position()
        rows = list(Change.objects.filter(pk__gte=self.number).order_by("pk"))
        known = (self.number, self._token)
        if self.number and not (rows and (rows[0].pk, rows[0].token) == known):
            self._start_afresh()
            rows = []
        elif self.number:
            rows = rows[1:]
        elif rows:  # nothing was ever carried to pages: there are none, or none that is known
            self._start_afresh()
            rows = []
        if not self._knows_what_lies_ahead:
            still = Change.objects.filter(at__gt=timezone.now(), pk__lte=self.number)
            self._ahead = [_noted(row) for row in still]
            self._knows_what_lies_ahead = True
        return [_noted(row) for row in rows], rows[-1].token if rows else self._token

    def _start_afresh(self):
        newest = Change.objects.order_by("-pk").first()
        self.number, self._token = (newest.pk, newest.token) if newest else (0, "")
        self._store.start_afresh(self.number, self._token)
        self._memory.clear()
        self.uncarried = []
        self._knows_what_lies_ahead = False


def _noted(row):
    return NotedChange(row.pk, row.at.timestamp(), frozenset(row.keys), frozenset(row.gone))
