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


@contextlib.contextmanager
def throwaway_server(programs):
    """Start a server that listens on a socket in a temporary folder; yield its DATABASE_URL.

    `programs` is the folder of initdb and pg_ctl. PostgreSQL refuses to run as root, so root hands
    the server to the account that Debian's package made, or to nobody.
    """
    owner = _unprivileged_account()
    folder = Path(tempfile.mkdtemp(prefix="newsroom-pg-"))
    data, log = folder / "data", folder / "log"
    if owner:
        shutil.chown(folder, owner)

    def call(program, *arguments):
        subprocess.run(
            [programs / program, *arguments],
            check=True,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            user=owner,
            group=getpwnam(owner).pw_gid if owner else None,
            extra_groups=[] if owner else None,
        )

    try:
        call("initdb", "-D", data, "-U", "newsroom", "-A", "trust", "-E", "UTF8", "--locale=C")
        options = f"{SERVER_OPTIONS} -k {folder}"
        call("pg_ctl", "-D", data, "-l", log, "-w", "-o", options, "start")
        try:
            yield f"postgresql://newsroom@/{folder}/postgres"
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _unprivileged_account():
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return getpwnam(name).pw_name
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no other account.")
