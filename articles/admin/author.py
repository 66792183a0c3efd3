"""Authors. Their admin stands here because a change of a signer composes pages again."""

from django import forms
from django.contrib import admin, messages
from django.core.files.storage import default_storage
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import photos, refreshing, touching
from articles.admin.traces import traces
from authors import portraits
from authors.models import Author
from authors.views import EVERYBODY
from newsroom.admin import LongListAdmin, PublicAdmin
from newsroom.images import check_upload
from newsroom.models import FormerSlug
from newsroom.searching import FoldedSearch


class AuthorForm(forms.ModelForm):
    upload = forms.FileField(
        label=capfirst(gettext_lazy("portrait")),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=gettext_lazy("JPEG, PNG, WebP or AVIF. Readers never get this file itself."),
    )
    remove_portrait = forms.BooleanField(label=gettext_lazy("Remove the portrait"), required=False)

    class Meta:
        model = Author
        exclude = ["portrait"]  # noqa: DJ006 - all but the private file, which has its own way in

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            check_upload(upload)
        return upload


@admin.register(Author)
class AuthorAdmin(FoldedSearch, LongListAdmin, PublicAdmin):
    area = "names"
    rank = 1
    form = AuthorForm
    list_display = ["name", "initials", "job_title", "kind", "protection"]
    list_filter = ["kind", "is_public"]
    search_fields = ["search_key"]
    search_help_text = gettext_lazy("Name, initials or public form")
    autocomplete_fields = ["account"]
    readonly_fields = ["current_portrait"]
    fieldsets = [
        (None, {"fields": ["kind", "name", "initials", "gender", "job_title"]}),
        (
            gettext_lazy("What readers may know"),
            {"fields": ["is_public", "public_form", "has_page"]},
        ),
        (
            gettext_lazy("Page"),
            {"fields": ["biography", "current_portrait", "upload", "remove_portrait", "slug"]},
        ),
        (gettext_lazy("Account"), {"fields": ["account"]}),
    ]

    def get_fieldsets(self, request, obj=None):
        """Leave out what this person may not do: link an account, send a portrait."""
        hidden = set()
        if not request.user.has_perm("newsroom.view_user"):
            hidden |= {"account"}
        if obj and not self.has_change_permission(request, obj):
            hidden |= {"upload", "remove_portrait"}
        fieldsets = [
            (
                label,
                options | {"fields": [name for name in options["fields"] if name not in hidden]},
            )
            for label, options in super().get_fieldsets(request, obj)
        ]
        return [(label, options) for label, options in fieldsets if options["fields"]]

    def has_delete_permission(self, request, obj=None):
        """Whoever signed something stays."""
        allowed = super().has_delete_permission(request, obj)
        signed = obj and (obj.bylines.exists() or obj.publication_links.exists())
        return allowed and not signed

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if upload := form.cleaned_data.get("upload"):
            portraits.store(obj, upload)
        elif form.cleaned_data.get("remove_portrait"):
            portraits.remove(obj)
        elif "is_public" in form.changed_data:
            portraits.renew(obj)
        if not obj.is_public:
            FormerSlug.forget(obj)

    def reached(self, instance, fields):
        if not instance.is_public:
            photos.credit_to(instance)
        refreshing.refresh_for(instance, hide=not instance.is_public)

    def keys(self, instance, fields):
        return {touching.about("author", instance.pk), EVERYBODY}

    def gone(self, instance, fields):
        return set() if instance.is_public else self.keys(instance, fields)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not form.instance.is_public:
            request.hidden_name = form.instance.name

    def delete_model(self, request, obj):
        portraits.remove(obj)
        super().delete_model(request, obj)

    def changeform_view(self, request, *args, **kwargs):
        """Once all is saved, say where the name was written by hand."""
        response = super().changeform_view(request, *args, **kwargs)
        if name := getattr(request, "hidden_name", ""):
            for sentence, places in traces(name):
                links = format_html_join(", ", '<a href="{}">{}</a>', places)
                if links:
                    messages.warning(request, format_html("{} {}", sentence, links))
        return response

    @admin.display(description=gettext_lazy("readers see"))
    def protection(self, author):
        if author.is_public:
            return _("the name")
        return _("only “%(form)s”") % {"form": author.public_form}

    @admin.display(description=gettext_lazy("current portrait"))
    def current_portrait(self, author):
        files = author.public_portrait.get("96")
        if not files:
            return _("none that readers see")
        url = default_storage.url(files["jpeg"])
        return format_html('<img src="{}" width="96" height="96" alt="">', url)
