"""« Le journal de bord » : who did what, to be read only."""

from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsroom import verbs
from newsroom.admin.base import LongListAdmin
from newsroom.models import JournalEntry


class VerbFilter(admin.SimpleListFilter):
    """The verbs as they are called, without asking the whole journal which ones occur."""

    title = _("what")
    parameter_name = "quoi"

    def lookups(self, request, model_admin):
        return verbs.LABELS.items()

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(JournalEntry)
class JournalAdmin(LongListAdmin):
    """One sentence a row. What it tells stays as it was, also when its subject is gone."""

    rank = 4
    list_display = ["when", "who", "what", "to_what", "more"]
    list_display_links = None
    list_filter = [VerbFilter]
    list_select_related = ["actor"]
    ordering = ["-at", "-pk"]
    search_fields = ["subject_label", "actor__name"]
    search_help_text = _("Words of what it was done to, or the name of who did it")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("when"))
    def when(self, entry):
        return verbs.moment(entry.at)

    @admin.display(description=_("who"))
    def who(self, entry):
        return entry.actor or _("a command")

    @admin.display(description=_("what"))
    def what(self, entry):
        return verbs.label(entry)

    @admin.display(description=_("to what"))
    def to_what(self, entry):
        name = "admin:{}_{}_change".format(*entry.subject_kind.split("."))
        try:
            url = reverse(name, args=[entry.subject_id])
        except NoReverseMatch:
            url = ""
        label = entry.subject_label
        named = format_html('<a href="{}">{}</a>', url, label) if url else label
        return format_html("{} <small>{}</small>", named, _kind(entry))

    @admin.display(description=_("detail"))
    def more(self, entry):
        return verbs.details(entry)


def _kind(entry):
    try:
        return apps.get_model(entry.subject_kind)._meta.verbose_name
    except LookupError:  # of a part of the program that is no longer there
        return ""
