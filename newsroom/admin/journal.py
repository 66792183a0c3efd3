"""« Le registre » : who did what, to be read only."""

from django.apps import apps
from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsroom.admin.base import LongListAdmin
from newsroom.models import JournalEntry
from newsroom.verbs import LABELS


class VerbFilter(admin.SimpleListFilter):
    """The verbs as they are called, without asking the whole journal which ones occur."""

    title = _("what")
    parameter_name = "quoi"

    def lookups(self, request, model_admin):
        return LABELS.items()

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
    search_help_text = _("Words of what was done it to, or the name of who did it")

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("when"))
    def when(self, entry):
        return _moment(entry.at)

    @admin.display(description=_("who"))
    def who(self, entry):
        return entry.actor or _("a command")

    @admin.display(description=_("what"))
    def what(self, entry):
        return LABELS.get(entry.verb, entry.verb)

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
        return " · ".join(str(words) for words in _details(entry) if words)


def _details(entry):
    """Yield what the verb wrote down besides its subject, in words."""
    detail = entry.detail
    yield detail.get("note")
    yield detail.get("notice")
    if "revision" in detail:
        yield _("version %(number)s") % {"number": detail["revision"]}
    if "at" in detail:
        yield _moment(parse_datetime(detail["at"]))
    if detail.get("minor"):
        yield _("minor correction")
    yield ", ".join(_labels(entry, detail.get("fields", [])))
    yield ", ".join(detail.get("roles", []))


def _moment(at):
    return date_format(timezone.localtime(at), "j F Y H:i")


def _kind(entry):
    try:
        return apps.get_model(entry.subject_kind)._meta.verbose_name
    except LookupError:  # of a part of the program that is no longer there
        return ""


def _labels(entry, names):
    """Return how the form calls the fields that were changed."""
    try:
        meta = apps.get_model(entry.subject_kind)._meta
    except LookupError:
        return names
    return [_label(meta, name) for name in names]


def _label(meta, name):
    try:
        field = meta.get_field(name)
    except FieldDoesNotExist:
        return name
    return str(
        getattr(field, "verbose_name", None) or field.related_model._meta.verbose_name_plural
    )
