"""What a process keeps of the newspaper, for tests of what the subscribers’ space touches.

copies = Copies(tmp_path)
copies.look("/abonnement/")
noted = copies.after(lambda: withdraw(...))
"""

import re

from django.db import OperationalError, connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import context_processors
from newsroom.keeping.keeper import Keeper
from newsroom.models import Change

_WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)|SELECT .*FOR (?:NO KEY )?UPDATE", re.I)


def draw_within_the_test(monkeypatch):
    """Let pages be drawn in the test's own transaction: its connection may not be closed."""
    for module in ("drawing", "watch"):
        monkeypatch.setattr(f"newsroom.keeping.{module}.close_old_connections", lambda: None)


class Copies:
    """The pages that were asked for, in a store of their own under `folder`."""

    def __init__(self, folder):
        with override_settings(PAGE_STORE=folder / "pages.sqlite3"):
            self.keeper = Keeper()
        Change.objects.create(at=timezone.now(), keys=["nothing"])  # from which on it is followed
        self.keeper.watch.look()

    def look(self, path):
        """Return what readers are answered at `path`, as text."""
        return self.keeper.page(path).plain.decode()

    def fresh(self, path):
        """Return what would be drawn for readers who ask for the first time."""
        context_processors.forget_menu()
        return self.keeper._drawer.draw(path).content.decode()

    def after(self, act):
        """Carry out `act`, let the process hear of it, and return the changes that were noted."""
        known = list(Change.objects.values_list("pk", flat=True))
        act()
        self.keeper.watch.look()
        return list(Change.objects.exclude(pk__in=known).order_by("pk"))

    def is_current(self, path):
        """Whether the copy of `path` would be answered without drawing it anew."""
        page = self.keeper.store.read(path)
        in_memory = self.keeper.memory.get(path)
        now = timezone.now().timestamp()
        return page.is_current(now) or (in_memory is not None and in_memory.is_current(now))

    def is_gone(self, path):
        """Whether the copy of `path` is not even there as the last resort."""
        return not self.keeper.store.read(path).may_be_served(timezone.now().timestamp())


def without_database():
    """Let the database answer nothing within the block."""
    return connection.execute_wrapper(_refuse)


def _refuse(_execute, sql, _params, _many, _context):
    raise OperationalError("the database is away")


def writes_of(act):
    """Carry out `act`; return what it wrote or locked, in order, as SQL."""
    with CaptureQueriesContext(connection) as asked:
        act()
    return [query["sql"] for query in asked if _WRITES.match(query["sql"])]
