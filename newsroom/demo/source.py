"""Reads the files of the demo newspaper."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
RAW_COPY = FOLDER / "raw-copy.txt"


@dataclass(frozen=True)
class Copy:
    """One article as it lies in `copy/`: its file's name, what is said of it, its body."""

    key: str
    about: dict
    body: str

    @property
    def state(self):
        return self.about.get("state", "published")

    @property
    def hours_ago(self):
        return self.about.get("hours_ago", 1)


def table(name):
    """Return what the file `name`.toml says."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def copies():
    """Return every `Copy`, the oldest first, so that later ones can refer to earlier ones."""
    found = [_read(path) for path in (FOLDER / "copy").glob("*.html")]
    return sorted(found, key=lambda copy: (-copy.hours_ago, copy.key))


def _read(path):
    _before, about, body = path.read_text(encoding="utf-8").split("+++\n", 2)
    return Copy(path.stem, tomllib.loads(about), body)
