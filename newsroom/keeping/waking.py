"""Wakes the thread that watches for changes, so that one made in this process is seen at once."""

import threading

_waker = threading.Event()


def wake():
    _waker.set()


def wait(seconds):
    """Wait until somebody calls `wake`, or for `seconds`."""
    _waker.wait(seconds)
    _waker.clear()
