import os
import sys
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

GUNICORN = Path(sys.executable).with_name("gunicorn")
CONFIGURATION = "python:newsroom.serving"


class Command(BaseCommand):
    help = (
        "Serves the newspaper with gunicorn. To put a new version in the place of the running one "
        "without a moment offline, send USR2 to its process (systemctl reload newsroom)."
    )
    requires_system_checks = []  # gunicorn's own process does them; this one ends here

    def add_arguments(self, parser):
        parser.add_argument(
            "--bind",
            default="127.0.0.1:8000",
            help="ADDRESS:PORT or unix:PATH for nginx in front (%(default)s)",
        )
        parser.add_argument(
            "--workers",
            type=int,
            help="processes; without a word one with SQLite, else one for each processor, "
            "at least two",
        )
        parser.add_argument("--threads", type=int, help="of each process (8)")

    def handle(self, *, bind, workers, threads, **options):
        command = [sys.executable, str(GUNICORN), "newsroom.wsgi", "--config", CONFIGURATION]
        command += ["--bind", bind]
        for name, number in (("workers", workers), ("threads", threads)):
            if number is not None:
                if number < 1:
                    raise CommandError(f"--{name} takes at least one.")
                command += [f"--{name}", str(number)]
        # Room that threads no longer need is used by others, or given back.
        os.environ.setdefault("MALLOC_ARENA_MAX", "2")
        os.environ.setdefault("MALLOC_TRIM_THRESHOLD_", "65536")  # bytes; fixed, it does not grow
        os.chdir(settings.BASE_DIR)  # where gunicorn looks for the newspaper
        os.execv(sys.executable, command)  # noqa: S606 (no shell is wanted)
