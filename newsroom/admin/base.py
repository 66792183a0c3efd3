"""What the admins share: forms that lose nothing, long lists, and reporting what readers see.

`PublicAdmin` is for rows that public pages show; a test walks the registry and finds those that
should derive from it and do not.
"""

from contextlib import nullcontext

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.utils.translation import gettext as _

from newsroom import editor, verbs
from newsroom.admin.seen import SeenAdmin
from newsroom.expired import ReopeningAdmin
from newsroom.html import CleanHTMLField
from newsroom.keeping import changed, noting
from newsroom.models import FormerSlug, JournalEntry, Newspaper
from newsroom.numbers import whole
from newsroom.pages import EVERY_PAGE
from newsroom.pagination import CountlessChangeList, CountlessPaginator
from newsroom.searching import AccentlessSearch

WIDGETS = {
    # The calendar of the telephone, and none of ours to load.
    models.DateField: {"widget": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})},
    CleanHTMLField: {},  # it brings its own editor
}
"""For `formfield_overrides`, of inlines as well."""


HISTORY = 100  # lines of the journal that the history of a row shows


class DeskAdmin(AccentlessSearch, ReopeningAdmin):
    """An admin of the desk.

    `area` and `rank` say where it stands on the start page and in the menu
    (`newsroom.admin_site.AREAS`; rank 1 comes first).
    """

    area = "house"
    rank = 99
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # each would count a list
    actions = None
    sortable_by = ()  # each list stands in the order of its work
    formfield_overrides = WIDGETS

    def get_view_on_site_url(self, obj=None):
        """Link straight to the public page of a row; to none where it has none."""
        address = getattr(obj, "get_absolute_url", None)
        return (address() or None) if address else None

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Offer to choose a row and to add one; the rest is done at that row's own place."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
            field.widget.can_view_related = False
        if field and request.resolver_match.url_name.endswith("_changelist"):
            field.widget.attrs["aria-label"] = field.label  # a column's head names no field
        return field

    def history_view(self, request, object_id, extra_context=None):
        """Show what the journal tells of this row, newest first."""
        number = whole(object_id)
        told = JournalEntry.objects.filter(subject_kind=self.opts.label_lower, subject_id=number)
        lines = [
            {
                "when": verbs.moment(entry.at),
                "who": entry.actor,
                "what": verbs.label(entry),
                "more": verbs.details(entry),
            }
            for entry in told.select_related("actor")[:HISTORY]
        ]
        return super().history_view(request, object_id, {"journal": lines} | (extra_context or {}))

    def changeform_view(self, request, *args, **kwargs):
        response = super().changeform_view(request, *args, **kwargs)
        if any(isinstance(field, CleanHTMLField) for field in self.opts.fields):
            response.csp = editor.csp()
        return response

    def render_change_form(self, request, context, *args, **kwargs):
        context["show_save_and_add_another"] = False
        if context["original"] is None:
            context["title"] = _("Add: %(name)s") % {"name": self.opts.verbose_name}
        return super().render_change_form(request, context, *args, **kwargs)


class LongListAdmin(DeskAdmin):
    """An admin of rows that grow without end: no page of its list counts them."""

    list_per_page = 50
    paginator = CountlessPaginator

    def get_changelist(self, request, **kwargs):
        return CountlessChangeList


class PublicAdmin(SeenAdmin, DeskAdmin):
    """An admin whose saves, deletes and list edits reach the public pages at once.

    Subclasses say in `reached(instance, fields)` what a change of the named fields means for what
    is published, and in `keys` which pages show the row; both run after inlines are written, in the
    same transaction. An old slug is kept and answers 301; each change is written to the journal.
    """

    def reached(self, instance, fields):
        """Carry the change of `fields` (a set of names) to what is published.

        After a deletion `instance` has its number still, and `fields` is empty.
        """

    def keys(self, instance, fields):
        """Return the keys of the pages that show the row itself (see `newsroom.keeping`).

        Without a word every page does: it stands in the menu, the footer or the masthead.
        """
        return {EVERY_PAGE}

    def gone(self, instance, fields):
        """Return those of the keys whose pages may not be served again as they were."""
        return set()

    def changeform_view(self, request, *args, **kwargs):
        with noting() if request.method == "POST" else nullcontext():
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request, *args, **kwargs):
        with noting() if request.method == "POST" else nullcontext():
            return super().changelist_view(request, *args, **kwargs)

    def _note_change(self, instance, fields):
        keys = self.keys(instance, fields)
        if EVERY_PAGE in keys:
            Newspaper.touch()
        changed(keys, gone=self.gone(instance, fields))

    def save_model(self, request, obj, form, change):
        before = type(obj).objects.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        slug = getattr(before, "slug", None)
        if slug and slug != obj.slug:
            FormerSlug.record(obj, slug)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        inlines = [formset.prefix for formset in formsets if formset.has_changed()]
        fields = [*form.changed_data, *inlines]
        verb = "change" if change else "add"
        JournalEntry.record(actor=request.user, verb=verb, subject=form.instance, fields=fields)
        if change:
            self.reached(form.instance, set(fields))
        self._note_change(form.instance, set(fields))

    def delete_model(self, request, obj):
        number = obj.pk
        with noting():
            JournalEntry.record(actor=request.user, verb="delete", subject=obj)
            FormerSlug.forget(obj)
            super().delete_model(request, obj)
            obj.pk = number
            self.reached(obj, set())
            self._note_change(obj, set())

    def delete_queryset(self, request, queryset):
        with noting():
            for obj in queryset:
                self.delete_model(request, obj)
