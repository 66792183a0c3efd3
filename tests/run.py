"""`make test`: the whole suite on SQLite and on PostgreSQL, and what had to be left out.

Three parts run beside each other, for a machine has two processors at least and a browser waits a
good deal: everything on SQLite; what asks the database, on PostgreSQL; and what is seen in a
browser or by the HTML checker, which does not depend on the database.

Coverage doubles the time of what it watches. It is measured in the first part where nothing may be
left out, and by `make coverage`.
"""

import contextlib
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
# A call of C can hang where `tests.patience` is not heard: after half an hour, in seconds, the part
# says where it stood and ends.
OPTIONS = ["-o", "faulthandler_timeout=1800", "-o", "faulthandler_exit_on_timeout=true"]
OPTIONS += ["--durations", "10"]
COVERAGE = Path(sys.executable).with_name("coverage")
MEASURED = [COVERAGE, "run"]
SEEN, NOT_SEEN = "(browser or html_checker)", "not (browser or html_checker)"
ON_SQLITE = f"not postgresql and {NOT_SEEN}"
SQLITE = f"sqlite:///{ROOT / 'var' / 'newsroom.sqlite3'}"  # only its kind counts: tests make theirs


def main():
    """Return 0 when everything that could run has passed."""
    if NOTHING_LEFT_OUT and left_out():
        return "\n".join([*left_out(), "Nothing may be left out here."])
    with contextlib.ExitStack() as stack:
        parts = [
            stack.enter_context(part(SQLITE, ON_SQLITE, MEASURED if NOTHING_LEFT_OUT else ())),
            stack.enter_context(part(SQLITE, SEEN)),
        ]
        if programs := postgresql_programs():
            url = stack.enter_context(throwaway_server(programs))
            marks = f"database and not (sqlite or same_anywhere) and {NOT_SEEN}"
            parts.append(stack.enter_context(part(url, marks)))
        outcome = max(finished() for finished in parts)
    if NOTHING_LEFT_OUT:
        outcome |= told_coverage()
    sys.stdout.write("".join(f"{line}\n" for line in left_out()))
    return outcome


@contextlib.contextmanager
def part(database_url, marks, under=()):
    """Start the tests with these marks on a database; yield what waits for their end.

    It prints what they said and returns their exit code. `under` is what runs it, if not Python.
    """
    command = [*(under or [sys.executable]), "-m", "pytest", *OPTIONS, "-m", marks]
    environment = os.environ | ENVIRONMENT | {"DATABASE_URL": database_url}
    with (
        TemporaryFile() as said,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said) as process,
    ):

        def finished():
            process.wait()
            said.seek(0)
            sys.stdout.write(said.read().decode(errors="replace"))
            sys.stdout.flush()
            return process.returncode

        yield finished


def coverage():
    """Return 0 when the tests have passed and gone over enough (see pyproject.toml)."""
    with part(SQLITE, ON_SQLITE, MEASURED) as finished:
        outcome = finished()
    return outcome | told_coverage()


def told_coverage():
    """Print what was gone over; return 0 when it is enough."""
    return subprocess.run([COVERAGE, "report"], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(coverage() if sys.argv[1:] == ["coverage"] else main())
