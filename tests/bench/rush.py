"""Many publications in a row while readers come: what they get, and how often pages are drawn."""

import time
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone

from newsroom.keeping.store import Store
from tests.bench import load

EVERY = 0.5
"""Seconds from one publication to the next: more than the busiest desk manages, for minutes."""
_TALLIES_ARE_WRITTEN = 7  # seconds: a little more than the processes wait before they add theirs


@dataclass(frozen=True)
class Rush:
    """Loads before and meanwhile; `drawn` drawings of `pages` pages that the changes touched."""

    idle: load.Load
    busy: load.Load
    publications: int
    seconds: float
    pages: int
    drawn: int

    @property
    def drawn_a_change(self):
        """Drawings of a page for each change, on average."""
        return self.drawn / (self.publications * self.pages)


def measure(story, server, publications, seconds, *, folder):
    """Publish `story` twice a second while its pages are asked for."""
    paths = list(story.pages.values())
    idle = load.run(server, paths, seconds, folder=folder).or_fail()
    drawn_before = _drawings()
    begins_at = timezone.now().timestamp()
    with load.running(server, paths, folder=folder) as busy:
        due = time.monotonic()
        for number in range(publications):
            story.change(f"S{number:05}")
            due += EVERY
            time.sleep(max(0.0, due - time.monotonic()))
        ends_at = timezone.now().timestamp()
    drawn = _drawings() - drawn_before
    touched = _drawn_since(begins_at)
    return Rush(idle, busy[0], publications, ends_at - begins_at, touched, drawn)


def _store():
    return Store(settings.PAGE_STORE, settings.KEPT_ON_DISK)


def _drawings():
    """Return how many pages the processes of this machine have drawn until now."""
    time.sleep(_TALLIES_ARE_WRITTEN)
    return _store().figures(timezone.now().timestamp()).get("drawn", 0)


def _drawn_since(moment):
    """Return how many of the kept pages were drawn after `moment`, once or more."""
    store = _store()
    return sum(store.read(path).drawn_at > moment for path in store.paths())
