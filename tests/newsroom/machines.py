"""Machines for the tests of backup and restore: this one, and empty ones beside it."""

import os
import subprocess
import sys
import uuid
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from django.db.utils import ConnectionHandler

from newsroom.backup.places import Places
from tests import cast
from tests.machine import ROOT
from tests.run import ENVIRONMENT


def move_here(settings, var):
    """Let everything of the newspaper's lie under `var`; return its Places."""
    settings.VAR_DIR, settings.PAGE_STORE = var, var / "pages.sqlite3"
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = var / "media", var / "private"
    return empty_places(var)


def empty_places(var):
    places = Places(
        media=var / "media",
        private=var / "private",
        secret_key=var / "secret-key",
        page_store=var / "pages.sqlite3",
        backups=var / "backups",
        record=var / "last-backup.json",
    )
    for folder in places.roots.values():
        folder.mkdir(parents=True, exist_ok=True)
    return places


def small_paper():
    """Fill the database, and the folders with the files of one photo."""
    cast.paper()
    cast.subscriber()
    cast.published(headline="L’eau monte", tags=["Fleuve"], lead_photo=photo())
    cast.article(headline="Un brouillon")


def photo():
    """Return a photo whose files hold something, each something else."""
    shot = cast.photo()
    shot.original.name = f"photos/ab/{uuid.uuid4().hex}.jpg"
    shot.save(update_fields=["original"])
    for file in files_of(shot):
        path = path_of(file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.name.encode() * 50)
    return shot


def files_of(shot):
    return [shot.original, *(row.file for row in shot.renditions.all())]


def path_of(file):
    return Path(file.storage.path(file.name))


def contents(root):
    """Return {name: bytes} of all files below a folder."""
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def rows(database):
    """Return {table: its rows, in order} of a whole database."""
    found = {}
    with database.cursor() as cursor:
        for table in database.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {database.ops.quote_name(table)}")  # noqa: S608
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


@contextmanager
def empty_database(folder):
    """Yield (DATABASE_URL, connection) of a new database of the engine of this run."""
    name = f"machine_{uuid.uuid4().hex[:12]}"
    own = {"NAME": str(folder / f"{name}.sqlite3") if connection.vendor == "sqlite" else name}
    about = connection.settings_dict
    others = ConnectionHandler({"default": {}, "server": {**about}, "other": about | own})
    other, server = others["other"], others["server"]
    if connection.vendor == "postgresql":  # not within the transaction of a test
        with server.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
    try:
        yield address_of(other), other
    finally:
        other.close()
        if connection.vendor == "postgresql":
            with server.cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")
        server.close()


def address_of(database):
    """Return the DATABASE_URL of a connection."""
    about = database.settings_dict
    if database.vendor == "sqlite":
        return f"sqlite:///{about['NAME']}"
    host = about["HOST"]
    where = f"/{host}" if host.startswith("/") else f"{host}:{about['PORT']}"  # a socket, or a name
    return f"postgresql://{about['USER']}:{about['PASSWORD']}@{where}/{about['NAME']}"


def manage(*arguments, var, url):
    """Start a command of the newspaper on the machine whose files lie in `var`."""
    own = {"DATABASE_URL": url, "OTHER_MACHINE": str(var)}
    own["DJANGO_SETTINGS_MODULE"] = "tests.newsroom.other_machine"
    return subprocess.Popen(
        [sys.executable, "manage.py", *map(str, arguments)],
        cwd=ROOT,
        env=os.environ | ENVIRONMENT | own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
