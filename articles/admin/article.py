"""The desk's work on a text: its form, its list, its verbs and the pages beside them."""

from django.contrib import admin
from django.forms.widgets import Script
from django.urls import path
from django.utils.translation import gettext_lazy as _

from articles import checklist
from articles.admin.article_actions import ActionsMixin
from articles.admin.article_form import ArticleForm
from articles.admin.article_list import ListMixin, heading
from articles.admin.article_pages import CardView, PreviewedView, PreviewPage, SourcePage
from articles.admin.article_saving import SavingMixin
from articles.admin.article_verbs import VERBS, anchor, buttons, first_buttons
from articles.admin.history import HistoryPage
from articles.admin.inlines import BylineInline, RelatedLinkInline
from articles.admin.signatures import SignaturePage
from articles.admin.standing import Standing
from articles.admin.typography import TypographyPage
from articles.admin.verb_page import VerbPage
from articles.admin.widgets import (
    PhotoWidget,
    TypedAutocomplete,
    place_number,
    unwrapped,
)
from articles.models import Article, FrontPlacement, Publication, Revision, SourceCopy
from newsroom.admin import DeskAdmin
from newsroom.html import CleanHTMLField

_PAGES = {
    "card": ("card/", CardView),
    "preview": ("apercu/", PreviewPage),
    "previewed": ("apercu/page/", PreviewedView),
    "source": ("copie/", SourcePage),
    "history": ("history/", HistoryPage),
    "typography": ("typographie/", TypographyPage),
    "signature": ("signature/<int:byline>/", SignaturePage),
}


@admin.register(Article)
class ArticleAdmin(SavingMixin, ListMixin, ActionsMixin, DeskAdmin):
    area, rank = "copy", 1
    form = ArticleForm
    inlines = [BylineInline, RelatedLinkInline]
    raw_id_fields = ["lead_photo"]
    formfield_overrides = {CleanHTMLField: {}}  # the field knows its own editor
    fieldsets = [
        (
            None,
            {
                "classes": ["writing"],
                "fields": [
                    ("kicker", "kicker_kind"),
                    "headline",
                    "standfirst",
                    "body",
                ],
            },
        ),
        (
            _("Around the text"),
            {"classes": ["below"], "fields": ["short_headline", "editors_note", "sources"]},
        ),
        (
            _("Where it stands"),
            {"classes": ["side"], "fields": ["rubric", "genre", "tags", "place"]},
        ),
        (_("Lead photo"), {"classes": ["side"], "fields": ["lead_photo"]}),
        (
            _("Access and address"),
            {"classes": ["side", "collapse"], "fields": ["access", "free_blocks", "slug"]},
        ),
    ]

    class Media:
        css = {"all": ["newsroom/admin/article.css", "newsroom/admin/article_list.css"]}
        js = [Script("newsroom/admin/article.js", defer=True)]

    def get_urls(self):
        pages = [
            path(f"<int:pk>/{end}", self._page(view), name=f"articles_article_{name}")
            for name, (end, view) in _PAGES.items()
        ]
        verbs = [
            path(
                f"<int:pk>/{verb.path}/",
                self._page(VerbPage, verb=verb),
                name=f"articles_article_{verb.name}",
            )
            for verb in VERBS.values()
        ]
        return [*pages, *verbs, *super().get_urls()]

    def _page(self, view, **options):
        return self.admin_site.admin_view(view.as_view(model_admin=self, **options))

    def has_delete_permission(self, request, obj=None):
        """What readers once saw is withdrawn, never deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.publications.exists())

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return unwrapped(super().formfield_for_dbfield(db_field, request, **kwargs))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name == "lead_photo":
            kwargs["widget"] = PhotoWidget(db_field.remote_field, self.admin_site)
        if db_field.name == "place":
            kwargs["widget"] = TypedAutocomplete(
                db_field, self.admin_site, find=place_number, hint=_("Name of a place")
            )
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context |= self._about(request, obj) if change else {"buttons": first_buttons(request.user)}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _about(self, request, article):
        """Return what the form shows of a text besides its fields."""
        standing = Standing(article)
        revision = Revision.objects.filter(pk=article.last_revision_id).first()
        publish = VERBS["publish"].form(request.POST or None, articles=[article])
        slot = FrontPlacement.objects.filter(article=article).values_list("slot", flat=True).first()
        return {
            "standing": standing,
            "revision": revision,
            "checklist": [(anchor(item), item) for item in checklist.check(revision)]
            if revision
            else [],
            "publish_form": publish,
            "buttons": buttons(standing=standing, slot=slot, user=request.user),
            "slot": FrontPlacement.Slot(slot).label if slot else "",
            "live": Publication.objects.visible().filter(article=article).only("path").first(),
            "has_source": SourceCopy.objects.filter(article=article).exists(),
            "heading": heading(article),
        }
