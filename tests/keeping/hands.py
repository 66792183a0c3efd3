"""Hands for the tests of kept pages: a keeper of one's own, and what to hold against it."""

import datetime
import gzip
import itertools
import os
from io import BytesIO
from typing import NamedTuple

from django.test import TestCase, override_settings
from django.utils import timezone

from articles import context_processors
from newsroom.keeping.changes import NotedChange
from newsroom.keeping.keeper import Keeper
from newsroom.keeping.page import KeptPage, page_of
from newsroom.keeping.refreshing import Refresher
from newsroom.keeping.wsgi import KeptPages

_numbers = itertools.count(1)


def settled():
    """Run what a block leaves for after the commit at its end, as if it were a transaction."""
    return TestCase.captureOnCommitCallbacks(execute=True)


def keeper_in(folder, name=""):
    """Return a keeper whose store is a new file in `folder`, or the one called `name`."""
    name = name or f"pages-{next(_numbers)}.sqlite3"
    with override_settings(PAGE_STORE=folder / name):
        return Keeper()


def bring_up_to_date(keeper):
    """Let the keeper hear of all changes and draw what they touch; return how many it drew."""
    return Refresher(keeper).work()


def fresh(keeper, path):
    """Return the page as it would be drawn now."""
    response = keeper._drawer.draw(path)
    now = timezone.now().timestamp()
    return page_of(path, response, release=keeper.release, number=0, drawn_at=now)


def kept_as_current(keeper):
    """Return the pages that would be answered without drawing, from memory and from the store."""
    now = timezone.now().timestamp()
    in_memory = list(keeper.memory._pages.values())
    in_store = [keeper.store.read(path) for path in keeper.store.paths()]
    return [page for page in [*in_memory, *in_store] if page.is_current(now)]


def differences(keeper, but=()):
    """Return what is wrong with pages that would be served as current; of some nothing is said."""
    context_processors.forget_menu()  # as a process that has just started
    drawn, found = {}, []
    for page in kept_as_current(keeper):
        if page.path in but:
            continue
        if page.path not in drawn:
            drawn[page.path] = fresh(keeper, page.path)
        now = drawn[page.path]
        if now.keys is None:
            found.append(f"{page.path} is kept, and answers {now.status} now")
        elif (page.status, page.headers, page.etag) != (now.status, now.headers, now.etag):
            found.append(
                f"{page.path} {page.status} → {now.status}: {_first_difference(page, now)}"
            )
    return found


def _first_difference(old, new):
    before, after = old.plain.decode(), new.plain.decode()
    if before == after:
        return f"{set(old.headers) ^ set(new.headers)}"
    place = next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other),
        min(len(before), len(after)),
    )
    start = max(0, place - 90)
    return f"…{before[start : place + 120]!r} … is now … {after[start : place + 120]!r}…"


def minutes(count):
    return datetime.timedelta(minutes=count)


class Answer(NamedTuple):
    """What a WSGI server is told: a number, the headers by their names, and bytes."""

    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        is_small = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if is_small else self.body).decode()


class Served:
    """The door of the application, with `keeper` behind it; `to_django` holds what it let past."""

    def __init__(self, keeper):
        self.keeper = keeper
        self.to_django = []
        self._door = KeptPages(self._django)
        self._door._keeper, self._door._process = keeper, os.getpid()

    def _django(self, environ, start_response):
        self.to_django.append((environ["REQUEST_METHOD"], environ["PATH_INFO"]))
        start_response("200 OK", [("X-From", "Django")])
        return [b"Django"]

    def ask(self, path, method="GET", *, query="", host="localhost:8000", **headers):
        """Ask as a WSGI server does; `headers` are named « HTTP_ACCEPT_ENCODING »."""
        environ = {"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query}
        environ |= {"HTTP_HOST": host, "SCRIPT_NAME": "", "wsgi.input": BytesIO(), **headers}
        said = {}

        def start_response(status, headers):
            assert len({name for name, _value in headers}) == len(headers), headers
            said.update(status=int(status.split()[0]), headers=dict(headers))

        body = b"".join(self._door(environ, start_response))
        return Answer(**said, body=body)


def a_page(path="/", text="La crue", keys=("front",), **fields):
    """Return a page as if it had been drawn; `fields` are those of `KeptPage`."""
    given = {
        "path": path,
        "status": 200,
        "headers": (("Content-Type", "text/html; charset=utf-8"), ("Vary", "Accept-Encoding")),
        "body": gzip.compress(text.encode(), mtime=0),
        "etag": f'W/"{len(text)}"',
        "keys": frozenset(keys),
        "release": "one",
        "number": 1,
        "drawn_at": timezone.now().timestamp(),
    }
    return KeptPage(**given | fields)


def a_change(number, *keys, at=0.0, gone=()):
    return NotedChange(number, at, frozenset({*keys, *gone}), frozenset(gone))
