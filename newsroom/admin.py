"""The admin of the house itself, and what every admin shares.

`PublicAdmin` is for rows that public pages show; a test walks the registry and finds those that
should derive from it and do not.
"""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.models import FormerSlug, JournalEntry, Newspaper, PublicationDirector, User


class PublicAdmin(admin.ModelAdmin):
    """An admin whose saves, deletes and list edits reach the public pages at once.

    Subclasses say in `reached(instance, changed)` what a change of the named fields means for what
    is published; it runs after inlines are written, in the same transaction. An old slug is kept
    and answers 301; each change is written to the journal.
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
        changed = form.changed_data
        verb = "change" if change else "add"
        JournalEntry.record(actor=request.user, verb=verb, subject=form.instance, fields=changed)
        if change:
            self.reached(form.instance, set(changed))
        Newspaper.touch()

    def delete_model(self, request, obj):
        JournalEntry.record(actor=request.user, verb="delete", subject=obj)
        FormerSlug.forget(obj)
        super().delete_model(request, obj)
        Newspaper.touch()

    def delete_queryset(self, request, queryset):
        for obj in queryset:
            self.delete_model(request, obj)


class DirectorInline(admin.TabularInline):
    model = PublicationDirector
    extra = 0


@admin.register(Newspaper)
class NewspaperAdmin(PublicAdmin):
    """One row: the list leads straight to it."""

    inlines = [DirectorInline]
    fieldsets = [
        (None, {"fields": ["title", "motto", "description", "logo"]}),
        (_("The house"), {"fields": ["publisher", "address", "city", "email", "phone"]}),
        (_("Legal notice"), {"fields": ["host", "legal"]}),
        (
            _("Edition"),
            {"fields": ["known_edition_number", "known_edition_on", "publication_days"]},
        ),
        (
            _("House style"),
            {
                "fields": ["date_form", "capital_after_colon", "thin_spaces"],
                "description": _("Capitals and spaces apply to what is published from now on."),
            },
        ),
        (_("Subscribers"), {"fields": ["gate_text", "subscription_text"]}),
    ]

    def has_add_permission(self, request):
        return super().has_add_permission(request) and not Newspaper.objects.exists()

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        obj.pk = 1
        super().save_model(request, obj, form, change)

    def changelist_view(self, request, extra_context=None):
        name = "change" if Newspaper.objects.exists() else "add"
        args = [1] if name == "change" else []
        return redirect(reverse(f"admin:newsroom_newspaper_{name}", args=args))


class UserForm(UserChangeForm):
    class Meta(UserChangeForm.Meta):
        model = User
        fields = "__all__"
        field_classes = {}


class NewUserForm(AdminUserCreationForm):
    email = forms.EmailField(label=_("e-mail address"))

    class Meta(AdminUserCreationForm.Meta):
        model = User
        fields = ["email", "name", "is_staff"]
        field_classes = {}

    def clean_email(self):
        email = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Somebody already has an account with this address."))
        return email


@admin.register(User)
class UserAdmin(StockUserAdmin):
    """Accounts. Only a superuser meets superusers and single permissions: a role is enough."""

    form = UserForm
    add_form = NewUserForm
    ordering = ["name", "email"]
    list_display = ["__str__", "email", "roles", "is_staff", "is_active"]
    list_filter = ["is_staff", "is_active", "groups"]
    search_fields = ["email", "name", "phone"]
    filter_horizontal = []
    readonly_fields = ["last_login", "joined_at"]
    add_fieldsets = [
        (None, {"fields": ["email", "name", "usable_password", "password1", "password2"]}),
        (_("Work"), {"fields": ["is_staff"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return self.add_fieldsets
        rights = ["is_staff", "is_active", "groups"]
        if request.user.is_superuser:
            rights += ["is_superuser", "user_permissions"]
        return [
            (None, {"fields": ["email", "phone", "name", "password"]}),
            (_("Rights"), {"fields": rights}),
            (_("Dates"), {"fields": ["last_login", "joined_at"]}),
        ]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups":
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_queryset(self, request):
        queryset = super().get_queryset(request).prefetch_related("groups")
        return queryset if request.user.is_superuser else queryset.filter(is_superuser=False)

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("Roles"))
    def roles(self, obj):
        return ", ".join(group.name for group in obj.groups.all())


@admin.register(JournalEntry)
class JournalAdmin(admin.ModelAdmin):
    """Who did what: to be read only."""

    list_display = ["at", "actor", "verb", "subject_label"]
    list_filter = ["verb"]
    list_select_related = ["actor"]
    date_hierarchy = None
    show_full_result_count = False
    search_fields = ["subject_label"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
