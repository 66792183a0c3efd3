"""The store of the machine: bounded, disposable, shared, and never behind what it has heard."""

import os
import random
import time
from dataclasses import replace

import pytest

from newsroom.keeping.store import CLAIM, Store
from newsroom.models import Change
from tests import cast
from tests.keeping import hands
from tests.keeping.hands import a_change, a_page

PLENTY = 10**8  # bytes
MEBIBYTE = 2**20


@pytest.fixture
def store(tmp_path):
    return opened(tmp_path)


def opened(folder, limit=PLENTY):
    """Return the store as one more process opens it."""
    store = Store(folder / "pages.sqlite3", limit)
    store.deploy("one")
    return store


def is_current(store, path="/"):
    return store.read(path).is_current(time.time())


# --- Keeping -------------------------------------------------------------------------------------
def test_a_page_comes_back_as_it_was_put_also_to_another_process(store, tmp_path):
    page = a_page(keys=("front", "publication:1"), valid_until=time.time() + 60, gone_at=10**10)
    kept = store.put(page, time.time())
    assert kept == replace(page, used_at=kept.used_at)
    assert opened(tmp_path).read("/") == kept


def test_a_page_that_is_not_there_is_none(store):
    assert store.read("/") is None
    store.put(a_page(), time.time())
    store.delete("/")
    assert store.read("/") is None


def test_nothing_is_left_of_a_page_that_was_deleted(store):
    store.put(a_page(keys=("front",)), time.time())
    store.delete("/")
    store.put(a_page("/b/", keys=("other",)), time.time())
    store.apply([a_change(2, "front")], "token", time.time())
    assert is_current(store, "/b/")


# --- Changes -------------------------------------------------------------------------------------
def test_a_change_makes_the_pages_stale_that_depend_on_it_and_no_others(store):
    store.put(a_page("/a/", keys=("site", "rubric:1")), time.time())
    store.put(a_page("/b/", keys=("site", "rubric:11")), time.time())
    store.apply([a_change(2, "rubric:1", "rubric:12")], "token", time.time())
    assert (is_current(store, "/a/"), is_current(store, "/b/")) == (False, True)
    assert store.read("/a/").may_be_served(time.time())
    assert store.waiting(time.time(), used_since=0, most=9) == ["/a/"]
    assert store.position() == (2, "token")


def test_a_change_to_come_limits_pages_and_the_earliest_counts(store):
    now = time.time()
    store.put(a_page(), now)
    changes = [a_change(2, "front", at=now + 50), a_change(3, "front", at=now + 20)]
    store.apply([*changes, a_change(4, "front", at=now + 30)], "token", now)
    assert store.read("/").valid_until == pytest.approx(now + 20)


def test_what_is_gone_is_not_even_the_last_resort(store):
    store.put(a_page(keys=("article:1",)), time.time())
    store.apply([a_change(2, gone={"article:1"})], "token", time.time())
    assert not store.read("/").may_be_served(time.time())
    assert store.waiting(time.time(), used_since=time.time() + 99, most=9) == ["/"]


def test_a_page_drawn_while_a_change_was_noted_comes_out_stale(store):
    page = a_page(number=1)
    store.apply([a_change(2, "front"), a_change(3, "other")], "token", time.time())
    kept = store.put(page, time.time())
    assert not kept.is_current(time.time())
    assert not is_current(store)
    assert store.put(a_page(number=2), time.time()).is_current(time.time())


def test_a_page_drawn_while_it_was_withdrawn_is_not_kept_for_a_moment(store):
    page = a_page(keys=("article:1",), number=1)
    store.apply([a_change(2, gone={"article:1"})], "token", time.time())
    assert not store.put(page, time.time()).may_be_served(time.time())
    assert not store.read("/").may_be_served(time.time())


def test_two_processes_carry_a_change_once(store, tmp_path):
    other, change = opened(tmp_path), a_change(2, "front")
    store.put(a_page(number=1), time.time())
    store.apply([change], "token", time.time())
    store.put(a_page(number=2), time.time())
    other.apply([change], "token", time.time())
    assert is_current(store)
    other.apply([a_change(3, "other")], "next", time.time())
    store.apply([change], "token", time.time())
    assert store.position() == (3, "next")


def test_what_was_drawn_from_the_database_before_a_restore_is_not_kept(store):
    store.apply([a_change(40, "front")], "old", time.time())
    store.start_afresh(7, "restored")
    for number in (6, 40):  # drawn before it was known, by a thread that took its time
        assert not store.put(a_page(number=number), time.time()).is_current(time.time())
        assert store.read("/") is None
    assert store.put(a_page(number=7), time.time()).is_current(time.time())


# --- Taking turns --------------------------------------------------------------------------------
def test_one_process_draws_a_page_and_another_may_when_it_takes_too_long(store, tmp_path):
    other, now = opened(tmp_path), time.time()
    store.put(a_page(), now)
    store.apply([a_change(2, "front")], "token", now)
    assert store.claim("/", now)
    assert not other.claim("/", now + CLAIM / 2)
    assert other.waiting(now, used_since=0, most=9) == []
    assert other.claim("/", now + CLAIM + 0.1)


def test_a_page_that_somebody_has_drawn_is_drawn_no_second_time(store):
    now = time.time()
    store.put(a_page(number=1), now)
    assert not store.claim("/", now)
    store.apply([a_change(2, "front")], "token", now)
    assert store.claim("/", now)
    store.put(a_page(number=2), now)
    assert not store.claim("/", now)
    store.apply([a_change(3, "front")], "token", now)
    assert store.claim("/", now), "nobody waits for who drew it before"


def test_a_change_that_a_slower_process_brings_counts_after_younger_ones(store, tmp_path):
    other = opened(tmp_path)
    store.put(a_page(number=1), time.time())
    other.apply([a_change(3, "other")], "token", time.time())
    assert is_current(store)
    store.apply([a_change(2, "front")], "older", time.time())
    assert not is_current(store)
    assert store.position() == (3, "token")


def test_what_caches_in_front_have_to_hear_of_is_kept_until_they_have(tmp_path):
    store = Store(tmp_path / "pages.sqlite3", PLENTY, hands_on=True)
    store.deploy("one")
    store.put(a_page(), time.time())
    assert list(store.to_hand_on()) == [], "nobody can have an older one"
    store.put(a_page(), time.time())
    store.apply([a_change(2, "path:/gone/")], "token", time.time())
    assert sorted(store.to_hand_on()) == ["/", "/gone/"]
    store.handed_on("/gone/")
    assert list(store.to_hand_on()) == ["/"]


# --- The program changes -------------------------------------------------------------------------
def test_a_deploy_has_no_page_left_and_serves_what_there_is_until_then(store, tmp_path):
    store.put(a_page(release="one"), time.time())
    newer = opened(tmp_path)
    newer.deploy("two")
    assert not is_current(newer)
    assert newer.read("/").may_be_served(time.time())
    newer.put(a_page(release="two"), time.time())
    newer.deploy("two")
    assert is_current(newer)


def test_what_the_former_program_draws_beside_the_new_one_counts_for_nothing(store, tmp_path):
    opened(tmp_path).deploy("two")
    store.put(a_page(release="one"), time.time())
    assert not is_current(store)


# --- Bounds --------------------------------------------------------------------------------------
def test_the_file_is_bounded_and_what_was_asked_for_last_stays(tmp_path):
    limit = MEBIBYTE
    store, chance, now = opened(tmp_path, limit), random.Random(1), time.time()
    for number in range(1_500):
        page = a_page(f"/{number}/", keys=(f"article:{number}", "site"))
        page = a_page(page.path, keys=page.keys, body=chance.randbytes(3_000))
        store.put(page, now + number)
        store.touch("/0/", now + number)
    size = sum(file.stat().st_size for file in tmp_path.iterdir())
    kept = store.paths()
    assert size < 20 * limit, "with what is written ahead"
    assert store.figures(now)["bytes"] < 2 * limit
    assert 50 < len(kept) < 700
    assert {"/0/", "/1499/", "/1450/"} <= set(kept)
    assert "/1/" not in kept


# --- Accidents -----------------------------------------------------------------------------------
def torn(path):
    content = bytearray(path.read_bytes())
    content[100:] = os.urandom(len(content) - 100)
    path.write_bytes(content)


TEARING = {
    "nothing but noise": lambda path: path.write_bytes(os.urandom(20_000)),
    "half of it": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2 - 7]),
    "a torn middle": torn,
    "of another program": lambda path: path.write_text("Ceci n’est pas une base de données." * 99),
    "empty": lambda path: path.write_bytes(b""),
    "taken away": lambda path: path.unlink(),
}


@pytest.mark.parametrize("how", TEARING)
def test_a_torn_file_is_thrown_away_and_pages_are_kept_again(tmp_path, how):
    store = opened(tmp_path)
    for number in range(200):
        store.put(a_page(f"/{number}/", text="x" * 500), time.time())
    store.file.give_up(OSError("closed"))
    for beside in tmp_path.glob("*-wal"):
        beside.unlink()
    TEARING[how](store.file.path)
    again = opened(tmp_path)
    for _time in range(3):
        again.read("/0/")
        again.put(a_page("/new/"), time.time())
    assert again.read("/new/").is_current(time.time())


def test_a_place_where_nothing_can_be_written_costs_only_the_keeping(tmp_path):
    (tmp_path / "pages.sqlite3").mkdir()
    store = opened(tmp_path)
    page = a_page()
    assert store.put(page, time.time()) == page
    assert store.read("/") is None
    assert store.claim("/", time.time())
    assert (store.position(), store.paths(), store.figures(0)) == ((0, ""), (), None)


# --- The database is not the one that it was -----------------------------------------------------
@pytest.fixture
def drawn(keeper):
    """Return a keeper that has drawn the front of a paper, and everything it has to draw now."""
    cast.paper()
    cast.published(headline="Hier")
    hands.bring_up_to_date(keeper)
    keeper.page("/")
    cast.published(headline="Ailleurs", rubric=cast.rubric("Santé"))
    hands.bring_up_to_date(keeper)
    return keeper


def look(keeper):
    keeper.watch._looked_at = None
    keeper.watch.look()


def test_a_database_brought_back_from_a_backup_has_no_page_left(drawn):
    """It has the same numbers of changes, and others behind them."""
    newest = Change.objects.latest("pk")
    assert drawn.store.read("/").is_current(time.time())
    number = newest.pk
    newest.delete()
    Change.objects.create(
        pk=number, noted_at=newest.noted_at, at=newest.at, keys=["nothing"], gone=[]
    )
    look(drawn)
    assert drawn.store.read("/") is None
    assert len(drawn.memory) == 0
    assert drawn.store.position()[0] == number


def test_a_backup_older_than_what_was_seen_has_no_page_left(drawn):
    Change.objects.latest("pk").delete()
    look(drawn)
    assert drawn.store.read("/") is None


def test_a_database_that_has_forgotten_what_was_missed_has_no_page_left(drawn):
    known = drawn.watch.number
    cast.published(headline="Manqué")
    Change.objects.filter(pk__lte=known).delete()
    look(drawn)
    assert drawn.store.read("/") is None
    assert drawn.watch.number > known


def test_an_empty_database_has_no_page_left(drawn):
    Change.objects.all().delete()
    look(drawn)
    assert drawn.store.read("/") is None
    assert drawn.watch.number == 0


def test_a_process_that_starts_again_goes_on_where_it_was(drawn, tmp_path):
    name = drawn.store.file.path.name
    again = hands.keeper_in(tmp_path, name)
    assert again.watch.number == drawn.watch.number
    again.page("/")
    assert again.tally["drawn"] == 0
    assert again.tally["store"] == 1
