"""What every admin of the house shares. `PublicAdmin` is for rows that public pages show."""

from django.contrib import admin

from newsroom.models import FormerSlug, Newspaper


class PublicAdmin(admin.ModelAdmin):
    """An admin whose saves, deletes and list edits reach the public pages at once.

    Subclasses say in `reached(instance, changed)` what a change of the named fields means for what
    is published; it runs after inlines are written, in the same transaction. An old slug is kept
    and answers 301.
    """

    def reached(self, instance, changed):
        """Carry the change of the fields `changed` (a set of names) to what is published."""

    def save_model(self, request, obj, form, change):
        before = type(obj).objects.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        slug = getattr(before, "slug", None)
        if slug and slug != obj.slug:
            FormerSlug.record(obj, slug)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if change:
            self.reached(form.instance, set(form.changed_data))
        Newspaper.touch()

    def delete_model(self, request, obj):
        FormerSlug.forget(obj)
        super().delete_model(request, obj)
        Newspaper.touch()

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)
