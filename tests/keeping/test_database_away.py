"""The paper stays up when the database does not: kept pages, clear words, and nothing withdrawn."""

import re
import threading
import time
from collections import defaultdict

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from articles import publishing
from articles.models import Article
from newsroom.calendar import midnight
from newsroom.keeping.store import CLAIM
from tests import cast
from tests.keeping import hands, paper, servers


def gone(*_arguments):
    raise OperationalError("server closed the connection unexpectedly")


@pytest.fixture
def away(served):
    """Return a context in which the database does not answer."""

    class Away:
        def __enter__(self):
            self.wrapper = connection.execute_wrapper(gone)
            self.wrapper.__enter__()
            look_again(served)

        def __exit__(self, *error):
            self.wrapper.__exit__(*error)

    return Away()


def look_again(served):
    """Let the time pass after which the database is asked before a page is served."""
    served.keeper.watch._looked_at = None


def the_dike():
    return Article.objects.get(headline="La digue")


# --- What is kept --------------------------------------------------------------------------------
def test_every_page_drawn_before_is_still_served_as_it_was(printed, served, away):
    before = {path: served.ask(path) for path in paper.addresses()}
    kept = served.keeper.store.paths()
    assert len(kept) > 40
    with away:
        for path in kept:
            assert served.ask(path).body == before[path].body
        served.keeper.memory.clear()
        for path in kept:
            assert served.ask(path).body == before[path].body


def test_a_process_that_starts_meanwhile_serves_what_the_machine_has(printed, tmp_path, away):
    first = hands.Served(hands.keeper_in(tmp_path, "pages.sqlite3"))
    front = first.ask("/")
    with away:
        second = hands.Served(hands.keeper_in(tmp_path, "pages.sqlite3"))
        assert second.ask("/").body == front.body
        assert second.ask("/auteurs/").status == 503


def test_a_page_that_was_to_be_drawn_anew_is_served_as_it_was(printed, served, away):
    before = served.ask("/")
    with hands.settled():
        cast.published(headline="Une nouvelle")
    look_again(served)
    served.keeper.watch.look()
    with away:
        assert served.ask("/").body == before.body
    printed.shift(CLAIM)
    look_again(served)
    assert "Une nouvelle" in served.ask("/").text


def test_the_front_of_yesterday_is_better_than_none(printed, served, away):
    before = served.ask("/")
    with away:
        printed.move_to(midnight(timezone.localdate() + paper.DAY))
        assert served.ask("/").body == before.body
    printed.shift(CLAIM)
    look_again(served)
    assert served.ask("/").body != before.body


# --- What is not ---------------------------------------------------------------------------------
def test_a_page_never_drawn_says_so_in_french_and_shows_a_way_on(printed, served, away):
    path = the_dike().publications.get().path
    with away:
        answer = served.ask(path)
    assert answer.status == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Cache-Control"] == "no-store"
    assert 'lang="fr"' in answer.text
    assert "revient dans un instant" in answer.text
    assert 'href="/"' in answer.text
    assert served.keeper.store.paths() == []
    look_again(served)
    assert served.ask(path).status == 200


@pytest.mark.parametrize("path", ["/compte/", "/redaction/", "/contributions/1/lire/", "/lire/1/"])
def test_private_pages_say_so_as_well(printed, away, path):
    client = Client(raise_request_exception=False)
    client.force_login(cast.reader())
    with away:
        response = client.get(path)
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "revient dans un instant" in response.content.decode()


# --- What was withdrawn --------------------------------------------------------------------------
def test_what_was_withdrawn_is_not_served_though_nobody_could_draw_its_successor(
    printed, served, away
):
    article = the_dike()
    path = article.publications.get().path
    contributions = f"/contributions/{article.pk}/"
    for address in (path, contributions):
        assert served.ask(address).status == 200
    with hands.settled():
        publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.")
    look_again(served)
    served.keeper.watch.look()
    with away:
        assert served.ask(path).status == 503
        assert "La digue" not in served.ask(path).text
    look_again(served)
    assert served.ask(path).status == 410
    with away:
        assert served.ask(path).status == 410


def test_what_is_withdrawn_by_itself_goes_though_nobody_does_anything(printed, served, away):
    article = the_dike()
    path = article.publications.get().path
    at = timezone.now() + hands.minutes(10)
    with hands.settled():
        publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.", at=at)
    assert served.ask(path).status == 200
    with away:
        printed.move_to(at - hands.minutes(1))
        answer = served.ask(path)
        assert answer.status == 200
        in_need = re.search(r"stale-if-error=(\d+)", answer.headers["Cache-Control"])
        assert 0 < int(in_need[1]) <= 60
        printed.move_to(at)
        assert served.ask(path).status == 503
    look_again(served)
    assert served.ask(path).status == 410


def test_the_page_of_before_a_timed_withdrawal_goes_as_well(printed, served, away):
    """It was drawn before anybody knew, and not asked for since."""
    article = the_dike()
    path = article.publications.get().path
    assert served.ask(path).status == 200
    at = timezone.now() + hands.minutes(10)
    with hands.settled():
        publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.", at=at)
    look_again(served)
    served.keeper.watch.look()
    with away:
        assert served.ask(path).status == 200
        printed.move_to(at)
        assert served.ask(path).status == 503


# --- A real server -------------------------------------------------------------------------------
def test_a_stopped_database_costs_no_kept_page_and_all_recovers_by_itself(installation):
    pages = installation.addresses
    never = "/auteurs/boubacar-sy/"
    kept = [path for name, path in pages.items() if name in KEPT_KINDS]
    with servers.serving(installation, "stopped", workers=2) as application:
        for _time in range(2):
            statuses = {path: application.get(path)[0] for path in kept}
        assert set(statuses.values()) <= {200, 410}
        with readers(application, kept) as seen:
            installation.server.stop()
            try:
                await_all(seen, kept)
                assert application.get("/sante/")[0] == 200
                status, headers, text = application.get(never)
                assert (status, headers["Retry-After"], 'href="/"' in text) == (503, "30", True)
                account = application.get("/compte/", Cookie="sessionid=abcdefghijklmnopqrstuvwxyz")
                assert account[0] == 503
                await_all(seen, kept)
            finally:
                installation.server.start()
            servers.seconds_until(lambda: application.get(never)[0] == 200)
            await_all(seen, kept)
        assert dict(seen) == {path: {status} for path, status in statuses.items()}


KEPT_KINDS = {"front", "page", "year", "rubric", "column", "tag", "author month", "article", "410"}


class readers:  # noqa: N801 - used as a function
    """Threads that ask for `paths` again and again; what they saw, `{path: statuses}`."""

    def __init__(self, application, paths):
        self.seen, self._end = defaultdict(set), threading.Event()
        self._threads = [
            threading.Thread(target=self._read, args=(application, paths)) for _turn in range(3)
        ]

    def _read(self, application, paths):
        while not self._end.is_set():
            for path in paths:
                self.seen[path].add(application.get(path)[0])

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self.seen

    def __exit__(self, *error):
        self._end.set()
        for thread in self._threads:
            thread.join()


def await_all(seen, paths):
    """Wait until readers have asked for each page some more times, for more than a second."""
    for path in paths:
        assert len(seen[path]) <= 1, seen[path]
    time.sleep(1.5)
