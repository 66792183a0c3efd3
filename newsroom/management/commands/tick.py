import logging
import time

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, InterfaceError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from newsroom.models import LastTick

logger = logging.getLogger(__name__)

TASKS = [
    "subscriptions.billing.payments.check_due",
    "subscriptions.reminders.remind",
    "subscriptions.notices.deliver",
    "articles.refreshing.work_off",
    "newsroom.accounts.codes.delete_expired",
    "newsroom.keeping.changes.forget_old_changes",
    "newsroom.management.commands.tick.forget_sessions",
]
if settings.FAKE_OPERATOR:
    TASKS = ["subscriptions.fake_operator.sending.deliver_due", *TASKS]
"""What is done again and again: functions without arguments that may run at any time, twice as
well as never. They are named rather than imported, for an application may not be installed."""


def forget_sessions() -> int:
    """Delete sessions that nobody can use any more; return how many."""
    return Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]


class Command(BaseCommand):
    help = (
        "Does what has to be done now and then: asks about payments, sends notices, cleans up. "
        "Run it every few minutes (cron, a systemd timer); twice at once does no harm."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--every", type=int, metavar="SECONDS", help="do it again after so many, until stopped"
        )

    def handle(self, *, every, **options):
        if every is None:
            if failed := _run_all():
                raise CommandError(f"Failed, see the log: {', '.join(failed)}")
            return
        if every < 1:
            raise CommandError("--every takes at least one second.")
        while True:
            time.sleep(every)  # first, for the server that the demo starts beside it
            _run_all()
            close_old_connections()


def _run_all():
    """Run every task, leave word of it, and return the names of those that failed."""
    began, failed = time.monotonic(), []
    for name in TASKS:
        try:
            import_string(name)()
        except Exception:  # whatever one task meets, the others have their turn
            logger.exception("tick: %s failed", name)
            failed.append(name)
    _note(failed, time.monotonic() - began)
    return failed


def _note(failed, seconds):
    """Write down how the round went; without a database it is done all the same."""
    about = {"at": timezone.now(), "seconds": seconds, "failed": failed}
    try:
        LastTick.objects.update_or_create(pk=1, defaults=about)
    except (DatabaseError, InterfaceError):
        logger.exception("tick: the round could not be written down")
