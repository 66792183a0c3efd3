"""What hangs fails with a sentence, and what ends is left alone."""

import re
import signal

import pytest

from tests.patience import patience


def test_what_hangs_fails_with_a_sentence():
    fails = pytest.raises(pytest.fail.Exception, match="searching: still at it")
    with fails, patience("searching", 0.1):
        re.search("(a+)+b", "a" * 60)


def test_what_ends_leaves_no_alarm_behind():
    before = signal.getsignal(signal.SIGALRM)
    with patience("searching"):
        assert signal.getitimer(signal.ITIMER_REAL)[0] > 60
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)
    assert signal.getsignal(signal.SIGALRM) is before
