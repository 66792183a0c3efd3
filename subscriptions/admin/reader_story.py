"""A reader as the counter sees him: what he has, and every try at paying, in words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.standing import at_moment
from newsroom.money import francs
from subscriptions import telling
from subscriptions.billing import payments
from subscriptions.models import Attempt, PaymentEvent
from subscriptions.reader import grace

_SHOWN = 50  # rows of each kind; a reader of a daily pays a few times a year
_State = Attempt.State
_UNSETTLED = {_State.CREATED, _State.PENDING, _State.FAILED, _State.CANCELLED, _State.EXPIRED}
_HEARD = {PaymentEvent.Outcome.ASKED, PaymentEvent.Outcome.KNOWN}


def standing(subscription) -> tuple[str, str]:
    """Return a state (none, open, grace, over) and its sentence; `subscription` may be None."""
    ends_at, now = getattr(subscription, "ends_at", None), timezone.now()
    if ends_at is None:
        return "none", _("No subscription.")
    said = {"end": telling.day(ends_at)}
    if now < ends_at:
        return "open", _("Subscribed until %(end)s.") % said
    if now < ends_at + grace():
        return "grace", _("Ended on %(end)s; everything is still open for a while.") % said
    return "over", _("Ended on %(end)s.") % said


@dataclass(frozen=True)
class Try:
    """One attempt to pay: its line, what else is known, what can be done about it."""

    attempt: Attempt
    line: str
    details: list
    alarm: str
    can_check: bool
    can_refund: bool
    can_accept: bool


def tries(user):
    """Return every attempt of `user`, newest first."""
    rows = Attempt.objects.filter(user=user).select_related("entry", "entry__reversal")
    rows = list(rows.prefetch_related("events")[:_SHOWN])
    return [_try(row, _twin(row, rows)) for row in rows]


def _try(attempt, twin):
    is_reversed = hasattr(attempt, "entry") and hasattr(attempt.entry, "reversal")
    is_mismatch = attempt.state == _State.MISMATCH
    is_paid = attempt.state == _State.SUCCEEDED and not is_reversed
    return Try(
        attempt=attempt,
        line=line(attempt),
        details=[words for words in _details(attempt) if words],
        alarm=_alarm(attempt, twin, is_mismatch=is_mismatch),
        can_check=attempt.state in _UNSETTLED,
        can_refund=is_paid or is_mismatch,
        can_accept=is_mismatch,
    )


def line(attempt) -> str:
    """Return « le 23 juin à 07:31, Wave : payé, 2 500 FCFA, Un mois »."""
    words = _("%(moment)s, %(operator)s: %(state)s, %(amount)s, %(plan)s")
    return words % {
        "moment": at_moment(attempt.created_at),
        "operator": attempt.get_method_display(),
        "state": attempt.get_state_display(),
        "amount": francs(attempt.amount, attempt.currency),
        "plan": attempt.label,
    }


def _details(attempt):
    yield attempt.explanation
    heard = [event for event in attempt.events.all() if event.outcome in _HEARD]
    yield _times(len(heard))
    if attempt.checked_at:
        words = ngettext(
            "operator asked %(count)d time, last %(moment)s",
            "operator asked %(count)d times, last %(moment)s",
            attempt.checks,
        )
        yield words % {"count": attempt.checks, "moment": at_moment(attempt.checked_at)}
    yield _("our reference %(reference)s") % {"reference": attempt.reference}
    if attempt.operator_reference:
        yield _("operator’s number %(number)s") % {"number": attempt.operator_reference}
    if attempt.transaction_id:
        yield _("transaction %(number)s") % {"number": attempt.transaction_id}


def _times(count):
    if count < 3:
        return ["", _("notification received"), _("notification received twice")][count]
    return _("notification received %(count)d times") % {"count": count}


def _alarm(attempt, twin, *, is_mismatch):
    if is_mismatch:
        return _("What was paid is not what was asked: accept it as it is, or pay it back.")
    if twin:
        words = _("Paid twice within a day (see %(other)s): ask the reader whether he meant it.")
        return words % {"other": twin.reference}
    return ""


def _twin(attempt, others):
    """Return another paid attempt of about the same time."""
    if attempt.state != _State.SUCCEEDED:
        return None
    for other in others:
        is_near = abs(other.created_at - attempt.created_at) < payments.TWICE
        if other.pk != attempt.pk and other.state == _State.SUCCEEDED and is_near:
            return other
    return None
