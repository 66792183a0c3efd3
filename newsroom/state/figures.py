"""What is known of the installation at one moment. Each figure costs milliseconds at any size.

Nothing walks through the photos: to add up fifty gigabytes of files takes minutes.
"""

import datetime
import platform
import shutil
import time
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

import django
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Min
from django.utils import timezone

from articles.models import Refreshing
from newsroom.backup.installation import NAMES
from newsroom.backup.making import Backup, last_backup
from newsroom.env import is_own_machine
from newsroom.keeping.release import release
from newsroom.models import Change, LastTick
from newsroom.state.pages import Pages, kept_pages

_TRIES = 3  # of which the middle one counts: a single one may have met a busy moment


class _Engine(NamedTuple):
    """What is asked of a database, as SQL with one answer."""

    version: str
    size: str
    clock: str | None  # None: it has none of its own


_ENGINES = {
    "sqlite": _Engine(
        "SELECT sqlite_version()",
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        None,
    ),
    "postgresql": _Engine(
        "SHOW server_version",
        "SELECT pg_database_size(current_database())",
        "SELECT clock_timestamp()",
    ),
}


@dataclass(frozen=True)
class Database:
    engine: str
    version: str
    size: int  # bytes
    answer: float  # seconds that a question takes
    clock: float  # seconds by which its clock is ahead of this machine's
    pending: tuple  # « app.name » of each migration that has yet to run


@dataclass(frozen=True)
class Disk:
    folders: tuple  # of ours that lie on it
    total: int  # bytes
    free: int  # bytes, without what is reserved for root

    @property
    def share(self):
        """The free part, from 0 to 1."""
        return self.free / self.total


@dataclass(frozen=True)
class Setup:
    """What the settings come to."""

    address: str
    is_here: bool  # on one's own machine, where nobody else comes
    is_debug: bool
    plays_operator: bool
    prints_mail: bool
    sms: str  # as in SMS_URL, without what may be secret: "", "console" or "provider"
    fronts: tuple  # caches in front


@dataclass(frozen=True)
class State:
    at: datetime.datetime
    machine: str
    begun: datetime.datetime  # when the newspaper's database was made
    database: Database
    disks: tuple
    pages: Pages
    composing: int  # things whose texts have yet to be composed again
    composing_since: datetime.datetime | None
    change: Change | None  # the newest that was noted
    ahead: int  # changes noted that take effect later
    tick: LastTick | None
    backup: Backup | None
    setup: Setup
    versions: dict


def state():
    """Return the `State` of this machine and of its database."""
    now = timezone.now()
    applied = MigrationRecorder(connection).applied_migrations()
    due = Refreshing.objects.filter(due_at__lte=now)
    composing = due.aggregate(count=Count("pk"), since=Min("due_at"))
    return State(
        at=now,
        machine=platform.node(),
        begun=min((row.applied for row in applied.values()), default=now),
        database=_database(applied),
        disks=disks(_folders()),
        pages=kept_pages(now),
        composing=composing["count"],
        composing_since=composing["since"],
        change=Change.objects.order_by("-pk").first(),
        ahead=Change.objects.filter(at__gt=now).count(),
        tick=LastTick.objects.first(),
        backup=last_backup(),
        setup=_setup(),
        versions=_versions(),
    )


# --- The database --------------------------------------------------------------------------------
def _database(applied):
    engine = _ENGINES[connection.vendor]
    return Database(
        engine=NAMES[connection.vendor],
        version=_ask(engine.version).split()[0],
        size=_ask(engine.size),
        answer=sorted(_time_of_an_answer() for _try in range(_TRIES))[_TRIES // 2],
        clock=_clock(engine),
        pending=tuple(".".join(key) for key in _migrations() if key not in applied),
    )


def _ask(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def _time_of_an_answer():
    asked_at = time.perf_counter()
    _ask("SELECT 1")
    return time.perf_counter() - asked_at


def _clock(engine):
    """Return by how much the database's clock is ahead; half the way there and back is its due."""
    if engine.clock is None:
        return 0.0
    before = timezone.now()
    theirs = _ask(engine.clock)
    ours = before + (timezone.now() - before) / 2
    return (theirs - ours).total_seconds()


def _migrations():
    """Yield (app, name) of each that lies on the disk.

    By its file alone: Django's own loader runs them, and during an update of the program that would
    bring parts of the next version into this process.
    """
    for app in apps.get_app_configs():
        for file in sorted(Path(app.path, "migrations").glob("[!_~]*.py")):
            yield app.label, file.stem


# --- This machine --------------------------------------------------------------------------------
def _folders():
    """Return every folder that the newspaper writes to on this machine."""
    folders = [settings.VAR_DIR, settings.MEDIA_ROOT, settings.PRIVATE_ROOT]
    folders.append(Path(settings.PAGE_STORE).parent)
    if connection.vendor == "sqlite":
        folders.append(Path(connection.settings_dict["NAME"]).parent)
    return [Path(folder).absolute() for folder in folders]


def disks(folders):
    """Return a `Disk` for each that any of `folders` lies on; a folder need not exist yet."""
    found = {}
    for folder in folders:
        found.setdefault(_nearest(folder).stat().st_dev, set()).add(folder)
    return tuple(_disk(sorted(folders)) for folders in found.values())


def _disk(folders):
    usage = shutil.disk_usage(_nearest(folders[0]))
    tops = [one for one in folders if not any(other in one.parents for other in folders)]
    return Disk(tuple(tops), usage.total, usage.free)


def _nearest(folder):
    return next(path for path in (folder, *folder.parents) if path.exists())


def _setup():
    sms = settings.SMS_URL and ("console" if settings.SMS_URL == "console://" else "provider")
    return Setup(
        address=settings.SITE_URL,
        is_here=is_own_machine(settings.SITE_URL),
        is_debug=settings.DEBUG,
        plays_operator=settings.FAKE_OPERATOR,
        prints_mail="console" in settings.EMAIL_BACKEND,
        sms=sms,
        fronts=tuple(settings.FRONT_CACHES),
    )


def _versions():
    return {
        "newsroom": _program(),
        "release": release(),
        "python": platform.python_version(),
        "django": django.get_version(),
        "gunicorn": version("gunicorn"),
    }


@lru_cache(maxsize=1)
def _program():
    """Return the version that pyproject.toml names: the newspaper runs from its own folder."""
    text = (settings.BASE_DIR / "pyproject.toml").read_text("utf-8")
    return tomllib.loads(text)["project"]["version"]
