"""Two machines on one database: what is changed is seen on both, and by one that was away."""

import time

import pytest

from tests.keeping import servers

A_SECOND = 1.0  # for which a process believes what it saw

PUBLISH = """
from tests import cast
made = cast.published(headline={headline!r}, tags=["Fleuve Niger"])
answer = made.path
"""
WITHDRAW = """
from articles import publishing
from tests import cast
answer = publishing.withdraw(article=made.article, by=cast.publisher(), notice="Retiré de là.")
answer = None
"""
HIDE = """
from articles import refreshing
from authors.models import Author
from newsroom.keeping import changed, noting
from articles import touching
with noting():
    hidden = Author.objects.get(name="Boubacar Sy")
    hidden.is_public, hidden.public_form = False, "B.S."
    hidden.save()
    refreshing.refresh_for(hidden, hide=True)
    changed(set(), gone={touching.about("author", hidden.pk), "authors"})
"""
LISTS = ["front", "tag", "archive day"]


@pytest.fixture(scope="module")
def first(installation):
    with servers.serving(installation, "first") as machine:
        yield machine


def see(machine, path, words):
    """Ask until `path` shows `words`; `make bench` says how soon."""
    servers.seconds_until(lambda: words in machine.get(path)[2])


def test_a_change_of_one_machine_is_on_every_other(installation, first):
    with servers.serving(installation, "second") as second:
        paths = [installation.addresses[name] for name in LISTS]
        for machine in (first, second):
            assert {machine.get(path)[0] for path in paths} == {200}
        for number in range(3):
            headline = f"Des deux côtés, {number}"
            installation.desk.do(PUBLISH.format(headline=headline))
            for machine in (first, second):
                for path in paths:
                    see(machine, path, headline)


def test_a_machine_that_was_away_comes_back_without_serving_the_past(installation, first):
    kept = [*installation.addresses.values(), "/flux/"]
    gone = installation.desk.do(PUBLISH.format(headline="Une rumeur"))
    with servers.serving(installation, "away") as away:
        for path in [*kept, gone]:
            away.get(path)
    for step in (WITHDRAW, HIDE, PUBLISH.format(headline="Pendant l’absence")):
        installation.desk.do(step)
    with servers.serving(installation, "away") as away:
        status, _headers, text = away.get(gone)
        assert (status, "Retiré de là." in text, "Une rumeur" in text) == (410, True, False)
        assert "Pendant l’absence" in away.get("/")[2]
        now = time.monotonic()
        servers.seconds_until(lambda: time.monotonic() - now > A_SECOND)
        for path in kept:
            assert answer(away, path) == answer(first, path), path
            assert "Boubacar" not in away.get(path)[2], path


def answer(machine, path):
    status, headers, text = machine.get(path)
    return status, headers["ETag"], text
