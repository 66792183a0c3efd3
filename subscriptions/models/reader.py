import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Reader(models.Model):
    """What the contributions space knows of an account: the name shown, trust, and mail wanted.

    Made when it is first needed (`subscriptions.reader.reader_of`). The verbs of the space lock
    this row, so that what one reader does at the same moment from two places is done in turn.
    """

    class NameState(models.TextChoices):
        NONE = "none", _("none yet")
        PENDING = "pending", _("to be checked")
        APPROVED = "approved", _("checked")
        REJECTED = "rejected", _("refused")

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reader")
    pen_name = models.CharField(_("name shown"), max_length=40, blank=True)
    pen_name_key = models.CharField(  # folded: two readers never look alike
        max_length=40, null=True, blank=True, unique=True, editable=False
    )
    pen_name_state = models.CharField(
        _("state of the name"), max_length=10, choices=NameState.choices, default=NameState.NONE
    )
    is_trusted = models.BooleanField(
        _("trusted"), default=False, help_text=_("Published at once where the rules allow it.")
    )
    wants_replies_by_mail = models.BooleanField(_("replies by e-mail"), default=True)
    mail_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    class Meta:
        verbose_name = _("reader")
        verbose_name_plural = _("readers")

    def __str__(self):
        return self.pen_name or str(self.user)
