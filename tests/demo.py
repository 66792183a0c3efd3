"""Tries what a stranger is promised: `make demo` in a fresh clone, and a newspaper answers.

Run by .ci/run, outside of pytest: it fills the var/ of the checkout it stands in.
"""

import os
import re
import signal
import subprocess
import sys
import time
from http import HTTPStatus
from http.client import HTTPConnection

from tests.machine import ROOT

PORT = 8765
PATIENCE = 600  # seconds, with the installation and the drawing of all photos
ARTICLE = re.compile(r'href="(?:http://[^/"]+)?(/\d{4}/\d\d/\d\d/\d+-[a-z0-9-]+/)"')


def main():
    """Return 0 when the front page and the first article on it answer and Ctrl-C ends all."""
    demo = subprocess.Popen(["make", "demo", f"PORT={PORT}"], cwd=ROOT, start_new_session=True)
    try:
        front = wait_for_front_page(demo)
        article = ARTICLE.search(front)
        if article is None:
            return "make demo: no article on the front page."
        read(article[1])
    finally:
        if demo.poll() is None:
            os.killpg(demo.pid, signal.SIGINT)
            demo.wait(timeout=10)
    return 0


def wait_for_front_page(demo):
    deadline = time.monotonic() + PATIENCE
    while demo.poll() is None and time.monotonic() < deadline:
        try:
            return read("/")
        except ConnectionError:
            time.sleep(0.5)
    sys.exit("make demo: no newspaper answers.")


def read(path):
    """Return the text of a page; raise ConnectionError while nobody listens."""
    connection = HTTPConnection("localhost", PORT, timeout=30)
    connection.request("GET", path)
    with connection.getresponse() as response:
        text = response.read().decode()
    if response.status != HTTPStatus.OK:
        sys.exit(f"make demo: {path} answers {response.status}.")
    return text


if __name__ == "__main__":
    sys.exit(main())
