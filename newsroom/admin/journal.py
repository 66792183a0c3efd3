"""« Le journal de bord » : who did what, to be read only."""

from datetime import datetime, timedelta

from django.apps import apps
from django.contrib import admin
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from newsroom import verbs
from newsroom.admin.base import LongListAdmin
from newsroom.models import JournalEntry
from newsroom.numbers import whole

_SEARCHED = 365  # days back in which words are searched when no year is chosen


class VerbFilter(admin.SimpleListFilter):
    """The verbs as they are called, without asking the whole journal which ones occur."""

    title = _("what")
    parameter_name = "quoi"

    def lookups(self, request, model_admin):
        return verbs.LABELS.items()

    def queryset(self, request, queryset):
        return queryset.filter(verb=self.value()) if self.value() else queryset


class YearFilter(admin.SimpleListFilter):
    """The years of the journal; words are searched in one of them, or in the last twelve months."""

    title = _("year")
    parameter_name = "annee"

    def lookups(self, request, model_admin):
        first = JournalEntry.objects.order_by("at").values_list("at", flat=True).first()
        newest = timezone.localdate().year
        oldest = timezone.localtime(first).year if first else newest
        return [(str(year), str(year)) for year in range(newest, oldest - 1, -1)]

    def queryset(self, request, queryset):
        if self.value() not in dict(self.lookup_choices):
            return queryset
        year = int(self.value())
        begins, ends = (timezone.make_aware(datetime(each, 1, 1)) for each in (year, year + 1))
        return queryset.filter(at__gte=begins, at__lt=ends)


@admin.register(JournalEntry)
class JournalAdmin(LongListAdmin):
    """One sentence a row. What it tells stays as it was, also when its subject is gone."""

    rank = 4
    list_display = ["when", "who", "what", "to_what", "more"]
    list_display_links = None
    list_filter = [VerbFilter, YearFilter]
    list_select_related = ["actor"]
    ordering = ["-at", "-pk"]
    search_fields = ["subject_label", "actor__name"]
    search_help_text = _(
        "Words of what it was done to, or the name of who did it, in the last twelve months or in "
        "the year chosen; or the number of a text"
    )

    def get_search_results(self, request, queryset, search_term):
        """Find a number by its index; search words in a year's rows, not in all there ever were."""
        number = whole(search_term.strip())
        if number is not None:
            kinds = [model._meta.label_lower for model in self.admin_site._registry]
            return queryset.filter(subject_kind__in=kinds, subject_id=number), False
        if search_term and not request.GET.get(YearFilter.parameter_name):
            queryset = queryset.filter(at__gte=timezone.now() - timedelta(days=_SEARCHED))
        return super().get_search_results(request, queryset, search_term)

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
