"""Collects the strings to translate and compiles them: what `make messages` does.

Compiling needs no gettext and depends on the .po file alone, so that any machine can compare the
committed .mo byte for byte.
"""

import subprocess
import sys
from pathlib import Path

import polib

DOMAINS = ["django", "djangojs"]
EXTRACT = [
    *("manage.py", "makemessages", "--locale", "fr", "--no-wrap", "--add-location", "file"),
    *("--ignore", "var", "--ignore", "tests"),
]
LOCALE = Path(__file__).resolve().parent.parent / "newsroom" / "locale"


def extract(domain, *, cwd):
    """Bring the .po file of a domain up to date with the source under `cwd` (needs gettext)."""
    command = [sys.executable, *EXTRACT, "--domain", domain]
    subprocess.run(command, cwd=cwd, check=True, stdout=subprocess.DEVNULL)


def sources():
    """Return the .po files of the project."""
    return sorted(LOCALE.rglob("*.po"))


def compiled(source):
    """Return the bytes of the .mo file that belongs to a .po file."""
    return polib.pofile(source).to_binary()


def main():
    for domain in DOMAINS:
        extract(domain, cwd=LOCALE.parent.parent)
    for path in sources():
        path.with_suffix(".mo").write_bytes(compiled(path))


if __name__ == "__main__":
    main()
