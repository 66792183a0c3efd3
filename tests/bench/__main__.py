"""Starts PostgreSQL and a copy of the newspaper for `inside`, and takes both away at the end."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.servers import address, free_port
from tests.machine import ROOT, postgresql_programs
from tests.postgresql import throwaway_server
from tests.run import ENVIRONMENT

_FOLDERS = ("newsroom", "authors", "articles", "subscriptions", "templates", "static", "tests")
_NEEDED = {"wrk": "apt-get install wrk", "nginx": "apt-get install nginx"}
_FIRST = (["migrate"], ["createcachetable"], ["demo"], ["collectstatic", "--noinput"])


def main():
    """Return 0 when everything was measured, whatever came out; else what is missing."""
    sizes = _arguments()
    missing = [command for program, command in _NEEDED.items() if not shutil.which(program)]
    programs = postgresql_programs()
    if programs is None:
        missing.append("apt-get install postgresql")
    if missing:
        return "\n".join(["make bench needs more than this machine has:", *missing])
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        for name in _FOLDERS:
            shutil.copytree(ROOT / name, Path(folder) / name)
        for name in ("manage.py", "requirements.txt"):
            shutil.copy(ROOT / name, folder)
        with throwaway_server(programs) as url:
            return _measured(folder, _environment(url), sizes)


def _arguments():
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--articles", type=int, default=2_000)
    parser.add_argument("--seconds", type=int, default=3, help="of load for each figure")
    parser.add_argument("--changes", type=int, default=200, help="whose delay is taken")
    parser.add_argument("--publications", type=int, default=500, help="in a row under load")
    return vars(parser.parse_args())


def _environment(database_url):
    """Return the environment of the copy: what it serves is reached through nginx."""
    return (
        os.environ
        | ENVIRONMENT
        | {
            "DATABASE_URL": database_url,
            "FAKE_OPERATOR": "no",
            "FRONT_CACHES": address(free_port()),
            "PAGE_STORE": "",
            "SITE_URL": address(free_port()),
        }
    )


def _measured(folder, environment, sizes):
    """Fill the newspaper in `folder` and measure it; return an exit code."""
    manage = [sys.executable, "manage.py"]
    for arguments in _FIRST:
        subprocess.run(
            [*manage, *arguments], cwd=folder, env=environment, check=True, stdout=sys.stderr
        )
    command = f"from tests.bench import inside; inside.main(**{sizes!r})"
    measuring = [*manage, "shell", "--no-imports", "--command", command]
    return subprocess.run(measuring, cwd=folder, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
