"""« État du site »: what it tells whoever runs the newspaper, when it warns, who may not see."""

import datetime
import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone

from articles.models import Refreshing
from newsroom.backup.making import Backup
from newsroom.keeping.changes import NotedChange
from newsroom.keeping.page import KeptPage
from newsroom.keeping.store import Store
from newsroom.models import Change, LastTick, User
from newsroom.state import figures, pages, words
from newsroom.state.figures import Database, Disk, Setup, State, disks
from newsroom.state.pages import Pages, kept_pages
from newsroom.state.points import points
from tests import cast
from tests.articles.admin_desk import desk

NOW = datetime.datetime(2026, 6, 2, 21, 3, tzinfo=datetime.UTC)
GIB = 1024**3
SECOND = datetime.timedelta(seconds=1)


# --- What wants looking at -----------------------------------------------------------------------
def ticked(ago, failed=()):
    return LastTick(at=NOW - ago, seconds=1.5, failed=[*failed])


def saved(ago):
    return Backup(NOW - ago, Path("/mnt/newsroom.tar"), GIB)


QUIET = State(
    at=NOW,
    machine="web1",
    begun=NOW - datetime.timedelta(days=400),
    database=Database("PostgreSQL", "15.14", GIB, answer=0.0004, clock=0.01, pending=()),
    disks=(Disk((Path("/srv/var"),), total=100 * GIB, free=50 * GIB),),
    pages=Pages(Path("/srv/var/pages.sqlite3"), count=12_345, bytes=GIB, tally={}),
    composing=0,
    composing_since=None,
    change=None,
    ahead=0,
    tick=ticked(SECOND),
    backup=saved(datetime.timedelta(hours=10)),
    setup=Setup("https://journal.example", False, False, False, False, "provider", ()),
    versions=dict.fromkeys(("newsroom", "release", "python", "django", "gunicorn"), "1.2"),
)
ANCIENT = datetime.timedelta(days=30)


def on_disk(total, free):
    return {"disks": (replace(QUIET.disks[0], total=total, free=free),)}


def database(**fields):
    return {"database": replace(QUIET.database, **fields)}


def setup(**fields):
    return {"setup": replace(QUIET.setup, **fields)}


def waiting(ago):
    return {"pages": replace(QUIET.pages, waiting=3, waiting_since=NOW - ago)}


def names(**changes):
    return [point.name for point in points(replace(QUIET, **changes))]


MINUTES, HOURS = (lambda n: datetime.timedelta(minutes=n)), (lambda n: datetime.timedelta(hours=n))
LIMITS = {
    "a tenth of the disk": ("disk", on_disk(100 * GIB, 10 * GIB), on_disk(100 * GIB, 10 * GIB - 1)),
    "a GiB of the disk": ("disk", on_disk(2 * GIB, GIB), on_disk(2 * GIB, GIB - 1)),
    "ten minutes": ("tick", {"tick": ticked(MINUTES(10))}, {"tick": ticked(MINUTES(10) + SECOND)}),
    "never a tick": (
        "tick",
        {"tick": None, "begun": NOW - MINUTES(10)},
        {"tick": None, "begun": NOW - MINUTES(10) - SECOND},
    ),
    "a failure": ("failures", {"tick": ticked(SECOND)}, {"tick": ticked(SECOND, ["a.task"])}),
    "36 hours": ("backup", {"backup": saved(HOURS(36))}, {"backup": saved(HOURS(36) + SECOND)}),
    "never a backup": (
        "backup",
        {"backup": None, "begun": NOW - HOURS(36)},
        {"backup": None, "begun": NOW - HOURS(36) - SECOND},
    ),
    "a minute": ("waiting", waiting(MINUTES(1)), waiting(MINUTES(1) + SECOND)),
    "a minute of texts": (
        "composing",
        {"composing": 1, "composing_since": NOW - MINUTES(1)},
        {"composing": 1, "composing_since": NOW - MINUTES(1) - SECOND},
    ),
    "100 ms": ("database", database(answer=0.1), database(answer=0.101)),
    "2 s ahead": ("clock", database(clock=2.0), database(clock=2.01)),
    "2 s behind": ("clock", database(clock=-2.0), database(clock=-2.01)),
    "a migration": ("migrations", database(pending=()), database(pending=("articles.0009_x",))),
    "an unusable file": ("store", {}, {"pages": Pages(Path("/srv/x"), is_unusable=True)}),
    "DEBUG": ("debug", setup(is_debug=True, is_here=True), setup(is_debug=True)),
    "plain HTTP": (
        "https",
        setup(address="http://localhost:8000", is_here=True),
        setup(address="http://journal.example"),
    ),
    "mail": ("mail", setup(prints_mail=True, is_here=True), setup(prints_mail=True)),
    "texts": ("sms", setup(sms="console", is_here=True), setup(sms="console")),
}


@pytest.mark.parametrize(("name", "calm", "loud"), LIMITS.values(), ids=LIMITS)
def test_a_point_is_made_beyond_its_limit_and_not_at_it(name, calm, loud):
    assert names(**calm) == []
    assert names(**loud) == [name]


def test_without_a_provider_of_text_messages_the_office_reads_codes_out():
    assert names(**setup(sms="")) == []


@pytest.mark.parametrize(("name", "calm", "loud"), LIMITS.values(), ids=LIMITS)
def test_every_point_says_what_to_do(name, calm, loud):
    (point,) = points(replace(QUIET, **loud))
    assert point.what.endswith(".")
    assert point.todo.endswith("." if not point.command else ":")


def test_a_point_names_what_it_is_about():
    said = {point.name: point for point in points(replace(QUIET, tick=None, backup=None))}
    assert said["tick"].command == "systemctl status newsroom-tick.timer"
    assert said["backup"].command == "systemctl status newsroom-backup.timer"
    assert "newsroom-backup.timer" in said["backup"].todo
    (point,) = points(replace(QUIET, tick=ticked(SECOND, ["a.task", "b.task"])))
    assert "a.task, b.task" in point.what
    (point,) = points(replace(QUIET, **database(pending=("articles.0009_x",))))
    assert "articles.0009_x" in point.what


def test_on_ones_own_machine_there_are_no_timers_to_look_at():
    here = {"backup": None, **setup(is_here=True)}
    (point,) = points(replace(QUIET, **here))
    assert point.command.endswith("manage.py backup")


def test_what_may_stop_the_paper_first_stands_first():
    loud = {**on_disk(GIB, 0), "backup": saved(ANCIENT), **setup(is_debug=True)}
    assert names(**loud) == ["disk", "backup", "debug"]


# --- What is known -------------------------------------------------------------------------------
def test_folders_on_one_disk_are_told_once(tmp_path):
    (disk,) = disks([tmp_path / "media" / "photos", tmp_path / "media", tmp_path / "not there"])
    assert disk.folders == (tmp_path / "media", tmp_path / "not there")
    assert 0 <= disk.free <= disk.total
    assert 0 <= disk.share <= 1


@pytest.fixture
def store(settings, tmp_path):
    settings.KEEP_PAGES = True
    settings.PAGE_STORE = tmp_path / "pages.sqlite3"
    made = Store(settings.PAGE_STORE, GIB)
    made.deploy("today")
    return made


def page(path, keys=("front",), number=0):
    return KeptPage(path, 200, (), b"...", "W/x", frozenset(keys), "today", number, drawn_at=1.0)


def test_whoever_only_looks_makes_no_file(settings, tmp_path):
    settings.KEEP_PAGES = True
    settings.PAGE_STORE = tmp_path / "pages.sqlite3"
    assert kept_pages(NOW) == Pages(settings.PAGE_STORE, tally={})
    assert list(tmp_path.iterdir()) == []


def test_pages_that_are_not_kept_are_not_looked_for(settings):
    settings.KEEP_PAGES = False
    assert kept_pages(NOW).is_off


def test_a_file_that_is_no_use_is_told(store, monkeypatch):
    store.put(page("/"), NOW.timestamp())
    monkeypatch.setattr(Store, "figures", lambda self, now: None)
    assert kept_pages(NOW).is_unusable


@pytest.mark.django_db
def test_kept_pages_are_counted_with_what_they_served(store):
    store.put(page("/"), NOW.timestamp())
    store.put(page("/plans/"), NOW.timestamp())
    store.add({"memory": 85, "store": 10, "drawn": 5})
    found = kept_pages(NOW)
    assert (found.count, found.waiting, found.waiting_since) == (2, 0, None)
    assert found.bytes > 0
    assert found.tally == {"memory": 85, "store": 10, "drawn": 5}
    told = " ".join(words.rows(replace(QUIET, pages=found))[2][1])
    for share in ("85", "10", "5"):
        assert f"{share}\u00a0%" in told or f"{share}%" in told


@pytest.mark.django_db
class TestHowLongAPageWaits:
    @pytest.fixture(autouse=True)
    def long_since(self, monkeypatch):
        monkeypatch.setattr(pages, "_STARTED_AT", NOW - HOURS(10))

    def note(self, store, ago, keys):
        """Note a change that took effect a while ago, and carry it to the pages."""
        row = Change.objects.create(noted_at=NOW - ago, at=NOW - ago, keys=keys)
        change = NotedChange(row.pk, row.at.timestamp(), frozenset(keys), frozenset())
        store.apply([change], row.token, NOW.timestamp())
        return row

    def test_since_the_first_change_that_concerns_it(self, store):
        store.put(page("/"), NOW.timestamp())
        self.note(store, MINUTES(9), ["tag:1"])
        self.note(store, MINUTES(5), ["front"])
        self.note(store, MINUTES(2), ["front"])
        found = kept_pages(NOW)
        assert (found.waiting, found.waiting_since) == (1, NOW - MINUTES(5))

    def test_since_the_hour_until_which_it_was_valid(self, store):
        until = (NOW - MINUTES(3)).timestamp()
        store.put(replace(page("/"), valid_until=until), NOW.timestamp())
        assert kept_pages(NOW).waiting_since == NOW - MINUTES(3)

    def test_since_the_program_was_started_that_draws_everything_anew(self, store):
        store.put(page("/"), NOW.timestamp())
        store.deploy("tomorrow")
        assert kept_pages(NOW).waiting_since == NOW - HOURS(10)

    def test_a_page_that_nobody_asks_for_waits_for_nobody(self, store):
        store.put(page("/"), (NOW - HOURS(30)).timestamp())
        self.note(store, MINUTES(5), ["front"])
        assert kept_pages(NOW).waiting == 0


@pytest.mark.django_db
def test_it_asks_the_database_what_it_is(settings):
    settings.KEEP_PAGES = False
    asked = Refreshing.objects.create(kind="authors.author", object_id=1, before=9).due_at
    later = timezone.now() + HOURS(1)
    Refreshing.objects.create(kind="articles.article", object_id=1, before=9, due_at=later)
    Change.objects.create(at=later, keys=["front"])
    found = figures.state()
    assert found.database.version[0].isdigit()
    assert found.database.size > 100_000
    assert 0 < found.database.answer < 10
    assert abs(found.database.clock) < 2
    assert found.database.pending == ()
    assert (found.composing, found.composing_since) == (1, asked)
    assert (found.change.keys, found.ahead) == (["front"], 1)
    assert found.begun <= found.at


@pytest.mark.django_db
def test_it_knows_as_well_as_django_which_migrations_have_not_run(settings):
    settings.KEEP_PAGES = False
    for app in ("account", "newsroom"):
        (last,) = MigrationExecutor(connection).loader.graph.leaf_nodes(app)
        MigrationRecorder(connection).record_unapplied(*last)
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    expected = {f"{migration.app_label}.{migration.name}" for migration, _back in plan}
    assert len(expected) == 2
    assert set(figures.state().database.pending) == expected


# --- The page ------------------------------------------------------------------------------------
@pytest.fixture
def fresh(settings, tmp_path, monkeypatch):
    """A newspaper that was installed just now on a machine with enough room."""
    settings.VAR_DIR = tmp_path
    settings.KEEP_PAGES = True
    settings.PAGE_STORE = tmp_path / "pages.sqlite3"
    monkeypatch.setattr(figures, "disks", lambda folders: QUIET.disks)
    MigrationRecorder.Migration.objects.update(applied=timezone.now())
    cast.paper()


def see(client):
    return client.get("/redaction/etat/")


@pytest.mark.django_db
@pytest.mark.usefixtures("fresh")
class TestThePage:
    def test_a_fresh_installation_is_calm_about_what_it_has_not_done_yet(self):
        answer = see(desk(cast.user("administrator")))
        assert answer.status_code == 200
        assert answer.context["points"] == []
        html = answer.content.decode()
        assert 'class="points"' not in html
        assert html.count("<th scope") == len(answer.context["rows"]) == 8
        assert all(list(sentences) for _label, sentences in words.rows(answer.context["state"]))

    def test_it_shows_points_and_what_to_do(self, tmp_path):
        LastTick.objects.create(at=timezone.now() - HOURS(2), seconds=3, failed=["a.task"])
        about = {"made_at": "2026-01-01T03:00:00+00:00", "path": "/mnt/old.tar", "size": 7}
        (tmp_path / "last-backup.json").write_text(json.dumps(about))
        answer = see(desk(cast.user("administrator")))
        assert [point.name for point in answer.context["points"]] == ["tick", "failures", "backup"]
        html = answer.content.decode()
        assert "manage.py tick" in html
        assert html.count("a.task") == 2
        assert "/mnt/old.tar" in html

    def test_the_start_page_counts_them_for_the_administrator_alone(self):
        LastTick.objects.create(at=timezone.now() - HOURS(2), seconds=3, failed=["a.task"])
        note = '<p class="desk-note"><a href="/redaction/etat/">2 '
        assert note in desk(cast.user("administrator")).get("/redaction/").content.decode()
        for role in ("editor_in_chief", "publication_director", "journalist"):
            assert "/etat/" not in desk(cast.user(role)).get("/redaction/").content.decode()

    def test_the_start_page_says_nothing_when_all_is_well(self):
        html = desk(cast.user("administrator")).get("/redaction/").content.decode()
        assert html.count("/redaction/etat/") == 1  # the menu

    def test_a_superuser_sees_it(self):
        root = User.objects.create_superuser(email="root@example.org", password="x")
        assert see(desk(root)).status_code == 200

    def test_nobody_else_does(self):
        assert see(desk(cast.user("publication_director"))).status_code == 403
        assert see(Client()).status_code == 302

    def test_nobody_keeps_it(self):
        answer = see(desk(cast.user("administrator")))
        assert "no-store" in answer.headers["Cache-Control"]

    def test_every_figure_has_its_sentence(self):
        """A busy state, for what is said only then."""
        busy = replace(
            QUIET,
            **database(pending=("articles.0009_x",)),
            pages=replace(
                QUIET.pages,
                waiting=1_234,
                tally={"memory": 9, "a moment ago": 1, "last resort": 2},
            ),
            composing=2,
            composing_since=NOW,
            change=Change(pk=41_27, noted_at=NOW),
            ahead=3,
            tick=ticked(SECOND, ["a.task"]),
            setup=Setup("http://localhost:8000", True, True, True, True, "", ("http://[::1]",)),
        )
        told = {label: list(sentences) for label, sentences in words.rows(busy)}
        assert [len(sentences) for sentences in told.values()] == [1, 1, 5, 3, 2, 1, 7, 2]
