"""Codes: sent by mail or text, kept while they are valid, read out by the office when they are not
received.

Whoever reads a code to somebody lets him into the account it is for, so that it is written to the
journal, and none that lets anybody into the newsroom is ever read out.
"""

import datetime
import logging

from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.accounts.creating import account_of
from newsroom.accounts.texting import TextNotSent, send_text
from newsroom.models import JournalEntry, Newspaper, SentCode

logger = logging.getLogger(__name__)

LIFETIME = datetime.timedelta(minutes=15)


def send(*, to: str, code: str) -> bool:
    """Send `code` to a number or an address, and keep it; return whether a message left.

    A sender that fails is no reason to stop: the office can read the code out.
    """
    delete_expired()
    now = timezone.now()
    row = {"code": code, "sent_at": now, "expires_at": now + LIFETIME}
    SentCode.objects.update_or_create(to=to, defaults=row)
    words = {"paper": Newspaper.current().title, "code": code}
    try:
        if "@" in to:
            send_mail(_("%(code)s is your code for %(paper)s") % words, _mail(words), None, [to])
        else:
            send_text(to, _("%(paper)s: your code is %(code)s. Give it to nobody.") % words)
    except (TextNotSent, OSError) as error:  # smtplib's errors are OSErrors
        logger.warning("A code could not be sent: %s", type(error).__name__)
        return False
    return True


def _mail(words):
    lines = (
        _("Your code for %(paper)s:") % words,
        words["code"],
        _("Write it on the page where you asked for it, within a quarter of an hour."),
        _("Give it to nobody. If you asked for nothing, there is nothing to do."),
    )
    return "\n\n".join(lines)


def forget(to: str) -> None:
    """Delete the code sent to `to`: it has been used."""
    SentCode.objects.filter(pk=to).delete()


def delete_expired() -> int:
    """Delete the codes that open nothing any more; return how many."""
    return SentCode.objects.filter(expires_at__lte=timezone.now()).delete()[0]


@transaction.atomic
def read_out(*, to: str, by) -> SentCode | None:
    """Return the code last sent to the number or address `to`, None when there is no valid one.

    `by` serves readers (permission `subscriptions.serve_readers`); raises PermissionDenied.
    """
    person = account_of(to)
    if not by.has_perm("subscriptions.serve_readers") or (person and person.is_staff):
        raise PermissionDenied
    sent = SentCode.objects.filter(pk=to, expires_at__gt=timezone.now()).first()
    if sent is None:
        return None
    if person:
        JournalEntry.record(actor=by, verb="read_out_code", subject=person, note=to)
    else:  # for an account that this very code is going to make
        JournalEntry.objects.create(
            actor=by,
            verb="read_out_code",
            subject_kind=SentCode._meta.label_lower,
            subject_id=0,
            subject_label=to,
        )
    return sent
