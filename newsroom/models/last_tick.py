from django.db import models
from django.utils.translation import gettext_lazy as _


class LastTick(models.Model):
    """What the last round of `manage.py tick` came to, for whoever runs the site: one row.

    Nobody edits it, so it brings no permissions but that of the page that shows it.
    """

    at = models.DateTimeField()  # when it ended
    seconds = models.FloatField()
    failed = models.JSONField(default=list)  # names of the tasks, as in the log

    class Meta:
        default_permissions = ()
        permissions = [("see_state", _("Can see the state of the site"))]

    def __str__(self):
        return f"{self.at:%Y-%m-%d %H:%M:%S}"
