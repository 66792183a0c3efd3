"""Takes an account away: what is a reader's own goes, what is others' or the law's stays unnamed.

The accounts keep what was paid and by whom, as the law on accounting asks.
"""

from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.keeping import noting
from newsroom.models import JournalEntry, User
from subscriptions import subscribing
from subscriptions.models import Appeal, Attempt, Judgement, Notice, Reader, Report
from subscriptions.personal_data.leaving import leave_discussions
from subscriptions.personal_data.register import HELD, JOURNAL, End
from subscriptions.reader import reader_of


class NotDeletable(Exception):
    """This account cannot be deleted by its owner; the sentence says why."""


@noting()
def delete_account(*, user, keeps_contributions):
    """Delete the account of the reader `user` with all that is about him alone.

    What he wrote under articles stays without his name, or goes with him. Days that remain are
    lost; a payment that arrives later finds nobody. Pressed twice, it happens once. Raises
    NotDeletable for whoever works, or has worked, for the newspaper.
    """
    reader = _held(user)
    if reader is None:
        return
    if why := why_not(user):
        raise NotDeletable(why)
    former = _("Former subscriber")
    words = {user.name, user.email, user.phone, reader.pen_name} - {"", None}
    _settle(user)
    answered = leave_discussions(user, keeps=keeps_contributions, former=former)
    _unname_in_notices(answered, reader.pen_name, former)
    _unname_in_journal(user, words, former)
    _sign_out_everywhere(user)
    Attempt.objects.filter(user=user).update(back_to="")
    number = user.pk
    try:
        User.objects.get(pk=number).delete()
    except ProtectedError:
        raise NotDeletable(_staff_alone()) from None
    JournalEntry.objects.create(
        actor=None,
        verb="delete_account",
        subject_kind=User._meta.label_lower,
        subject_id=number,
        subject_label=former,
    )


def why_not(user) -> str:
    """Return why `user` cannot delete the account himself; nothing when he can."""
    return _staff_alone() if user.is_staff or user.groups.exists() else ""


def _staff_alone():
    return _(
        "Texts, decisions or accounts of the newspaper bear your name: ask the technical "
        "administrator to close this account."
    )


def _held(user):
    """Return the `Reader` of `user`, locked with all that his verbs lock, in their order.

    None when the account has just been deleted. The lock on the user lets others refer to him.
    """
    if not User.objects.select_for_update(no_key=True).filter(pk=user.pk):
        return None
    list(Attempt.objects.select_for_update(of=("self",)).filter(user=user).order_by("pk"))
    reader_of(user)
    reader = Reader.objects.select_for_update(of=("self",)).get(user=user)
    subscribing.held(user)
    return reader


def _settle(user):
    """End what is open about him: judgements to be undone, appeals, his reports of others."""
    now = timezone.now()
    judgements = Judgement.objects.filter(wording__writer=user)
    judgements.filter(settles_at__gt=now).update(settles_at=now)
    Appeal.objects.filter(judgement__in=judgements, outcome=Appeal.Outcome.OPEN).delete()
    for report in Report.objects.filter(reporter=user).select_related("contribution"):
        others = report.contribution.reports.filter(outcome=Report.Outcome.OPEN)
        report.contribution.open_reports = others.exclude(pk=report.pk).count()
        report.contribution.save(update_fields=["open_reports"])


def _unname_in_notices(links_by_reader, pen_name, former):
    """Take his name out of what others were told of his replies."""
    if not pen_name:
        return
    told = Notice.objects.filter(kind=Notice.Kind.REPLY, user__in=links_by_reader)
    for notice in told:
        if notice.link in links_by_reader[notice.user_id]:
            notice.subject = notice.subject.replace(pen_name, former)
            notice.text = notice.text.replace(pen_name, former)
            notice.save(update_fields=["subject", "text"])


def _unname_in_journal(user, words, former):
    """Leave what was done and when in the journal, and no word that names him."""
    for entry in JOURNAL.rows(user):
        if entry.actor_id == user.pk:
            entry.actor = None
        if entry.subject_kind not in _KEPT_KINDS:
            entry.subject_label = former
            entry.detail.pop("note", None)  # free words, which may name him in any way
        entry.detail = _without(entry.detail, words, former)
        entry.save(update_fields=["actor", "subject_label", "detail"])


_KEPT_KINDS = {held.model.lower() for held in HELD if held.end == End.KEPT}


def _without(value, words, former):
    """Return JSON in which nothing names him."""
    if isinstance(value, dict):
        return {key: _without(one, words, former) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, words, former) for one in value]
    if isinstance(value, str):
        for word in sorted(words, key=len, reverse=True):
            value = value.replace(word, former)
    return value


def _sign_out_everywhere(user):
    """Delete what no row of another table takes with it: sessions, and the last code sent."""
    for held in HELD:
        if held.model in {"sessions.Session", "newsroom.SentCode"}:
            held.rows(user).delete()
