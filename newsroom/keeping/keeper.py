"""Gives the page of an address: from memory, from the machine's store, or drawn once for all."""

import contextlib
import threading
import time
from collections import Counter
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
        self.store = Store(settings.PAGE_STORE, settings.KEPT_ON_DISK)
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
        page = self.memory.get(path)
        if page is not None and page.is_current(timezone.now().timestamp()):
            self.tally["memory"] += 1
            return page
        return self._from_store(path)

    def draw_anew(self, path):
        """Draw a page that became stale; return it, or None when that failed or others are at it.

        One that cannot be drawn though the database answers is left alone for a while.
        """
        now = timezone.now().timestamp()
        if not self.store.claim(path, now):
            return None
        page = self._draw(path)
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

    def _from_store(self, path):
        generation = self.memory.generation
        page = self.store.read(path)
        now = timezone.now().timestamp()
        if page is None or not page.may_be_served(now):
            return self._wait_for(path)
        if page.is_current(now):
            self.tally["store"] += 1
            self.memory.put(page, generation)
            if now - page.used_at > _USE_WRITTEN_EVERY:
                self.store.touch(path, now)
            return page
        if not self.store.claim(path, now):
            self.tally["a moment ago"] += 1
            return page
        drawn = self._draw(path)
        if drawn.status < _BEGINS_TO_FAIL:
            return drawn
        self.tally["last resort"] += 1
        return page

    def _wait_for(self, path):
        """Draw a page that nobody has, while others who want it wait instead of doing the same."""
        with self._turn(path):
            page = self.store.read(path)
            if page is not None and page.is_current(timezone.now().timestamp()):
                return page
            if page is not None and not self.store.claim(path, timezone.now().timestamp()):
                page = self._from_another_process(path)
                if page is not None:
                    return page
            return self._draw(path)

    def _from_another_process(self, path):
        """Return what another process is drawing just now; None when it takes too long."""
        for _try in range(20):
            time.sleep(CLAIM / 20)
            page = self.store.read(path)
            if page is None or page.is_current(timezone.now().timestamp()):
                return page
        return None

    def _draw(self, path):
        """Draw `path` and keep it if it may be kept.

        The newest change is asked for before: the page is then known to be drawn after it.
        """
        self.watch.look()
        generation, number = self.memory.generation, self.watch.number
        drawn_at = timezone.now().timestamp()
        response = self._drawer.draw(path)
        page = page_of(path, response, release=self.release, number=number, drawn_at=drawn_at)
        now = timezone.now().timestamp()
        if page.keys is None:
            if page.status < _BEGINS_TO_FAIL:
                self.store.delete(path)
            return page
        self.tally["drawn"] += 1
        page = page.with_limits(self.watch.ahead(drawn_at), drawn_at)
        kept = self.store.put(page, now)
        if kept.is_current(now):
            self.memory.put(kept, generation)
        return page if kept.body is None else kept

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
