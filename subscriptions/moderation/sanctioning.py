"""What the moderators decide about a writer: a warning, a time without writing, trust, his name."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.models import JournalEntry
from subscriptions.models import Reader, Sanction
from subscriptions.moderation import letters
from subscriptions.moderation.claiming import check_moderates
from subscriptions.moderation.judging import JudgingError

_LENGTHS = {Sanction.Kind.DAY: timedelta(days=1), Sanction.Kind.WEEK: timedelta(days=7)}


@transaction.atomic
def suspend(*, user, kind, by, reason) -> Sanction:
    """Warn `user`, or keep him from writing for the time that `kind` (Sanction.Kind) says.

    The same decision twice in a minute is one. Raises JudgingError without a reason.
    """
    check_moderates(by)
    reason = reason.strip()
    if kind not in Sanction.Kind.values:
        raise JudgingError(_("Choose a warning or a length of time."))
    if not reason:
        raise JudgingError(_("Write the reason: the writer is told."))
    if user.is_staff:
        raise JudgingError(_("This person works for the newspaper: the desk decides about that."))
    _held(user)
    now = timezone.now()
    same = Sanction.objects.filter(user=user, kind=kind, by=by, lifted_at__isnull=True)
    if twice := same.filter(at__gt=now - timedelta(minutes=1)).first():
        return twice
    length = _LENGTHS.get(kind)
    ends_at = now if kind == Sanction.Kind.WARNING else now + length if length else None
    sanction = Sanction.objects.create(
        user=user, kind=kind, by=by, reason=reason[:500], at=now, ends_at=ends_at
    )
    letters.sanctioned(sanction)
    JournalEntry.record(actor=by, verb="sanction", subject=sanction, note=sanction.reason)
    return sanction


@transaction.atomic
def lift(*, sanction, by) -> Sanction:
    """Let the writer write again before the time is over; the row and its reason stay."""
    check_moderates(by)
    _held(sanction.user)
    sanction = Sanction.objects.select_for_update(of=("self",)).get(pk=sanction.pk)
    if sanction.lifted_at:
        raise JudgingError(_("This was already lifted."))
    sanction.lifted_at, sanction.lifted_by = timezone.now(), by
    sanction.save(update_fields=["lifted_at", "lifted_by"])
    if sanction.kind != Sanction.Kind.WARNING:
        letters.lifted(sanction)
    JournalEntry.record(actor=by, verb="lift_sanction", subject=sanction)
    return sanction


@transaction.atomic
def trust(*, user, by, is_trusted) -> Reader:
    """Let what `user` writes appear at once where the rules allow it, or no longer."""
    check_moderates(by)
    reader = _held(user)
    if reader.is_trusted != is_trusted:
        reader.is_trusted = is_trusted
        reader.save(update_fields=["is_trusted"])
        verb = "trust" if is_trusted else "distrust"
        JournalEntry.record(actor=by, verb=verb, subject=reader)
    return reader


@transaction.atomic
def refuse_name(*, user, by, note="") -> Reader:
    """Ask `user` for another name; what he wrote waits for it and is not refused."""
    check_moderates(by)
    reader = _held(user)
    if reader.pen_name_state != Reader.NameState.PENDING:
        raise JudgingError(_("This name does not wait to be checked."))
    reader.pen_name_state = Reader.NameState.REJECTED
    reader.save(update_fields=["pen_name_state"])
    letters.name_refused(user=user, name=reader.pen_name, note=note.strip())
    JournalEntry.record(actor=by, verb="refuse_name", subject=reader, note=note.strip())
    return reader


def _held(user):
    """Return what the space knows of `user`, locked; made now if it knew nothing."""
    Reader.objects.get_or_create(user=user)
    return Reader.objects.select_for_update(of=("self",)).get(user=user)
