"""The units of systemd for this installation, as text."""

import sys

from django.conf import settings
from django.template.loader import render_to_string

UNITS = (
    "newsroom.service",
    "newsroom-tick.service",
    "newsroom-tick.timer",
    "newsroom-backup.service",
    "newsroom-backup.timer",
)


def units(*, user):
    """Return {name of a unit: its text}; `user` is whom the newspaper runs as, and its group."""
    folder = settings.BASE_DIR
    context = {
        "user": user,
        "folder": folder,
        "python": sys.executable,
        "manage": f"{sys.executable} {folder}/manage.py",
        "var": settings.VAR_DIR,
        "home": "read-only" if folder.parts[1] in {"home", "root"} else "yes",
        "site_url": settings.SITE_URL,
    }
    return {name: render_to_string(f"production/{name}", context) for name in UNITS}
