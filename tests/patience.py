"""No time is measured, but a test that hangs fails with a sentence.

Such a test gives so much to do that the slow way would take many minutes and the right one a second
or two, on any machine; between the two there is room for the slowest one.
"""

import signal
from contextlib import contextmanager

import pytest

PATIENCE = 120
"""Seconds: sixty times what the slowest of these tests needs."""


@contextmanager
def patience(what, seconds=PATIENCE):
    """Fail the test when the block has not ended after so many seconds; `what` says what it is.

    The alarm is heard between two steps of Python, and by most searches of a regular expression.
    A call of C that hears nothing has to end first; `tests.run` ends one that never does.
    """

    def give_up(_signal, _frame):
        pytest.fail(f"{what}: still at it after {seconds} seconds")

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
