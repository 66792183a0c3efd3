"""PostgreSQL, by its own programs: they know every type, and stream."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from django.utils.translation import gettext as _

from newsroom.backup.places import BackupError

_VERSIONS = Path("/usr/lib/postgresql")  # where Debian keeps the programs, a folder a version
_TABLES = {"t", "p"}  # plain and partitioned, as Django's introspection calls them
_LOCK_TIMEOUT = 20  # seconds for whoever holds a table that is to be replaced
_PLAIN = ["--no-owner", "--no-privileges"]  # the accounts of the next server may have other names
_QUIET = ["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
_MOST_SAID = 1_000  # bytes of what went wrong; the first error explains the rest
_CHUNK = 1024 * 1024  # bytes


def version(connection):
    with connection.cursor():  # the version is told by the server
        return connection.pg_version // 10_000


def dump(connection, target):
    """Write the database as it stands at one instant into `target`; nobody has to wait."""
    where, environment = _where(connection)
    command = [_program("pg_dump", connection), "--format=custom", *_PLAIN, "--no-password"]
    with tempfile.TemporaryFile() as said:
        run = subprocess.run(  # noqa: S603 (as below)
            [*command, f"--file={target}", *where], env=environment, stderr=said, check=False
        )
        if run.returncode:
            raise _failed(said)


def load(connection, source):
    """Put the database in the file `source` in the place of the present one, or do nothing.

    In one transaction, whose last word is sent when everything before it has arrived: whatever
    stops in the middle, the server takes it all back.
    """
    where, environment = _where(connection)
    unpack = [_program("pg_restore", connection), *_PLAIN, "--file=-", source]
    execute = [_program("psql", connection), *_QUIET, "--no-password", *where]
    begin = f"BEGIN; SET LOCAL lock_timeout = '{_LOCK_TIMEOUT}s';\n{_drop_tables(connection)}\n"
    connection.close()
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(unpack, stdout=pipe, stderr=said) as script,  # noqa: S603 (own words)
        subprocess.Popen(execute, stdin=pipe, stderr=said, env=environment) as psql,  # noqa: S603
    ):
        _feed(psql, begin.encode(), script)
        if psql.wait() or script.wait():
            raise _failed(said)


def _feed(psql, begin, script):
    try:
        psql.stdin.write(begin)
        shutil.copyfileobj(script.stdout, psql.stdin, _CHUNK)
        if script.wait() == 0:
            psql.stdin.write(b"\nCOMMIT;\n")
        psql.stdin.close()
    except BrokenPipeError:  # psql has met an error, and said which
        script.kill()
        with contextlib.suppress(BrokenPipeError):
            psql.stdin.close()


def _drop_tables(connection):
    """Return the SQL that drops every table: a later version may have some that no backup names."""
    with connection.cursor() as cursor:
        tables = connection.introspection.get_table_list(cursor)
    names = [connection.ops.quote_name(table.name) for table in tables if table.type in _TABLES]
    return f"DROP TABLE {', '.join(names)} CASCADE;" if names else ""


def _where(connection):
    """Return (arguments, environment) that lead to the database; a password is never an argument,
    for everybody on the machine can read those.
    """
    told = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    return told[0][1:], os.environ | (told[1] or {})


def _program(name, connection):
    """Return the path of a program, of the server's own version where Debian has several."""
    own = _VERSIONS / str(version(connection)) / "bin" / name
    found = own if own.exists() else shutil.which(name)
    if found is None:
        words = _("The program %s is missing: apt-get install postgresql-client.")
        raise BackupError(words % name)
    return found


def _failed(said):
    said.seek(0)
    reason = said.read(_MOST_SAID).decode(errors="replace").strip()
    return BackupError(_("PostgreSQL refused: %s") % reason)
