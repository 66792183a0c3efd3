import secrets

from django.db import models
from django.utils import timezone


def _token():
    return secrets.token_hex(4)


class Change(models.Model):
    """Something that readers see became different: which kept pages depend on it.

    Written in the transaction of the act itself (`newsroom.keeping.changed`), so that nothing can
    lose it; numbers grow in the order of the commits. `at` may lie ahead: what is scheduled.
    `gone` are keys whose pages must never be served again. `token` tells one database from another
    in which the same number was given, such as one brought back from a backup.
    """

    noted_at = models.DateTimeField(default=timezone.now)
    at = models.DateTimeField()
    keys = models.JSONField()
    gone = models.JSONField(default=list)
    token = models.CharField(max_length=8, default=_token)

    class Meta:
        indexes = [models.Index(fields=["at"], name="change_by_time")]

    def __str__(self):
        return f"{self.pk} {self.at:%Y-%m-%d %H:%M:%S}"
