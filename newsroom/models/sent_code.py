from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class SentCode(models.Model):
    """The last code sent to an address or number, for a few minutes: the office may read it out.

    A message that never arrives must not keep a reader out. Reading it is written to the journal;
    an expired row is deleted by the next one and by `manage.py tick`.
    """

    to = models.CharField(_("sent to"), max_length=254, primary_key=True)  # e-mail, or E.164 number
    code = models.CharField(max_length=20)
    sent_at = models.DateTimeField(_("sent"), default=timezone.now)
    expires_at = models.DateTimeField(_("valid until"))

    class Meta:
        verbose_name = _("code sent")
        verbose_name_plural = _("codes sent")

    def __str__(self):
        return self.to
