"""What a process keeps in its own memory: bounded, and never older than what it has heard."""

import sys
import time

import pytest

from newsroom.keeping.memory import Memory
from tests.keeping.hands import a_change, a_page

ROOM = 100_000  # bytes


@pytest.fixture
def memory():
    return Memory(ROOM)


def test_a_page_is_found_by_its_address(memory):
    page = a_page("/auteurs/")
    memory.put(page, memory.generation)
    assert memory.get("/auteurs/") == page
    assert memory.get("/") is None


def test_it_is_bounded_and_what_was_asked_for_last_stays(memory):
    for number in range(200):
        memory.put(a_page(f"/{number}/", body=bytes(3_000)), memory.generation)
        memory.get("/0/")
        assert memory.weight <= ROOM
    assert 10 < len(memory) < 30
    assert memory.get("/0/")
    assert memory.get("/199/")
    assert memory.get("/1/") is None


def test_its_weight_is_what_its_pages_weigh(memory):
    for text in ("a" * 50_000, "b", "c" * 20_000):
        memory.put(a_page(body=text.encode()), memory.generation)
        assert memory.weight == memory.get("/").weight
    memory.clear()
    assert (memory.weight, len(memory)) == (0, 0)


def test_a_page_larger_than_all_room_is_not_kept(memory):
    memory.put(a_page(body=bytes(ROOM)), memory.generation)
    assert (memory.weight, len(memory)) == (0, 0)


def test_the_weight_of_a_page_is_no_less_than_what_it_takes():
    page = a_page(keys=[f"publication:{number}" for number in range(60)])
    keys = sys.getsizeof(page.keys) + sum(map(sys.getsizeof, page.keys))
    assert page.weight > len(page.body) + keys


@pytest.mark.parametrize("at", [0.0, 10.0**10], ids=["now", "later"])
def test_a_change_takes_away_what_it_touches_now_or_later_and_nothing_else(memory, at):
    memory.put(a_page("/a/", keys=("site", "rubric:1")), memory.generation)
    memory.put(a_page("/b/", keys=("site", "rubric:11")), memory.generation)
    memory.put(a_page("/c/", keys=("site", "rubric:1"), number=2), memory.generation)
    memory.apply([a_change(2, "rubric:1", at=at)])
    assert [memory.get(path) is not None for path in ("/a/", "/b/", "/c/")] == [False, True, True]


def test_what_was_read_or_drawn_before_a_change_does_not_come_in_after_it(memory):
    before = memory.generation
    memory.apply([a_change(2, "other")])
    memory.put(a_page(), before)
    assert memory.get("/") is None
    before = memory.generation
    memory.clear()
    memory.put(a_page(), before)
    assert memory.get("/") is None


def test_a_page_ends_at_its_instant_without_anybody_doing_anything():
    now = time.time()
    page = a_page(valid_until=now + 5, gone_at=now + 8)
    assert [page.is_current(now + seconds) for seconds in (4.9, 5)] == [True, False]
    assert [page.may_be_served(now + seconds) for seconds in (7.9, 8)] == [True, False]
