from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.template.defaultfilters import filesizeformat
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from newsroom.backup import making, restoring
from newsroom.backup.installation import NAMES
from newsroom.backup.places import BackupError, Places


class Command(BaseCommand):
    help = (
        "Writes one file that holds the database and all photos, while the newspaper goes on. "
        "It holds secrets too: only its owner may read it. .env is not in it."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "target", nargs="?", type=Path, help="a folder, or a new file (default: var/backups/)"
        )
        parser.add_argument(
            "--keep", type=int, metavar="N", help="delete older backups of the folder beyond N"
        )
        parser.add_argument(
            "--check", type=Path, metavar="FILE", help="only read FILE, and compare"
        )

    def handle(self, *, target, keep, check, **options):
        try:
            self.stdout.write(_checked(check) if check else _made(target, keep))
        except BackupError as refusal:
            raise CommandError(refusal) from refusal
        except (OSError, DatabaseError) as failure:
            raise CommandError(_("No backup was made: %s") % failure) from failure


def _made(target, keep):
    places = Places.of_this_machine()
    if keep is not None and (keep < 1 or (target and not target.is_dir())):
        raise CommandError(_("--keep takes at least 1, and a folder."))
    if target is None:
        target = places.backups
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
    made, count = making.make(connection, target, places, keep=keep)
    about = {"file": made.path, "files": count, "size": filesizeformat(made.size)}
    return _("Backup made: %(file)s (%(size)s, %(files)s files)") % about


def _checked(path):
    manifest, count = restoring.check(path)
    about = {
        "engine": NAMES[manifest.engine],
        "files": count,
        "moment": date_format(localtime(manifest.made_at), "DATETIME_FORMAT"),
        "size": filesizeformat(path.stat().st_size),
    }
    return _("The backup is whole: %(moment)s, %(engine)s, %(size)s, %(files)s files") % about
