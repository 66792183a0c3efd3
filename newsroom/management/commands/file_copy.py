import json
import sys
from pathlib import Path

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import drafting
from articles.copy_files import text_of
from articles.filing.parser import summary
from articles.models import Rubric
from newsroom import dates
from newsroom.models import Newspaper, User


class Command(BaseCommand):
    help = (
        "Makes a draft of a text as it was received, and says what became of each part of it. "
        "The same text filed twice by the same person gives the same draft."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", help="text, HTML or Word (.docx); - reads standard input")
        parser.add_argument(
            "--json", dest="as_json", action="store_true", help="print the summary as JSON"
        )
        parser.add_argument("--by", metavar="EMAIL", help="the account that files it")
        parser.add_argument("--rubric", metavar="SLUG", help="the rubric, instead of the proposed")

    def handle(self, *, file, by, rubric, as_json, **options):
        by, rubric, source = self._user(by), self._rubric(rubric), self._text(file)
        try:
            is_known = drafting.already_filed(source, by=by) is not None
            proposal = drafting.propose(source)
            article = drafting.file_copy(source=source, by=by, rubric=rubric)
        except drafting.FilingError as refusal:
            raise CommandError(refusal.message) from refusal
        except PermissionDenied as refusal:
            raise CommandError(_("%(user)s may not file copy.") % {"user": by}) from refusal
        about = _about(article, proposal) | {"already_filed": is_known}
        if as_json:
            self.stdout.write(json.dumps(about, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(filter(None, _lines(about, article))))

    def _user(self, email):
        if email is None:
            return None
        user = User.objects.filter(email=email.strip().lower()).first()
        if user is None:
            raise CommandError(_("Nobody has an account under %(email)s.") % {"email": email})
        return user

    def _rubric(self, slug):
        if slug is None:
            return None
        found = Rubric.objects.filter(slug=slug).first()
        if found is None:
            slugs = ", ".join(Rubric.objects.values_list("slug", flat=True))
            raise CommandError(
                _("No rubric “%(slug)s”; there are: %(slugs)s.") % {"slug": slug, "slugs": slugs}
            )
        return found

    def _text(self, file):
        try:
            data = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
            return text_of(data, file)
        except OSError as failure:
            words = _("“%(file)s” cannot be read: %(reason)s.")
            shown = {"file": file, "reason": failure.strerror or failure}
            raise CommandError(words % shown) from failure
        except ValidationError as refusal:
            raise CommandError(f"{file}: {' '.join(refusal.messages)}") from refusal


def _about(article, proposal):
    """Return what is printed: the summary of the filing, then the draft and where it is."""
    nobody = [line.signed_as for line in article.bylines.filter(author=None)]
    impersonal = {line.signed_as for line in proposal.bylines} - set(proposal.unresolved)
    return summary(proposal) | {
        "set_aside": article.source_copy.pieces,
        "unresolved": [signature for signature in nobody if signature not in impersonal],
        "is_date_accepted": article.source_copy.proposed_published_at is not None,
        "rubric": article.rubric.slug,
        "article": article.pk,
        "url": settings.SITE_URL + reverse("admin:articles_article_change", args=[article.pk]),
    }


def _lines(about, article):
    """Yield the same for a person; an empty line says nothing."""
    received = _("Received: copy no. %s")
    yield (_("Received already: copy no. %s") if about["already_filed"] else received) % article.pk
    yield " : ".join(filter(None, [article.printed_kicker, article.headline]))
    yield _("Rubric: %s") % article.rubric
    yield _("Paragraphs: %s") % about["paragraphs"]
    if moment := article.source_copy.proposed_published_at:
        zone = timezone.get_default_timezone()
        yield dates.published_line(moment, Newspaper.current().date_form, zone)
    if about["unresolved"]:
        yield _("To be identified: %s") % ", ".join(about["unresolved"])
    counts = {"pieces": len(about["set_aside"]), "repairs": len(about["repairs"])}
    yield _("Set aside: %(pieces)s. Repaired: %(repairs)s.") % counts
    yield from about["warnings"]
    yield about["url"]
