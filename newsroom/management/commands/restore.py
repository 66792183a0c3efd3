import io
from pathlib import Path

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from articles.models import Article
from newsroom.backup import restoring
from newsroom.backup.places import BackupError, Places
from newsroom.models import User

OPTIONAL_APPS = {"fake_operator"}  # plays on one's own machine; its rows mean nothing elsewhere
AFTER_AN_UPDATE = ["migrate", "createcachetable", "sync_roles"]


class Command(BaseCommand):
    help = (
        "Brings the newspaper back from a file of `manage.py backup`, on a machine with an empty "
        "database. Stop the newspaper before. Every byte is compared before anything is changed."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="what `manage.py backup` has written")
        parser.add_argument(
            "--replace", action="store_true", help="delete the database and the files that are here"
        )

    def handle(self, *, file, replace, **options):
        try:
            back = restoring.restore(
                connection,
                file,
                Places.of_this_machine(),
                replace=replace,
                work=[User, Article],
                optional=OPTIONAL_APPS,
            )
        except BackupError as refusal:
            raise CommandError(refusal) from refusal
        except (OSError, DatabaseError) as failure:
            raise CommandError(_("The backup was not restored: %s") % failure) from failure
        moment = date_format(localtime(back.made_at), "DATETIME_FORMAT")
        about = {"moment": moment, "files": back.files}
        self.stdout.write(_("The newspaper of %(moment)s is back, with %(files)s files.") % about)
        if back.has_other_secret:
            self.stdout.write(_("SECRET_KEY is another one here: everybody signs in again."))
        for command in AFTER_AN_UPDATE:
            call_command(command, verbosity=0, stdout=io.StringIO())
        self.stdout.write(_("Start it again, every process of it."))
