"""However many ask: a page is drawn once, and the others get the copy of a moment ago."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.http import HttpResponse

from newsroom.keeping.store import CLAIM
from newsroom.pages import kept
from tests.keeping import hands
from tests.keeping.hands import a_change

READERS = 20
PATIENCE = 30  # seconds


class Drawer:
    """Draws slowly: `begun` is set when it begins, and it ends once `may_end` is set."""

    def __init__(self):
        self.drawn = 0
        self.begun, self.may_end = threading.Event(), threading.Event()
        self.may_end.set()
        self.meanwhile = lambda: None

    def draw(self, path):
        self.drawn += 1
        number = self.drawn
        self.begun.set()
        self.meanwhile()
        assert self.may_end.wait(PATIENCE)
        return kept(HttpResponse(f"{path} {number}"), {"front", "article:1"})


@pytest.fixture
def drawer():
    return Drawer()


@pytest.fixture
def process(tmp_path, drawer):
    """Return a function that starts one more process on this machine; no database is asked."""

    def start():
        keeper = hands.keeper_in(tmp_path, "pages.sqlite3")
        keeper._drawer = drawer
        keeper.watch.is_due = lambda _number=0: False
        keeper.watch.look = lambda _number=0: True
        return keeper

    return start


def change(number, *keepers, **fields):
    """Let all processes hear of a change."""
    noted = a_change(number, "front", **fields)
    for keeper in keepers:
        keeper.store.apply([noted], "token", time.time())
        keeper.memory.apply([noted])
        keeper.watch.number = number


def ask(readers, keeper):
    return [readers.submit(lambda: keeper.page("/").plain.decode()) for _reader in range(READERS)]


def what_all_get(keeper, drawer, readers):
    """Let all readers ask at once, and the drawing end only after it has begun."""
    drawer.may_end.clear()
    asked = ask(readers, keeper)
    assert drawer.begun.wait(PATIENCE)
    drawer.may_end.set()
    return {future.result(PATIENCE) for future in asked}


@pytest.fixture
def readers():
    with ThreadPoolExecutor(2 * READERS) as pool:
        yield pool


def test_a_page_that_nobody_has_is_drawn_once_for_all_who_ask(process, drawer, readers):
    keeper = process()
    assert what_all_get(keeper, drawer, readers) == {"/ 1"}
    assert drawer.drawn == 1
    assert keeper._turns == {}


def test_while_a_stale_page_is_drawn_the_others_get_the_copy_of_a_moment_ago(
    process, drawer, readers
):
    first, second = process(), process()
    assert first.page("/").plain == b"/ 1"
    assert second.page("/").plain == b"/ 1"
    change(2, first, second)
    drawer.begun.clear()
    drawer.may_end.clear()
    drawing = readers.submit(lambda: first.page("/").plain.decode())
    assert drawer.begun.wait(PATIENCE)
    asked = ask(readers, first) + ask(readers, second)
    assert {future.result(PATIENCE) for future in asked} == {"/ 1"}
    assert second.draw_anew("/") is None
    drawer.may_end.set()
    assert drawing.result(PATIENCE) == "/ 2"
    assert {future.result(PATIENCE) for future in ask(readers, second)} == {"/ 2"}
    assert drawer.drawn == 2


def test_of_a_withdrawn_page_there_is_no_copy_of_a_moment_ago(process, drawer, readers):
    first, second = process(), process()
    first.page("/")
    change(2, first, second, gone={"article:1"})
    drawer.begun.clear()
    drawer.may_end.clear()
    drawing = readers.submit(lambda: first.page("/").plain.decode())
    assert drawer.begun.wait(PATIENCE)
    asked = ask(readers, first) + ask(readers, second)
    drawer.may_end.set()
    assert {future.result(PATIENCE) for future in [drawing, *asked]} == {"/ 2"}
    assert drawer.drawn == 2


def test_whoever_died_while_he_drew_is_waited_for_a_second(process, drawer):
    died, lives = process(), process()
    lives.page("/")
    change(2, died, lives)
    assert died.store.claim("/", time.time())
    assert lives.page("/").plain == b"/ 1"
    died.store.claim("/", time.time() + CLAIM, until=time.time() - 1)
    assert lives.page("/").plain == b"/ 2"


def test_a_page_is_drawn_once_a_change_whoever_hears_of_it(process, drawer, readers):
    processes = [process() for _number in range(3)]
    for keeper in processes:
        keeper.page("/")
    for number in range(2, 12):
        change(number, *processes)
        drawing = [readers.submit(hands.bring_up_to_date, keeper) for keeper in processes]
        asked = [future for keeper in processes for future in ask(readers, keeper)]
        for future in [*drawing, *asked]:
            future.result(PATIENCE)
        assert drawer.drawn == number
        assert {keeper.page("/").plain for keeper in processes} == {f"/ {number}".encode()}


# --- What changes while a page is drawn ----------------------------------------------------------
def test_a_page_that_was_overtaken_is_drawn_again_for_the_next(process, drawer):
    keeper = process()
    drawer.meanwhile = lambda: drawer.drawn == 1 and change(2, keeper)
    keeper.page("/")
    assert keeper.page("/").plain == b"/ 2"
    assert keeper.page("/").plain == b"/ 2"


def test_what_is_withdrawn_while_it_is_drawn_reaches_nobody(process, drawer):
    keeper = process()
    drawer.meanwhile = lambda: drawer.drawn == 1 and change(2, keeper, gone={"article:1"})
    assert keeper.page("/").plain == b"/ 2"


# --- Without a file ------------------------------------------------------------------------------
def test_where_no_file_can_be_written_pages_are_drawn_once_as_well(
    tmp_path, process, drawer, readers
):
    (tmp_path / "pages.sqlite3").mkdir()
    assert what_all_get(process(), drawer, readers) == {"/ 1"}
    assert drawer.drawn == 1
