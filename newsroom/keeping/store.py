"""The pages kept on this machine: one SQLite file that all of its processes share.

It outlives restarts and an absent database, and may be deleted at any time: what is asked for is
drawn again. When the file cannot be used, pages are kept in memory alone.
"""

import contextlib
import json
import logging
import sqlite3
import threading
import time
from dataclasses import replace
from functools import wraps

from newsroom.keeping.changes import NotedChange
from newsroom.keeping.page import KeptPage

logger = logging.getLogger(__name__)

CLAIM = 1.0
"""Seconds for which whoever draws a page is waited for; then another may."""
REMEMBERED = 2_000
"""Changes that the store remembers, for a page whose drawing took longer than they."""
_LOOK_AT_SIZE_EVERY = 200  # pages kept
_COMPLAIN_EVERY = 60  # seconds
_TORN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}

_SCHEMA = """
CREATE TABLE IF NOT EXISTS page (
    path TEXT PRIMARY KEY, status INTEGER, headers TEXT, etag TEXT, release TEXT, number INTEGER,
    drawn_at REAL, valid_until REAL, gone_at REAL, used_at REAL, claimed_until REAL DEFAULT 0,
    body BLOB
);
CREATE INDEX IF NOT EXISTS page_valid ON page (valid_until);
CREATE INDEX IF NOT EXISTS page_used ON page (used_at);
CREATE TABLE IF NOT EXISTS page_key (key TEXT, path TEXT, PRIMARY KEY (key, path)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS page_key_path ON page_key (path);
CREATE TABLE IF NOT EXISTS change (number INTEGER PRIMARY KEY, at REAL, keys TEXT, gone TEXT);
CREATE TABLE IF NOT EXISTS state (name TEXT PRIMARY KEY, value);
CREATE TABLE IF NOT EXISTS tally (name TEXT PRIMARY KEY, value INTEGER);
"""
_NEWEST = "(SELECT value FROM state WHERE name = 'release')"
_COLUMNS = (
    "path, status, headers, body, etag, release, number, drawn_at, valid_until, gone_at, used_at, "
    f"(SELECT json_group_array(key) FROM page_key WHERE page_key.path = page.path), {_NEWEST}"
)
_WITH_KEY = "path IN (SELECT path FROM page_key WHERE key IN (SELECT value FROM json_each(:keys)))"


def _or_else(otherwise):
    """Let a method return `otherwise` (or what that returns) when the file cannot be used."""

    def decorate(method):
        @wraps(method)
        def guarded(store, *args, **kwargs):
            try:
                return method(store, *args, **kwargs)
            except (sqlite3.Error, OSError) as error:
                store.give_up(error)
                return otherwise(*args) if callable(otherwise) else otherwise

        return guarded

    return decorate


class Store:
    """Reads and writes the file at `path`, of up to `limit` bytes. Each thread has a connection."""

    def __init__(self, path, limit):
        self.path = path
        self.limit = limit
        self._of_thread = threading.local()
        self._until_next_look = _LOOK_AT_SIZE_EVERY
        self._release = ""
        self._complained_at = 0.0

    # --- Reading -----------------------------------------------------------------------------
    @_or_else(None)
    def read(self, path):
        """Return the `KeptPage` of `path`, current or not; None when there is none."""
        db = self._open()
        row = db.execute(f"SELECT {_COLUMNS} FROM page WHERE path = ?", [path]).fetchone()
        return _page(row) if row else None

    @_or_else((0, ""))
    def position(self):
        """Return (number, token) of the newest change that was carried to the pages; (0, "")."""
        db = self._open()
        found = dict(db.execute("SELECT name, value FROM state").fetchall())
        return found.get("number", 0), found.get("token", "")

    @_or_else(())
    def waiting(self, now, *, used_since, most):
        """Return addresses to be drawn anew: withdrawn ones first, then the short, read by most."""
        db = self._open()
        rows = db.execute(
            "SELECT path FROM page WHERE valid_until <= :now AND claimed_until <= :now "
            "AND (body IS NULL OR used_at > :since) "
            "ORDER BY body IS NOT NULL, length(path) LIMIT :most",
            {"now": now, "since": used_since, "most": most},
        )
        return [path for (path,) in rows]

    @_or_else(None)
    def figures(self, now):
        """Return what an administrator wants to know: pages, bytes, those waiting, the tallies."""
        db = self._open()
        count = "SELECT count(*) FROM page"
        return {
            "pages": db.execute(count).fetchone()[0],
            "waiting": db.execute(f"{count} WHERE valid_until <= ?", [now]).fetchone()[0],
            "bytes": _size(db),
            **dict(db.execute("SELECT name, value FROM tally").fetchall()),
        }

    @_or_else(())
    def paths(self):
        """Return the addresses of all pages that are kept."""
        db = self._open()
        return [path for (path,) in db.execute("SELECT path FROM page ORDER BY path")]

    # --- Writing -----------------------------------------------------------------------------
    @_or_else(lambda page, _now: page)
    def put(self, page, now):
        """Keep `page`; return it as limited by what was noted while it was being drawn."""
        with self._writing() as db:
            rows = db.execute(
                "SELECT number, at, keys, gone FROM change WHERE number > ?", [page.number]
            )
            page = page.with_limits([_change(row) for row in rows], now)
            if page.gone_at <= now:
                page = replace(page, body=None, valid_until=0.0)
            db.execute("DELETE FROM page_key WHERE path = ?", [page.path])
            db.execute(
                "INSERT OR REPLACE INTO page (path, status, headers, body, etag, release, number, "
                "drawn_at, valid_until, gone_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                "coalesce((SELECT used_at FROM page WHERE path = ?), ?))",
                [*_row(page), page.path, now],
            )
            keys = [(key, page.path) for key in page.keys]
            db.executemany("INSERT INTO page_key (key, path) VALUES (?, ?)", keys)
            self._make_room(db)
        return page

    @_or_else(True)
    def claim(self, path, now, until=None):
        """Return whether the caller shall draw `path`: nobody has, or has been at it for a second.

        `until`: when others may, if not in a second.
        """
        with self._writing() as db:
            taken = db.execute(
                "UPDATE page SET claimed_until = :until WHERE path = :path "
                "AND claimed_until <= :now "
                f"AND (min(valid_until, gone_at) <= :now OR release != {_NEWEST})",
                {"until": until or now + CLAIM, "path": path, "now": now},
            )
            return taken.rowcount == 1

    @_or_else(None)
    def delete(self, path):
        with self._writing() as db:
            db.execute("DELETE FROM page_key WHERE path = ?", [path])
            db.execute("DELETE FROM page WHERE path = ?", [path])

    @_or_else(None)
    def touch(self, path, now):
        """Note that `path` was asked for; written seldom, it only has to tell old from new."""
        with self._writing() as db:
            db.execute("UPDATE page SET used_at = ? WHERE path = ?", [now, path])

    @_or_else(None)
    def apply(self, changes, token, now):
        """Carry `changes` to the pages, each once however many processes do it."""
        with self._writing() as db:
            known = _state(db, "number", 0)
            for change in changes:
                if change.number <= known:
                    continue
                _carry(db, change, now)
                _remember(db, change)
            if changes and changes[-1].number > known:
                _set_state(db, number=changes[-1].number, token=token)

    @_or_else(None)
    def start_afresh(self, number, token):
        """Forget every page: nobody knows what has changed, or was withdrawn, since then."""
        with self._writing() as db:
            db.execute("DELETE FROM page_key")
            db.execute("DELETE FROM page")
            db.execute("DELETE FROM change")
            _set_state(db, number=number, token=token)

    @_or_else(None)
    def deploy(self, release):
        """Let every page be drawn anew that another state of the program has drawn."""
        self._release = release
        with self._writing() as db:
            if _state(db, "release", "") != release:
                db.execute("UPDATE page SET valid_until = 0 WHERE release != ?", [release])
                _set_state(db, release=release)

    @_or_else(None)
    def add(self, tallies):
        """Add to the counts of what was served and drawn: `{name: how many}`."""
        with self._writing() as db:
            db.executemany(
                "INSERT INTO tally (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
                list(tallies.items()),
            )

    # --- The file ----------------------------------------------------------------------------
    def _open(self):
        """Return the connection of this thread."""
        db = getattr(self._of_thread, "db", None)
        if db is None:
            db = self._of_thread.db = self._connect()
        return db

    def give_up(self, error):
        """Close the connection that failed; throw a torn file away, for the next to begin anew."""
        if time.monotonic() - self._complained_at > _COMPLAIN_EVERY:
            self._complained_at = time.monotonic()
            logger.warning("Kept pages: %s cannot be used: %s", self.path, error)
        db = self._of_thread.__dict__.pop("db", None)
        with contextlib.suppress(sqlite3.Error):
            if db is not None:
                db.close()
        if getattr(error, "sqlite_errorcode", None) in _TORN:
            for end in ("", "-wal", "-shm"):
                with contextlib.suppress(OSError):
                    self.path.with_name(self.path.name + end).unlink()

    @contextlib.contextmanager
    def _writing(self):
        db = self._open()
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise

    def _connect(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.path, timeout=2, isolation_level=None)
        # Nothing here has to survive a power cut: a torn file is thrown away.
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("PRAGMA cache_size = -256")  # KiB for each thread: the system keeps the file
        db.executescript(_SCHEMA)
        db.execute("INSERT OR IGNORE INTO state VALUES ('release', ?)", [self._release])
        return db

    def _make_room(self, db):
        """Now and then forget a tenth of the pages, those asked for longest ago, if too big."""
        self._until_next_look -= 1
        if self._until_next_look > 0:
            return
        self._until_next_look = _LOOK_AT_SIZE_EVERY
        if _size(db) > self.limit:
            oldest = "SELECT path FROM page ORDER BY used_at LIMIT (SELECT count(*) / 10 FROM page)"
            db.execute(f"DELETE FROM page_key WHERE path IN ({oldest})")
            db.execute(f"DELETE FROM page WHERE path IN ({oldest})")


def _carry(db, change, now):
    """Write the change to the pages that were drawn before it and depend on its keys."""
    where = f"WHERE number < :number AND {_WITH_KEY}"
    at = 0.0 if change.at <= now else change.at
    values = {"number": change.number, "at": at}
    db.execute(
        f"UPDATE page SET valid_until = min(valid_until, :at) {where}",
        values | {"keys": json.dumps(sorted(change.keys))},
    )
    body = ", body = NULL" if at == 0 else ""
    db.execute(
        f"UPDATE page SET gone_at = min(gone_at, :at){body} {where}",
        values | {"keys": json.dumps(sorted(change.gone))},
    )


def _remember(db, change):
    row = [change.number, change.at, json.dumps(sorted(change.keys))]
    db.execute("INSERT INTO change VALUES (?, ?, ?, ?)", [*row, json.dumps(sorted(change.gone))])
    db.execute("DELETE FROM change WHERE number <= ?", [change.number - REMEMBERED])


def _change(row):
    number, at, keys, gone = row
    return NotedChange(number, at, frozenset(json.loads(keys)), frozenset(json.loads(gone)))


def _row(page):
    return [
        page.path,
        page.status,
        json.dumps(page.headers),
        page.body,
        page.etag,
        page.release,
        page.number,
        page.drawn_at,
        page.valid_until,
        page.gone_at,
    ]


def _page(row):
    path, status, headers, body, etag, release, number, drawn, valid, gone, used, keys, newest = row
    page = KeptPage(
        path=path,
        status=status,
        headers=tuple((name, value) for name, value in json.loads(headers)),
        body=body,
        etag=etag,
        keys=frozenset(json.loads(keys)),
        release=release,
        number=number,
        drawn_at=drawn,
        valid_until=valid,
        gone_at=gone,
        used_at=used,
    )
    # One that an older state of the program drew, while it still ran beside the newest.
    return page if release == newest else replace(page, valid_until=0.0)


def _state(db, name, otherwise):
    row = db.execute("SELECT value FROM state WHERE name = ?", [name]).fetchone()
    return row[0] if row else otherwise


def _set_state(db, **values):
    db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", list(values.items()))


def _size(db):
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (free,) = db.execute("PRAGMA freelist_count").fetchone()
    (each,) = db.execute("PRAGMA page_size").fetchone()
    return (pages - free) * each
