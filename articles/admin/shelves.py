"""Where texts stand and what they are about: rubrics, tags and places, pages."""

from django.contrib import admin

from articles import publishing
from articles.models import Page, Rubric, Tag
from newsroom.admin import PublicAdmin
from newsroom.folding import fold


@admin.register(Rubric)
class RubricAdmin(PublicAdmin):
    list_display = ["name", "kind", "parent", "owner", "weekday", "menu_position"]
    list_editable = ["menu_position"]
    list_filter = ["kind"]
    list_select_related = ["parent", "owner"]
    autocomplete_fields = ["owner"]
    search_fields = ["name"]

    def reached(self, instance, changed):
        """Name and address are read when a page is drawn; the prefix is frozen in kickers."""
        if changed & {"prefix", "kind", "parent"}:
            publishing.refresh_for(instance)


@admin.register(Tag)
class TagAdmin(PublicAdmin):
    list_display = ["name", "kind", "slug"]
    list_filter = ["kind"]
    search_fields = ["folded"]
    show_full_result_count = False

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def reached(self, instance, changed):
        publishing.refresh_for(instance)


@admin.register(Page)
class PageAdmin(PublicAdmin):
    list_display = ["title", "slug", "position", "updated_at"]
    list_editable = ["position"]
