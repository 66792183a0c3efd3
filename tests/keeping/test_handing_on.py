"""What caches in front are told: every page that changed, until they have answered."""

import pytest
from django.test import override_settings

from newsroom.keeping import PATH, changed, refreshing
from newsroom.keeping.refreshing import Refresher
from tests import nginx
from tests.keeping import hands


@pytest.fixture
def front():
    """Return what stands where a cache in front would, and is told."""
    front = nginx.Application(nginx.free_port())
    front.start()
    yield front
    front.stop()


@pytest.fixture
def refresher(one_connection, tmp_path, front):
    with override_settings(FRONT_CACHES=[f"http://127.0.0.1:{front.port}"]):
        refresher = Refresher(hands.keeper_in(tmp_path))
    changed({"front"})
    refresher.work()  # it knows then where the changes had come to
    return refresher


def addresses(count):
    return {f"/pages/page-{number}/" for number in range(count)}


def told(front):
    return [path for _method, path, _headers in front.asked]


def let_go_of(paths):
    changed({f"{PATH}{path}" for path in paths})


def test_a_page_that_this_machine_has_forgotten_is_told_as_well(refresher, front):
    let_go_of({"/pages/forgotten/"})
    refresher.work()
    assert told(front) == ["/pages/forgotten/"]
    refresher.work()
    assert told(front) == ["/pages/forgotten/"], "once is enough"


def test_a_front_that_did_not_answer_is_told_again(refresher, front):
    front.stop()
    let_go_of({"/pages/forgotten/"})
    refresher.work()
    front.start()
    refresher.work()
    assert told(front) == ["/pages/forgotten/"]


def test_while_many_are_told_it_is_still_looked_for_changes(refresher, front, monkeypatch):
    monkeypatch.setattr(refreshing, "LOOK_EVERY", 0)
    many = addresses(5)
    let_go_of(many)
    for count in range(1, 6):
        refresher.work()
        assert len(told(front)) == count
    assert set(told(front)) == many
