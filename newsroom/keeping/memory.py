"""Pages in the memory of one process, for which nothing else has to be asked. Bounded."""

import threading
from collections import OrderedDict


class Memory:
    """The pages asked for last, up to `limit` bytes.

    `generation` grows with each change: a page read or drawn before one may not come in after it.
    """

    def __init__(self, limit):
        self.limit = limit
        self.generation = 0
        self._pages = OrderedDict()
        self._weight = 0
        self._lock = threading.Lock()

    def __len__(self):
        return len(self._pages)

    @property
    def weight(self):
        return self._weight

    def get(self, path):
        with self._lock:
            page = self._pages.get(path)
            if page is not None:
                self._pages.move_to_end(path)
            return page

    def put(self, page, generation):
        """Take `page` in, unless something has changed since `generation`."""
        with self._lock:
            if generation != self.generation:
                return
            self._drop(page.path)
            self._pages[page.path] = page
            self._weight += page.weight
            while self._weight > self.limit:
                self._drop(next(iter(self._pages)))

    def apply(self, changes):
        """Forget the pages that `changes` touch, now or later; the store knows more of them."""
        with self._lock:
            self.generation += 1
            for change in changes:
                touched = [
                    page.path
                    for page in self._pages.values()
                    if page.number < change.number and not page.keys.isdisjoint(change.keys)
                ]
                for path in touched:
                    self._drop(path)

    def clear(self):
        with self._lock:
            self.generation += 1
            self._pages.clear()
            self._weight = 0

    def _drop(self, path):
        page = self._pages.pop(path, None)
        if page is not None:
            self._weight -= page.weight
