"""The server of production: how it divides itself, and how a new version takes its place."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from newsroom.management.commands import serve
from newsroom.production.nginx import unavailable_page
from tests import machine, nginx
from tests.machine import ROOT
from tests.run import ENVIRONMENT

PATIENCE = 60  # seconds for a start on a busy machine


class Server:
    """`manage.py serve` on a socket in `folder`, which tells what it tells systemd."""

    def __init__(self, folder):
        self.socket = folder / "newsroom.sock"
        self.broken = folder / "broken"
        self._write_how_to_break(folder)
        self._told = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._told.bind(str(folder / "notify"))
        environment = ENVIRONMENT | {
            "DATABASE_URL": f"sqlite:///{folder}/newsroom.sqlite3",
            "FRONT_CACHES": "",
            "NOTIFY_SOCKET": str(folder / "notify"),
            "PAGE_STORE": str(folder / "pages.sqlite3"),
            "PYTHONPATH": str(folder),
        }
        self.log = (folder / "log").open("w+")
        self.process = subprocess.Popen(
            [sys.executable, ROOT / "manage.py", "serve", "--bind", f"unix:{self.socket}"],
            cwd=folder,
            env=os.environ | environment,
            stdout=self.log,
            stderr=self.log,
        )
        self.pid = self.process.pid

    def _write_how_to_break(self, folder):
        """Whatever starts while `broken` is there cannot load the application."""
        path = str(self.broken)
        text = f"import os, sys\nif os.path.exists({path!r}): sys.modules['articles'] = None\n"
        (folder / "sitecustomize.py").write_text(text)

    def wait(self):
        """Wait until it answers."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError):
                if self.ask() == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(self.said())

    def ask(self, path="/sante/"):
        connection = http.client.HTTPConnection("localhost")
        connection.sock = socket.socket(socket.AF_UNIX)
        with contextlib.closing(connection):
            connection.sock.settimeout(30)
            connection.sock.connect(str(self.socket))
            connection.request("GET", path)
            return connection.getresponse().status

    def renew(self):
        """Do what `systemctl reload newsroom` does; return the process that took over."""
        self.forget_what_was_told()
        os.kill(self.pid, signal.SIGUSR2)
        former, self.pid = self.pid, self.told_pid()
        deadline = time.monotonic() + PATIENCE
        while is_alive(former) and time.monotonic() < deadline:
            self.process.poll()
            time.sleep(0.05)
        assert not is_alive(former)
        time.sleep(1.5)  # until gunicorn has seen that it is alone: it looks once a second
        return self.pid

    def told_pid(self):
        """Return the process that systemd is told to watch."""
        self._told.settimeout(PATIENCE)
        while True:
            for line in self._told.recv(4096).decode().splitlines():
                if line.startswith("MAINPID="):
                    return int(line.partition("=")[2])

    def forget_what_was_told(self):
        self._told.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                self._told.recv(4096)

    def workers(self):
        return children(self.pid)

    def said(self):
        self.log.seek(0)
        return self.log.read()

    def stop(self):
        for pid in {self.pid, self.process.pid}:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGTERM)
        deadline = time.monotonic() + PATIENCE
        while is_alive(self.pid) and time.monotonic() < deadline:
            self.process.poll()
            time.sleep(0.05)
        self.process.wait(timeout=PATIENCE)
        self._told.close()
        self.log.close()


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def children(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return [int(child) for child in file.read().split()]


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Return one server for all: each test leaves it at work."""
    running = Server(tmp_path_factory.mktemp("server"))
    try:
        running.wait()
        yield running
    finally:
        running.stop()


class Readers:
    """Threads that ask all the time until the end of the block; `failures` says what went wrong."""

    def __init__(self, ask, *, number=4):
        self._ask, self._over = ask, threading.Event()
        self._threads = [threading.Thread(target=self._read) for _ in range(number)]
        self.failures, self.answers = [], 0

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *error):
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _read(self):
        while not self._over.is_set():
            try:
                status = self._ask()
            except (OSError, http.client.HTTPException) as error:
                status = repr(error)
            self.answers += 1
            if status != 200:
                self.failures.append(status)
            time.sleep(0.005)


def test_a_new_version_takes_over_without_a_failed_request(server):
    former = server.pid
    with Readers(server.ask) as readers:
        assert server.renew() != former
        at_once = readers.answers
        assert server.renew() != former  # the next version, from the one that took over
        time.sleep(0.3)
    assert readers.failures == []
    assert readers.answers > at_once > 0
    assert len(server.workers()) == 1


def test_a_version_that_does_not_start_leaves_the_old_one_at_work(server):
    server.broken.touch()
    with Readers(server.ask) as readers:
        os.kill(server.pid, signal.SIGUSR2)
        deadline = time.monotonic() + PATIENCE
        while "articles" not in server.said() and time.monotonic() < deadline:
            time.sleep(0.1)
        while len(children(server.pid)) > 1 and time.monotonic() < deadline:
            time.sleep(0.1)
    assert "articles" in server.said()
    assert readers.failures == []
    server.broken.unlink()
    former = server.pid
    assert server.renew() != former  # mended, it takes over


@pytest.mark.skipif(not machine.nginx(), reason="needs apt-get install nginx")
def test_nothing_sent_through_nginx_is_lost_while_a_new_version_takes_over(server, tmp_path):
    """Also what may not be sent twice: nginx asks no second time when it has lost a POST."""
    port = nginx.free_port()
    out = StringIO()
    call_command(
        "nginx_config",
        stdout=out,
        upstream=f"unix:{server.socket}",
        listen=f"127.0.0.1:{port}",
        cache=str(tmp_path / "cache"),
        log=str(tmp_path / "access.log"),
    )
    text = out.getvalue().replace("127.0.0.1:8081", f"127.0.0.1:{nginx.free_port()}")

    def post():
        answer = nginx.ask(port, "/sante/", method="POST", body=b"once")
        is_refused_by_nginx = answer.body.decode() == unavailable_page()
        return "lost" if is_refused_by_nginx else 200  # whatever the application says of it

    folder = tmp_path / "nginx"
    folder.mkdir()
    with (
        nginx.running(folder, text, port),
        Readers(lambda: nginx.ask(port, "/sante/").status) as readers,
        Readers(post) as writers,
    ):
        server.renew()
        time.sleep(2.5)  # as long as the former one keeps idle connections
    assert (readers.failures, writers.failures) == ([], [])
    assert min(readers.answers, writers.answers) > 50


def test_a_socket_is_for_the_group_alone(server):
    assert server.socket.stat().st_mode & 0o777 == 0o770


@pytest.mark.parametrize(
    ("database", "workers"),
    [
        ("sqlite:////tmp/none.sqlite3", 1),
        ("postgresql://newsroom@/none", max(2, len(os.sched_getaffinity(0)))),
    ],
)
def test_there_is_a_process_for_each_processor_unless_the_database_is_a_file(database, workers):
    program = "from newsroom import serving; print(serving.workers)"
    environment = os.environ | ENVIRONMENT | {"DATABASE_URL": database, "FAKE_OPERATOR": "no"}
    said = subprocess.check_output([sys.executable, "-c", program], cwd=ROOT, env=environment)
    assert int(said) == workers


class TestTheCommand:
    @pytest.fixture
    def executed(self, monkeypatch):
        """Return what would have taken the place of this process."""
        commands = []
        monkeypatch.setattr(serve.os, "execv", lambda path, command: commands.append(command))
        monkeypatch.setattr(serve.os, "chdir", lambda path: None)
        return commands

    def test_it_says_what_was_asked_for_and_nothing_else(self, executed):
        call_command("serve", bind="unix:/run/x.sock", workers=3, threads=5)
        call_command("serve")
        assert executed[0][-6:] == [
            "--bind",
            "unix:/run/x.sock",
            "--workers",
            "3",
            "--threads",
            "5",
        ]
        assert executed[1][-2:] == ["--bind", "127.0.0.1:8000"]

    @pytest.mark.parametrize("name", ["workers", "threads"])
    def test_no_process_and_no_thread_serve_nothing(self, executed, name):
        with pytest.raises(CommandError, match=f"--{name}"):
            call_command("serve", **{name: 0})
        assert executed == []
