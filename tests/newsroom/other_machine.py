"""Settings of another machine: what is the newspaper's lies under the folder OTHER_MACHINE."""

import os
from pathlib import Path

from newsroom.settings import *  # noqa: F403

VAR_DIR = Path(os.environ["OTHER_MACHINE"])
MEDIA_ROOT = VAR_DIR / "media"
PRIVATE_ROOT = VAR_DIR / "private"
PAGE_STORE = VAR_DIR / "pages.sqlite3"
