"""The paper's own row, with those who answer for it before the law."""

from django import forms
from django.contrib import admin
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from newsroom.admin.base import WIDGETS, PublicAdmin
from newsroom.dates import WEEKDAYS
from newsroom.files import delete_after_commit
from newsroom.images import check_upload, make_logo
from newsroom.models import Newspaper, PublicationDirector

_DAYS = [(str(number), capfirst(name)) for number, name in enumerate(WEEKDAYS, start=1)]


class DaysField(forms.MultipleChoiceField):
    """Days of the week as boxes to tick, kept as « 1,2,3 »."""

    widget = forms.CheckboxSelectMultiple

    def prepare_value(self, value):
        return value.split(",") if isinstance(value, str) else value

    def clean(self, value):
        return ",".join(super().clean(value))

    def has_changed(self, initial, data):
        return (initial or "") != ",".join(data or [])


class NewspaperForm(forms.ModelForm):
    publication_days = DaysField(label=capfirst(_("days it appears")), choices=_DAYS)

    class Meta:
        model = Newspaper
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets name them
        widgets = {
            name: forms.Textarea(attrs={"rows": 4}) for name in ("address", "host", "gate_text")
        }

    def clean_logo(self):
        """Draw it anew: the file that was sent may tell where it was made, and by whom."""
        logo = self.cleaned_data["logo"]
        if not isinstance(logo, UploadedFile):
            return logo
        check_upload(logo)
        return ContentFile(make_logo(logo), "logo.png")


class DirectorInline(admin.StackedInline):
    model = PublicationDirector
    fields = [("name", "since", "until")]
    extra = 0
    formfield_overrides = WIDGETS


@admin.register(Newspaper)
class NewspaperAdmin(PublicAdmin):
    """One row: the list leads straight to it."""

    rank = 1
    form = NewspaperForm
    inlines = [DirectorInline]
    fieldsets = [
        (None, {"fields": ["title", "motto", "description", "logo"]}),
        (_("Publishing company"), {"fields": ["publisher", "address", "city", "email", "phone"]}),
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
        if "logo" in form.changed_data and (former := form.initial.get("logo")):
            delete_after_commit(former)
        super().save_model(request, obj, form, change)

    def changelist_view(self, request, extra_context=None):
        name = "change" if Newspaper.objects.exists() else "add"
        args = [1] if name == "change" else []
        return redirect(reverse(f"admin:newsroom_newspaper_{name}", args=args))
