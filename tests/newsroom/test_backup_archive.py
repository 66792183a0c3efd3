"""The file of a backup: what is read is what was written, or it is refused with a sentence."""

import datetime
import hashlib
import io
import subprocess
import tarfile

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.backup import archive
from newsroom.backup.places import BackupError

ABOUT = archive.Manifest(
    made_at=datetime.datetime(2026, 11, 23, 14, 30, tzinfo=datetime.UTC),
    engine="sqlite",
    version=0,
    migrations=["newsroom.0001_initial"],
    secret="0123456789abcdef",
)
LONG = f"media/photos/ab/{'é' * 120}.jpg"  # longer than a name of the first tar
PARTS = {"media/photos/ab/1.jpg": b"first", LONG: b"x" * 3000, archive.DATABASES["sqlite"]: b"rows"}


@pytest.fixture(autouse=True)
def english():
    """Let refusals be told apart by their source strings, however they are translated."""
    with translation.override("en"):
        yield


def written(parts=PARTS):
    file = io.BytesIO()
    writer = archive.Writer(file, ABOUT)
    for name, content in parts.items():
        writer.add(name, io.BytesIO(content), size=len(content))
    writer.finish()
    return file.getvalue()


def read(path):
    """Return (manifest, {name: content} of what belongs to the backup)."""
    found = {}
    manifest = archive.manifest(path)

    def receive(name, file, member):
        found[name] = file.read()

    names = archive.read(path, receive)
    return manifest, {name: found[name] for name in names - {archive.MANIFEST}}


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "backup.tar"
    path.write_bytes(written())
    return path


def test_what_was_written_is_read(path):
    assert read(path) == (ABOUT, PARTS)


def test_anybody_can_check_it_without_the_program(path, tmp_path):
    subprocess.run(["tar", "-xf", path], cwd=tmp_path, check=True)
    check = ["sha256sum", "--check", "--strict", archive.SUMS]
    run = subprocess.run(check, cwd=tmp_path, check=False, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.count(": OK") == len(PARTS) + 1


def test_what_was_left_out_does_not_belong_to_it(path):
    file = io.BytesIO()
    writer = archive.Writer(file, ABOUT)
    for name, content in PARTS.items():
        writer.add(name, io.BytesIO(content), size=len(content))
    writer.leave_out(LONG)
    writer.finish()
    path.write_bytes(file.getvalue())
    assert LONG not in read(path)[1]


@settings(max_examples=300)
@given(at=st.integers(0, len(written()) - 1), change=st.integers(1, 255))
def test_a_changed_byte_is_refused_or_changes_nothing(tmp_path_factory, at, change):
    """It changes nothing where tar fills up, or in the time of a file."""
    data = bytearray(written())
    data[at] ^= change
    path = tmp_path_factory.getbasetemp() / "altered.tar"
    path.write_bytes(data)
    try:
        found = read(path)
    except BackupError:
        return
    assert found == (ABOUT, PARTS)


@pytest.mark.parametrize("name", [*PARTS, archive.MANIFEST, archive.SUMS])
def test_a_byte_changed_in_any_part_is_refused(path, name):
    with tarfile.open(path) as tar:
        at = tar.getmember(name).offset_data
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(data)
    with pytest.raises(BackupError, match="is damaged"):
        read(path)


@given(share=st.floats(0, 1))
def test_a_backup_that_is_cut_short_is_refused(tmp_path_factory, share):
    data = written()
    end = data.index(b"  media/photos/ab/1.jpg\n") + 10  # within the list at the end
    path = tmp_path_factory.getbasetemp() / "short.tar"
    path.write_bytes(data[: int(end * share)])
    with pytest.raises(BackupError):
        read(path)


def foreign(*members):
    """Return a tar with a manifest, `members` and a list in which all of them are right."""
    file, lines = io.BytesIO(), []
    with tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT) as tar:
        with tarfile.open(fileobj=io.BytesIO(written({}))) as own:
            first = own.next()
            content = own.extractfile(first).read()
        for member, data in [(first, content), *members]:
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
            lines.append(f"{hashlib.sha256(data).hexdigest()}  {member.name}\n")
        last, data = tarfile.TarInfo(archive.SUMS), "".join(lines).encode()
        last.size = len(data)
        tar.addfile(last, io.BytesIO(data))
    return file.getvalue()


def plain(name, data=b"x"):
    return tarfile.TarInfo(name), data


def linked(name, kind, target):
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, target
    return member, b""


@pytest.mark.parametrize(
    "member",
    [
        plain("../media/out.jpg"),
        plain("media/../../out.jpg"),
        plain("media/./in.jpg"),
        plain("/media/out.jpg"),
        plain("media"),
        plain("private//x.jpg"),
        plain("etc/passwd"),
        plain("settings.py"),
        plain("secret-key/x"),
        linked("media/link.jpg", tarfile.SYMTYPE, "/etc/passwd"),
        linked("media/link.jpg", tarfile.LNKTYPE, archive.MANIFEST),
        linked("media/fifo", tarfile.FIFOTYPE, ""),
        linked("media/photos", tarfile.DIRTYPE, ""),
    ],
    ids=lambda member: f"{member[0].name} {member[0].type}",
)
def test_nothing_leaves_the_places_of_the_newspaper(path, member):
    path.write_bytes(foreign(member))
    received = []
    with pytest.raises(BackupError, match="is damaged"):
        archive.read(path, lambda name, *_: received.append(name))
    assert received == [archive.MANIFEST]


def test_a_name_that_comes_twice_is_refused(path):
    path.write_bytes(foreign(plain("media/1.jpg"), plain("media/1.jpg")))
    with pytest.raises(BackupError, match="is damaged"):
        read(path)


def test_a_part_after_the_end_is_refused(path):
    with tarfile.open(path, "a") as tar:
        tar.addfile(tarfile.TarInfo("media/more.jpg"), io.BytesIO())
    with pytest.raises(BackupError, match="is damaged"):
        read(path)


@pytest.mark.parametrize("content", [b"", b"\0" * 10240, b"%PDF-1.7", b"x" * 4096])
def test_another_file_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(BackupError):
        read(path)


def test_another_tar_is_no_backup(path):
    with tarfile.open(path, "w") as tar:
        tar.addfile(*[tarfile.TarInfo("media/1.jpg"), io.BytesIO()])
    with pytest.raises(BackupError, match="is no backup"):
        read(path)


def test_a_later_form_is_refused(path, monkeypatch):
    monkeypatch.setattr(archive, "FORMAT", archive.FORMAT + 1)
    path.write_bytes(written())
    monkeypatch.undo()
    with pytest.raises(BackupError, match="another version"):
        read(path)


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(BackupError, match="There is no file"):
        read(tmp_path / "nowhere.tar")


@pytest.mark.parametrize("name", ["media/a\nb.jpg", "media/a\\b.jpg"])
def test_a_name_that_breaks_the_list_is_refused_when_writing(name):
    with pytest.raises(BackupError, match="has a name"):
        written({name: b""})


def test_a_file_that_grows_while_it_is_copied_is_cut_where_it_stood(path):
    file = io.BytesIO()
    writer = archive.Writer(file, ABOUT)
    writer.add("media/1.jpg", io.BytesIO(b"photo and more"), size=5)
    writer.finish()
    path.write_bytes(file.getvalue())
    assert read(path)[1] == {"media/1.jpg": b"photo"}
