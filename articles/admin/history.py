"""The history of an article: its versions with what each changed, and who did what when."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from articles import snapshots
from articles.admin.article_pages import ArticlePage
from articles.admin.changes import revision_changes
from newsroom import verbs
from newsroom.models import JournalEntry
from newsroom.numbers import whole
from newsroom.pagination import CountlessPaginator

_VERSIONS = 25  # a page
_ENTRIES = 100  # the newest of the journal


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
            return get_object_or_404(versions, number=whole(number))
        return versions.first()

    def _changes(self, revision):
        before = self.article.revisions.filter(number__lt=revision.number).first()
        return revision_changes(
            snapshots.read(before) if before else None, snapshots.read(revision)
        )

    def _entries(self):
        about = {"subject_kind": "articles.article", "subject_id": self.article.pk}
        entries = JournalEntry.objects.filter(**about).select_related("actor")[:_ENTRIES]
        return [(entry, verbs.label(entry), verbs.details(entry)) for entry in entries]
