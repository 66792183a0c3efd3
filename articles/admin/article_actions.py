"""What can be done to several texts of the list at once, each through its own verb."""

from django.contrib import messages
from django.contrib.admin.decorators import action
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import checklist
from articles.admin.article_list import heading
from articles.admin.article_verbs import VERBS, anchor, perform
from articles.admin.standing import Standing, moment
from articles.models import Revision

_CONFIRMED = "confirmed"


class ActionsMixin:
    """Publishing and scheduling ask on a page that shows each text's checklist."""

    actions = ["publish_several", "schedule_several", "make_lead", "make_second", "take_off"]

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # a text is deleted alone, after looking at it
        return actions

    def has_publish_permission(self, request):
        return request.user.has_perm("articles.publish_article")

    def has_place_permission(self, request):
        return request.user.has_perm("articles.place_article")

    @action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_several(self, request, queryset):
        return self._ask(request, queryset, "publish_several", VERBS["publish"])

    @action(description=gettext_lazy("Schedule"), permissions=["publish"])
    def schedule_several(self, request, queryset):
        return self._ask(request, queryset, "schedule_several", VERBS["schedule"])

    @action(description=gettext_lazy("Make it the lead story"), permissions=["place"])
    def make_lead(self, request, queryset):
        articles = list(queryset[:2])
        if len(articles) == 1:
            return _do_each(request, articles, VERBS["place_lead"])
        messages.warning(request, _("One text opens the front page: choose one."))
        return None

    @action(description=gettext_lazy("Make it a second story"), permissions=["place"])
    def make_second(self, request, queryset):
        return _do_each(request, queryset, VERBS["place_second"])

    @action(description=gettext_lazy("Take off the front page"), permissions=["place"])
    def take_off(self, request, queryset):
        return _do_each(request, queryset, VERBS["unplace"])

    def _ask(self, request, queryset, name, verb):
        articles = list(queryset)
        form = verb.form(request.POST if _CONFIRMED in request.POST else None, articles=articles)
        if form.is_valid():
            _publish_each(request, form, articles)
            return None
        revisions = Revision.objects.in_bulk([article.last_revision_id for article in articles])
        dates = getattr(form, "dates", {})
        rows = [
            _row(article, revisions.get(article.last_revision_id), dates.get(article.pk))
            for article in articles
        ]
        is_schedule = name == "schedule_several"
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Schedule these texts") if is_schedule else _("Publish these texts"),
            "rows": rows,
            "form": form,
            "action": name,
            "action_checkbox": ACTION_CHECKBOX_NAME,
            "button": _("Schedule") if is_schedule else _("Publish"),
        }
        return TemplateResponse(request, "admin/articles/article/several.html", context)


def _do_each(request, articles, verb):
    for article in articles:
        perform(request, verb.form({}, articles=[article]), article=article, revision=None)


def _publish_each(request, form, articles):
    """Carry the verb out on each text in the version that the page showed."""
    revisions = Revision.objects.in_bulk([article.last_revision_id for article in articles])
    for article in articles:
        shown = request.POST.get(f"revision-{article.pk}", "")
        if shown != str(article.last_revision_id):
            words = _("“%(text)s”: somebody has saved a newer version. Look at it first.")
            messages.warning(request, words % {"text": article})
            continue
        revision = revisions.get(article.last_revision_id)
        perform(request, form, article=article, revision=revision)
    gone = len(request.POST.getlist(ACTION_CHECKBOX_NAME)) - len(articles)
    if gone > 0:
        words = ngettext(
            "A text is no longer in this list: it was left as it is.",
            "%(count)s texts are no longer in this list: they were left as they are.",
            gone,
        )
        messages.warning(request, words % {"count": gone})


def _row(article, revision, date):
    """Return what the page shows of a text: where it stands and what it lacks.

    `date` is the first publication that archive copy tells.
    """
    items = checklist.check(revision) if revision else []
    return {
        "article": article,
        "heading": heading(article),
        "standing": Standing(article),
        "date": moment(date) if date else "",
        "revision": revision,
        "items": [(anchor(item), item) for item in items],
        "is_ready": revision is not None and not any(item.is_blocking for item in items),
    }
