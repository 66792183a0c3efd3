import time

from django.core.management.base import BaseCommand, CommandError

from articles.models import Publication
from newsroom.demo import seeding
from newsroom.keeping import changed
from newsroom.models import User
from newsroom.pages import EVERY_PAGE


class Command(BaseCommand):
    help = (
        "Publishes many plausible articles in bulk, for measuring; run `demo` first. "
        "The same number gives the same articles; a second run adds older ones."
    )

    def add_arguments(self, parser):
        parser.add_argument("--articles", type=int, default=10_000, help="how many (10,000)")

    def handle(self, *, articles, **options):
        if articles < 1:
            raise CommandError("--articles must be 1 or more.")
        if not Publication.objects.visible().exists():
            raise CommandError("Run `manage.py demo` first: seeded articles are made from its own.")
        by = User.objects.filter(is_staff=True).order_by("pk").first()
        self.began_at = time.monotonic()
        seeding.seed(articles, by=by, say=self._say)
        changed({EVERY_PAGE})

    def _say(self, count):
        if count % 10_000 == 0:
            seconds = time.monotonic() - self.began_at
            self.stdout.write(f"{count} articles, {count / seconds:.0f} a second")
            self.stdout.flush()
