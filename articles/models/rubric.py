from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from newsroom.folding import ascii_slug
from newsroom.html import CleanHTMLField


class Rubric(models.Model):
    """A place in the paper: a section, or a column such as « Perspectives sahéliennes »."""

    class Kind(models.TextChoices):
        SECTION = "section", _("Section")
        COLUMN = "column", _("Column")

    class Weekday(models.IntegerChoices):
        MONDAY = 1, _("Monday")
        TUESDAY = 2, _("Tuesday")
        WEDNESDAY = 3, _("Wednesday")
        THURSDAY = 4, _("Thursday")
        FRIDAY = 5, _("Friday")
        SATURDAY = 6, _("Saturday")
        SUNDAY = 7, _("Sunday")

    name = models.CharField(_("name"), max_length=80, unique=True)
    slug = models.SlugField(_("URL identifier"), max_length=80, unique=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.SECTION)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("part of"),
        limit_choices_to={"parent": None},
    )
    prefix = models.CharField(
        _("standing headline prefix"),
        max_length=80,
        blank=True,
        help_text=_("For a column: what stands before the colon of every headline."),
    )
    owner = models.ForeignKey(
        Author,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="columns",
        verbose_name=_("held by"),
    )
    weekday = models.PositiveSmallIntegerField(
        _("appears on"), choices=Weekday.choices, null=True, blank=True
    )
    introduction = CleanHTMLField(_("introduction"), blank=True, profile="simple")
    menu_position = models.PositiveSmallIntegerField(
        _("place in the menu"),
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(99)],
        help_text=_("1 comes first; 0 keeps it out of the menu."),
    )

    class Meta:
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")
        ordering = ["menu_position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("articles:rubric", args=[self.slug])

    def clean(self):
        self.slug = self.slug or ascii_slug(self.name)
        if self.parent_id and self.parent_id == self.pk:
            raise ValidationError({"parent": _("A rubric cannot be part of itself.")})
        if self.parent_id and self.pk and self.children.exists():
            raise ValidationError(
                {"parent": _("This rubric has parts of its own: two levels only.")}
            )
        if self.kind == self.Kind.COLUMN and not self.prefix:
            self.prefix = self.name

    @property
    def is_column(self):
        return self.kind == self.Kind.COLUMN

    @property
    def section_id(self):
        """The number of the rubric on the first level: its parent, or itself."""
        return self.parent_id or self.pk
