from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from newsroom.production import nginx


class Command(BaseCommand):
    help = (
        "Prints the configuration of nginx for this newspaper: HTTPS with certbot's certificate, "
        "kept pages, static files and pictures without the application. See README."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--upstream",
            default=nginx.SOCKET,
            help=f"where `manage.py serve` listens ({nginx.SOCKET})",
        )
        parser.add_argument(
            "--listen",
            metavar="[ADDRESS:]PORT",
            help="plain HTTP here, when a balancer in front speaks HTTPS with the readers",
        )
        parser.add_argument(
            "--certificate",
            metavar="FOLDER",
            help="of fullchain.pem and privkey.pem (certbot's for the host of SITE_URL)",
        )
        parser.add_argument(
            "--cache",
            metavar="FOLDER",
            default="/var/cache/nginx-newsroom",
            help="where nginx keeps pages (%(default)s)",
        )
        parser.add_argument(
            "--log",
            metavar="FILE",
            default="/var/log/nginx/newsroom.log",
            help="where nginx notes requests (%(default)s)",
        )

    def handle(self, *, upstream, listen, certificate, cache, log, **options):
        if listen is None and not settings.SITE_URL.startswith("https://"):
            raise CommandError(
                f"SITE_URL is {settings.SITE_URL}: set it to the public https address, or say with "
                "--listen where plain HTTP is spoken."
            )
        self.stdout.write(
            nginx.configuration(
                upstream=upstream, listen=listen, certificate=certificate, cache=cache, log=log
            )
        )
