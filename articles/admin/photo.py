"""The photo library: upload, words, rights, focal point, withdrawal."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import Q
from django.http import HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import Truncator, capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from js_asset import Script

from articles import photos, pictures
from articles.admin.standing import moment
from articles.models import Article, Ingredient, Photo
from newsroom.admin import LongListAdmin, PublicAdmin
from newsroom.images import check_upload, read_metadata
from newsroom.numbers import whole
from newsroom.searching import FoldedSearch

_REMAKES_FILES = {"focal_x", "focal_y", "is_withdrawn"}
_READ_FROM_FILE = ("caption", "credit", "copyright_notice")


class PhotoForm(forms.ModelForm):
    """`taken` names the fields that were read out of the file because nobody had filled them."""

    upload = forms.FileField(
        label=capfirst(gettext_lazy("file")),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=gettext_lazy("JPEG, PNG, WebP or AVIF. Readers never get this file itself."),
    )

    class Meta:
        model = Photo
        exclude = ["original"]  # noqa: DJ006 - all but the private file, which has its own way in
        widgets = {
            "caption": forms.Textarea(attrs={"rows": 3}),
            "alt_text": forms.Textarea(attrs={"rows": 2}),
            "focal_x": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
            "focal_y": forms.NumberInput(attrs={"min": 0, "max": 1, "step": 0.01}),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.taken = []

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
            for name in _READ_FROM_FILE:
                text = getattr(found, name)[: Photo._meta.get_field(name).max_length]
                if text and not cleaned.get(name):
                    cleaned[name] = text
                    self.taken.append(name)
        return cleaned

    def full_clean(self):
        """Say that no browser sends a chosen file a second time by itself."""
        super().full_clean()
        if self.errors and self.files.get("upload") and "upload" not in self.errors:
            self.add_error("upload", _("The file is right, but has to be chosen once more."))


class MissingFilter(admin.SimpleListFilter):
    """Photos that no text can be published with, for want of a word."""

    title = gettext_lazy("words")
    parameter_name = "mots"

    def lookups(self, request, model_admin):
        return [("manquants", _("some are missing"))]

    def queryset(self, request, queryset):
        if self.value() != "manquants":
            return queryset
        uncredited = Q(credit="", photographer=None)
        return queryset.filter(Q(caption="") | Q(alt_text="") | uncredited, is_withdrawn=False)


@admin.register(Photo)
class PhotoAdmin(FoldedSearch, LongListAdmin, PublicAdmin):
    area = "copy"
    rank = 3
    form = PhotoForm
    list_display = ["thumbnail", "words", "credit_line", "missing", "uploaded"]
    list_display_links = ["thumbnail", "words"]
    list_filter = [MissingFilter, "is_withdrawn"]
    list_per_page = 40
    list_select_related = ["photographer"]
    search_fields = ["search_key"]
    search_help_text = gettext_lazy("Words of the caption or the credit, or the number")
    autocomplete_fields = ["photographer"]
    readonly_fields = ["preview"]
    fieldsets = [
        (None, {"fields": ["preview", "upload"]}),
        (gettext_lazy("Words"), {"fields": ["caption", "credit", "photographer", "alt_text"]}),
        (
            gettext_lazy("Rights"),
            {"fields": ["copyright_notice", "usage_terms", "rights_expire_on"]},
        ),
        (
            gettext_lazy("Point of interest"),
            {
                "fields": [("focal_x", "focal_y")],
                "description": gettext_lazy(
                    "Cuts for lists and share cards are made around it. Press on the picture "
                    "above, or write how far it lies: 0 is left or top, 1 right or bottom."
                ),
            },
        ),
        (gettext_lazy("Withdrawal"), {"fields": ["is_withdrawn"]}),
    ]

    class Media:
        js = [Script("newsroom/admin/focal.js", defer=True)]

    def get_fieldsets(self, request, obj=None):
        first, *others = super().get_fieldsets(request, obj)
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["preview"]}), *others]
        return [first, *others]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("renditions")

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        if number := whole(search_term.strip()):
            found |= queryset.filter(pk=number)
        return found, may_repeat

    # --- Who may ---------------------------------------------------------------------------------
    def has_change_permission(self, request, obj=None):
        """Whoever sent a photo in may mend its words until readers see it."""
        if super().has_change_permission(request, obj):
            return True
        is_own = obj is not None and obj.uploaded_by_id == request.user.pk
        return is_own and self.has_add_permission(request) and not self._is_published(obj)

    def has_delete_permission(self, request, obj=None):
        """A photo that was published is withdrawn, never deleted: the history names it."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not self._is_used(obj))

    def _is_published(self, photo):
        return Ingredient.objects.filter(kind="articles.photo", object_id=photo.pk).exists()

    def _is_used(self, photo):
        in_a_body = Article.objects.filter(body__contains=f'data-photo="{photo.pk}"')
        return photo.led_articles.exists() or self._is_published(photo) or in_a_body.exists()

    # --- Saving ----------------------------------------------------------------------------------
    def save_model(self, request, obj, form, change):
        upload = form.cleaned_data.get("upload")
        if not change:
            obj.uploaded_by = request.user
        if upload:
            photos.store(obj, upload)
        else:
            super().save_model(request, obj, form, change)
        request.taken_from_file = form.taken

    def reached(self, instance, fields):
        files_too = bool(fields & _REMAKES_FILES) and "upload" not in fields
        photos.changed(instance, files_too=files_too)

    def keys(self, instance, fields):
        """Pages show a photo through the publications made with it, which `reached` has told of."""
        return set()

    def response_add(self, request, obj, post_url_continue=None):
        """Stay on the form while words were read out of the file or are missing."""
        response = super().response_add(request, obj, post_url_continue)
        missing = self._missing(obj)
        if taken := [str(_label(name)) for name in request.taken_from_file]:
            words = _("Read from the file, to be checked: %(fields)s.")
            messages.warning(request, words % {"fields": get_text_list(taken, _("and"))})
        if missing:
            words = _("Before a text can be published with it, this photo needs: %(fields)s.")
            messages.warning(request, words % {"fields": get_text_list(missing, _("and"))})
        if IS_POPUP_VAR in request.POST or not (taken or missing):
            return response
        return HttpResponseRedirect(reverse("admin:articles_photo_change", args=[obj.pk]))

    def delete_model(self, request, obj):
        photos.delete_files(obj)
        super().delete_model(request, obj)

    # --- What the writing surface asks -----------------------------------------------------------
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
                "missing": self._missing(photo),
            }
        )

    # --- What lists and form show ----------------------------------------------------------------
    @admin.display(description=gettext_lazy("photo"))
    def thumbnail(self, photo):
        found = pictures.card(photo)
        if not found:
            return _("withdrawn") if photo.is_withdrawn else _("no files")
        width, height, url = found["jpeg"][0]
        return format_html(
            '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
            url,
            width,
            height,
            photo.alt_text or str(photo),
        )

    @admin.display(description=gettext_lazy("caption"))
    def words(self, photo):
        return Truncator(photo.caption or photo.alt_text or str(photo)).words(16)

    @admin.display(description=gettext_lazy("credit"))
    def credit_line(self, photo):
        return photo.credit_line

    @admin.display(description=gettext_lazy("missing"))
    def missing(self, photo):
        if not (missing := self._missing(photo)):
            return ""
        return _("needs: %(fields)s") % {"fields": get_text_list(missing, _("and"))}

    @admin.display(description=gettext_lazy("uploaded"))
    def uploaded(self, photo):
        return moment(photo.uploaded_at)

    @admin.display(description=gettext_lazy("photo"))
    def preview(self, photo):
        found = pictures.picture(photo, "column") if photo.pk else None
        if not found:
            return _("Withdrawn: readers have no file of it.") if photo.is_withdrawn else "–"
        width, height, url = found["jpeg"][min(2, len(found["jpeg"]) - 1)]
        return format_html(
            '<span class="focal"><img src="{}" width="{}" height="{}" alt="{}"></span>',
            url,
            width,
            height,
            photo.alt_text or str(photo),
        )

    def _missing(self, photo):
        words = {
            "caption": photo.caption,
            "credit": photo.credit_line,
            "alt_text": photo.alt_text,
        }
        return [str(_label(name)) for name, text in words.items() if not text.strip()]


def _label(name):
    return Photo._meta.get_field(name).verbose_name
