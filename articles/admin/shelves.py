"""Where texts stand and what they are about: rubrics, tags and places, pages."""

from django.contrib import admin
from taggit.admin import Tag as StockTag

from articles import refreshing, touching
from articles.models import Page, Publication, Rubric, Tag
from newsroom.admin import LongListAdmin, PublicAdmin
from newsroom.searching import FoldedSearch

admin.site.unregister(StockTag)  # the library's own model, which nothing uses

_FROZEN = {"prefix", "kind", "parent", "slug"}  # what publications hold of their rubric


@admin.register(Rubric)
class RubricAdmin(PublicAdmin):
    area = "names"
    rank = 2
    list_display = ["name", "kind", "parent", "owner", "weekday", "menu_position"]
    list_editable = ["menu_position"]
    list_filter = ["kind"]
    list_select_related = ["parent", "owner"]
    list_max_show_all = 1_000
    autocomplete_fields = ["owner"]
    search_fields = ["name"]

    def reached(self, instance, fields):
        """The name is read when a page is drawn; the rest is frozen in what is published."""
        if fields & _FROZEN:
            refreshing.refresh_for(instance)

    def has_delete_permission(self, request, obj=None):
        """A rubric with texts stays: their addresses and lists hang on it."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not (obj.articles.exists() or obj.children.exists()))


@admin.register(Tag)
class TagAdmin(FoldedSearch, LongListAdmin, PublicAdmin):
    area = "names"
    rank = 3
    list_display = ["name", "kind", "slug"]
    list_filter = ["kind"]
    search_fields = ["folded"]

    def get_view_on_site_url(self, obj=None):
        """A tag that no text carries has no page yet."""
        visible = Publication.objects.visible()
        if obj is None or not obj.publication_links.filter(publication__in=visible).exists():
            return None
        return super().get_view_on_site_url(obj)

    def reached(self, instance, fields):
        refreshing.refresh_for(instance)

    def keys(self, instance, fields):
        return {touching.about("tag", instance.pk)}

    def has_delete_permission(self, request, obj=None):
        """A tag in use is renamed, never deleted: its address would die under its texts."""
        allowed = super().has_delete_permission(request, obj)
        in_use = obj and (obj.article_links.exists() or obj.publication_links.exists())
        return allowed and not in_use


@admin.register(Page)
class PageAdmin(PublicAdmin):
    area = "names"
    rank = 4
    list_display = ["title", "slug", "position", "updated_at"]
    list_editable = ["position"]
    search_fields = ["title"]
