"""Makes a backup under a temporary name, and gives it its own when it lies whole on the disk."""

import contextlib
import datetime
import fcntl
import json
import os
import re
import shutil
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.backup import archive
from newsroom.backup.installation import ENGINES, manifest_of, migrations
from newsroom.backup.places import BackupError, Places, files

_NAME = "newsroom-%Y-%m-%d-%H%M%S.tar"
_NAMES = re.compile(r"newsroom-\d{4}-\d\d-\d\d-\d{6}\.tar")
_PARTIAL = ".partial-"
_SETTLED = 60  # seconds after which nobody is still writing to a file


class Backup(NamedTuple):
    made_at: datetime.datetime  # aware
    path: Path  # absolute; the file may have been carried away since
    size: int  # bytes


def last_backup(record=None):
    """Return the last Backup that was made whole from this machine, None without any.

    It is written down in `record` rather than found in a folder, for a good backup does not stay
    on the machine.
    """
    try:
        about = json.loads((record or Places.of_this_machine().record).read_text("utf-8"))
        made_at = datetime.datetime.fromisoformat(about["made_at"])
        return Backup(made_at, Path(about["path"]), about["size"])
    except (FileNotFoundError, ValueError):
        return None


def make(connection, target, places, *, keep=None):
    """Write a backup to `target`, a folder or the name of a new file; return (Backup, files in it).

    `keep` is how many backups of that folder may stay, this one included; files with names of their
    own are left alone. Raises BackupError, and OSError for the disk; then there is no new file.
    """
    now = timezone.localtime()
    path = (target / now.strftime(_NAME) if target.is_dir() else target).absolute()
    if path.exists():
        raise BackupError(_("“%(file)s” is there already.") % {"file": path})
    with _alone_in(path.parent), _work_folder(path.parent) as work:
        partial = work / path.name
        count = _write(partial, connection, places, work, now)
        partial.rename(path)
        _sync(path.parent)
        made = Backup(now, path, path.stat().st_size)
        _write_down(made, places.record)
        if keep is not None:
            _delete_older(path.parent, keep)
    return made, count


def _write(partial, connection, places, work, now):
    """Write the whole into a new file that only its owner may read; return how many files."""
    manifest = manifest_of(connection)
    if not manifest.migrations:
        raise BackupError(_("The database is empty: there is nothing to keep."))
    with open(partial, "xb", opener=_private) as file:
        writer = archive.Writer(file, manifest)
        _add_files(writer, places, older_than=time.time() - _SETTLED)
        if places.secret_key.exists():
            _add(writer, archive.SECRET_KEY, places.secret_key)
        _leave_out_deleted(writer, places)
        _add_database(writer, connection, work)
        _add_files(writer, places)
        if migrations(connection) != manifest.migrations:
            raise BackupError(_("The program was updated meanwhile: make the backup again."))
        count = sum("/" in name for name in writer.names())
        writer.finish()
        file.flush()
        os.fsync(file.fileno())
    return count


def _add_database(writer, connection, work):
    name = archive.DATABASES[connection.vendor]
    ENGINES[connection.vendor].dump(connection, work / name)
    _add(writer, name, work / name)
    (work / name).unlink()


def _add_files(writer, places, *, older_than=None):
    """Add what is not in yet; `older_than`, in seconds since 1970, only if unchanged since then."""
    for top, root in places.roots.items():
        for name, path in files(root):
            if f"{top}/{name}" not in writer:
                with contextlib.suppress(FileNotFoundError):  # deleted meanwhile
                    _add(writer, f"{top}/{name}", path, older_than=older_than)


def _add(writer, name, path, *, older_than=None):
    with path.open("rb") as file:
        about = os.fstat(file.fileno())
        if older_than is None or about.st_mtime < older_than:
            writer.add(name, file, size=about.st_size, mode=about.st_mode, mtime=about.st_mtime)


def _leave_out_deleted(writer, places):
    for name in writer.names():
        top, _slash, rest = name.partition("/")
        if rest and not (places.roots[top] / rest).exists():
            writer.leave_out(name)


# --- The folder ----------------------------------------------------------------------------------
@contextlib.contextmanager
def _alone_in(folder):
    """Keep other backups out of the folder; the system lets them in when this process dies."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as failure:
            words = _("Another backup is being made in “%(folder)s”.")
            raise BackupError(words % {"folder": folder}) from failure
        yield
    finally:
        os.close(handle)


@contextlib.contextmanager
def _work_folder(folder):
    """Yield a new folder that goes away at the end, and what killed backups have left with it."""
    for left in folder.glob(f"{_PARTIAL}*"):
        shutil.rmtree(left)
    with tempfile.TemporaryDirectory(prefix=_PARTIAL, dir=folder) as work:
        yield Path(work)


def _private(path, flags):
    return os.open(path, flags, 0o600)


def _sync(folder):
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write_down(backup, record):
    about = {"made_at": backup.made_at.isoformat(), "path": str(backup.path), "size": backup.size}
    partial = record.with_suffix(".partial")
    partial.write_text(json.dumps(about), encoding="utf-8")
    partial.rename(record)


def _delete_older(folder, keep):
    found = sorted(path for path in folder.iterdir() if _NAMES.fullmatch(path.name))
    for path in found[: max(0, len(found) - keep)]:
        path.unlink()
