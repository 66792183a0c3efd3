"""How long after a change is committed each page shows it, asked for through nginx."""

import http.client
import math
import random
import time
import zlib
from urllib.parse import urlsplit

from tests.bench.table import percentile

_GIVE_UP = 10  # seconds
_LOOK_EVERY = 0.005  # seconds
_MOST_PAUSE = 0.5  # seconds between two changes: more or less, not to fall in step with anything


class Reader:
    """One browser that keeps its connection."""

    def __init__(self, server):
        self._connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=_GIVE_UP)

    def sees(self, path, mark):
        """Whether the page shows `mark`; RuntimeError when there is no page."""
        self._connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
        with self._connection.getresponse() as answer:
            body = answer.read()
        if answer.status != http.HTTPStatus.OK:
            raise RuntimeError(f"{path} answers {answer.status}.")
        return mark.encode() in zlib.decompress(body, wbits=31)


def measure(story, server, changes, *, series):
    """Change `story` again and again; return `{page: [milliseconds]}`, sorted.

    `series` is a letter that tells these changes from those before. A page that never showed one
    counts as infinitely late.
    """
    reader = Reader(server)
    found = {page: [] for page in story.pages}
    for number in range(changes):
        mark = f"{series}{number:05}"
        committed_at = story.change(mark)
        for page, seen_at in _seen(reader, story.pages, mark, committed_at + _GIVE_UP).items():
            found[page].append(max(0.0, seen_at - committed_at) * 1000)
        time.sleep(random.uniform(0, _MOST_PAUSE))
    return {page: sorted(delays) for page, delays in found.items()}


def _seen(reader, pages, mark, until):
    """Return when each page first showed `mark`, by its name."""
    waiting, seen = dict(pages), {}
    while waiting and time.monotonic() < until:
        for page, path in list(waiting.items()):
            if reader.sees(path, mark):
                seen[page] = time.monotonic()
                del waiting[page]
        time.sleep(_LOOK_EVERY)
    return seen | dict.fromkeys(waiting, math.inf)


def summary(delays):
    """Return (p50, p99, longest) of sorted milliseconds."""
    return percentile(delays, 50), percentile(delays, 99), delays[-1]
