"""The pages kept on this machine: one SQLite file that all of its processes share.

It outlives restarts and an absent database, and may be deleted at any time: what is asked for is
drawn again. When the file cannot be used, pages are kept in memory alone.
"""

import json
from dataclasses import replace

from newsroom.keeping.changes import PATH, NotedChange
from newsroom.keeping.file import File, or_else
from newsroom.keeping.page import KeptPage

CLAIM = 1.0
"""Seconds for which whoever draws a page is waited for; then another may."""
REMEMBERED = 2_000
"""Changes that the store remembers, for a page whose drawing took longer than they."""
_LOOK_AT_SIZE_EVERY = 200  # pages kept

_NEWEST = "(SELECT value FROM state WHERE name = 'release')"
_PAGE = (
    "SELECT path, status, headers, bytes, etag, release, number, drawn_at, valid_until, gone_at, "
    "used_at, claimed_until, "
    f"(SELECT json_group_array(key) FROM page_key WHERE page_key.path = page.path), {_NEWEST} "
    "FROM page JOIN body USING (path) WHERE path = ?"
)
_WITH_KEY = "path IN (SELECT path FROM page_key WHERE key IN (SELECT value FROM json_each(:keys)))"


class Store:
    """Reads and writes the file at `path`, of up to `limit` bytes.

    `hands_on`: there are caches in front, which have to hear of each page that was drawn anew.
    """

    def __init__(self, path, limit, *, hands_on=False):
        self.file = File(path)
        self.limit = limit
        self.hands_on = hands_on
        self._until_next_look = _LOOK_AT_SIZE_EVERY

    # --- Reading -----------------------------------------------------------------------------
    @or_else(None)
    def read(self, path):
        """Return the `KeptPage` of `path`, current or not; None when there is none."""
        row = self.file.open().execute(_PAGE, [path]).fetchone()
        return _page(row) if row else None

    @or_else((0, ""))
    def position(self):
        """Return (number, token) of the newest change that was carried to the pages; (0, "")."""
        found = dict(self.file.open().execute("SELECT name, value FROM state").fetchall())
        return found.get("number", 0), found.get("token", "")

    @or_else(())
    def changes_after(self, number):
        """Return the changes after `number` that other processes have carried here."""
        rows = self.file.open().execute("SELECT * FROM change WHERE number > ?", [number])
        return [_change(row) for row in rows]

    @or_else(())
    def waiting(self, now, *, used_since, most):
        """Return addresses to be drawn anew: withdrawn ones first, then the short, read by most."""
        rows = self.file.open().execute(
            "SELECT path FROM page WHERE valid_until <= :now AND claimed_until <= :now "
            "AND (used_at > :since OR gone_at <= :now) "
            "ORDER BY gone_at > :now, length(path) LIMIT :most",
            {"now": now, "since": used_since, "most": most},
        )
        return [path for (path,) in rows]

    @or_else(())
    def to_hand_on(self):
        """Return addresses that the caches in front have not yet asked for anew."""
        return [path for (path,) in self.file.open().execute("SELECT path FROM to_hand_on")]

    @or_else(None)
    def figures(self, now):
        """Return what an administrator wants to know: pages, bytes, those waiting, the tallies."""
        db, count = self.file.open(), "SELECT count(*) FROM page"
        return {
            "pages": db.execute(count).fetchone()[0],
            "waiting": db.execute(f"{count} WHERE valid_until <= ?", [now]).fetchone()[0],
            "bytes": self.file.size(),
            **dict(db.execute("SELECT name, value FROM tally").fetchall()),
        }

    @or_else(())
    def paths(self):
        """Return the addresses of all pages that are kept."""
        rows = self.file.open().execute("SELECT path FROM page ORDER BY path")
        return [path for (path,) in rows]

    # --- Writing -----------------------------------------------------------------------------
    @or_else(lambda page, _now: page)
    def put(self, page, now):
        """Keep `page`; return it as limited by what was noted while it was being drawn.

        Without a `used_at` the time is kept at which somebody asked for it last.
        """
        with self.file.writing() as db:
            rows = db.execute("SELECT * FROM change WHERE number > ?", [page.number])
            page = page.with_limits([_change(row) for row in rows], now)
            began = _state(db, "began", None)
            if began is not None and not began <= page.number <= _state(db, "number", 0):
                return replace(page, valid_until=0.0)  # drawn from what is no longer the database
            used = "SELECT used_at FROM page WHERE path = ?"
            row = db.execute(used, [page.path]).fetchone()
            page = replace(page, used_at=page.used_at or (row[0] if row else now))
            _forget(db, "= ?", [page.path])
            db.execute(
                "INSERT INTO page (path, status, headers, etag, release, number, drawn_at, "
                "valid_until, gone_at, used_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                _row(page),
            )
            db.execute("INSERT INTO body VALUES (?, ?)", [page.path, page.body])
            keys = [(key, page.path) for key in page.keys]
            db.executemany("INSERT INTO page_key (key, path) VALUES (?, ?)", keys)
            if row and self.hands_on:
                db.execute("INSERT OR IGNORE INTO to_hand_on VALUES (?)", [page.path])
            self._make_room(db)
        return page

    @or_else(True)
    def claim(self, path, now, until=None):
        """Return whether the caller shall draw `path`: nobody has, or has been at it for a second.

        `until`: when others may, if not in a second.
        """
        with self.file.writing() as db:
            taken = db.execute(
                "UPDATE page SET claimed_until = :until WHERE path = :path "
                "AND claimed_until <= :now "
                f"AND (min(valid_until, gone_at) <= :now OR release != {_NEWEST})",
                {"until": until or now + CLAIM, "path": path, "now": now},
            )
            return taken.rowcount == 1

    @or_else(None)
    def delete(self, path):
        with self.file.writing() as db:
            _forget(db, "= ?", [path])
            if self.hands_on:
                db.execute("INSERT OR IGNORE INTO to_hand_on VALUES (?)", [path])

    @or_else(None)
    def handed_on(self, path):
        """Note that the caches in front have asked for `path` anew."""
        with self.file.writing() as db:
            db.execute("DELETE FROM to_hand_on WHERE path = ?", [path])

    @or_else(None)
    def touch(self, path, now):
        """Note that `path` was asked for; written seldom, it only has to tell old from new."""
        with self.file.writing() as db:
            db.execute("UPDATE page SET used_at = ? WHERE path = ?", [now, path])

    @or_else(False)
    def apply(self, changes, token, now):
        """Carry `changes` to the pages, each once however many processes do it; say if it worked.

        Each process brings what it has seen, also after another has brought younger ones.
        """
        with self.file.writing() as db:
            known = {number for (number,) in db.execute("SELECT number FROM change")}
            for change in changes:
                if change.number not in known:
                    self._carry(db, change, now)
            if changes and changes[-1].number > _state(db, "number", 0):
                _set_state(db, number=changes[-1].number, token=token)
        return True

    @or_else(None)
    def start_afresh(self, number, token):
        """Forget every page: nobody knows what has changed, or was withdrawn, since then."""
        with self.file.writing() as db:
            _forget(db, "IN (SELECT path FROM page)", [])
            db.execute("DELETE FROM change")
            _set_state(db, began=number, number=number, token=token)

    @or_else(None)
    def deploy(self, release):
        """Let every page be drawn anew that another state of the program has drawn."""
        self.file.release = release
        with self.file.writing() as db:
            if _state(db, "release", "") != release:
                db.execute("UPDATE page SET valid_until = 0 WHERE release != ?", [release])
                _set_state(db, release=release)

    @or_else(None)
    def add(self, tallies):
        """Add to the counts of what was served and drawn: `{name: how many}`."""
        with self.file.writing() as db:
            db.executemany(
                "INSERT INTO tally (name, value) VALUES (?, ?) "
                "ON CONFLICT (name) DO UPDATE SET value = value + excluded.value",
                list(tallies.items()),
            )

    def _carry(self, db, change, now):
        """Write the change to the pages that were drawn before it and depend on its keys."""
        at = 0.0 if change.at <= now else change.at
        for column, keys in (("valid_until", change.keys), ("gone_at", change.gone)):
            db.execute(
                f"UPDATE page SET {column} = min({column}, :at) "
                f"WHERE number < :number AND {_WITH_KEY}",
                {"number": change.number, "at": at, "keys": json.dumps(sorted(keys))},
            )
        if self.hands_on:
            paths = [[key.removeprefix(PATH)] for key in change.keys if key.startswith(PATH)]
            db.executemany("INSERT OR IGNORE INTO to_hand_on VALUES (?)", paths)
        row = [change.number, change.at, json.dumps(sorted(change.keys))]
        db.execute(
            "INSERT INTO change VALUES (?, ?, ?, ?)", [*row, json.dumps(sorted(change.gone))]
        )
        db.execute("DELETE FROM change WHERE number <= ?", [change.number - REMEMBERED])

    def _make_room(self, db):
        """Now and then forget pages, a tenth at a time, those asked for longest ago, if too big."""
        self._until_next_look -= 1
        if self._until_next_look > 0:
            return
        self._until_next_look = _LOOK_AT_SIZE_EVERY
        tenth = "(SELECT count(*) / 10 + 1 FROM page)"
        for _tenth in range(10):
            if self.file.size() <= self.limit:
                break
            oldest = db.execute(f"SELECT path FROM page ORDER BY used_at LIMIT {tenth}").fetchall()
            paths = json.dumps([path for (path,) in oldest])
            _forget(db, "IN (SELECT value FROM json_each(?))", [paths])


def _forget(db, which, values):
    for table in ("page_key", "body", "page"):
        db.execute(f"DELETE FROM {table} WHERE path {which}", values)


def _change(row):
    number, at, keys, gone = row
    return NotedChange(number, at, frozenset(json.loads(keys)), frozenset(json.loads(gone)))


def _row(page):
    return [
        page.path,
        page.status,
        json.dumps(page.headers),
        page.etag,
        page.release,
        page.number,
        page.drawn_at,
        page.valid_until,
        page.gone_at,
        page.used_at,
    ]


def _page(row):
    *values, used_at, claimed_until, keys, newest = row
    path, status, headers, body, etag, release, number, drawn_at, valid_until, gone_at = values
    page = KeptPage(
        path=path,
        status=status,
        headers=tuple((name, value) for name, value in json.loads(headers)),
        body=body,
        etag=etag,
        keys=frozenset(json.loads(keys)),
        release=release,
        number=number,
        drawn_at=drawn_at,
        valid_until=valid_until,
        gone_at=gone_at,
        used_at=used_at,
        claimed_until=claimed_until,
    )
    # One that an older state of the program drew, while it still ran beside the newest.
    return page if release == newest else replace(page, valid_until=0.0)


def _state(db, name, otherwise):
    row = db.execute("SELECT value FROM state WHERE name = ?", [name]).fetchone()
    return row[0] if row else otherwise


def _set_state(db, **values):
    db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", list(values.items()))
