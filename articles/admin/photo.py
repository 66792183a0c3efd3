"""The photo library: upload, words, rights, focal point, withdrawal."""

from django import forms
from django.contrib import admin
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from articles import photos, pictures
from articles.models import Ingredient, Photo
from newsroom.admin import PublicAdmin
from newsroom.folding import fold
from newsroom.images import check_upload, read_metadata

_REMAKES_FILES = {"focal_x", "focal_y", "is_withdrawn"}


class PhotoForm(forms.ModelForm):
    upload = forms.FileField(
        label=_("file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("JPEG, PNG, WebP or AVIF. Readers never get this file itself."),
    )

    class Meta:
        model = Photo
        exclude = ["original"]  # noqa: DJ006 - all but the private file, which has its own way in
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt_text": forms.Textarea(attrs={"rows": 2}),
        }

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            check_upload(upload)
        elif not self.instance.pk:
            raise forms.ValidationError(_("Choose the picture’s file."))
        return upload

    def clean(self):
        """Take caption, credit and rights out of the file where nobody typed them."""
        cleaned = super().clean()
        if upload := cleaned.get("upload"):
            found = read_metadata(upload)
            for name in ("caption", "credit", "copyright_notice"):
                limit = Photo._meta.get_field(name).max_length
                cleaned[name] = cleaned.get(name) or (getattr(found, name) or "")[:limit]
        return cleaned


@admin.register(Photo)
class PhotoAdmin(PublicAdmin):
    form = PhotoForm
    list_display = ["thumbnail", "words", "credit_line", "missing", "uploaded_at"]
    list_display_links = ["thumbnail", "words"]
    list_filter = ["is_withdrawn"]
    list_per_page = 40
    list_select_related = ["photographer"]
    show_full_result_count = False
    search_fields = ["search_key"]
    search_help_text = _("Words of the caption or the credit, with or without accents")
    autocomplete_fields = ["photographer"]
    readonly_fields = ["preview"]
    fieldsets = [
        (None, {"fields": ["preview", "upload"]}),
        (_("Words"), {"fields": ["caption", "credit", "photographer", "alt_text"]}),
        (_("Rights"), {"fields": ["copyright_notice", "usage_terms", "rights_expire_on"]}),
        (_("Crop"), {"fields": [("focal_x", "focal_y")], "classes": ["collapse"]}),
        (_("Withdrawal"), {"fields": ["is_withdrawn"]}),
    ]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("renditions")

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, fold(search_term))

    def save_model(self, request, obj, form, change):
        upload = form.cleaned_data.get("upload")
        if not change:
            obj.uploaded_by = request.user
        if upload:
            photos.store(obj, upload)
        else:
            super().save_model(request, obj, form, change)

    def reached(self, instance, changed):
        files_too = bool(changed & _REMAKES_FILES) and "upload" not in changed
        photos.changed(instance, files_too=files_too)

    def delete_model(self, request, obj):
        photos.delete_files(obj)
        super().delete_model(request, obj)

    def has_delete_permission(self, request, obj=None):
        """A photo that was published is withdrawn, never deleted: the history names it."""
        allowed = super().has_delete_permission(request, obj)
        if obj is None or not allowed:
            return allowed
        return not Ingredient.objects.filter(kind="articles.photo", object_id=obj.pk).exists()

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_urls(self):
        view = self.admin_site.admin_view(self.card_view)
        return [path("<int:number>/card/", view, name="articles_photo_card"), *super().get_urls()]

    def card_view(self, request, number):
        """Answer what the writing surface shows of a photo: `{thumbnail, caption, …}`."""
        photo = get_object_or_404(self.get_queryset(request), pk=number)
        if not self.has_view_permission(request, photo):
            return JsonResponse({}, status=403)
        found = pictures.card(photo)
        return JsonResponse(
            {
                "thumbnail": found["jpeg"][0][2] if found else "",
                "caption": photo.caption,
                "credit": photo.credit_line,
                "missing": [str(word) for word in self._missing(photo)],
            }
        )

    @admin.display(description=_("photo"))
    def thumbnail(self, photo):
        found = pictures.card(photo)
        if not found:
            return str(_("withdrawn") if photo.is_withdrawn else _("no files"))
        width, height, url = found["jpeg"][0]
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="" loading="lazy">', url, width, height
        )

    @admin.display(description=_("caption"))
    def words(self, photo):
        return str(photo)

    @admin.display(description=_("missing"))
    def missing(self, photo):
        return ", ".join(str(word) for word in self._missing(photo))

    @admin.display(description=_("photo"))
    def preview(self, photo):
        found = pictures.picture(photo, "column") if photo.pk else None
        if not found:
            return "–"
        width, height, url = found["jpeg"][min(1, len(found["jpeg"]) - 1)]
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}">', url, width, height, photo.alt_text
        )

    def _missing(self, photo):
        words = {_("caption"): photo.caption, _("credit"): photo.credit_line}
        words[_("alternative text")] = photo.alt_text
        return [label for label, text in words.items() if not text.strip()]
