from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.models.plan import Plan


class VoucherBatch(models.Model):
    """Vouchers printed together for one kiosk. What they are worth is copied from the plan.

    Valid from `activated_at` (the kiosk has them) to the end of `valid_until` (a day), unless the
    batch was cancelled: stolen, lost, misprinted.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", verbose_name=_("plan"))
    label = models.CharField(max_length=120, editable=False)
    days = models.PositiveSmallIntegerField(_("days"), editable=False)
    value = models.PositiveIntegerField(_("value"), editable=False)
    currency = models.CharField(max_length=3, default="XOF", editable=False)
    count = models.PositiveSmallIntegerField(_("number of vouchers"))
    kiosk = models.CharField(_("kiosk"), max_length=120)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False
    )
    activated_at = models.DateTimeField(_("on sale since"), null=True, blank=True, editable=False)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True, editable=False)
    key = models.UUIDField(null=True, unique=True, editable=False)  # of the form: sent twice, once

    class Meta:
        verbose_name = _("batch of vouchers")
        verbose_name_plural = _("batches of vouchers")
        ordering = ["-created_at", "-pk"]

    def __str__(self):
        return f"{self.kiosk} · {self.label} × {self.count}"


class Voucher(models.Model):
    """One voucher: its serial is printed in clear, its code is kept as a hash alone."""

    batch = models.ForeignKey(VoucherBatch, models.PROTECT, related_name="vouchers")
    serial = models.PositiveBigIntegerField(_("serial number"), unique=True)
    code_hash = models.CharField(max_length=64, unique=True)  # SHA-256 of the code, in hex
    redeemed_at = models.DateTimeField(_("used"), null=True, blank=True)
    redeemed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="vouchers",
        verbose_name=_("reader"),
    )

    class Meta:
        verbose_name = _("voucher")
        verbose_name_plural = _("vouchers")
        ordering = ["serial"]

    def __str__(self):
        return str(self.serial)
