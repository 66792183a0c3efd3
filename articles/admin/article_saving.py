"""What happens when the form of an article is sent: saved once, then the verb that was pressed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.admin import saving
from articles.admin.article_verbs import VERBS, perform
from articles.admin.inlines import BylineInline
from articles.admin.standing import Standing
from authors.models import Author
from newsroom import editor
from newsroom.numbers import whole

THEN = "_then"  # the button pressed: a verb, a page, or « signature-12 »
_PAGES = {
    "preview": "admin:articles_article_preview",
    "typography": "admin:articles_article_typography",
    "source": "admin:articles_article_source",
    "history": "admin:articles_article_history",
}


class SavingMixin:
    """Saves the form with its rows as one revision, refuses to overwrite a newer version.

    Whatever button was pressed, the form is saved first. Only when that transaction is over does
    the verb begin, with the revision that was just written.
    """

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            response = super().changeform_view(request, object_id, form_url, extra_context)
        except saving.NewerVersion:
            # Saved by somebody else since this request began: seen from the start, it is refused
            # with both texts on the screen.
            response = super().changeform_view(request, object_id, form_url, extra_context)
        revision = getattr(request, "saved_revision", None)
        if revision is not None:
            response = HttpResponseRedirect(self._carry_on(request, revision))
        response.csp = editor.csp()
        return response

    def save_model(self, request, obj, form, change):
        if not change:
            obj.created_by = request.user
            obj.save()
            return
        saving.claim(obj, form.seen_version)
        names = {field.name for field in obj._meta.concrete_fields}
        # Only what the form holds: a verb may have changed the status meanwhile.
        obj.save(update_fields=[*(names & form.cleaned_data.keys()) - {"version"}, "search_key"])

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.saved_revision = saving.record(form.instance, request.user)

    def response_change(self, request, obj):
        """Nothing yet: what to say and where to go is known when the transaction is over."""
        return HttpResponseRedirect(reverse("admin:articles_article_changelist"))

    def response_add(self, request, obj, post_url_continue=None):
        return self.response_change(request, obj)

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Propose who opens the form of a new text as its author."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if request.method == "GET" and obj.pk is None and isinstance(inline, BylineInline):
            author = Author.objects.filter(account=request.user).first()
            kwargs["initial"] = [{"author": author.pk}] if author else []
        return kwargs

    def _carry_on(self, request, revision):
        """Do what the button says beyond saving; return the address to go on to."""
        article = self.get_queryset(request).filter(pk=revision.article_id).first()
        then = request.POST.get(THEN, "")
        if article is None:  # he took his own name off a text that somebody else filed
            messages.success(request, _("Saved."))
            return reverse("admin:articles_article_changelist")
        byline = whole(then.removeprefix("signature-"))
        if then.startswith("signature-") and byline is not None:
            return reverse("admin:articles_article_signature", args=[article.pk, byline])
        if then in _PAGES:
            return reverse(_PAGES[then], args=[article.pk])
        if then in VERBS:
            return self._press(request, VERBS[then], article, revision)
        self._tell_saved(request, article)
        return reverse("admin:articles_article_change", args=[article.pk])

    def _press(self, request, verb, article, revision):
        if not request.user.has_perm(verb.permission):
            raise PermissionDenied
        if verb.asks:
            return reverse(f"admin:articles_article_{verb.name}", args=[article.pk])
        form = verb.form(request.POST, articles=[article])
        form.full_clean()
        perform(request, form, article=article, revision=revision, was_saved=True)
        return reverse("admin:articles_article_change", args=[article.pk])

    def _tell_saved(self, request, article):
        clock = timezone.localtime().strftime("%H:%M")
        if Standing(article).has_unpublished_changes:
            words = _("Saved at %(time)s. Readers still see the published version.")
        else:
            words = _("Saved at %(time)s.")
        messages.success(request, words % {"time": clock})
