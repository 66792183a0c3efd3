"""What readers are told: written with the act it tells of, sent afterwards, once."""

import datetime
import logging
import smtplib

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from newsroom.accounts.texting import TextNotSent, send_text
from subscriptions import outgoing
from subscriptions.models import Notice, Reader

BATCH = 200
"""How many leave in one go: the next tick sends the rest, other periodic work has its turn."""

LEASE = datetime.timedelta(minutes=10)
"""Longer than one message can take; whoever died while sending has it tried again after that."""

BACK_OFF = tuple(datetime.timedelta(minutes=minutes) for minutes in (2, 10, 60, 360))
"""How long to wait after each failure; when the last try fails, the notice stays in the account."""

TEXTED = {Notice.Kind.RECEIPT, Notice.Kind.REMINDER, Notice.Kind.ACCOUNT}
"""What is worth the price of a text message; the rest waits in the account of who has no e-mail."""

_log = logging.getLogger(__name__)


def notify(*, user, kind, subject, text, link="", send_after=None) -> Notice | None:
    """Tell `user` something, by mail or text message once `send_after` (UTC) has passed.

    Call it inside the verb's transaction. `text` is plain, paragraphs between empty lines; `link`
    is a path of this site. Nobody is told when the account is gone (`user` None).
    """
    if user is None:
        return None
    return Notice.objects.create(
        user=user,
        kind=kind,
        subject=subject[:200],
        text=text,
        link=link,
        send_after=send_after or timezone.now(),
    )


def told(user):
    """Return the notices that `user` may read: those that were due, whether they left or not."""
    is_due = Q(send_after__lte=timezone.now())
    was_due = Q(sent_at__isnull=False) | Q(failures__gt=0)  # a try puts off the next one
    return Notice.objects.filter(is_due | was_due, user=user)


def deliver(now=None) -> int:
    """Send the notices that are due at `now` (UTC) and return how many have left.

    Each is claimed under a lock and sent outside of it, so that two ticks at once never send one
    twice. A notice that nothing carries counts as sent: it is read in the account.
    """
    now = now or timezone.now()
    sent = 0
    for _turn in range(BATCH):
        notice = _claim(now)
        if notice is None:
            break
        sent += _send(notice, now)
    return sent


@transaction.atomic
def _claim(now):
    """Return a notice that is due, kept from others for the time of a lease; None when all left."""
    due = Notice.objects.filter(
        sent_at__isnull=True, send_after__lte=now, failures__lte=len(BACK_OFF)
    )
    due = due.select_for_update(skip_locked=True, of=("self",)).select_related("user")
    notice = due.order_by("send_after", "pk").first()
    if notice:
        Notice.objects.filter(pk=notice.pk).update(send_after=now + LEASE)
    return notice


def _send(notice, now):
    """Send a claimed notice by the way it has; return whether it has left."""
    own = Notice.objects.filter(pk=notice.pk)
    try:
        has_left = _carry(notice)
    except (smtplib.SMTPException, OSError, TextNotSent) as error:
        failures = notice.failures + 1
        waits = BACK_OFF[min(failures, len(BACK_OFF)) - 1]
        own.update(failures=failures, send_after=now + waits)
        _log.warning("Notice %s was not sent (try %s): %s", notice.pk, failures, error)
        return False
    own.update(sent_at=timezone.now())
    return has_left


def _carry(notice):
    """Hand the notice to the mail server or the text sender; False when it waits in the account."""
    user = notice.user
    reader = Reader.objects.filter(user=user).first()
    if not user.is_active or not _is_wanted(notice, reader):
        return False
    if user.email:
        outgoing.mail(notice, reader).send()
        return True
    if notice.kind in TEXTED:
        send_text(user.phone, outgoing.short(notice))
        return True
    return False


def _is_wanted(notice, reader):
    return notice.kind != Notice.Kind.REPLY or reader is None or reader.wants_replies_by_mail
