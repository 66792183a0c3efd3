"""The history of an article: its versions with what each changed, and who did what when."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import snapshots
from articles.admin.article_pages import ArticlePage
from articles.admin.changes import revision_changes
from newsroom.models import JournalEntry
from newsroom.pagination import CountlessPaginator

_VERSIONS = 25  # a page
_ENTRIES = 100  # the newest of the journal
VERBS = {
    "file_copy": gettext_lazy("filed"),
    "submit": gettext_lazy("handed on"),
    "send_back": gettext_lazy("sent back"),
    "publish": gettext_lazy("published (verb)"),
    "publish_changes": gettext_lazy("published the changes"),
    "schedule": gettext_lazy("scheduled (verb)"),
    "cancel_schedule": gettext_lazy("cancelled the schedule"),
    "withdraw": gettext_lazy("withdrew"),
    "place": gettext_lazy("placed on the front page"),
    "unplace": gettext_lazy("took off the front page"),
    "move": gettext_lazy("moved on the front page"),
}


class HistoryPage(ArticlePage):
    """`?version=12` shows what version 12 changed; without it, the newest."""

    template_name = "admin/articles/article/history.html"

    def get_context_data(self, **kwargs):
        versions = self.article.revisions.select_related("author").defer("data")
        page = CountlessPaginator(versions, _VERSIONS).get_page(self.request.GET.get("p", 1))
        chosen = self._chosen()
        return super().get_context_data(
            title=_("History"),
            page=page,
            chosen=chosen,
            changes=self._changes(chosen) if chosen else [],
            entries=self._entries(),
            live=self.article.live_revision_id,
            coming=self.article.next_revision_id,
            **kwargs,
        )

    def _chosen(self):
        number = self.request.GET.get("version", "")
        versions = self.article.revisions.select_related("author")
        if number:
            return get_object_or_404(versions, number=int(number) if number.isdigit() else 0)
        return versions.first()

    def _changes(self, revision):
        before = self.article.revisions.filter(number__lt=revision.number).first()
        return revision_changes(
            snapshots.read(before) if before else None, snapshots.read(revision)
        )

    def _entries(self):
        about = {"subject_kind": "articles.article", "subject_id": self.article.pk}
        entries = JournalEntry.objects.filter(**about).select_related("actor")[:_ENTRIES]
        return [(entry, VERBS.get(entry.verb, entry.verb)) for entry in entries]
