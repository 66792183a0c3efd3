"""A newspaper as in production, for the tests that stop, kill and start things: real processes.

An `Installation` is a PostgreSQL server with everything printed on it. `Application`s serve it,
each a machine of its own with its own page store; a `Desk` is one more process, for the verbs.
"""

import ast
import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time

from tests import machine, postgresql
from tests.machine import ROOT
from tests.run import ENVIRONMENT

PATIENCE = 60  # seconds for something to begin or to end on a busy machine

_DESK = """
import sys, traceback
import django
django.setup()
from django.db import connections
known = {}
for line in sys.stdin:
    connections.close_all()
    try:
        exec(compile(line.replace("\\0", "\\n"), "desk", "exec"), known)
    except Exception:
        print("FAILED " + repr(traceback.format_exc()), flush=True)
    else:
        print("DONE " + repr(known.pop("answer", None)), flush=True)
"""
_PRINT = """
import json
from tests import whole_paper
answer = json.dumps(whole_paper.print_it())
"""


class Installation:
    """A database server of one's own, and `addresses`, one of each kind of page."""

    def __init__(self, server, folder):
        self.server, self.folder = server, folder
        for command in (["migrate"], ["createcachetable"]):
            subprocess.run(
                [sys.executable, "manage.py", *command, "--verbosity", "0"],
                cwd=ROOT,
                env=self.environment(),
                check=True,
            )
        self.desk = Desk(self)
        self.addresses = json.loads(self.desk.do(_PRINT))

    def environment(self, name="machine", **more):
        """Return what a process of the machine `name` finds in its environment."""
        own = {
            "DATABASE_URL": self.server.url,
            "DJANGO_SETTINGS_MODULE": "tests.keeping.production",
            "FRONT_CACHES": "",
            "KEEP_PAGES": "yes",
            "PAGE_STORE": str(self.folder / f"{name}.sqlite3"),
        }
        return os.environ | ENVIRONMENT | own | more


@contextlib.contextmanager
def installed(folder):
    with postgresql.server(machine.postgresql_programs()) as server:
        installation = Installation(server, folder)
        try:
            yield installation
        finally:
            installation.desk.leave()


class Desk:
    """A process in which the verbs of the newsroom run."""

    def __init__(self, installation):
        self._process = subprocess.Popen(
            [sys.executable, "-c", _DESK],
            cwd=ROOT,
            env=installation.environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, code):
        """Run `code` there, and wait until it is done; return what it called `answer`."""
        self._process.stdin.write(code.replace("\n", "\0") + "\n")
        self._process.stdin.flush()
        said = self._process.stdout.readline()
        assert said.startswith("DONE "), said
        return ast.literal_eval(said.removeprefix("DONE "))

    def leave(self):
        self._process.stdin.close()
        self._process.wait(PATIENCE)
        self._process.stdout.close()


class Application:
    """`manage.py serve` on a port of this machine, with the page store called `name`."""

    def __init__(self, installation, name, *, workers=1):
        with socket.socket() as listening:
            listening.bind(("127.0.0.1", 0))
            self.port = listening.getsockname()[1]
        self.store = installation.folder / f"{name}.sqlite3"
        self._log = (installation.folder / f"{name}.log").open("a+")
        command = ["serve", "--bind", f"127.0.0.1:{self.port}", "--workers", str(workers)]
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=installation.environment(name),
            stdout=self._log,
            stderr=self._log,
        )

    def wait(self):
        """Wait until it answers."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError):
                self.get("/sante/")
                return
            time.sleep(0.05)
        raise AssertionError(self.said())

    def get(self, path, **headers):
        """Return (status, headers, body as text) of `path`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with contextlib.closing(connection):
            connection.request("GET", path, headers=headers)
            response = connection.getresponse()
            return response.status, response.headers, response.read().decode()

    def workers(self):
        pid = self._process.pid
        with open(f"/proc/{pid}/task/{pid}/children") as file:
            return [int(child) for child in file.read().split()]

    def kill(self):
        """End all of it at once, as a power cut would."""
        for pid in [self._process.pid, *self.workers()]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.stop()

    def stop(self):
        self._process.terminate()
        self._process.wait(PATIENCE)
        self._log.close()

    def said(self):
        self._log.seek(0)
        return self._log.read()


@contextlib.contextmanager
def serving(installation, name, *, workers=1):
    """Serve the paper until the block ends; yield the `Application` once it answers."""
    application = Application(installation, name, workers=workers)
    try:
        application.wait()
        yield application
    finally:
        application.stop()


def seconds_until(condition, *, most=PATIENCE):
    """Return how long it takes until `condition()` is true; fail when it never is."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < most, "it never happened"
        time.sleep(0.02)
    return time.monotonic() - began
