"""What a judgement changes: locked in one order, noted as it was, and put back when it is undone.

The order is that of all verbs: reader, discussion, contribution, wordings. A judgement notes what
it is about to change (`before`), so that undoing it puts back exactly that, whatever the verb was.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from subscriptions import touching
from subscriptions.contributions import showing
from subscriptions.models import (
    Appeal,
    Contribution,
    ContributionSpace,
    Discussion,
    Judgement,
    Notice,
    Reader,
    Report,
    Wording,
)

_KEPT = ("state", "shown_html", "shown_at", "highlighted_at")


@dataclass
class Held:
    """A text with all that a judgement may change, locked until the transaction ends.

    `reader` is None when the account is gone, or when the newsroom wrote.
    """

    wording: Wording
    contribution: Contribution
    wordings: list[Wording]
    reader: Reader | None


def hold(wording) -> Held:
    """Lock what a judgement on `wording` may change, and read it anew."""
    reader = Reader.objects.select_for_update(of=("self",)).filter(user=wording.writer_id).first()
    contribution = showing.held(wording.contribution)
    found = Wording.objects.select_for_update(of=("self",)).filter(contribution=contribution)
    wordings = list(found.order_by("submitted_at", "pk"))
    own = next(each for each in wordings if each.pk == wording.pk)
    own.contribution = contribution
    return Held(own, contribution, wordings, reader)


def record(held, *, verdict, by, occasion, reason="", note="", appeal=None) -> Judgement:
    """Write the judgement with what it is about to change; call it before anything changes."""
    now = timezone.now()
    undo = ContributionSpace.current().undo_seconds if by else 0
    return Judgement.objects.create(
        wording=held.wording,
        verdict=verdict,
        by=by,
        occasion=occasion,
        reason=reason,
        note=note,
        rules=[told["rule"] for told in held.wording.verdicts],
        at=now,
        settles_at=now + timedelta(seconds=undo),
        before=_before(held, appeal),
    )


def _before(held, appeal):
    reports = held.contribution.reports.filter(outcome=Report.Outcome.OPEN)
    extract = Discussion.objects.filter(extract=held.contribution.pk).exists()
    return {
        "contribution": _fields(held.contribution),
        "wordings": {str(each.pk): [each.state, each.is_to_reread] for each in held.wordings},
        "name": held.reader.pen_name_state if held.reader else "",
        "is_extract": extract,
        "reports": list(reports.values_list("pk", flat=True)),
        "appeal": appeal.pk if appeal else None,
    }


def _fields(contribution):
    return {name: _plain(getattr(contribution, name)) for name in _KEPT}


def _plain(value):
    return value.isoformat() if hasattr(value, "isoformat") else value


# --- Doing ---------------------------------------------------------------------------------------
def publish(held, judgement):
    """Show the wording; the name over a first contribution is approved with it."""
    if held.reader and held.reader.pen_name_state == Reader.NameState.PENDING:
        _set_name(held.reader, Reader.NameState.APPROVED)
    others = Wording.objects.filter(contribution=held.contribution, state=Wording.State.APPROVED)
    others.exclude(pk=held.wording.pk).update(state=Wording.State.REPLACED, is_to_reread=False)
    showing.show(held.wording, tell_at=judgement.settles_at)
    was_read = judgement.by_id is not None
    Wording.objects.filter(pk=held.wording.pk).update(is_to_reread=not was_read)


def refuse(held):
    """Refuse the wording; the contribution goes with it unless an earlier text of it is shown."""
    is_shown = held.wording.state == Wording.State.APPROVED
    Wording.objects.filter(pk=held.wording.pk).update(
        state=Wording.State.REJECTED, is_to_reread=False
    )
    if is_shown or held.contribution.state == Contribution.State.PENDING:
        showing.hide(held.contribution, Contribution.State.REJECTED)
        Contribution.objects.filter(pk=held.contribution.pk).update(highlighted_at=None)
        Discussion.objects.filter(extract=held.contribution.pk).update(extract=None)


def settle_reports(held, outcome):
    """Answer all open reports of the contribution in one way."""
    held.contribution.reports.filter(outcome=Report.Outcome.OPEN).update(outcome=outcome)
    Contribution.objects.filter(pk=held.contribution.pk).update(open_reports=0)


# --- Undoing -------------------------------------------------------------------------------------
def put_back(held, judgement):
    """Put everything back as the judgement found it; a text sent meanwhile takes its place."""
    before = judgement.before
    fields = before["contribution"]
    _note_put_back(held.contribution, before)
    _put_back_wordings(held, before["wordings"])
    if fields["state"] != held.contribution.state:
        _put_back_showing(held, fields["state"], before["wordings"])
    Contribution.objects.filter(pk=held.contribution.pk).update(**fields)
    if before["is_extract"]:
        Discussion.objects.filter(article=held.contribution.article_id).update(
            extract=held.contribution
        )
    if held.reader and before["name"]:
        _set_name(held.reader, before["name"])
    _reopen_reports(held, before["reports"])
    if before["appeal"]:
        Appeal.objects.filter(pk=before["appeal"]).update(
            outcome=Appeal.Outcome.OPEN, judged_by=None, judged_at=None, note=""
        )
    Notice.objects.filter(
        user=held.wording.writer_id,
        kind=Notice.Kind.JUDGEMENT,
        send_after=judgement.settles_at,
        sent_at__isnull=True,
    ).delete()


def _note_put_back(contribution, before):
    """Note what readers see otherwise now; what was shown by mistake is in no old copy either."""
    was, now = before["contribution"], _fields(contribution)
    if Contribution.State.APPROVED not in (was["state"], now["state"]):
        return
    if now["shown_html"] and now["shown_html"] != was["shown_html"]:
        touching.note_taken_away(contribution.article_id)
    extract = Discussion.objects.filter(extract=contribution.pk)
    if now != was or (before["is_extract"] and not extract.exists()):
        touching.note_shown(contribution.article_id)


def _put_back_showing(held, state, wordings):
    if state != Contribution.State.APPROVED:
        showing.hide(held.contribution, state)
        return
    shown = [pk for pk, (was, _reread) in wordings.items() if was == Wording.State.APPROVED]
    showing.show(held.contribution.wordings.get(pk=shown[-1]))


def _put_back_wordings(held, wordings):
    """A text that the writer sent after the judgement is the one that waits now."""
    is_taken = any(
        each.state == Wording.State.PENDING and str(each.pk) not in wordings
        for each in held.wordings
    )
    for pk, (state, is_to_reread) in wordings.items():
        if is_taken and state == Wording.State.PENDING:
            state = Wording.State.REPLACED
        Wording.objects.filter(pk=pk).update(state=state, is_to_reread=is_to_reread)


def _reopen_reports(held, reports):
    Report.objects.filter(pk__in=reports).update(outcome=Report.Outcome.OPEN)
    count = held.contribution.reports.filter(outcome=Report.Outcome.OPEN).count()
    Contribution.objects.filter(pk=held.contribution.pk).update(open_reports=count)


def _set_name(reader, state):
    reader.pen_name_state = state
    reader.save(update_fields=["pen_name_state"])
