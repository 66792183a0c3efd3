"""What readers' pages cost, for whoever wants to see the figures that the tests hold to."""

import time
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.context_processors import forget_menu
from articles.models import Page, Publication, Rubric
from articles.models.tag import Tag
from authors.models import Author

ROUNDS = 5
_LOOKED_AT = 200  # newest publications among which the longest is sought
_TITLES = ("page", "queries", "bytes", "gzip", "ms", "address")
_ROW = "{:<12}{:>8}{:>9}{:>8}{:>8}  {}"


class Command(BaseCommand):
    help = (
        "Prints queries, bytes and milliseconds of each kind of public page: queries of a process "
        f"that has just started, milliseconds as the best of {ROUNDS}."
    )

    def handle(self, **options):
        self.stdout.write(_ROW.format(*_TITLES))
        for kind, address in addresses():
            self.stdout.write(_ROW.format(kind, *measure(address), address))


def addresses():
    """Yield (kind of page, address) of what the database holds, newest and longest first."""
    yield "front", "/"
    newest = Publication.objects.visible().newest_first()
    if longest := max(newest[:_LOOKED_AT], key=_signs, default=None):
        yield "article", longest.path
    rubrics = Rubric.objects.exclude(menu_position=0)
    for kind, found in (
        ("rubric", rubrics.filter(kind=Rubric.Kind.SECTION).first()),
        ("column", rubrics.filter(kind=Rubric.Kind.COLUMN).first()),
        ("author", Author.objects.with_page().exclude(publication_links=None).first()),
        ("tag", Tag.objects.filter(kind=Tag.Kind.TOPIC).exclude(publication_links=None).first()),
        ("place", Tag.objects.filter(kind=Tag.Kind.PLACE).exclude(publication_links=None).first()),
        ("page", Page.objects.first()),
    ):
        if found:
            yield kind, found.get_absolute_url()
    day = timezone.localdate(longest.published_at) if longest else timezone.localdate()
    yield from (("year", f"/{day:%Y}/"), ("month", f"/{day:%Y/%m}/"), ("day", f"/{day:%Y/%m/%d}/"))
    yield from (("authors", "/auteurs/"), ("subscribe", "/abonnement/"), ("feed", "/flux/"))


def _signs(publication):
    return publication.page["characters"]


def measure(address):
    """Return queries, bytes, bytes compressed and milliseconds of an address."""
    client = Client(headers={"host": urlsplit(settings.SITE_URL).netloc})
    forget_menu()
    with CaptureQueriesContext(connection) as queries:
        plain = client.get(address)
    asked = len(queries)
    durations = []
    for _round in range(ROUNDS):
        start = time.perf_counter()
        compressed = client.get(address, headers={"accept-encoding": "gzip"})
        durations.append((time.perf_counter() - start) * 1000)
    sizes = len(plain.content), len(compressed.content)
    return asked, *sizes, f"{min(durations):.1f}"
