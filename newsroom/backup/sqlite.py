"""The embedded database, copied by SQLite's own online backup: whole, whoever writes meanwhile."""

import gzip
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from django.utils.translation import gettext as _

from newsroom.backup.places import BackupError

_LEVEL = 6  # of gzip: a third of the size; more takes twice the time for a hundredth
_PATIENCE = 20  # seconds for whoever writes to the database that is to be replaced
_DONE = 101  # SQLITE_DONE, which Python does not name (sqlite.org/rescode.html)
_WAIT = 60  # seconds for an answer of the database


def version(connection):
    return 0


def dump(connection, target):
    """Write the database as it stands at one instant into `target`, packed.

    Readers and writers go on: the copy is made in one step, in a reading transaction of its own.
    """
    source = f"{Path(connection.settings_dict['NAME']).resolve().as_uri()}?mode=ro"
    plain = target.with_suffix("")
    try:
        with (
            closing(sqlite3.connect(source, uri=True, timeout=_WAIT)) as live,
            closing(sqlite3.connect(plain)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")  # one file, without others beside it
            state = copy.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.Error as failure:
        raise BackupError(_("The database cannot be read: %s.") % failure) from failure
    if state != "ok":
        raise BackupError(_("The database is damaged, a copy would be worthless: %s.") % state)
    with plain.open("rb") as raw, gzip.open(target, "wb", compresslevel=_LEVEL) as packed:
        shutil.copyfileobj(raw, packed)
    plain.unlink()


def load(connection, source):
    """Put the database in the packed file `source` in the place of the present one, or do nothing.

    The file itself stays where it is, for other processes may have it open.
    """
    plain = source.with_suffix("")
    with gzip.open(source, "rb") as packed, plain.open("wb") as raw:
        shutil.copyfileobj(packed, raw)
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with (
            closing(sqlite3.connect(plain)) as copy,
            closing(sqlite3.connect(target, timeout=0)) as live,
        ):
            copy.backup(live, progress=_until(time.monotonic() + _PATIENCE))
    except (sqlite3.Error, TimeoutError) as failure:
        raise BackupError(
            _("The database cannot be replaced (%s): stop the newspaper and try again.") % failure
        ) from failure


def _until(end):
    """Return what stops a copy that others keep from going on; Python alone would wait for ever."""

    def progress(status, remaining, total):
        if status != _DONE and time.monotonic() > end:
            raise TimeoutError("locked")

    return progress
