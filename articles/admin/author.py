"""Authors. Their admin stands here because a change of a signer composes pages again."""

from django import forms
from django.contrib import admin, messages
from django.core.files.storage import default_storage
from django.db.models import Q
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles import publishing
from articles.models import Photo, Publication
from authors import portraits
from authors.models import Author
from newsroom.admin import PublicAdmin
from newsroom.folding import fold
from newsroom.images import check_upload
from newsroom.models import FormerSlug


class AuthorForm(forms.ModelForm):
    upload = forms.FileField(
        label=gettext_lazy("portrait"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    class Meta:
        model = Author
        exclude = ["portrait"]  # noqa: DJ006 - all but the private file, which has its own way in

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            check_upload(upload)
        return upload


@admin.register(Author)
class AuthorAdmin(PublicAdmin):
    form = AuthorForm
    list_display = ["name", "initials", "job_title", "kind", "is_public"]
    list_filter = ["kind", "is_public"]
    search_fields = ["search_key"]
    show_full_result_count = False
    autocomplete_fields = ["account"]
    readonly_fields = ["current_portrait"]
    fieldsets = [
        (None, {"fields": ["kind", "name", "initials", "gender", "job_title"]}),
        (gettext_lazy("Page"), {"fields": ["biography", "current_portrait", "upload", "slug"]}),
        (
            gettext_lazy("What readers may know"),
            {"fields": ["is_public", "public_form", "has_page"]},
        ),
        (gettext_lazy("Account"), {"fields": ["account"]}),
    ]

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if upload := form.cleaned_data.get("upload"):
            portraits.store(obj, upload)
        elif "is_public" in form.changed_data:
            portraits.renew(obj)
        if not obj.is_public:
            FormerSlug.forget(obj)
            self._warn_of_traces(request, obj)

    def reached(self, instance, changed):
        publishing.refresh_for(instance)

    def _warn_of_traces(self, request, author):
        """Say where the name was written by hand: in texts, where no rule may cut it out."""
        texts = Publication.objects.visible().filter(search_text__contains=author.name)
        words = Q(caption__contains=author.name) | Q(credit__contains=author.name)
        words |= Q(alt_text__contains=author.name)
        photos = Photo.objects.filter(words)
        numbers = [str(number) for number in texts.values_list("article", flat=True)[:20]]
        if numbers:
            message = ngettext(
                "The name is written in the text of copy no. %(numbers)s: correct it by hand.",
                "The name is written in the texts no. %(numbers)s: correct them by hand.",
                len(numbers),
            )
            messages.warning(request, message % {"numbers": ", ".join(numbers)})
        numbers = [str(number) for number in photos.values_list("pk", flat=True)[:20]]
        if numbers:
            message = _("The name is written with photos no. %(numbers)s: correct it by hand.")
            messages.warning(request, message % {"numbers": ", ".join(numbers)})

    @admin.display(description=gettext_lazy("current portrait"))
    def current_portrait(self, author):
        files = author.public_portrait.get("96")
        if not files:
            return _("none that readers see")
        url = default_storage.url(files["jpeg"])
        return format_html('<img src="{}" width="96" height="96" alt="">', url)
