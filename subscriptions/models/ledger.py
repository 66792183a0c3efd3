from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.money import francs


class Method(models.TextChoices):
    """How money reaches the newspaper."""

    CASH = "cash", _("cash")
    CHEQUE = "cheque", _("cheque")
    TRANSFER = "transfer", _("bank transfer")
    VOUCHER = "voucher", _("voucher")
    WAVE = "wave", "Wave"


class Counter(models.Model):
    """The last number of a series without gaps, taken under a lock in the user's transaction."""

    name = models.CharField(max_length=20, primary_key=True)
    last = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return self.name


class LedgerEntry(models.Model):
    """Money that came in or went back: whole francs, signed. Rows are added, never changed.

    `number` is that of the receipt, without a gap. What the accounts need of a reader is copied
    (`payer`): it outlives the account, as the law on accounting asks.
    """

    number = models.PositiveBigIntegerField(_("receipt number"), unique=True)
    at = models.DateTimeField(_("at"), default=timezone.now)
    method = models.CharField(_("method"), max_length=10, choices=Method.choices)
    amount = models.BigIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default="XOF")
    label = models.CharField(_("for"), max_length=120)  # the plan as it was called and sold
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="ledger_entries",
        verbose_name=_("reader"),
    )
    payer = models.CharField(_("payer"), max_length=200, blank=True)
    attempt = models.OneToOneField(
        "Attempt", models.PROTECT, null=True, blank=True, related_name="entry"
    )
    voucher = models.OneToOneField(
        "Voucher", models.PROTECT, null=True, blank=True, related_name="entry"
    )
    reference = models.CharField(_("number of the cheque or transfer"), max_length=80, blank=True)
    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("clerk"),
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversal"
    )
    key = models.UUIDField(null=True, unique=True, editable=False)  # of the form: sent twice, once

    class Meta:
        verbose_name = _("ledger entry")
        verbose_name_plural = _("ledger")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount__gt=0, reverses__isnull=True)
                | models.Q(amount__lt=0, reverses__isnull=False),
                name="ledger_only_a_reversal_is_negative",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], name="ledger_by_time"),
            models.Index(fields=["clerk", "number"], name="ledger_by_clerk"),
        ]

    def __str__(self):
        return f"{self.number} · {francs(self.amount, self.currency)}"


class CashClosing(models.Model):
    """« Arrêté de caisse »: what a clerk counted, against what the ledger expects since the last.

    Covers the clerk's entries numbered above that of the closing before, up to `last_number`.
    """

    clerk = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("clerk")
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    last_number = models.PositiveBigIntegerField(_("up to receipt"))
    expected = models.BigIntegerField(_("cash expected"))
    counted = models.BigIntegerField(_("cash counted"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("cash closing")
        verbose_name_plural = _("cash closings")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["clerk", "last_number"], name="closing_once"),
        ]

    def __str__(self):
        return f"{self.clerk} {self.at:%Y-%m-%d}"

    @property
    def difference(self):
        return self.counted - self.expected
