"""The reserved part of an article, for those who subscribe: the one place that serves it."""

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.generic import View

from articles.models import Publication, ReservedText
from articles.templatetags.page_tags import outlined
from articles.views.detail import article_page, withdrawn_page
from newsroom.pages import private, private_page
from subscriptions.reader import is_subscriber

_SEAM = "<!---->"


class ReservedView(View):
    """Finds the text that readers see now under a number, with its reserved part."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, number):
        publications = Publication.objects.select_related("rubric", "section")
        publications = publications.defer("search_text").filter(article=number)
        publication = publications.visible().order_by("-live_from").first()
        if publication is None:
            return self.gone(request, publications)
        return self.answer(request, publication)


class ReadPage(ReservedView):
    """The whole article. Who may not read it is sent where he can help himself."""

    def answer(self, request, publication):
        if not publication.is_reserved:
            return private(request, HttpResponseRedirect(publication.path))
        if not request.user.is_authenticated:
            return private(request, redirect_to_login(request.path))
        if not is_subscriber(request.user):
            offer = reverse("subscriptions:plans", query={"retour": request.path})
            return private(request, HttpResponseRedirect(offer))
        publication.body += "\n" + _rest(publication)
        return article_page(request, publication, draw=private_page, is_whole=True)

    def gone(self, request, publications):
        return private(request, withdrawn_page(request, publications))


class RestPart(ReservedView):
    """The reserved part alone, for the script of the article's page; nothing for anybody else."""

    def answer(self, request, publication):
        if not publication.is_reserved or not is_subscriber(request.user):
            return private(request, HttpResponse(status=204))
        joined = outlined(publication.body + _SEAM + _rest(publication))
        return private(request, HttpResponse(joined.partition(_SEAM)[2]))

    def gone(self, request, publications):
        raise Http404


def _rest(publication):
    return ReservedText.objects.values_list("body", flat=True).get(publication=publication)
