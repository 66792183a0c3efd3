from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.money import francs


class Plan(models.Model):
    """What a subscription costs: whole francs for a number of days.

    A trial costs nothing and is given once to a reader. A plan that was sold is archived (no longer
    offered), never deleted: receipts and attempts name it.
    """

    name = models.CharField(_("name"), max_length=60, unique=True)
    days = models.PositiveSmallIntegerField(_("length in days"))
    price = models.PositiveIntegerField(
        _("price"), help_text=_("In francs, without decimals. A free trial costs 0.")
    )
    currency = models.CharField(_("currency"), max_length=3, default="XOF", editable=False)
    is_trial = models.BooleanField(
        _("free trial"), default=False, help_text=_("Costs nothing; each reader gets it once.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    is_offered = models.BooleanField(
        _("offered to readers"),
        default=True,
        help_text=_("Untick to archive the plan: what was sold of it stays valid."),
    )

    class Meta:
        verbose_name = _("plan")
        verbose_name_plural = _("plans")
        ordering = ["position", "days"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(days__gt=0)
                & (models.Q(is_trial=True, price=0) | models.Q(is_trial=False, price__gt=0)),
                name="plan_costs_and_lasts",
                violation_error_message=_(
                    "A plan lasts a day at least and costs something; only a free trial costs 0."
                ),
            )
        ]

    def __str__(self):
        return f"{self.name} ({francs(self.price, self.currency)})"
