"""« Déposer une copie »: paste, look at what will be made of it, and have it received."""

from django.contrib import messages
from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import DetailView, View

from articles import drafting
from articles.admin.filing_form import FilingForm
from articles.admin.filing_sheet import Sheet, thumbnail
from articles.admin.standing import moment
from articles.models import Article
from authors.models import Author
from newsroom import expired


class FilingPage(PermissionRequiredMixin, View):
    """One address for both steps; nothing is made before « Créer la copie » is pressed.

    `example` (a function, or None) returns a copy to try it with, empty where there is none.
    """

    permission_required = "articles.add_article"
    raise_exception = True
    reopens = True
    example = None

    def get(self, request):
        example = self._example() if "exemple" in request.GET else ""
        return self._form_page(FilingForm(initial={"source": example}, user=request.user))

    def post(self, request):
        form = FilingForm(request.POST, request.FILES, user=request.user)
        if expired.is_reopened(request):
            return self._form_page(form, is_reopened=True)
        is_valid = form.is_valid()
        form.keep_photo()
        if not is_valid or "_edit" in request.POST:
            return self._form_page(form)
        try:
            return self._carry_on(form)
        except drafting.FilingError as refusal:
            form.add_error("source", refusal.message)
            return self._form_page(form)

    def _carry_on(self, form):
        """Show the proposal, or make the draft; a text that is a draft already leads to it."""
        source, user = form.cleaned_data["source"], self.request.user
        if article := drafting.already_filed(source, by=user):
            words = _("This text was here already: nothing was made twice.")
            if drafting.add_photo(article=article, photo=form.described_photo(), by=user):
                words = _("This text was here already: your photo was added to it.")
            messages.info(self.request, words)
            return self._received(article)
        if "_create" not in self.request.POST:
            return self._proposal_page(form)
        signer = Author.objects.filter(account=user).first() if form.cleaned_data["sign"] else None
        article = drafting.file_copy(
            source=source,
            by=user,
            rubric=form.cleaned_data["rubric"],
            photo=form.described_photo(),
            signer=signer,
        )
        return self._received(article)

    def _received(self, article):
        return HttpResponseRedirect(reverse("copy_received", args=[article.pk]))

    def _form_page(self, form, *, is_reopened=False):
        context = {
            "form": form,
            "is_reopened": is_reopened,
            "has_example": bool(self._example()),
            "photo": thumbnail(form.kept_photo),
        }
        return TemplateResponse(self.request, "admin/filing/form.html", context)

    def _proposal_page(self, form):
        proposal = drafting.propose(form.cleaned_data["source"])
        user = self.request.user
        rubric = form.cleaned_data["rubric"] or drafting.rubric_for(proposal, by=user)
        form.show(rubric=rubric.pk)
        context = {
            "form": form,
            "sheet": Sheet(proposal, by=user),
            "photo": thumbnail(form.kept_photo),
        }
        return TemplateResponse(self.request, "admin/filing/proposal.html", context)

    def _example(self):
        return self.example() if self.example else ""


class ReceivedPage(PermissionRequiredMixin, DetailView):
    """« Reçu : copie n° 4127 », and where to go from there."""

    permission_required = "articles.add_article"
    raise_exception = True
    template_name = "admin/filing/received.html"
    context_object_name = "article"

    def get_queryset(self):
        texts = Article.objects.editable_by(self.request.user)
        return texts.filter(source_copy__isnull=False).select_related("rubric", "source_copy")

    def get_context_data(self, **kwargs):
        may_submit = self.request.user.has_perm("articles.submit_article")
        is_draft = self.object.status == Article.Status.DRAFT
        return super().get_context_data(
            received_at=moment(self.object.source_copy.received_at),
            unresolved=self.object.bylines.filter(author=None),
            revision=self.object.revisions.first() if may_submit and is_draft else None,
            **kwargs,
        )
