"""Where the parts of a newspaper lie on this machine."""

import os
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

ARRIVING, LEAVING = ".arriving", ".leaving"  # inside a root, so that a rename never copies
NOT_OURS = {ARRIVING, LEAVING, "lost+found"}


class BackupError(Exception):
    """Nothing was done, or nothing is left of it; `str()` is a sentence for the administrator."""


class Places(NamedTuple):
    media: Path
    private: Path
    secret_key: Path
    page_store: Path
    backups: Path
    record: Path  # of the last backup, wherever it was written to

    @classmethod
    def of_this_machine(cls):
        var = Path(settings.VAR_DIR)
        return cls(
            media=Path(settings.MEDIA_ROOT),
            private=Path(settings.PRIVATE_ROOT),
            secret_key=var / "secret-key",
            page_store=Path(settings.PAGE_STORE),
            backups=var / "backups",
            record=var / "last-backup.json",
        )

    @property
    def roots(self):
        """Return {name in the backup: folder} of what holds files."""
        return {"media": self.media, "private": self.private}


def files(root):
    """Yield (name with slashes, path) of every file below `root`, which need not exist.

    Raises OSError for a folder that cannot be read: photos must not be missing in silence. A folder
    that goes away meanwhile is none.
    """
    for folder, folders, names in os.walk(root, followlinks=True, onerror=_unless_gone):
        if folder == str(root):
            folders[:] = set(folders) - NOT_OURS
        folders.sort()
        for name in sorted(names):
            path = Path(folder, name)
            if path.is_file():  # who opens a pipe waits for ever
                yield path.relative_to(root).as_posix(), path


def _unless_gone(failure):
    if not isinstance(failure, FileNotFoundError):
        raise failure
