from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from subscriptions.models.ledger import Method
from subscriptions.models.plan import Plan


class Attempt(models.Model):
    """One try at paying with an operator; a new try is a new row with a new reference.

    What was asked (plan, days, amount) is copied here: a price may change while somebody pays.
    `subscriptions.billing.payments` moves the state, after it asked the operator; the office alone
    accepts what differs from what was asked.
    """

    class State(models.TextChoices):
        CREATED = "created", _("started")
        PENDING = "pending", _("waiting for the operator")
        SUCCEEDED = "succeeded", _("paid")
        FAILED = "failed", _("refused")
        CANCELLED = "cancelled", _("cancelled")
        EXPIRED = "expired", _("expired")
        MISMATCH = "mismatch", _("to be looked at: what was paid is not what was asked")
        REFUNDED = "refunded", _("paid back")

    OPEN = (State.CREATED, State.PENDING)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="attempts",
        verbose_name=_("reader"),
    )
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+", verbose_name=_("plan"))
    method = models.CharField(_("operator"), max_length=10, choices=Method.choices)
    reference = models.CharField(_("our reference"), max_length=40, unique=True)
    operator_reference = models.CharField(_("operator’s number"), max_length=100, blank=True)
    transaction_id = models.CharField(_("transaction"), max_length=100, blank=True)
    label = models.CharField(_("plan"), max_length=120)
    days = models.PositiveSmallIntegerField(_("days"))
    amount = models.PositiveIntegerField(_("amount"))
    currency = models.CharField(max_length=3, default="XOF")
    state = models.CharField(
        _("state"), max_length=10, choices=State.choices, default=State.CREATED
    )
    explanation = models.CharField(_("what the operator says"), max_length=300, blank=True)
    launch_url = models.URLField(max_length=500, blank=True)
    back_to = models.CharField(max_length=300, blank=True)  # path of the form the reader came from
    created_at = models.DateTimeField(_("started"), default=timezone.now)
    checked_at = models.DateTimeField(_("operator asked"), null=True, blank=True)
    checks = models.PositiveSmallIntegerField(default=0)
    check_after = models.DateTimeField(null=True, blank=True)  # UTC; null: nothing to ask any more

    class Meta:
        verbose_name = _("attempt to pay")
        verbose_name_plural = _("attempts to pay")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["check_after"], name="attempt_to_check"),
            models.Index(fields=["operator_reference"], name="attempt_by_operator"),
        ]

    def __str__(self):
        return self.reference

    @property
    def is_open(self):
        return self.state in self.OPEN


class PaymentEvent(models.Model):
    """One notification as it was received. It proves nothing: it makes us ask the operator."""

    class Outcome(models.TextChoices):
        ASKED = "asked", _("the operator was asked")
        KNOWN = "known", _("already received")
        UNKNOWN = "unknown", _("about no attempt of ours")
        FORGED = "forged", _("badly signed")
        UNREADABLE = "unreadable", _("unreadable")

    method = models.CharField(_("operator"), max_length=10, choices=Method.choices)
    event_id = models.CharField(_("event"), max_length=100, blank=True)
    received_at = models.DateTimeField(_("received"), default=timezone.now)
    body = models.BinaryField()  # exactly the bytes that were signed
    signature = models.CharField(max_length=500, blank=True)
    attempt = models.ForeignKey(
        Attempt, models.PROTECT, null=True, blank=True, related_name="events"
    )
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)

    class Meta:
        verbose_name = _("operator’s notification")
        verbose_name_plural = _("operators’ notifications")
        ordering = ["-received_at", "-pk"]
        indexes = [models.Index(fields=["method", "event_id"], name="event_by_number")]

    def __str__(self):
        return f"{self.method} {self.event_id}"
