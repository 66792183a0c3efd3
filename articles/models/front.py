from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.models.article import Article


class FrontPlacement(models.Model):
    """A place on the front page that somebody gave to an article: one opening, ordered seconds."""

    class Slot(models.TextChoices):
        LEAD = "lead", _("Lead story")
        SECOND = "second", _("Second story")

    article = models.OneToOneField(Article, models.CASCADE, related_name="front_placement")
    slot = models.CharField(_("place"), max_length=6, choices=Slot.choices)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    placed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    placed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("place on the front page")
        verbose_name_plural = _("front page")
        ordering = ["slot", "position", "-placed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["slot"], condition=Q(slot="lead"), name="front_one_lead"
            )
        ]

    def __str__(self):
        return f"{self.get_slot_display()} : {self.article}"
