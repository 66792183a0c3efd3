"""`make test`: the whole suite on SQLite and on PostgreSQL, and what had to be left out.

What is seen in a browser or by the HTML checker does not depend on the database: it runs once,
beside the rest, for it waits a good deal and a machine has two processors at least.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile

from tests.machine import NOTHING_LEFT_OUT, ROOT, left_out, postgresql_programs
from tests.postgresql import throwaway_server

# What a developer keeps in .env must not change the outcome.
ENVIRONMENT = {
    "ALLOWED_HOSTS": "localhost,127.0.0.1,[::1]",
    "BEHIND_HTTPS_PROXY": "no",
    "DEBUG": "no",
    "DEFAULT_FROM_EMAIL": "journal@localhost",
    "EMAIL_URL": "memorymail://",
    "FAKE_OPERATOR": "yes",
    "SECRET_KEY": "a key for the tests, which protects nothing at all",
    "SITE_URL": "http://localhost:8000",
    "SMS_URL": "console://",
    "STAFF_TWO_FACTOR": "no",
    "TIME_ZONE": "Africa/Bamako",
    "WAVE_API_KEY": "",
}
COVERAGE = Path(sys.executable).with_name("coverage")
SQLITE = f"sqlite:///{ROOT / 'var' / 'newsroom.sqlite3'}"  # only its kind counts: tests make theirs


def main():
    """Return 0 when everything that could run has passed."""
    if NOTHING_LEFT_OUT and left_out():
        return "\n".join([*left_out(), "Nothing may be left out here."])
    coverage("erase")
    with TemporaryFile() as seen:
        beside = suite(SQLITE, "browser or html_checker", output=seen)
        outcome = suite(SQLITE, "not postgresql and not browser and not html_checker").wait()
        if programs := postgresql_programs():
            with throwaway_server(programs) as url:
                outcome |= suite(url, "not sqlite and not browser and not html_checker").wait()
        outcome |= beside.wait()
        seen.seek(0)
        sys.stdout.write(seen.read().decode(errors="replace"))
    coverage("combine", "--quiet")
    outcome |= coverage("report")
    sys.stdout.write("".join(f"{line}\n" for line in left_out()))
    return outcome


def suite(database_url, marks, *, output=None):
    """Start the tests with these marks on a database; return the process."""
    arguments = ["run", "--parallel-mode", "-m", "pytest", "--durations", "10", "-m", marks]
    environment = os.environ | ENVIRONMENT | {"DATABASE_URL": database_url}
    return subprocess.Popen(
        [COVERAGE, *arguments], cwd=ROOT, env=environment, stdout=output, stderr=output
    )


def coverage(*arguments):
    """Run one command of coverage.py on what was measured; return its exit code."""
    return subprocess.run([COVERAGE, *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
