from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.money import francs


class Plan(models.Model):
    """What a subscription costs: whole francs for a number of days."""

    name = models.CharField(_("name"), max_length=60, unique=True)
    days = models.PositiveSmallIntegerField(_("length in days"))
    price = models.PositiveIntegerField(_("price"), help_text=_("In francs, without decimals."))
    currency = models.CharField(_("currency"), max_length=3, default="XOF", editable=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_offered = models.BooleanField(_("offered to readers"), default=True)

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["position", "days"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(price__gt=0, days__gt=0),
                name="plan_costs_and_lasts",
                violation_error_message=_("A plan costs something and lasts a day at least."),
            )
        ]

    def __str__(self):
        return f"{self.name} ({francs(self.price, self.currency)})"
