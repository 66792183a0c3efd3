"""What the played operator remembers: sessions, and the notifications it has to send."""

import datetime

from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string

OPEN_FOR = datetime.timedelta(hours=24)
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


def _session_id():
    return f"cos-{get_random_string(13, _LETTERS)}"


def _event_id():
    return f"AE_{get_random_string(12)}"


def _end():
    return timezone.now() + OPEN_FOR


class Session(models.Model):
    """One hosted checkout, in the operator's words: `open`, `complete`, `expired`."""

    id = models.CharField(max_length=20, primary_key=True, default=_session_id)
    amount = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    client_reference = models.CharField(max_length=255, blank=True)
    success_url = models.URLField(max_length=500)
    error_url = models.URLField(max_length=500)
    checkout_status = models.CharField(max_length=10, default="open")
    payment_status = models.CharField(max_length=10, default="processing")
    last_payment_error = models.CharField(max_length=60, blank=True)  # a code
    transaction_id = models.CharField(max_length=20, blank=True)
    when_created = models.DateTimeField(default=timezone.now)
    when_expires = models.DateTimeField(default=_end)
    when_completed = models.DateTimeField(null=True)
    when_refunded = models.DateTimeField(null=True)

    def __str__(self):
        return self.id


class Delivery(models.Model):
    """A notification to send once `due_at` has come; `body` is what is signed, byte for byte."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="deliveries")
    body = models.TextField()
    is_forged = models.BooleanField(default=False)
    due_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["sent_at", "due_at"], name="delivery_due")]

    def __str__(self):
        return f"{self.session_id} · {self.pk}"


def new_event_id() -> str:
    return _event_id()
