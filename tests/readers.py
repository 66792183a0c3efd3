"""What a reader finds on a public page: its words, its headings, where its links lead."""

import json
import re
from contextlib import contextmanager
from html.parser import HTMLParser

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import context_processors

_SILENT = {"style", "script"}
_VOID = {"br", "img", "input", "link", "meta", "source"}


class Page(HTMLParser):
    """A page as read: its `text`, `links` as (address, words), `headings` as (level, words)."""

    def __init__(self, response):
        super().__init__(convert_charrefs=True)
        self.response = response
        self.html = response.content.decode()
        self.links, self.headings, self.meta, self.times = [], [], {}, []
        self.rel, self.data, self.images, self.title = {}, None, [], ""
        self._words, self._open = [], []
        self.feed(self.html)
        self.close()

    @property
    def text(self):
        return re.sub(r"[ \n]+", " ", "".join(self._words))

    @property
    def addresses(self):
        return [address for address, _words in self.links]

    def headings_of(self, level):
        return [words for found, words in self.headings if found == level]

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self._open.append((tag, attrs, len(self._words)))
        if tag == "meta":
            self.meta[attrs.get("property") or attrs.get("name")] = attrs.get("content")
        if tag == "link":
            self.rel[attrs["rel"]] = attrs["href"]
        if tag == "img":
            self.images.append(attrs)
        if tag == "time":
            self.times.append(attrs["datetime"])
        if tag in _VOID:
            self._open.pop()
            self._words.append(" ")

    def handle_endtag(self, tag):
        opened, attrs, start = self._open.pop()
        assert opened == tag, f"<{opened}> is closed by </{tag}>"
        words = "".join(self._words[start:]).strip()
        if tag == "a":
            self.links.append((attrs["href"], words))
        elif tag in {"h1", "h2", "h3", "h4"}:
            self.headings.append((int(tag[1]), words))
        elif tag == "title":
            self.title = words
        self._words.append("" if tag in {"a", "b", "sup", "em", "time"} else " ")

    def handle_data(self, data):
        if self._open and self._open[-1][1].get("type") == "application/ld+json":
            self.data = json.loads(data)
        elif not self._open or self._open[-1][0] not in _SILENT:
            self._words.append(data)


def get(path, *, client=None, status=200, **options):
    """Return the `Page` that a visitor gets at `path`."""
    response = (client or Client()).get(path, **options)
    assert response.status_code == status, f"{path} answers {response.status_code}"
    return Page(response)


def cold_queries(path):
    """Return the queries of an address while this process does not keep the menu yet."""
    context_processors.forget_menu()
    with queries() as asked:
        assert Client().get(path).status_code == 200, path
    return asked


@contextmanager
def queries():
    """Collect what the block asks of the database, as SQL."""
    asked = []
    with CaptureQueriesContext(connection) as captured:
        yield asked
    asked += [query["sql"] for query in captured]
