"""Brings a newspaper back from a backup, after every byte of it has been compared.

Files arrive in a folder beside the present ones; nothing that was there is touched before the
backup has proved whole and the database has taken it in. A rename then puts them in place.
"""

import contextlib
import datetime
import os
import shutil
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _

from newsroom.backup import archive
from newsroom.backup.installation import ENGINES, NAMES, fingerprint, strange_tables, unknown
from newsroom.backup.places import ARRIVING, LEAVING, NOT_OURS, BackupError, files


class Restored(NamedTuple):
    made_at: datetime.datetime  # aware
    files: int
    has_other_secret: bool  # what was signed before the backup is not valid here


def check(path):
    """Read a whole backup; return its (manifest, number of files), or raise BackupError."""
    manifest = archive.manifest(path)
    names = archive.read(path, lambda name, file, member: None)
    _require_database(path, manifest, names)
    return manifest, _count(names)


def restore(connection, path, places, *, replace, work, optional):
    """Put the backup at `path` in the place of what is here; return what is Restored.

    Without `replace` it refuses to take the place of anything: rows of the models `work`, tables of
    another program, files. `optional` are labels of apps that this installation may lack. Raises
    BackupError, and OSError for the disk; before the database has changed, unless it says so.
    """
    manifest = archive.manifest(path)
    _check_fitting(connection, manifest, optional)
    is_own_secret = _is_read_from(places.secret_key)
    if not replace:
        _check_empty(connection, places, work)
    with _arriving(places) as folders:
        _check_room(path, places)
        names = archive.read(path, lambda *received: _keep(folders, *received))
        _require_database(path, manifest, names)
        _drop_left_out(folders, names)
        os.sync()
        database = archive.DATABASES[manifest.engine]
        ENGINES[manifest.engine].load(connection, folders["private"] / database)
        try:
            _put_in_place(places, folders)
        except OSError as failure:
            words = _("The database is back but not the files (%s): restore again, --replace.")
            raise BackupError(words % failure) from failure
    has_come_along = is_own_secret and archive.SECRET_KEY in names
    is_valid = has_come_along or manifest.secret == fingerprint()
    return Restored(manifest.made_at, _count(names), has_other_secret=not is_valid)


def _count(names):
    return sum("/" in name for name in names)


def _is_read_from(path):
    """Whether SECRET_KEY of this installation is that of the file, and not of the environment."""
    return path.exists() and path.read_text("ascii") == settings.SECRET_KEY


def _require_database(path, manifest, names):
    if not {archive.MANIFEST, archive.DATABASES.get(manifest.engine)} <= names:
        raise BackupError(_("“%(file)s” holds no database.") % {"file": path})


# --- What is refused -----------------------------------------------------------------------------
def _check_fitting(connection, manifest, optional):
    """Refuse a backup that this database or this code cannot take."""
    here, there = connection.vendor, manifest.engine
    if here != there:
        words = _("The backup is one of %(there)s, and DATABASE_URL leads to %(here)s.")
        raise BackupError(words % {"there": NAMES.get(there, there), "here": NAMES[here]})
    own = ENGINES[here].version(connection)
    if manifest.version > own:
        words = _("The backup is one of PostgreSQL %(there)s, newer than the %(here)s here.")
        raise BackupError(words % {"there": manifest.version, "here": own})
    if later := unknown(manifest.migrations, optional=optional):
        words = _("The backup comes from a later version of the program (%s): install that first.")
        raise BackupError(words % ", ".join(later[:3]))


def _check_empty(connection, places, work):
    """Refuse to take the place of what somebody may want to keep."""
    tables = set(connection.introspection.table_names())
    for model in work:
        if model._meta.db_table in tables and _has_rows(connection, model._meta.db_table):
            words = _("The database is not empty (%s): --replace deletes what is there.")
            raise BackupError(words % model._meta.verbose_name_plural)
    if strange := strange_tables(connection):
        words = _("The database holds tables of another program: %s.")
        raise BackupError(words % ", ".join(strange[:3]))
    for root in places.roots.values():
        if next(files(root), None):
            words = _("There are files in “%(folder)s”: --replace deletes what is there.")
            raise BackupError(words % {"folder": root})


def _has_rows(connection, table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT 1 FROM {connection.ops.quote_name(table)} LIMIT 1")  # noqa: S608
        return cursor.fetchone() is not None


def _check_room(path, places):
    """Refuse early what the disk cannot hold; what the database needs unpacked shows by itself."""
    needed = path.stat().st_size
    for root in places.roots.values():
        if shutil.disk_usage(root).free < needed:
            words = _("The disk of “%(folder)s” has not enough room for the backup.")
            raise BackupError(words % {"folder": root})


# --- Files ---------------------------------------------------------------------------------------
@contextlib.contextmanager
def _arriving(places):
    """Yield {top of a name in the backup: folder where it arrives}, inside the root of it."""
    folders = {top: root / ARRIVING for top, root in places.roots.items()}
    for folder in folders.values():
        shutil.rmtree(folder, ignore_errors=True)  # of a process that was killed
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700)
    try:
        yield folders
    finally:
        for folder in folders.values():
            shutil.rmtree(folder)


def _keep(folders, name, file, member):
    """Write one member where it arrives; the database and the key beside the originals."""
    path = folders.get(name.partition("/")[0], folders["private"]) / name
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as copy:
        shutil.copyfileobj(file, copy)
    path.chmod(member.mode & 0o644 | 0o600)
    os.utime(path, (member.mtime, member.mtime))


def _drop_left_out(folders, names):
    """Delete what was deleted while the backup was made."""
    for top, folder in folders.items():
        for name, path in files(folder / top):
            if f"{top}/{name}" not in names:
                path.unlink()


def _put_in_place(places, folders):
    for top, root in places.roots.items():
        _swap(root, folders[top] / top)
    secret = folders["private"] / archive.SECRET_KEY
    if secret.exists():
        shutil.copyfile(secret, places.secret_key)
        places.secret_key.chmod(0o600)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{places.page_store}{suffix}").unlink(missing_ok=True)


def _swap(root, arrived):
    """Put what lies in the folder `arrived` in the place of what lies in `root`, then delete that.

    Entry by entry, for the root itself may be a disk of its own or a link to one.
    """
    leaving = root / LEAVING
    shutil.rmtree(leaving, ignore_errors=True)
    leaving.mkdir(mode=0o700)
    for entry in list(root.iterdir()):
        if entry.name not in NOT_OURS:
            entry.rename(leaving / entry.name)
    for entry in list(arrived.iterdir()) if arrived.exists() else []:
        entry.rename(root / entry.name)
    shutil.rmtree(leaving)
