"""Lists by rubric, tag, place and author: the newest entries, older ones by month or by day."""

from functools import lru_cache

from django.db.models import OuterRef
from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone

from articles import reading, touching
from articles.archive import Addresses, Archive, span_of
from articles.composition import DESCRIPTION_SIGNS
from articles.context_processors import site_of
from articles.models import Rubric, Tag
from authors.models import Author
from newsroom.calendar import Period
from newsroom.html import to_text
from newsroom.models import FormerSlug
from newsroom.pages import PublicPage
from newsroom.prepared import Prepared
from newsroom.typography import teaser


@lru_cache(maxsize=8)
def _by_slug(page):
    """Return the query for the subject of a kind of `ListPage`."""
    return Prepared(lambda slug, now: page.subjects(now).filter(slug=slug), "slug", "now")


class ListPage(PublicPage):
    """What the lists share; a subclass says whose they are and where they stand."""

    styles = ("base", "list", "label")
    names = {}  # of the addresses, by level: see `Addresses`

    def get(self, request, slug, **dates):
        period = Period.of(**dates) if dates else None
        subject = _by_slug(type(self)).row(slug=slug, now=timezone.now())
        if subject is None:
            subject = self.formerly(slug)
        if request.path != (address := self.addresses(subject).of(period)):
            return HttpResponsePermanentRedirect(address)
        return self.page(request, self.context(subject, period))

    @staticmethod
    def subjects(now=None):
        """Return the subjects that have a page, with `first_at` and `last_at` of their entries."""
        raise NotImplementedError

    def listing(self, subject):
        raise NotImplementedError

    def addresses(self, subject):
        return Addresses(**self.names, kwargs={"slug": subject.slug})

    def formerly(self, slug):
        """Return the subject that used to have `slug`; Http404 when there is none."""
        kind = self.subjects().model._meta.label_lower
        former = FormerSlug.objects.filter(kind=kind, slug=slug).first()
        return get_object_or_404(self.subjects(), pk=former and former.object_id)

    def context(self, subject, period):
        span = span_of(subject)
        if period and not (span and span.holds(period)):
            raise Http404
        entries = reading.read(self.listing(subject), period)
        site_of(self.request).give_rubrics(entries.rows)
        return {
            "subject": subject,
            "title": str(subject),
            "period": period,
            "entries": entries,
            "archive": span and Archive(self.addresses(subject), span, period),
        }

    def keys(self, context):
        subject = context["subject"]
        listing = self.listing(subject)
        head = touching.about(subject._meta.model_name, subject.pk)
        return {head, *touching.of_list(listing.name, context["period"], context["entries"].rows)}


class RubricPage(ListPage):
    """A section with its parts, one part, or a column in its own dress."""

    template_name = "articles/rubric.html"
    names = {
        "whole": "articles:rubric",
        "month": "articles:rubric_month",
        "day": "articles:rubric_day",
    }

    @staticmethod
    def subjects(now=None):
        return Rubric.objects.annotate(**reading.rubric_ends(now))

    def listing(self, subject):
        return reading.in_rubric(subject)

    def context(self, subject, period):
        more = {"parts": site_of(self.request).parts_of(subject), "within": subject.pk}
        about = teaser(to_text(subject.introduction), DESCRIPTION_SIGNS)
        return super().context(subject, period) | more | {"description": about}

    def keys(self, context):
        """A column names who holds it."""
        keys, owner = super().keys(context), context["subject"].owner_id
        return keys | {touching.about("author", owner)} if owner else keys


class AuthorPage(ListPage):
    """What an author signed; a person who is not public has it under the public form, or not."""

    template_name = "authors/detail.html"
    names = {"whole": "authors:detail", "month": "authors:month", "day": "authors:day"}

    @staticmethod
    def subjects(now=None):
        return Author.objects.with_page().annotate(**reading.by_author(OuterRef("pk")).ends(now))

    def listing(self, subject):
        return reading.by_author(subject.pk)

    def context(self, subject, period):
        more = {"title": subject.public_name}
        if subject.is_public:
            more["description"] = teaser(to_text(subject.biography), DESCRIPTION_SIGNS)
        return super().context(subject, period) | more


_TOPIC = {"whole": "articles:tag", "month": "articles:tag_month", "day": "articles:tag_day"}
_PLACE = {"whole": "articles:place", "month": "articles:place_month", "day": "articles:place_day"}


class TagPage(ListPage):
    """Everything about a topic, or from a place and about it."""

    template_name = "articles/tag.html"

    @staticmethod
    def subjects(now=None):
        """A tag without a published text has no page: its name may tell what is being written."""
        tags = Tag.objects.annotate(**reading.with_tag(OuterRef("pk")).ends(now))
        return tags.filter(first_at__isnull=False)

    def listing(self, subject):
        return reading.with_tag(subject.pk)

    def addresses(self, subject):
        return Addresses(**_PLACE if subject.is_place else _TOPIC, kwargs={"slug": subject.slug})
