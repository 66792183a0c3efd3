"""The file that the page store lies in: opened by each thread, thrown away when it is torn."""

import contextlib
import logging
import sqlite3
import threading
import time
from functools import wraps

logger = logging.getLogger(__name__)

_COMPLAIN_EVERY = 60  # seconds
_TORN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
    path TEXT PRIMARY KEY, status INTEGER, headers TEXT, etag TEXT, release TEXT, number INTEGER,
    drawn_at REAL, valid_until REAL, gone_at REAL, used_at REAL, claimed_until REAL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS page_valid ON page (valid_until, used_at);
CREATE INDEX IF NOT EXISTS page_used ON page (used_at);
CREATE TABLE IF NOT EXISTS body (path TEXT PRIMARY KEY, bytes BLOB);
CREATE TABLE IF NOT EXISTS page_key (key TEXT, path TEXT, PRIMARY KEY (key, path)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_key_path ON page_key (path);
CREATE TABLE IF NOT EXISTS change (number INTEGER PRIMARY KEY, at REAL, keys TEXT, gone TEXT);
CREATE TABLE IF NOT EXISTS to_hand_on (path TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value);
CREATE TABLE IF NOT EXISTS tally (name TEXT PRIMARY KEY, value INTEGER);
"""


def or_else(otherwise):
    """Let a method return `otherwise` (or what that returns) when the file cannot be used."""

    def decorate(method):
        @wraps(method)
        def guarded(store, *args, **kwargs):
            try:
                return method(store, *args, **kwargs)
            except (sqlite3.Error, OSError) as error:
                store.file.give_up(error)
                return otherwise(*args) if callable(otherwise) else otherwise

        return guarded

    return decorate


class File:
    """An SQLite file at `path`, which may be removed at any time. Each thread has a connection."""

    def __init__(self, path):
        self.path = path
        self.release = ""
        self._of_thread = threading.local()
        self._complained_at = 0.0

    def open(self):
        """Return the connection of this thread, to the file that lies there now."""
        known = getattr(self._of_thread, "known", None)
        if known is not None and known[1] == self._identity():
            return known[0]
        self._close()
        db = self._connect()
        self._of_thread.known = (db, self._identity())
        return db

    @contextlib.contextmanager
    def writing(self):
        """Yield the connection in a transaction that nobody else writes beside."""
        db = self.open()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def size(self):
        """Return the bytes in use."""
        db = self.open()
        (pages,) = db.execute("PRAGMA page_count").fetchone()
        (free,) = db.execute("PRAGMA freelist_count").fetchone()
        (each,) = db.execute("PRAGMA page_size").fetchone()
        return (pages - free) * each

    def give_up(self, error):
        """Close the connection that failed; throw the file away if it is that one and is torn."""
        if time.monotonic() - self._complained_at > _COMPLAIN_EVERY:
            self._complained_at = time.monotonic()
            logger.warning("Kept pages: %s cannot be used: %s", self.path, error)
        known = getattr(self._of_thread, "known", None)
        is_this_one = known is None or known[1] == self._identity()
        self._close()
        if is_this_one and getattr(error, "sqlite_errorcode", None) in _TORN:
            for end in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    self.path.with_name(self.path.name + end).unlink()

    def _identity(self):
        try:
            found = self.path.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino

    def _connect(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=2, isolation_level=None)
        # Nothing here has to survive a power cut: a torn file is thrown away.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -256")  # KiB for each thread: the system keeps the file
        db.execute("PRAGMA journal_size_limit = 16777216")
        db.executescript(_SCHEMA)
        if not db.execute("SELECT 1 FROM state WHERE name = 'release'").fetchone():
            db.execute("INSERT OR IGNORE INTO state VALUES ('release', ?)", [self.release])
        return db

    def _close(self):
        known = self._of_thread.__dict__.pop("known", None)
        if known is not None:
            with contextlib.suppress(sqlite3.Error):
                known[0].close()
