"""Whatever is killed in the middle of a publication: readers see the new text, nothing older."""

import os
import signal
import time

import pytest

from newsroom.keeping.store import Store
from tests.keeping import servers

PUBLISH = """
from tests import cast
answer = cast.published(headline={headline!r}, tags=["Fleuve Niger"]).path
"""
PUBLISH_AND_DIE = """
import os, signal
from django.db import transaction
from articles import publishing, snapshots
from articles.models import Article
from tests import cast
article = Article.objects.get(headline={headline!r})
article.headline = {new!r}
article.save()
snapshots.record(article=article, by=cast.publisher())
with transaction.atomic():
    transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
    publishing.publish(article=article, by=cast.publisher())
"""
REFERRING = """
from tests import cast
from articles.models import Article
number = Article.objects.get(headline={headline!r}).pk
answer = cast.published(body=cast.BODY + f'<aside data-article="{{number}}"></aside>').path
"""
SHOWING = ["front", "tag", "archive day", "feed"]


@pytest.fixture
def application(installation):
    with servers.serving(installation, "killed", workers=2) as application:
        warm(application, installation)
        yield application


def addresses_of(installation):
    found = installation.addresses | {"feed": "/flux/"}
    return [found[name] for name in SHOWING]


def warm(application, installation):
    for path in addresses_of(installation):
        assert application.get(path)[0] == 200


def see_it(application, installation, headline):
    """Ask until each page shows `headline`, and none ever fails; `make bench` says how soon."""

    def shows(path):
        status, _headers, text = application.get(path)
        assert status == 200
        return headline in text

    for path in addresses_of(installation):
        servers.seconds_until(lambda path=path: shows(path))


@pytest.mark.parametrize("how_many", [1, 2])
def test_readers_see_what_was_published_just_before_workers_were_killed(
    installation, application, how_many
):
    headline = f"{how_many} de moins"
    servers.seconds_until(lambda: len(application.workers()) == 2)
    killed = application.workers()[:how_many]
    installation.desk.do(PUBLISH.format(headline=headline))
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    see_it(application, installation, headline)


def test_what_was_to_be_drawn_is_drawn_after_a_power_cut(installation):
    """Whoever comes back serves nothing of the past, and draws the rest before anybody asks."""
    headline = "Après la panne"
    with servers.serving(installation, "cut") as application:
        warm(application, installation)
        application.kill()
    installation.desk.do(PUBLISH.format(headline=headline))
    with servers.serving(installation, "cut") as application:
        front, *others = addresses_of(installation)
        assert headline in application.get(front)[2]
        store = Store(application.store, 10**9)
        for path in others:
            servers.seconds_until(lambda path=path: store.read(path).is_current(time.time()))
            assert headline in store.read(path).plain.decode()


def test_what_the_killed_process_had_left_to_do_is_done_by_whoever_lives(installation, application):
    """The texts that refer to the published one are composed after it, by another process."""
    installation.desk.do(PUBLISH.format(headline="Le pont"))
    path = installation.desk.do(REFERRING.format(headline="Le pont"))
    assert "Le pont</a></p></aside>" in application.get(path)[2]
    dying = servers.Desk(installation)
    with pytest.raises(AssertionError):
        dying.do(PUBLISH_AND_DIE.format(headline="Le pont", new="Le pont rouvre"))
    dying.leave()
    servers.seconds_until(lambda: "Le pont rouvre</a></p></aside>" in application.get(path)[2])
