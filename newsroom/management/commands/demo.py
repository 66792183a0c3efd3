from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from newsroom import roles
from newsroom.demo import house, readers
from newsroom.demo.filing import Desk
from newsroom.demo.source import copies, table
from newsroom.keeping import changed, noting
from newsroom.pages import EVERY_PAGE

_HERE = {"localhost", "127.0.0.1", "::1"}


class Command(BaseCommand):
    help = (
        "Fills an empty database with a small invented newspaper, by the verbs that people use. "
        "A second run keeps what is there. Refuses anywhere but on one's own machine: its "
        "passwords are known to everybody."
    )

    def handle(self, **options):
        if urlsplit(settings.SITE_URL).hostname not in _HERE:
            raise CommandError(
                f"SITE_URL is {settings.SITE_URL}: the demo's passwords are public, so it runs on "
                "localhost only."
            )
        if Article.objects.exists():
            self.stdout.write("Le journal est déjà rempli : rien n’est changé.")
            codes = []
        else:
            codes = self._fill()
        self._print_accounts()
        self._print_readers(codes)

    @noting()
    def _fill(self):
        """Fill everything; return the codes of some vouchers. Much is written without a verb."""
        changed({EVERY_PAGE})
        self.stdout.write("Un petit journal se remplit, une minute environ :")
        desk = Desk(*house.set_up(self._say))
        self._say("Articles")
        desk.file(copies())
        self._say("Abonnés et contributions")
        return readers.open_space(desk, password=house.PASSWORD)

    def _say(self, line):
        self.stdout.write(f"  {line}…")
        self.stdout.flush()

    def _print_accounts(self):
        self.stdout.write(f"\nRédaction : {settings.SITE_URL}/{settings.ADMIN_PATH}")
        self.stdout.write(f"Mot de passe de tous : {house.PASSWORD}")
        for code, role in roles.ROLES.items():
            address = f"{code.replace('_', '-')}@{house.DOMAIN}"
            self.stdout.write(f"  {address:<42} {role.group}")

    def _print_readers(self, codes):
        self.stdout.write(f"\nLecteurs : {settings.SITE_URL}/compte/ (même mot de passe)")
        for row in table("readers")["reader"]:
            if "email" in row:
                self.stdout.write(f"  {row['email']:<42} {row['is']}")
        for code in codes:
            self.stdout.write(f"  {code:<42} bon d’un mois, pour essayer")
