"""What « Déposer une copie » asks for: a text or its file, a photo if there is one, a rubric."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import drafting, photos
from articles.copy_files import text_of
from articles.models import Photo, Rubric
from newsroom.images import check_upload, read_metadata

_SALT = "articles.admin.filing.photo"
_PHOTO_WORDS = ("caption", "credit", "alt_text")
_PHOTO_FIELDS = ("photo", "_photo", *_PHOTO_WORDS)
_LONGEST_NOTICE = Photo._meta.get_field("copyright_notice").max_length
_ACCEPTED = ".txt,.md,.html,.htm,.docx,text/plain,text/html,text/markdown"


class CopyField(forms.CharField):
    """A text as received: nothing is stripped, and a character nobody can keep is no error."""

    def __init__(self, **kwargs):
        super().__init__(strip=False, **kwargs)

    def to_python(self, value):
        return drafting.storable(super().to_python(value))


class FilingForm(forms.Form):
    """Both steps send it: the text travels in the page, a photo lies in the library by then.

    What a file holds is put into the field that the page shows, so that no later error loses it.
    """

    source = CopyField(
        label=gettext_lazy("Text"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14, "autocapitalize": "sentences"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        help_text=gettext_lazy("Plain text, HTML or Word (.docx)."),
    )
    rubric = forms.ModelChoiceField(
        Rubric.objects.all(),
        label=gettext_lazy("Rubric"),
        required=False,
        empty_label=gettext_lazy("As the text tells"),
    )
    photo = forms.FileField(
        label=gettext_lazy("Photo"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=gettext_lazy("JPEG, PNG, WebP or AVIF."),
    )
    _photo = forms.CharField(required=False, widget=forms.HiddenInput)  # the one already stored
    caption = forms.CharField(
        label=gettext_lazy("Caption"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What we see, printed below."),
    )
    credit = forms.CharField(
        label=gettext_lazy("Credit"),
        required=False,
        max_length=160,
        help_text=gettext_lazy("Who took it; without it the photo cannot be published."),
    )
    alt_text = forms.CharField(
        label=gettext_lazy("Alternative text"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For those who do not see the picture."),
    )
    sign = forms.BooleanField(required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.user = user
        self.kept_photo = None
        if not user.has_perm("articles.add_photo"):
            for name in _PHOTO_FIELDS:
                del self.fields[name]

    def clean_file(self):
        upload = self.cleaned_data["file"]
        return text_of(upload.read(), upload.name) if upload else ""

    def clean_photo(self):
        upload = self.cleaned_data["photo"]
        if upload:
            check_upload(upload)
        return upload

    def clean__photo(self):
        """Return the photo of the first step, which only its sender's page can name."""
        if not (signed := self.cleaned_data["_photo"]):
            return None
        try:
            number, owner = signing.loads(signed, salt=_SALT)
        except signing.BadSignature:
            raise ValidationError(_("Choose the photo again.")) from None
        photo = Photo.objects.filter(pk=number, uploaded_by=self.user).first()
        if photo is None or owner != self.user.pk:
            raise ValidationError(_("Choose the photo again."))
        return photo

    def clean(self):
        cleaned = super().clean()
        typed, found = cleaned.get("source", ""), cleaned.get("file", "")
        if found and found not in typed:
            cleaned["source"] = f"{typed.rstrip()}\n\n{found}" if typed.strip() else found
            self.show(source=cleaned["source"])
        self.kept_photo = cleaned.get("_photo")
        return cleaned

    def show(self, **values):
        """Put values into the fields of the page that this form comes back on."""
        self.data = self.data.copy()
        for name, value in values.items():
            self.data[name] = value

    def keep_photo(self):
        """Store a photo that has just arrived in the library, whatever is wrong with the rest."""
        upload = self.cleaned_data.get("photo")
        if not upload:
            return
        metadata = read_metadata(upload)
        words = {
            name: self.cleaned_data[name]
            or getattr(metadata, name, "")[: self.fields[name].max_length]
            for name in _PHOTO_WORDS
            if name in self.cleaned_data
        }
        notice = metadata.copyright_notice[:_LONGEST_NOTICE]
        photo = Photo(uploaded_by=self.user, copyright_notice=notice, **words)
        photos.store(photo, upload)
        self.kept_photo = photo
        self.cleaned_data |= words
        self.show(_photo=signing.dumps([photo.pk, self.user.pk], salt=_SALT), **words)

    def described_photo(self):
        """Return the photo with the words of this form, saved; None without a photo."""
        photo = self.kept_photo
        if photo is not None:
            for name in _PHOTO_WORDS:
                setattr(photo, name, self.cleaned_data[name])
            photo.save(update_fields=[*_PHOTO_WORDS, "search_key"])
        return photo
