"""What readers' pages cost, for whoever wants to see the figures that the tests hold to."""

import gzip
import time
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.context_processors import forget_menu
from articles.models import Page, Publication, Rubric
from articles.models.tag import Tag
from authors.models import Author
from subscriptions.models import Discussion, Subscription

ROUNDS = 20
_LOOKED_AT = 200  # newest publications among which the longest is sought
_TITLES = ("page", "queries", "bytes", "gzip", "ms", "mean", "address")
_ROW = "{:<14}{:>8}{:>9}{:>8}{:>8}{:>8}  {}"


class Command(BaseCommand):
    help = (
        "Prints queries, bytes and milliseconds of each kind of page: queries of a process that "
        f"has just started, milliseconds of processor time, the best and the mean of {ROUNDS}."
    )

    def handle(self, **options):
        self.stdout.write(_ROW.format(*_TITLES))
        for kind, address in addresses():
            self.stdout.write(_ROW.format(kind, *measure(address, visitor()), address))
        for address, client in discussions():
            self.stdout.write(_ROW.format("discussion", *measure(address, client), address))


def visitor():
    """Return a client that asks by the paper’s own host."""
    return Client(headers={"host": urlsplit(settings.SITE_URL).netloc})


def discussions():
    """Yield the contributions to the article that has most, with a subscriber who is signed in.

    Nothing of his being signed in is left behind.
    """
    fullest = Discussion.objects.order_by("-shown_count").first()
    lasting = Subscription.objects.filter(ends_at__gt=timezone.now(), user__is_active=True)
    subscription = lasting.select_related("user").first()
    if fullest and subscription:
        client = visitor()
        with transaction.atomic():
            client.force_login(subscription.user)
            yield reverse("subscriptions:discussion", args=[fullest.article_id]), client
            transaction.set_rollback(True)


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


def measure(address, client):
    """Return queries, bytes, bytes compressed (level 9), best and mean milliseconds of a page."""
    forget_menu()
    with CaptureQueriesContext(connection) as queries:
        content = client.get(address).content
    asked = len(queries)
    durations = []
    for _round in range(ROUNDS):
        start = time.process_time()
        client.get(address)
        durations.append((time.process_time() - start) * 1000)
    sizes = len(content), len(gzip.compress(content, 9))
    return asked, *sizes, f"{min(durations):.1f}", f"{sum(durations) / ROUNDS:.1f}"
