"""`make test`: the whole suite on SQLite, then on PostgreSQL, and what had to be left out.

What is seen in a browser or by the HTML checker does not depend on the database: it runs once.
"""

import os
import subprocess
import sys
from pathlib import Path

from tests.machine import NOTHING_LEFT_OUT, ROOT, left_out, postgresql_programs
from tests.postgresql import throwaway_server

# What a developer keeps in .env must not change the outcome.
ENVIRONMENT = {
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    "BEHIND_HTTPS_PROXY": "no",
    "DEBUG": "no",
    "DEFAULT_FROM_EMAIL": "journal@localhost",
    "EMAIL_URL": "memorymail://",
    "SECRET_KEY": "a key for the tests, which protects nothing at all",
    "SITE_URL": "http://localhost:8000",
    "TIME_ZONE": "Africa/Bamako",
}
SQLITE = f"sqlite:///{ROOT / 'var' / 'newsroom.sqlite3'}"  # only its kind counts: tests make theirs


def main():
    """Return 0 when everything that could run has passed."""
    if NOTHING_LEFT_OUT and left_out():
        return "\n".join([*left_out(), "Nothing may be left out here."])
    coverage("erase")
    outcome = run_suite(SQLITE, "not postgresql")
    if programs := postgresql_programs():
        with throwaway_server(programs) as url:
            outcome |= run_suite(url, "not browser and not html_checker")
    coverage("combine", "--quiet")
    outcome |= coverage("report")
    sys.stdout.write("".join(f"{line}\n" for line in left_out()))
    return outcome


def run_suite(database_url, marks):
    return coverage("run", "--parallel-mode", "-m", "pytest", "-m", marks, url=database_url)


def coverage(*arguments, url=SQLITE):
    """Run one command of coverage.py; return its exit code."""
    program = Path(sys.executable).with_name("coverage")
    environment = os.environ | ENVIRONMENT | {"DATABASE_URL": url}
    return subprocess.run([program, *arguments], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
