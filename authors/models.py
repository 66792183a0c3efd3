"""Who signs: a person, an agency or a collective; some persons only under a public form."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from newsroom.files import RandomName, private_storage
from newsroom.folding import ascii_slug, fold
from newsroom.html import CleanHTMLField


class AuthorQuerySet(models.QuerySet):
    def with_page(self):
        """Those who have a page: public ones, and others only where the desk allows it."""
        return self.filter(models.Q(is_public=True) | models.Q(has_page=True))


class Author(models.Model):
    """Somebody whose name stands under articles.

    For a person who is not public, `name` never leaves the newsroom: readers see `public_form`
    (« A.S. », « Notre correspondant »), and the slug is made from it.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        AGENCY = "agency", _("Agency")
        COLLECTIVE = "collective", _("Collective")

    class Gender(models.TextChoices):
        FEMALE = "f", _("Feminine")
        MALE = "m", _("Masculine")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.PERSON)
    name = models.CharField(_("name"), max_length=120)
    initials = models.CharField(
        _("initials"), max_length=12, blank=True, help_text=_("As signed: A.S.")
    )
    gender = models.CharField(
        _("gender"),
        max_length=1,
        choices=Gender.choices,
        blank=True,
        help_text=_("For agreement: “Envoyée spéciale”."),
    )
    slug = models.SlugField(_("URL identifier"), max_length=120, unique=True, blank=True)
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    biography = CleanHTMLField(_("biography"), blank=True, profile="simple")
    portrait = models.FileField(
        _("portrait"), upload_to=RandomName("portraits"), storage=private_storage, blank=True
    )
    portrait_renditions = models.JSONField(default=dict, blank=True, editable=False)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="author",
        verbose_name=_("account"),
    )
    is_public = models.BooleanField(
        _("the name is public"),
        default=True,
        help_text=_("Untick to take name and portrait off everything, also what is published."),
    )
    public_form = models.CharField(
        _("public form"),
        max_length=120,
        blank=True,
        help_text=_("What readers see instead of the name: “A.S.”, “Notre correspondant à Gao”."),
    )
    has_page = models.BooleanField(
        _("page under the public form"),
        default=False,
        help_text=_("For a person whose name is not public."),
    )
    search_key = models.CharField(max_length=400, editable=False, default="")

    objects = AuthorQuerySet.as_manager()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["initials"],
                condition=~models.Q(initials=""),
                name="author_initials_unique",
                violation_error_message=_("Another author signs with these initials."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_public=True) | ~models.Q(public_form=""),
                name="author_hidden_has_public_form",
                violation_error_message=_("Write the public form that readers see instead."),
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = fold(f"{self.name} {self.initials} {self.public_form}")[:400]
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """Return the address of the author's page, or an empty string when there is none."""
        if not (self.is_public or self.has_page):
            return ""
        return reverse("authors:detail", args=[self.slug])

    def clean(self):
        self.initials = self.initials.strip().upper()
        if not self.is_public and self.public_form:
            if fold(self.name) in fold(self.public_form):
                raise ValidationError({"public_form": _("The public form must not tell the name.")})
            self.slug = self._free_slug(self.public_form)
        elif not self.slug:
            self.slug = self._free_slug(self.name)

    def _free_slug(self, text):
        """Return the slug of `text`, numbered when another author has it."""
        stem = slug = ascii_slug(text) or "auteur"
        others = Author.objects.exclude(pk=self.pk)
        number = 1
        while others.filter(slug=slug).exists():
            number += 1
            slug = f"{stem}-{number}"
        return slug

    @property
    def is_person(self):
        return self.kind == self.Kind.PERSON

    @property
    def public_name(self):
        """The name that readers may see in full."""
        return self.name if self.is_public else self.public_form

    @property
    def public_initials(self):
        """What stands under a text signed by initials."""
        return (self.initials or self.name) if self.is_public else self.public_form

    @property
    def public_portrait(self):
        """Public files of the portrait by width, as `{"96": {"avif": path, "jpeg": path}}`."""
        return self.portrait_renditions if self.is_public else {}
