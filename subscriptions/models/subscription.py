from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Subscription(models.Model):
    """The access of one reader, until `ends_at` (UTC).

    `starts_at` and `ends_at` are what `subscriptions.subscribing` folds from the grants, kept so
    that a page asks one row. Verbs lock this row before they read a grant.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="subscription"
    )
    starts_at = models.DateTimeField(_("since"), null=True, blank=True)
    ends_at = models.DateTimeField(_("until"), null=True, blank=True)
    reminded_for = models.DateTimeField(null=True, editable=False)  # the end already reminded of

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        indexes = [models.Index(fields=["ends_at"], name="subscription_by_end")]
        permissions = [
            ("serve_readers", _("Can serve readers at the subscription office")),
            ("see_accounts", _("Can see payments and the accounts")),
        ]

    def __str__(self):
        return str(self.user)


class Grant(models.Model):
    """Days of access given to a reader, or taken back by a row that reverses another.

    Rows are added, never changed. Days begin at the end of those given before, or at once when
    these are over. A mistake is reversed by a row of its own and counts no more from its beginning.
    """

    class Kind(models.TextChoices):
        PAYMENT = "payment", _("payment")
        VOUCHER = "voucher", _("voucher")
        TRIAL = "trial", _("free trial")
        OFFICE = "office", _("given by the office")

    subscription = models.ForeignKey(Subscription, models.CASCADE, related_name="grants")
    at = models.DateTimeField(_("at"), default=timezone.now)
    kind = models.CharField(_("why"), max_length=10, choices=Kind.choices)
    days = models.PositiveSmallIntegerField(_("days"))
    entry = models.OneToOneField(
        "LedgerEntry", models.PROTECT, null=True, blank=True, related_name="grant"
    )
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    reverses = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="reversal"
    )
    key = models.UUIDField(null=True, unique=True, editable=False)  # of the form: sent twice, once

    class Meta:
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["subscription"],
                condition=models.Q(kind="trial", reverses__isnull=True),
                name="grant_one_trial_a_reader",
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.days}"
