"""Pages beside the form of an article: its preview, its original copy, its card for the editor."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from articles.admin.article_list import heading
from articles.admin.reach import is_reached
from articles.admin.saving import NewerVersion, save_change
from articles.admin.standing import Standing
from articles.freezing import preview
from articles.models import SourceCopy
from articles.views.detail import article_page
from newsroom.html import to_text
from newsroom.numbers import whole

WIDTHS = {"telephone", "bureau"}  # of the preview: 360 and 1280 CSS pixels, set by the style


class ArticleView(View):
    """A view of one article that whoever asks may change; others get a 404.

    `model_admin` is given by `as_view`, and knows who reaches which text.
    """

    model_admin = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        reached = self.model_admin.get_queryset(request).select_related("rubric")
        self.article = get_object_or_404(reached, pk=kwargs["pk"])

    def change_url(self):
        return reverse("admin:articles_article_change", args=[self.article.pk])

    def save(self, *, done, **change):
        """Save a change that a page made of one thing, say so, and go back to the page."""
        try:
            save_change(
                self.article,
                by=self.request.user,
                version=whole(self.request.POST.get("version", "")),
                **change,
            )
        except NewerVersion:
            words = _("The text has changed meanwhile: look at it as it is now, then do it again.")
            messages.error(self.request, words)
        else:
            messages.success(self.request, done)
        return HttpResponseRedirect(self.request.path)


class ArticlePage(ArticleView, TemplateView):
    """A page around one article, in the frame of the admin; subclasses add its `title`."""

    def get(self, request, **kwargs):
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        about = {
            "opts": self.model_admin.opts,
            "article": self.article,
            "heading": heading(self.article),
            "standing": Standing(self.article),
            "change_url": self.change_url(),
        }
        site = self.model_admin.admin_site.each_context(self.request)
        return super().get_context_data(**{**site, **about, **kwargs})


class CardView(ArticleView):
    """What the editor shows of an article that a text refers to."""

    def get(self, request, **kwargs):
        if not self.model_admin.has_view_permission(request, self.article):
            raise PermissionDenied
        state = Standing(self.article).label if is_reached(self.article) else ""
        return JsonResponse({"heading": heading(self.article), "state": state})


class PreviewPage(ArticlePage):
    """A bar of the desk above the very page that readers would get, in a frame of its own."""

    template_name = "admin/articles/article/preview.html"

    def get_context_data(self, **kwargs):
        width = self.request.GET.get("largeur", "")
        width = width if width in WIDTHS else ""
        return super().get_context_data(title=_("Preview"), width=width, **kwargs)

    def get(self, request, **kwargs):
        response = super().get(request)
        response.csp = {"frame-src": ("'self'",)}
        return response


class PreviewedView(ArticleView):
    """The page itself, composed and drawn as at publication."""

    def get(self, request, **kwargs):
        revision = self.article.revisions.first()
        if revision is None:
            return HttpResponseRedirect(self.change_url())
        response = article_page(request, preview(revision))
        response["Cache-Control"] = "private, no-store"
        return response


class SourcePage(ArticlePage):
    """The copy as received, with what filing set aside and why; pieces can be put back."""

    template_name = "admin/articles/article/source.html"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.copy = get_object_or_404(SourceCopy, article=self.article)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            title=_("Original copy"), copy=self.copy, stretches=self._stretches(), **kwargs
        )

    def _stretches(self):
        """Cut the copy at its pieces: `{"text", "piece", "index", "is_back"}` in reading order."""
        body, text = _words(to_text(self.article.body)), self.copy.text
        reached, stretches = 0, []
        for index, piece in enumerate(self.copy.pieces):
            stretches.append({"text": text[reached : piece["start"]]})
            is_back = bool(_words(piece["text"])) and _words(piece["text"]) in body
            stretches.append(
                {"text": piece["text"], "piece": piece, "index": index, "is_back": is_back}
            )
            reached = max(reached, piece["end"])
        return [*stretches, {"text": text[reached:]}]

    def post(self, request, **kwargs):
        pieces = dict(enumerate(self.copy.pieces))
        piece = pieces.get(whole(request.POST.get("piece", "")))
        if piece is None:
            return HttpResponseRedirect(request.path)
        lines = [line.strip() for line in piece["text"].splitlines() if line.strip()]
        paragraphs = "".join(f"<p>{escape(line)}</p>" for line in lines)
        self.article.body += paragraphs
        return self.save(fields=["body"], done=_("Put back at the end of the text."))


def _words(text):
    return " ".join(text.split())
