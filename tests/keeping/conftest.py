"""What the tests of kept pages share."""

import pytest
import time_machine

from tests.keeping import hands, paper

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
