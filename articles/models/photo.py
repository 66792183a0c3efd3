from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from newsroom.files import RandomName, private_storage
from newsroom.folding import fold

_SHARE = [MinValueValidator(0), MaxValueValidator(1)]


class Photo(models.Model):
    """A picture and its rights. The original stays private; readers get renditions."""

    original = models.FileField(
        _("file"), upload_to=RandomName("photos"), storage=private_storage, max_length=200
    )
    width = models.PositiveIntegerField(_("width"), editable=False, default=0)
    height = models.PositiveIntegerField(_("height"), editable=False, default=0)
    caption = models.TextField(_("caption"), blank=True, help_text=_("What we see, printed below."))
    credit = models.CharField(
        _("credit"), max_length=160, blank=True, help_text=_("Agency or photographer, printed.")
    )
    photographer = models.ForeignKey(
        Author,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="photos",
        verbose_name=_("photographer"),
        help_text=_("One of ours: printed before the credit, under the public name only."),
    )
    alt_text = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("For those who do not see the picture."),
    )
    copyright_notice = models.CharField(_("copyright notice"), max_length=200, blank=True)
    usage_terms = models.CharField(_("usage terms"), max_length=300, blank=True)
    rights_expire_on = models.DateField(_("rights end on"), null=True, blank=True)
    focal_x = models.FloatField(
        _("point of interest, from the left"), default=0.5, validators=_SHARE
    )
    focal_y = models.FloatField(
        _("point of interest, from the top"), default=0.4, validators=_SHARE
    )
    is_withdrawn = models.BooleanField(
        _("withdrawn"),
        default=False,
        help_text=_("Takes the picture off everything published, at once."),
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("uploaded by"),
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now, editable=False)
    search_key = models.TextField(editable=False, default="")

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photo library")
        ordering = ["-pk"]

    def __str__(self):
        return self.caption[:80] or self.alt_text[:80] or f"photo {self.pk}"

    def save(self, *args, **kwargs):
        self.search_key = fold(f"{self.caption} {self.credit} {self.alt_text}")
        super().save(*args, **kwargs)

    @property
    def credit_line(self):
        """What is printed: « Awa Diop/Le Fleuve », « AFP »."""
        names = [self.photographer.public_name] if self.photographer else []
        return "/".join([*names, self.credit] if self.credit else names)


class Rendition(models.Model):
    """A public file made from a photo: purpose (column, card, social), format, size in pixels."""

    photo = models.ForeignKey(Photo, models.CASCADE, related_name="renditions")
    purpose = models.CharField(max_length=10)
    format = models.CharField(max_length=5)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text=_("bytes"))
    file = models.FileField(upload_to=RandomName("photos"), max_length=200)

    class Meta:
        ordering = ["purpose", "format", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "purpose", "format", "width"], name="rendition_once"
            )
        ]

    def __str__(self):
        return f"{self.purpose} {self.width}×{self.height} {self.format}"
