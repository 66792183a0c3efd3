"""A PostgreSQL server of its own for one run of the tests, thrown away at the end."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from pwd import getpwnam

# The data lives for some minutes: nothing has to survive a power cut.
SERVER_OPTIONS = (
    "-c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
)


class Server:
    """A server in a temporary `folder`, which listens on a socket there; `url` is DATABASE_URL.

    `programs` is the folder of initdb and pg_ctl. PostgreSQL refuses to run as root, so root hands
    the server to the account that Debian's package made, or to nobody.
    """

    def __init__(self, programs, folder):
        self.url = f"postgresql://newsroom@/{folder}/postgres"
        self._programs, self._folder, self._data = programs, folder, folder / "data"
        self._owner = _unprivileged_account()
        if self._owner:
            shutil.chown(folder, self._owner)
        names = ("-U", "newsroom", "-A", "trust", "-E", "UTF8", "--locale=C")
        self._call("initdb", "-D", self._data, *names)

    def start(self):
        options = f"{SERVER_OPTIONS} -k {self._folder}"
        self._call(
            "pg_ctl", "-D", self._data, "-l", self._folder / "log", "-w", "-o", options, "start"
        )

    def stop(self, how="immediate"):
        """Stop it as `how` says: « immediate » ends it as a kill would, « fast » in order."""
        self._call("pg_ctl", "-D", self._data, "-m", how, "stop")

    def _call(self, program, *arguments):
        owner = self._owner
        subprocess.run(
            [self._programs / program, *arguments],
            check=True,
            cwd=self._folder,
            stdout=subprocess.DEVNULL,
            user=owner,
            group=getpwnam(owner).pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )


@contextlib.contextmanager
def server(programs):
    """Start a `Server`, and take all of it away at the end; it runs then, whoever stopped it."""
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
    try:
        running = Server(programs, folder)
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder)


@contextlib.contextmanager
def throwaway_server(programs):
    """Start a server; yield its DATABASE_URL."""
    with server(programs) as running:
        yield running.url


def _unprivileged_account():
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return getpwnam(name).pw_name
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no other account.")
