"""Settings of a machine that serves: those of every installation, but nobody collects the files."""

from newsroom.settings import *  # noqa: F403

STORAGES["staticfiles"] = {  # noqa: F405
    "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
}
