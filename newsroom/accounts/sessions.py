"""Sessions as Django keeps them in the database, each found by a query that is written once."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from newsroom.prepared import Prepared

_KEPT = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now), "key", "now"
)


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        kept = _KEPT.row(key=self.session_key, now=timezone.now())
        if kept is None:
            self._session_key = None
        return kept
