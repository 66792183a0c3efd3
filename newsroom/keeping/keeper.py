"""Gives the page of an address: from memory, from the machine's store, or drawn once for all."""

import contextlib
import threading
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus

from django.conf import settings
from django.utils import timezone

from newsroom.keeping.drawing import Drawer
from newsroom.keeping.memory import Memory
from newsroom.keeping.page import page_of
from newsroom.keeping.release import release
from newsroom.keeping.store import CLAIM, Store
from newsroom.keeping.watch import Watch

_TALLY_EVERY = 5  # seconds
_LEFT_ALONE = 30  # seconds
_USE_WRITTEN_EVERY = 600  # seconds
_BEGINS_TO_FAIL = HTTPStatus.INTERNAL_SERVER_ERROR


class Keeper:
    """The kept pages of one process."""

    def __init__(self):
        self.release = release()
        self.store = Store(
            settings.PAGE_STORE, settings.KEPT_ON_DISK, hands_on=bool(settings.FRONT_CACHES)
        )
        self.store.deploy(self.release)
        self.memory = Memory(settings.KEPT_IN_MEMORY)
        self.watch = Watch(self.store, self.memory)
        self.tally = Counter()
        self._drawer = Drawer()
        self._turns = {}
        self._turns_lock = threading.Lock()
        self._tally_written_at = 0.0

    def page(self, path, *, after=0):
        """Return the `KeptPage` to answer `path` with, at least as new as the change `after`."""
        if self.watch.is_due(after):
            self.watch.look(after)
        now, generation = _now(), self.memory.generation
        page = self.memory.get(path)
        if page is not None and page.is_current(now):
            self.tally["memory"] += 1
            return self._used(page, now, generation)
        return self._from_store(path, now)

    def draw_anew(self, path):
        """Draw a page that became stale; return it, or None when that failed or others are at it.

        One that cannot be drawn though the database answers is left alone for a while.
        """
        now = _now()
        if not self.store.claim(path, now):
            return None
        page = self._draw(path, was_kept=True)
        if page.status < _BEGINS_TO_FAIL:
            return page
        if not self.watch.is_blind:
            self.store.claim(path, now + CLAIM, until=now + _LEFT_ALONE)
        return None

    def write_tally(self):
        """Add what was served and drawn since to the machine's counts, every few seconds."""
        if self.tally and time.monotonic() - self._tally_written_at > _TALLY_EVERY:
            self._tally_written_at = time.monotonic()
            tally, self.tally = self.tally, Counter()
            self.store.add(tally)

    def _from_store(self, path, now):
        generation = self.memory.generation
        page = self._read(path, now)
        if page is None or not page.may_be_served(now):
            return self._wait_for(path)
        if page.is_current(now):
            self.tally["store"] += 1
            self.memory.put(page, generation)
            return self._used(page, now, generation)
        if self.watch.is_blind:
            self.tally["last resort"] += 1
            return page
        if page.claimed_until > now or not self.store.claim(path, now):
            self.tally["a moment ago"] += 1
            return page
        drawn = self._draw(path, was_kept=True, used_at=now)
        if drawn.status < _BEGINS_TO_FAIL:
            return drawn
        self.tally["last resort"] += 1
        return page

    def _read(self, path, now):
        """Return the page from the store, as limited by changes that the store could not take."""
        page = self.store.read(path)
        if page is None or not self.watch.uncarried:
            return page
        later = [change for change in self.watch.uncarried if change.number > page.number]
        return page.with_limits(later, now)

    def _used(self, page, now, generation):
        """Write down, seldom, that somebody asked for `page`; return it."""
        if now - (page.used_at or 0) > _USE_WRITTEN_EVERY:
            self.store.touch(page.path, now)
            self.memory.put(replace(page, used_at=now), generation)
        return page

    def _wait_for(self, path):
        """Draw a page that nobody has, while others who want it wait instead of doing the same."""
        with self._turn(path):
            now = _now()
            for page in (self.memory.get(path), self._read(path, now)):
                if page is not None and page.is_current(now):
                    return page
            was_kept = page is not None
            if was_kept and (page.claimed_until > now or not self.store.claim(path, now)):
                page = self._from_another_process(path)
                if page is not None:
                    return page
            if self.watch.is_blind and not self.watch.look():
                return self._unavailable(path)
            return self._draw(path, was_kept=was_kept, used_at=now)

    def _from_another_process(self, path):
        """Return what another process is drawing just now; None when it takes too long."""
        for _try in range(20):
            time.sleep(CLAIM / 20)
            page = self._read(path, _now())
            if page is None or page.is_current(_now()):
                return page
        return None

    def _draw(self, path, *, was_kept, used_at=None):
        """Draw `path` and keep it if it may be kept.

        The newest change is asked for before: the page is then known to be drawn after it. What
        lies ahead then limits it, also when it falls due while the page is being drawn.
        """
        saw = self.watch.look()
        generation, number = self.memory.generation, self.watch.number
        drawn_at = _now()
        ahead = self.watch.ahead(drawn_at)
        response = self._drawer.draw(path)
        page = page_of(path, response, release=self.release, number=number, drawn_at=drawn_at)
        if page.keys is None:
            if was_kept and page.status < _BEGINS_TO_FAIL:
                self.store.delete(path)
            return page
        self.tally["drawn"] += 1
        now = _now()
        page = replace(page.with_limits(ahead, drawn_at), used_at=used_at)
        if saw and _day(drawn_at) == _day(now):
            page = self.store.put(page, now)
            if page.is_current(now):
                self.memory.put(page, generation)
        else:  # who knows what has changed, or which day it shows
            page = replace(page, valid_until=0.0)
        if page.may_be_served(now):
            return page
        return self._draw(path, was_kept=True, used_at=used_at)  # withdrawn while it was drawn

    def _unavailable(self, path):
        response = self._drawer.unavailable()
        return page_of(path, response, release=self.release, number=0, drawn_at=_now())

    @contextlib.contextmanager
    def _turn(self, path):
        """Let one thread after the other do what concerns `path`."""
        with self._turns_lock:
            lock, waiting = self._turns.get(path, (threading.Lock(), 0))
            self._turns[path] = (lock, waiting + 1)
        try:
            with lock:
                yield
        finally:
            with self._turns_lock:
                lock, waiting = self._turns[path]
                if waiting == 1:
                    del self._turns[path]
                else:
                    self._turns[path] = (lock, waiting - 1)


def _now():
    return timezone.now().timestamp()


def _day(instant):
    return timezone.localdate(datetime.fromtimestamp(instant, UTC))
