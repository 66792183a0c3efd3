from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """Something a reader is told: shown in the account, and sent by mail or text message.

    Written in the transaction of the verb that it tells of, so that neither exists alone; sent by
    `subscriptions.notices.deliver` once `send_after` has passed. `link` is a path of this site.
    """

    class Kind(models.TextChoices):
        RECEIPT = "receipt", _("receipt")
        REMINDER = "reminder", _("reminder")
        JUDGEMENT = "judgement", _("decision on a contribution")
        REPLY = "reply", _("reply to a contribution")
        SANCTION = "sanction", _("sanction")
        ACCOUNT = "account", _("account")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices", verbose_name=_("reader")
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    link = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    send_after = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["send_after"],
                condition=models.Q(sent_at__isnull=True),
                name="notice_to_send",
            ),
            models.Index(fields=["user", "-created_at"], name="notice_by_reader"),
        ]

    def __str__(self):
        return self.subject
