from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from newsroom.production import systemd


class Command(BaseCommand):
    help = (
        "Prints the units of systemd for this installation: the server, what is done every minute, "
        "the backup of the day. --write puts them where systemd finds them. See README."
    )

    def add_arguments(self, parser):
        parser.add_argument("--user", default="newsroom", help="whom it runs as (%(default)s)")
        parser.add_argument(
            "--write", type=Path, metavar="FOLDER", help="usually /etc/systemd/system"
        )

    def handle(self, *, user, write, **options):
        for name, text in systemd.units(user=user).items():
            if write is None:
                self.stdout.write(f"# --- {name}\n{text}")
            else:
                self._write(write / name, text)

    def _write(self, path, text):
        try:
            path.write_text(text, "utf-8")
        except OSError as error:
            raise CommandError(f"{path} cannot be written: {error.strerror}.") from error
        self.stdout.write(str(path))
