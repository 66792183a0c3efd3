"""The largest number of pages that one verb touches does not grow with the archive."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from articles import front, publishing, snapshots
from articles.models import Article, Publication
from authors.models import Author
from newsroom.demo.seeding import seed
from newsroom.models import Change
from tests import cast
from tests.keeping import hands, paper

NOON = paper.local(2026, 11, 30, 12)
AN_HOUR = datetime.timedelta(hours=1)
FEW, MANY = 30, 2_000
NEAR = 24
"""Article pages that change with one text: it, seven on each side, those that refer to it."""
KEYS = 70
"""Of one change: a text of three people in seven lists."""


@pytest.fixture
def noon(one_connection):
    """Let two people and an agency sign a text each; those that are seeded are like these."""
    with time_machine.travel(NOON) as clock:
        cast.paper()
        cast.tag("Mopti", kind="place")
        agency = cast.author("AMAP", kind=Author.Kind.AGENCY)
        for signers in ([cast.author("Awa Diop")], [agency], [agency]):
            cast.published(bylines=signers, tags=["Eau"])
        yield clock


def seeded(count):
    seed(count, by=cast.publisher(), say=lambda _count: None)


def newest():
    return Publication.objects.visible().newest_first()


# --- What is done to it --------------------------------------------------------------------------
def publish():
    everybody = list(Author.objects.order_by("pk"))
    cast.published(bylines=everybody, tags=["Eau"], rubric=cast.rubric("Politique"))


def publish_into_the_archive():
    between = newest()[FEW // 2].published_at + datetime.timedelta(minutes=1)
    cast.published(bylines=list(Author.objects.all()), tags=["Eau"], at=between)


def change_a_headline():
    article = newest()[FEW // 2].article
    article.headline = "Tout autre chose"
    article.save()
    snapshots.record(article=article, by=cast.publisher())
    publishing.publish(article=article, by=cast.publisher())


def withdraw():
    article = newest()[FEW // 2].article
    publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.")


def withdraw_the_newest():
    article = newest()[0].article
    publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.")


def schedule():
    article = cast.article(bylines=list(Author.objects.all()), tags=["Eau"])
    snapshots.record(article=article, by=cast.publisher())
    publishing.schedule(article=article, by=cast.publisher(), at=timezone.now() + AN_HOUR)


def place():
    front.place(article=newest()[3].article, slot="lead", by=cast.publisher())


VERBS = (
    publish,
    publish_into_the_archive,
    change_a_headline,
    withdraw,
    withdraw_the_newest,
    place,
    schedule,  # the last: what it limits is limited from then on
)


# --- What it touches -----------------------------------------------------------------------------
def some_addresses():
    """Return the lists, all of the newest articles, and one in twenty of the others."""
    paths = list(newest().values_list("path", flat=True))
    lists = {path for path in paper.addresses() if path not in {*paths}}
    lists -= {path for path in lists if path.startswith("/contributions/")}
    return [*sorted(lists), *paths[: 2 * FEW], *paths[2 * FEW :: 20]]


def touched_by_each_verb(keeper):
    """Return {verb: (article pages, other pages, keys)} that became stale with it."""
    found = {}
    for verb in VERBS:
        hands.bring_up_to_date(keeper)
        for path in some_addresses():
            keeper.page(path)
        before = keeper.watch.number
        with hands.settled():
            verb()
        keeper.watch._looked_at = None
        keeper.watch.look()
        then = (timezone.now() + 2 * AN_HOUR).timestamp()
        stale = keeper.store.waiting(then, used_since=0, most=10**6)
        articles = {*Publication.objects.filter(path__in=stale).values_list("path", flat=True)}
        changes = Change.objects.filter(pk__gt=before).values_list("keys", flat=True)
        keys = {key for found_keys in changes for key in found_keys}
        found[verb.__name__] = (len(articles), len({*stale} - articles), len(keys))
    return found


def test_a_verb_touches_no_more_pages_of_a_great_archive_than_of_a_small_one(noon, keeper):
    seeded(FEW)
    small = touched_by_each_verb(keeper)
    noon.shift(2 * AN_HOUR)
    seeded(MANY)
    great = touched_by_each_verb(keeper)
    assert Article.objects.count() > MANY
    for verb, (articles, others, keys) in great.items():
        told = f"{verb}: {small[verb]}, then {great[verb]}"
        assert articles <= NEAR, told
        assert keys <= KEYS, told
        if verb != "schedule":  # what stands in its lists now may be gone by then
            assert others <= small[verb][1] + 3, told
