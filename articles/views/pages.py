"""Pages that are no articles: about us, legal notice, and the « ours » made from the paper."""

from django.http import Http404, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404

from articles.models import Page
from newsroom.models import FormerSlug, PublicationDirector
from newsroom.pages import PublicPage, next_midnight

OURS = "ours"
"""The slug of the masthead page: who publishes, who answers for it before the law, who hosts."""


class PlainPage(PublicPage):
    template_name = "articles/page.html"
    styles = ("base", "page")

    def get(self, request, slug):
        subject = Page.objects.filter(slug=slug).first()
        if subject is None and slug == OURS:
            return self.page(request, {"director": PublicationDirector.on(), "subject": None})
        if subject is None:
            return HttpResponsePermanentRedirect(_formerly(slug).get_absolute_url())
        return self.page(request, {"subject": subject})

    def valid_until(self, context):
        """A director of publication takes office and leaves it at midnight."""
        return None if context["subject"] else next_midnight()


def _formerly(slug):
    """Return the page that used to have `slug`; Http404 when there is none."""
    former = FormerSlug.objects.filter(kind=Page._meta.label_lower, slug=slug).first()
    if former is None:
        raise Http404
    return get_object_or_404(Page, pk=former.object_id)
