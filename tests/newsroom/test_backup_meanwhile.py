"""A backup is made while the newspaper goes on: rows and files of it belong together."""

import os
import threading
import time
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.utils import translation

from articles import photos
from articles.models import Photo
from newsroom.backup import installation, making, postgresql, restoring
from newsroom.backup.making import last_backup
from newsroom.backup.places import BackupError
from tests.newsroom import machines

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def english():
    """Let sentences be told apart by their source strings, however they are translated."""
    with translation.override("en"):
        yield


@pytest.fixture
def here(settings, tmp_path):
    return machines.move_here(settings, tmp_path / "here")


@pytest.fixture
def there(tmp_path):
    return machines.empty_places(tmp_path / "there")


@pytest.fixture
def elsewhere(tmp_path):
    """The connection of an empty database."""
    with machines.empty_database(tmp_path) as (_address, database):
        yield database


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


def bring_back(database, path, places, *, replace=False):
    return restoring.restore(database, path, places, replace=replace, work=[], optional=set())


def remove(photo):
    """Delete a photo as the desk does: its files go when the rows have gone."""
    with transaction.atomic():
        photos.delete_files(photo)
        photo.delete()


@pytest.mark.parametrize("age", [0, 3600])
def test_each_photo_that_the_database_knows_has_its_files(
    here, there, disk, elsewhere, monkeypatch, age
):
    """Old files are copied before the database, those of the last minute after it."""
    stays, goes_before, goes_after = machines.photo(), machines.photo(), machines.photo()
    withdrawn = {file.name for file in machines.files_of(goes_before)}
    kept = {file.name for shot in (stays, goes_after) for file in machines.files_of(shot)}
    for _name, path in [*making.files(here.media), *making.files(here.private)]:
        os.utime(path, (time.time() - age, time.time() - age))
    dump, leave_out = installation.ENGINES[connection.vendor].dump, making._leave_out_deleted
    late = []

    def before(writer, places):
        remove(goes_before)
        late.append(machines.photo())
        leave_out(writer, places)

    def around(database, target):
        dump(database, target)
        if age:  # what is younger than a minute is copied now: see newsroom/backup
            remove(goes_after)

    monkeypatch.setattr(making, "_leave_out_deleted", before)
    monkeypatch.setattr(installation.ENGINES[connection.vendor], "dump", around)
    path = making.make(connection, disk, here)[0].path
    bring_back(elsewhere, path, there)
    kept |= {file.name for file in machines.files_of(late[0])}
    found = {*machines.contents(there.media), *machines.contents(there.private)}
    assert found == kept
    assert found.isdisjoint(withdrawn)
    assert len(machines.rows(elsewhere)[Photo._meta.db_table]) == 3


def test_what_is_half_written_when_it_is_seen_is_whole_in_the_backup(
    here, there, disk, elsewhere, monkeypatch
):
    path = here.media / "upload.jpg"
    path.write_bytes(b"half of")
    leave_out = making._leave_out_deleted

    def go_on(writer, places):
        path.write_bytes(b"half of it and the rest")
        leave_out(writer, places)

    monkeypatch.setattr(making, "_leave_out_deleted", go_on)
    bring_back(elsewhere, making.make(connection, disk, here)[0].path, there)
    assert machines.contents(there.media) == {"upload.jpg": b"half of it and the rest"}


@contextmanager
def somebody_writes():
    """Let another connection write into two tables at once, again and again."""
    stop, written = threading.Event(), []

    def write():
        try:
            while not stop.is_set():
                with transaction.atomic(), connection.cursor() as cursor:
                    for table in ("copied_left", "copied_right"):
                        row = [len(written), "x" * 2000]
                        cursor.execute(f"INSERT INTO {table} VALUES (%s, %s)", row)  # noqa: S608
                written.append(1)
        finally:
            connection.close()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        while len(written) < 20:
            time.sleep(0.01)
        yield written
    finally:
        stop.set()
        thread.join()


def test_the_copy_is_of_one_instant_whoever_writes_meanwhile(here, there, disk, elsewhere):
    tables = ["copied_left", "copied_right"]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"CREATE TABLE {table} (number integer, text varchar(2000))")
    try:
        with somebody_writes() as written:
            before = len(written)
            path = making.make(connection, disk, here)[0].path
            after = len(written)
        bring_back(elsewhere, path, there)
    finally:
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f"DROP TABLE {table}")
    left, right = (machines.rows(elsewhere)[table] for table in tables)
    assert left == right
    assert before <= len(left) <= after + 1  # the row of a transaction counted when it has ended
    assert before < after, "nobody could write while the backup was made"


def test_an_update_of_the_program_meanwhile_spoils_the_backup(here, disk, monkeypatch):
    states = iter([["articles.0001_initial"], ["articles.0001_initial", "articles.0002_more"]])
    monkeypatch.setattr(installation, "migrations", lambda database: next(states))
    monkeypatch.setattr(making, "migrations", lambda database: next(states))
    with pytest.raises(BackupError, match="updated meanwhile"):
        making.make(connection, disk, here)
    assert list(disk.iterdir()) == []
    assert last_backup() is None


# --- The embedded database -----------------------------------------------------------------------
@pytest.mark.sqlite
def test_a_database_that_somebody_writes_to_is_not_replaced(
    here, there, disk, elsewhere, monkeypatch
):
    path = making.make(connection, disk, here)[0].path
    with elsewhere.cursor() as cursor:
        cursor.execute("CREATE TABLE busy (id integer)")
    writer = elsewhere.copy("writer")
    monkeypatch.setattr(installation.ENGINES["sqlite"], "_PATIENCE", 0.2)
    try:
        writer.cursor().execute("BEGIN IMMEDIATE")
        with pytest.raises(BackupError, match="stop the newspaper"):
            bring_back(elsewhere, path, there, replace=True)
    finally:
        writer.close()
    assert list(machines.rows(elsewhere)) == ["busy"]


@pytest.mark.sqlite
def test_a_damaged_database_is_not_taken_for_a_backup(tmp_path, here, disk, elsewhere):
    with elsewhere.cursor() as cursor:
        cursor.execute("CREATE TABLE t (x text)")
        cursor.execute("CREATE INDEX i ON t (x)")
        cursor.executemany("INSERT INTO t VALUES (%s)", [[f"{n:0200}"] for n in range(500)])
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    elsewhere.close()
    file = tmp_path / elsewhere.settings_dict["NAME"]
    data = bytearray(file.read_bytes())
    data[-30_000:-10_000] = bytes(20_000)
    file.write_bytes(data)
    with pytest.raises(BackupError, match=r"damaged|malformed"):
        installation.ENGINES["sqlite"].dump(elsewhere, disk / "database.sqlite3.gz")


# --- PostgreSQL ----------------------------------------------------------------------------------
@pytest.mark.postgresql
def test_a_copy_that_stops_in_the_middle_is_taken_back(here, there, disk, elsewhere, tmp_path):
    machines.small_paper()
    whole = tmp_path / "whole.pgdump"
    postgresql.dump(connection, whole)
    with elsewhere.cursor() as cursor:
        cursor.execute("CREATE TABLE precious (id integer)")
    cut = tmp_path / "cut.pgdump"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 9 // 10])
    with pytest.raises(BackupError, match="PostgreSQL refused"):
        postgresql.load(elsewhere, cut)
    assert list(machines.rows(elsewhere)) == ["precious"]


@pytest.mark.postgresql
def test_a_table_that_somebody_holds_is_not_waited_for_without_end(
    disk, elsewhere, tmp_path, monkeypatch
):
    whole = tmp_path / "whole.pgdump"
    postgresql.dump(connection, whole)
    holder = elsewhere.copy("holder")
    with elsewhere.cursor() as cursor:
        cursor.execute("CREATE TABLE precious (id integer)")
    monkeypatch.setattr(postgresql, "_LOCK_TIMEOUT", 1)
    try:
        with holder.cursor() as cursor:
            cursor.execute("BEGIN; SELECT * FROM precious")
        with pytest.raises(BackupError, match=r"PostgreSQL refused.*timeout"):
            postgresql.load(elsewhere, whole)
    finally:
        holder.close()
    assert list(machines.rows(elsewhere)) == ["precious"]


@pytest.mark.postgresql
def test_no_password_stands_in_a_list_of_processes(elsewhere):
    elsewhere.settings_dict["PASSWORD"] = "le mot de passe"
    arguments, environment = postgresql._where(elsewhere)
    assert environment["PGPASSWORD"] == "le mot de passe"
    assert not any("passe" in argument for argument in arguments)


@pytest.mark.postgresql
def test_a_missing_program_is_named_with_what_installs_it(here, disk, monkeypatch, tmp_path):
    monkeypatch.setattr(postgresql, "_VERSIONS", tmp_path)
    monkeypatch.setattr(postgresql.shutil, "which", lambda name: None)
    with pytest.raises(BackupError, match=r"pg_dump is missing.*postgresql-client"):
        making.make(connection, disk, here)
    assert list(disk.iterdir()) == []
