"""What the tests of kept pages share."""

import pytest
import time_machine

from tests import machine
from tests.keeping import hands, paper, servers

_CLOSING = ("drawing", "watch", "refreshing")


@pytest.fixture
def one_connection(db, monkeypatch):
    """Let pages be drawn in the test's own transaction, which closing its connection would end."""
    for module in _CLOSING:
        monkeypatch.setattr(f"newsroom.keeping.{module}.close_old_connections", lambda: None)


@pytest.fixture
def keeper(one_connection, tmp_path):
    """Return a keeper of pages that has none yet."""
    return hands.keeper_in(tmp_path)


@pytest.fixture
def served(keeper):
    """Return the door of the application, as `hands.Served`."""
    return hands.Served(keeper)


@pytest.fixture
def printed(one_connection):
    """Print the small paper, on the day on which it is set."""
    with time_machine.travel(paper.START) as clock:
        paper.print_it()
        yield clock


@pytest.fixture(scope="session")
def installation(tmp_path_factory):
    """Return a newspaper on a PostgreSQL server of its own; each test leaves it running."""
    if machine.postgresql_programs() is None:
        pytest.skip("PostgreSQL is not installed: apt-get install postgresql")
    with servers.installed(tmp_path_factory.mktemp("installation")) as installation:
        yield installation
