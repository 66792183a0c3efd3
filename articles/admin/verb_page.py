"""The page of one verb: what it is about, what is missing, what it asks, and its button."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from articles import checklist
from articles.admin.article_pages import ArticlePage
from articles.admin.article_verbs import anchor, perform
from articles.admin.standing import Standing
from articles.models import FrontPlacement
from newsroom.expired import is_reopened


class VerbPage(ArticlePage):
    """Asks on GET, does it on POST: from the revision that the page showed, or not at all."""

    template_name = "admin/articles/article/verb.html"
    reopens = True
    verb = None

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.verb.permission):
            raise PermissionDenied
        self.revision = self.article.revisions.first()
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        kwargs.setdefault("form", self.verb.form(articles=[self.article]))
        return super().get_context_data(
            title=self.label(),
            verb=self.verb,
            revision=self.revision,
            items=self.items(),
            **kwargs,
        )

    def label(self):
        slots = FrontPlacement.objects.filter(article=self.article).values_list("slot", flat=True)
        return self.verb.label(Standing(self.article), slots.first())

    def items(self):
        """Return [(anchor, item)] of the checklist, for verbs that bring a text to readers."""
        if not self.verb.shows_checklist or self.revision is None:
            return []
        return [(anchor(item), item) for item in checklist.check(self.revision)]

    def post(self, request, **kwargs):
        form = self.verb.form(request.POST, articles=[self.article])
        if is_reopened(request):
            return self.render_to_response(self.get_context_data(form=form))
        is_newest = request.POST.get("revision", "") == str(getattr(self.revision, "pk", ""))
        if not is_newest:
            words = _("Somebody has saved a newer version: look at it, then press again.")
            messages.warning(request, words)
        if (
            is_newest
            and form.is_valid()
            and perform(request, form, article=self.article, revision=self.revision)
        ):
            return HttpResponseRedirect(self.change_url())
        return self.render_to_response(self.get_context_data(form=form))
