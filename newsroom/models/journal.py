from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class JournalEntry(models.Model):
    """Who did what, to what, when. Rows are added, never changed."""

    at = models.DateTimeField(_("at"), default=timezone.now)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("who")
    )
    verb = models.CharField(_("what"), max_length=40)
    subject_kind = models.CharField(_("kind"), max_length=60)
    subject_id = models.BigIntegerField(_("number"))
    subject_label = models.CharField(_("to what"), max_length=200)
    detail = models.JSONField(_("detail"), default=dict)

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "-at"], name="journal_by_subject"),
            models.Index(fields=["-at"], name="journal_by_time"),
            models.Index(fields=["verb", "-at", "-id"], name="journal_by_verb"),
        ]

    def __str__(self):
        return f"{self.verb} {self.subject_label}"

    @classmethod
    def record(cls, *, actor, verb, subject, **detail):
        """Write that `actor` did `verb` to `subject`; call it inside the verb's transaction."""
        return cls.objects.create(
            actor=actor,
            verb=verb,
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
            subject_label=str(subject)[:200],
            detail=detail,
        )
