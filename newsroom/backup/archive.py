"""The file of a backup: a plain tar whose last member says what belongs to it.

Photos are compressed already, so only the database is packed. Everything is streamed: memory holds
one checksum a file.
"""

import contextlib
import datetime
import hashlib
import io
import json
import tarfile
import time
from typing import NamedTuple

from django.utils.translation import gettext as _

from newsroom.backup.places import BackupError

MANIFEST, SUMS, SECRET_KEY = "manifest.json", "SHA256SUMS", "secret-key"
FORMAT = 1
DATABASES = {"sqlite": "database.sqlite3.gz", "postgresql": "database.pgdump"}
_SINGLE = {MANIFEST, SUMS, SECRET_KEY, *DATABASES.values()}
_CHUNK = 1024 * 1024  # bytes
_MOST_OF_TEXT = 256 * 1024 * 1024  # bytes of a manifest or a list: two million files


class Manifest(NamedTuple):
    made_at: datetime.datetime  # aware
    engine: str  # a key of DATABASES
    version: int  # the first number of the server's; 0 for SQLite, whose files are for ever
    migrations: list[str]  # « app.name » of each that had run
    secret: str  # tells SECRET_KEYs apart, and tells nothing else of them


class Summed:
    """A binary file that is being read, and the SHA-256 of what was read of it."""

    def __init__(self, file):
        self._file = file
        self._sum = hashlib.sha256()

    def read(self, size=-1):
        data = self._file.read(size)
        self._sum.update(data)
        return data

    def digest(self):
        return self._sum.digest()

    def finish(self):
        """Read what is left; return the checksum of the whole."""
        while self.read(_CHUNK):
            pass
        return self.digest()


class Writer:
    """Writes a backup into an open binary file: manifest first, then `add`, then `finish`."""

    def __init__(self, file, manifest):
        self._tar = tarfile.open(fileobj=file, mode="w", format=tarfile.GNU_FORMAT)  # noqa: SIM115
        self._sums = {}
        about = manifest._asdict() | {"made_at": manifest.made_at.isoformat(), "format": FORMAT}
        self._put(MANIFEST, json.dumps(about, indent=1).encode())

    def __contains__(self, name):
        return name in self._sums

    def add(self, name, file, *, size, mode=0o600, mtime=None):
        """Copy `size` bytes of a binary file; `mtime` in seconds since 1970, without it now."""
        if "\n" in name or "\\" in name:  # the list is one line a name
            raise BackupError(_("“%(file)s” has a name that no backup can hold.") % {"file": name})
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, mode & 0o777
        member.mtime = int(time.time() if mtime is None else mtime)
        source = Summed(file)
        self._tar.addfile(member, source)
        self._tar.members.clear()  # kept by tarfile for whoever asks; a million of them is 1 GB
        self._sums[name] = source.digest()

    def leave_out(self, name):
        """Let a member that was written not belong to the backup."""
        del self._sums[name]

    def names(self):
        return list(self._sums)

    def finish(self):
        lines = (f"{digest.hex()}  {name}\n" for name, digest in sorted(self._sums.items()))
        self._put(SUMS, "".join(lines).encode(errors="surrogateescape"))
        self._tar.close()

    def _put(self, name, data):
        self.add(name, io.BytesIO(data), size=len(data))


def read(path, receive):
    """Read a whole backup; return the names of what belongs to it.

    Each member goes to `receive(name, file, member)` as it comes, the manifest first: `file` is
    binary and need not be read, `member` a tarfile.TarInfo. Whatever was received is worth nothing
    until this returns: raises BackupError when a byte is not what it was.
    """
    sums, listed = {}, None
    with _reading(path) as tar:
        for member in _members(tar):
            if listed is not None or not _is_proper(member) or member.name in sums:
                raise BackupError(_damaged(path, member.name))
            source = Summed(tar.extractfile(member))
            if member.name == SUMS:
                listed = _list(member, source)
            else:
                receive(member.name, source, member)
                sums[member.name] = source.finish()
    if listed is None:
        raise BackupError(_("“%(file)s” is cut short: its end is missing.") % {"file": path})
    for name, digest in listed.items():
        if sums.get(name) != digest:
            raise BackupError(_damaged(path, name))
    return frozenset(listed)


def manifest(path):
    """Return what a backup says of itself, from its first bytes: no other is looked at yet."""
    with _reading(path) as tar:
        member = tar.next()
        if member is None or member.name != MANIFEST:
            raise BackupError(_("“%(file)s” is no backup of a newspaper.") % {"file": path})
        about = json.loads(_text(member, tar.extractfile(member)))
        if about["format"] != FORMAT:
            words = _("“%(file)s” was made by another version of the program: use that one.")
            raise BackupError(words % {"file": path})
        made_at = datetime.datetime.fromisoformat(about["made_at"])
        return Manifest(**{name: about[name] for name in Manifest._fields} | {"made_at": made_at})


@contextlib.contextmanager
def _reading(path):
    """Yield the open tar; whatever is found in damaged bytes is told as damage."""
    try:
        with open(path, "rb") as file:
            try:
                with tarfile.open(fileobj=file, mode="r:") as tar:
                    yield tar
            except (tarfile.TarError, EOFError, LookupError, ValueError) as failure:
                raise BackupError(_damaged(path, failure)) from failure
    except FileNotFoundError as failure:
        raise BackupError(_("There is no file “%(file)s”.") % {"file": path}) from failure


def _members(tar):
    while (member := tar.next()) is not None:
        yield member
        tar.members.clear()


def _is_proper(member):
    """Whether a member is a plain file in one of our places, without a way out of them."""
    parts = member.name.split("/")
    is_ours = parts[0] in {"media", "private"} if len(parts) > 1 else parts[0] in _SINGLE
    return member.isreg() and is_ours and not {"", ".", ".."} & set(parts)


def _list(member, source):
    """Return {name: checksum} of the list that ends a backup."""
    lines = _text(member, source).decode(errors="surrogateescape").split("\n")[:-1]
    listed = {line[66:]: bytes.fromhex(line[:64]) for line in lines}
    if len(listed) < len(lines):
        raise ValueError(SUMS)
    return listed


def _text(member, source):
    if member.size > _MOST_OF_TEXT:
        raise ValueError(member.name)
    return source.read()


def _damaged(path, where):
    words = _("“%(file)s” is damaged (%(where)s): take another backup, nothing was changed.")
    return words % {"file": path, "where": where}
