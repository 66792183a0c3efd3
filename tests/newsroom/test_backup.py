"""`manage.py backup` and `restore`: the same paper on another machine, or nothing changes."""

import io
import os
import signal
import stat
import time
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import translation

from articles.models import Article
from newsroom.backup import archive, installation, making, restoring
from newsroom.backup.making import last_backup
from newsroom.backup.places import BackupError
from newsroom.models import User
from tests import cast
from tests.newsroom import machines

pytestmark = pytest.mark.django_db
committed = pytest.mark.django_db(transaction=True)  # what another process has to see


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
    """An empty database: (address, connection)."""
    with machines.empty_database(tmp_path) as found:
        yield found


@pytest.fixture
def disk(tmp_path):
    folder = tmp_path / "disk"
    folder.mkdir()
    return folder


@pytest.fixture
def path(here, disk):
    """A backup; its database holds nothing, but in tests with their work committed."""
    machines.small_paper()
    return making.make(connection, disk, here)[0].path


def run(*arguments, **options):
    out = io.StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def bring_back(database, path, places, *, replace=False):
    options = {"work": [User, Article], "optional": frozenset()}
    return restoring.restore(database, path, places, replace=replace, **options)


def everything(database, places):
    return machines.rows(database), *map(machines.contents, places.roots.values())


def with_manifest(path, **changes):
    """Write a backup that differs in what it says of itself; return its path."""
    other = path.with_name("other.tar")
    with other.open("wb") as file:
        writer = archive.Writer(file, archive.manifest(path)._replace(**changes))
        archive.read(
            path,
            lambda name, source, member: (
                name == archive.MANIFEST or writer.add(name, source, size=member.size)
            ),
        )
        writer.finish()
    return other


# --- There and back ------------------------------------------------------------------------------
@committed
def test_the_same_paper_stands_on_an_empty_machine(here, there, elsewhere, tmp_path):
    machines.small_paper()
    here.secret_key.write_text("the key of this machine, fifty signs of it or so", "ascii")
    run("backup")
    url, database = elsewhere
    there.page_store.write_text("pages of another paper")
    with machines.manage("restore", last_backup().path, var=tmp_path / "there", url=url) as process:
        said = process.communicate()[0]
    assert process.returncode == 0, said
    own, other = everything(connection, here), everything(database, there)
    assert len(own[0]["articles_article"]) == 2
    assert all(own)
    assert own[1:] == other[1:]
    assert own[0] == {table: other[0][table] for table in own[0]}
    assert there.secret_key.read_text("ascii") == here.secret_key.read_text("ascii")
    assert stat.S_IMODE(there.secret_key.stat().st_mode) == 0o600
    assert not there.page_store.exists()


def test_what_comes_after_gets_new_numbers(path, there, elsewhere):
    database = elsewhere[1]
    bring_back(database, path, there)
    with database.cursor() as cursor:
        cursor.execute("SELECT MAX(id) FROM django_content_type")
        last = cursor.fetchone()[0]
        cursor.execute("INSERT INTO django_content_type (app_label, model) VALUES ('a', 'b')")
        cursor.execute("SELECT id FROM django_content_type WHERE app_label = 'a'")
        assert cursor.fetchone()[0] > last


def test_files_keep_their_time_and_lose_odd_rights(here, there, disk, elsewhere):
    machines.small_paper()
    name, file = next(making.files(here.media))
    file.chmod(0o777)
    path = making.make(connection, disk, here)[0].path
    bring_back(elsewhere[1], path, there)
    found = (there.media / name).stat()
    assert stat.S_IMODE(found.st_mode) == 0o644
    assert int(found.st_mtime) == int(file.stat().st_mtime)


@committed
def test_a_later_state_makes_room_when_told_so(path, here):
    before = everything(connection, here)
    cast.published(headline="Écrit après", lead_photo=machines.photo())
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE of_a_later_version (id integer)")
    run("restore", str(path), replace=True)
    after = everything(connection, here)
    assert after[1:] == before[1:]
    assert Article.objects.count() == 2
    assert after[0].keys() == before[0].keys()


@committed
def test_another_key_is_told_to_whoever_restores(path, there, here, elsewhere, settings):
    assert not bring_back(elsewhere[1], path, there).has_other_secret
    settings.SECRET_KEY = "the key of another machine, in its environment"
    assert bring_back(elsewhere[1], path, there, replace=True).has_other_secret
    assert "signs in again" in run("restore", str(path), replace=True)


def test_a_key_that_comes_along_is_no_other(here, there, disk, elsewhere, settings):
    """An empty machine has made a key of its own by the time the old one comes back."""
    here.secret_key.write_text(settings.SECRET_KEY, "ascii")
    path = making.make(connection, disk, here)[0].path
    settings.SECRET_KEY = "made when the other machine started"
    there.secret_key.write_text(settings.SECRET_KEY, "ascii")
    assert not bring_back(elsewhere[1], path, there).has_other_secret
    assert there.secret_key.read_text("ascii") == here.secret_key.read_text("ascii")


# --- What is refused, and changes nothing --------------------------------------------------------
def refused(path, here, words, **options):
    before = everything(connection, here)
    with pytest.raises(CommandError, match=words):
        run("restore", str(path), **options)
    assert everything(connection, here) == before
    assert not list(here.media.glob(".*"))
    assert not list(here.private.glob(".*"))


def test_nobodys_work_is_replaced_unasked(path, here):
    refused(path, here, "not empty")


def test_files_without_a_database_are_not_replaced_unasked(path, here, there, elsewhere):
    (there.private / "original.jpg").write_bytes(b"the only one")
    with pytest.raises(BackupError, match="There are files"):
        bring_back(elsewhere[1], path, there)
    assert machines.contents(there.private) == {"original.jpg": b"the only one"}


def test_tables_of_another_program_are_not_replaced_unasked(path, there, elsewhere):
    database = elsewhere[1]
    with database.cursor() as cursor:
        cursor.execute("CREATE TABLE accounting (id integer)")
    with pytest.raises(BackupError, match="another program: accounting"):
        bring_back(database, path, there)
    assert list(machines.rows(database)) == ["accounting"]


def test_a_damaged_backup_is_refused(path, here):
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    refused(path, here, r"damaged|cut short", replace=True)
    with pytest.raises(CommandError, match=r"damaged|cut short"):
        run("backup", check=path)


def test_a_backup_that_is_cut_short_is_refused(path, here):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    refused(path, here, r"damaged|cut short", replace=True)


def test_a_backup_of_later_code_is_refused(path, here):
    migrations = [*archive.manifest(path).migrations, "articles.0099_from_the_future"]
    later = with_manifest(path, migrations=migrations)
    refused(later, here, r"later version.*articles\.0099_from_the_future", replace=True)


def test_what_plays_on_ones_own_machine_may_be_absent(path, here):
    assert installation.unknown(["absent.0001_initial"], optional={"absent"}) == []
    assert installation.unknown(["absent.0001_initial"], optional=set()) == ["absent.0001_initial"]


def test_a_backup_of_the_other_engine_is_refused(path, here):
    other = "postgresql" if connection.vendor == "sqlite" else "sqlite"
    refused(with_manifest(path, engine=other), here, "DATABASE_URL leads to", replace=True)


@pytest.mark.postgresql
def test_a_backup_of_a_later_server_is_refused(path, here):
    refused(with_manifest(path, version=99), here, "PostgreSQL 99", replace=True)


def test_a_backup_without_a_database_is_refused(path, here):
    other = path.with_name("other.tar")
    with other.open("wb") as file:
        archive.Writer(file, archive.manifest(path)).finish()
    refused(other, here, "holds no database", replace=True)


def test_a_disk_that_is_too_small_is_told_before(path, here, monkeypatch):
    usage = type("Usage", (), {"free": path.stat().st_size - 1})
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda root: usage)
    refused(path, here, "not enough room", replace=True)


def test_a_database_that_fails_keeps_the_files_that_were(path, here, monkeypatch):
    def fail(database, source):
        raise BackupError("refused")

    monkeypatch.setattr(installation.ENGINES[connection.vendor], "load", fail)
    refused(path, here, "refused", replace=True)


def test_files_that_cannot_be_put_in_place_are_told_and_come_the_next_time(
    path, here, there, elsewhere, monkeypatch
):
    def fail(root, arrived):
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(restoring, "_swap", fail)
        with pytest.raises(BackupError, match="The database is back but not the files"):
            bring_back(elsewhere[1], path, there)
    bring_back(elsewhere[1], path, there, replace=True)
    assert machines.contents(there.media) == machines.contents(here.media)


def test_what_a_killed_restore_left_is_no_part_of_the_paper(path, here, there, elsewhere):
    for folder in (there.media / ".arriving", there.private / ".leaving"):
        folder.mkdir()
        (folder / "half.jpg").write_bytes(b"half")
    bring_back(elsewhere[1], path, there)
    assert machines.contents(there.media) == machines.contents(here.media)
    assert machines.contents(there.private) == machines.contents(here.private)


# --- Making one ----------------------------------------------------------------------------------
def test_a_backup_is_told_checked_and_found(here):
    machines.small_paper()
    assert last_backup() is None
    said = run("backup")
    last = last_backup()
    assert str(last.path) in said
    assert last.path.parent == here.backups
    assert last.size == last.path.stat().st_size
    assert last.made_at.tzinfo is not None
    assert "whole" in run("backup", check=last.path)


def test_only_what_is_a_file_is_kept(here, there, disk, elsewhere):
    """A pipe would be waited for without end."""
    machines.small_paper()
    os.mkfifo(here.media / "pipe")
    (here.media / "nothing.jpg").symlink_to("nowhere.jpg")
    portrait = disk / "portrait.jpg"
    portrait.write_bytes(b"kept on another disk")
    (here.media / "elsewhere.jpg").symlink_to(portrait)
    path = making.make(connection, disk, here)[0].path
    bring_back(elsewhere[1], path, there)
    found = machines.contents(there.media)
    assert found["elsewhere.jpg"] == b"kept on another disk"
    assert not {"pipe", "nothing.jpg"} & set(found)


def test_nobody_else_may_read_it(path):
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_backup_is_never_written_over(path, here):
    content = path.read_bytes()
    with pytest.raises(CommandError, match="is there already"):
        run("backup", str(path))
    assert path.read_bytes() == content


def test_older_ones_go_and_other_files_stay(here, disk):
    cast.paper()
    old = [disk / f"newsroom-2020-01-0{day}-120000.tar" for day in range(1, 6)]
    other = [disk / "newsroom-before-the-move.tar", disk / "photos.tar"]
    for file in old + other:
        file.touch()
    run("backup", str(disk), keep=3)
    assert set(disk.iterdir()) == {*other, *old[-2:], last_backup().path}


@pytest.mark.parametrize("keep", [0, -1])
def test_not_every_backup_can_be_deleted(path, disk, keep):
    with pytest.raises(CommandError, match="--keep"):
        run("backup", str(disk), keep=keep)
    assert list(disk.iterdir()) == [path]


def test_a_backup_that_fails_leaves_nothing(here, disk, monkeypatch):
    machines.small_paper()

    def fail(database, target):
        target.write_bytes(b"half of it")
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(installation.ENGINES[connection.vendor], "dump", fail)
    with pytest.raises(CommandError, match="No space left"):
        run("backup", str(disk))
    assert list(disk.iterdir()) == []
    assert last_backup() is None


def test_a_folder_that_is_not_there_is_told(here, disk):
    with pytest.raises(CommandError, match=r"No backup was made.*nowhere"):
        run("backup", str(disk / "nowhere" / "a.tar"))


def test_a_photo_that_cannot_be_read_is_told(here, disk, monkeypatch):
    machines.small_paper()
    unreadable = next(making.files(here.private))[1]
    opened = Path.open

    def deny(self, *arguments, **options):
        if self == unreadable:
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **options)

    monkeypatch.setattr(Path, "open", deny)
    with pytest.raises(CommandError, match=unreadable.name):
        run("backup", str(disk))
    assert list(disk.iterdir()) == []


def test_one_that_is_killed_leaves_no_backup_and_the_next_clears_up(here, disk):
    machines.small_paper()
    url = machines.address_of(connection)
    long = here.media / "long.jpg"
    with long.open("wb") as file:
        file.truncate(50 * 1024**3)  # takes no room, and minutes to copy
    with machines.manage("backup", disk, var=here.media.parent, url=url) as process:
        while not list(disk.glob(".partial-*/*.tar")):
            assert process.poll() is None, process.stdout.read()
            time.sleep(0.02)
        process.send_signal(signal.SIGSTOP)
        with pytest.raises(CommandError, match="Another backup"):
            run("backup", str(disk))
        process.kill()
    assert not list(disk.glob("*.tar"))
    long.unlink()
    run("backup", str(disk))
    assert [file.name for file in disk.iterdir()] == [last_backup().path.name]
