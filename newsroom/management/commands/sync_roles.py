from django.core.management.base import BaseCommand

from newsroom import roles


class Command(BaseCommand):
    help = "Writes the roles of newsroom/roles.py to the database; may be run again at any time."

    def handle(self, **options):
        for name in roles.sync():
            self.stdout.write(name)
