"""The verbs of judgement: approve, reject, undo, appeal, and what readers report.

The journal of these acts are the judgements themselves: who decided what on which text, when, and
which rules had spoken. Nothing is decided twice: whoever comes second is told by `JudgingError`.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from newsroom.keeping import noting
from subscriptions.contributions import showing
from subscriptions.models import (
    Appeal,
    Contribution,
    ContributionSpace,
    Judgement,
    Mode,
    Reader,
    Reason,
    Report,
    Wording,
)
from subscriptions.moderation import effects, letters, pipeline
from subscriptions.moderation.claiming import check_moderates, holder_of

APPROVED, REJECTED = Judgement.Verdict.APPROVED, Judgement.Verdict.REJECTED
Occasion = Judgement.Occasion

_LONGEST_APPEAL = 1000  # signs


class JudgingError(Exception):
    """This cannot be decided, or not by this person; the sentence says why."""


# --- Approving and rejecting ---------------------------------------------------------------------
@noting()
def approve(*, wording, by) -> Judgement:
    """Let readers see `wording`, and answer what was reported of it or appealed against."""
    held, occasion, appeal = _begin(wording, by)
    if occasion is Occasion.AGAIN and held.wording.state != Wording.State.REJECTED:
        raise JudgingError(_already(held.wording))
    if held.reader and held.reader.pen_name_state == Reader.NameState.REJECTED:
        raise JudgingError(_("The name of this writer was refused: he has to choose another one."))
    judgement = effects.record(held, verdict=APPROVED, by=by, occasion=occasion, appeal=appeal)
    _answer(held, appeal, by, Appeal.Outcome.OVERTURNED, Report.Outcome.DISMISSED)
    if held.wording.state == Wording.State.APPROVED:
        Wording.objects.filter(pk=held.wording.pk).update(is_to_reread=False)
    elif _has_later(held):
        Wording.objects.filter(pk=held.wording.pk).update(state=Wording.State.REPLACED)
    else:
        _publish(held, judgement)
    if appeal:
        letters.overturned(judgement)
    return judgement


@noting()
def reject(*, wording, by, reason, note="") -> Judgement:
    """Refuse `wording` for a `reason` of the list (Reason) and tell its writer, with the `note`."""
    held, occasion, appeal = _begin(wording, by)
    if reason not in Reason.values:
        raise JudgingError(_("Choose the reason that the writer is told."))
    if occasion is Occasion.AGAIN and held.wording.state != Wording.State.APPROVED:
        raise JudgingError(_already(held.wording))
    judgement = effects.record(
        held,
        verdict=REJECTED,
        by=by,
        occasion=occasion,
        reason=reason,
        note=note.strip()[:500],
        appeal=appeal,
    )
    _answer(held, appeal, by, Appeal.Outcome.UPHELD, Report.Outcome.UPHELD)
    if held.wording.state != Wording.State.REJECTED:
        effects.refuse(held)
    letters.refused(judgement, may_appeal_until=appeal_until(judgement))
    return judgement


def _publish(held, judgement):
    try:
        effects.publish(held, judgement)
    except showing.NotShowable as error:
        raise JudgingError(str(error)) from error


def _begin(wording, by):
    """Check who judges, lock, and return what is held, on which occasion, and the open appeal."""
    check_moderates(by)
    held = effects.hold(wording)
    if held.contribution.state == Contribution.State.WITHDRAWN:
        raise JudgingError(_("Its writer has withdrawn this text meanwhile."))
    if held.wording.state in (Wording.State.REPLACED, Wording.State.WITHDRAWN):
        raise JudgingError(_("Its writer has sent another text meanwhile: judge that one."))
    if held.contribution.writer_id == by.pk:
        raise JudgingError(_("This text is yours: somebody else has to judge it."))
    if other := holder_of(held.wording, besides=by):
        raise JudgingError(_("%(name)s is reading this text now.") % {"name": other})
    appeal = _open_appeal(held.wording)
    if appeal and appeal.judgement.by_id == by.pk:
        raise JudgingError(_("You refused this text: another person judges the appeal."))
    return held, _occasion(held, appeal), appeal


def _occasion(held, appeal):
    if appeal:
        return Occasion.APPEAL
    if held.wording.state == Wording.State.PENDING:
        return Occasion.QUEUE
    if held.wording.is_to_reread:
        return Occasion.REREAD
    is_shown = held.contribution.state == Contribution.State.APPROVED
    if is_shown and held.contribution.open_reports:
        return Occasion.REPORT
    return Occasion.AGAIN


def _answer(held, appeal, by, outcome, of_reports):
    """Close the appeal and the reports that this judgement answers."""
    if appeal:
        Appeal.objects.filter(pk=appeal.pk).update(
            outcome=outcome, judged_by=by, judged_at=timezone.now()
        )
    elif held.wording.state == Wording.State.APPROVED:
        effects.settle_reports(held, of_reports)


def _already(wording):
    last = wording.judgements.filter(undone_at__isnull=True).select_related("by").first()
    if last is None:
        return _("This text has already been judged.")
    said = {"name": last.by or _("the rules"), "verdict": last.get_verdict_display()}
    return _("This text has already been judged by %(name)s: %(verdict)s.") % said


def _has_later(held):
    """Whether the writer has sent another text since, which waits or is shown."""
    later = held.wordings[[each.pk for each in held.wordings].index(held.wording.pk) + 1 :]
    return any(each.state in (Wording.State.PENDING, Wording.State.APPROVED) for each in later)


# --- Undoing -------------------------------------------------------------------------------------
@noting()
def undo(*, judgement, by) -> Wording:
    """Take back one's own judgement while it has not settled: everything is as it was before."""
    check_moderates(by)
    held = effects.hold(judgement.wording)
    judgement = Judgement.objects.select_for_update(of=("self",)).get(pk=judgement.pk)
    if judgement.by_id != by.pk:
        raise JudgingError(_("Only who has judged can take it back."))
    if judgement.undone_at:
        raise JudgingError(_("This judgement was already taken back."))
    if timezone.now() >= judgement.settles_at:
        raise JudgingError(_("It is too late to take this back: judge the text again."))
    if held.contribution.state == Contribution.State.WITHDRAWN:
        raise JudgingError(_("Its writer has withdrawn this text meanwhile."))
    later = Judgement.objects.filter(
        wording__contribution=held.contribution, undone_at__isnull=True, pk__gt=judgement.pk
    )
    if later.exists():
        raise JudgingError(_("This text was judged again meanwhile."))
    effects.put_back(held, judgement)
    judgement.undone_at = timezone.now()
    judgement.save(update_fields=["undone_at"])
    return held.wording


# --- Without a person ----------------------------------------------------------------------------
@noting()
def settle_automatically(wording, mode) -> Judgement | None:
    """Read a text that has just come by the rules, and show it at once where `mode` allows it.

    What the rules hold, and whatever comes before its writer's name was checked, waits for a
    person: the machine refuses nothing. Call it in the transaction that stores the wording.
    """
    verdicts = pipeline.run(wording)
    if pipeline.is_held(verdicts) or mode not in (Mode.POST, Mode.TRUSTED):
        return None  # nothing of others is locked for what only waits
    held = effects.hold(wording)
    is_trusted = bool(held.reader and held.reader.is_trusted)
    is_open = mode == Mode.POST or is_trusted
    if not is_open or not showing.may_be_named(held.contribution):
        return None
    judgement = effects.record(held, verdict=APPROVED, by=None, occasion=Occasion.QUEUE)
    effects.publish(held, judgement)
    wording.refresh_from_db(fields=["state", "is_to_reread"])
    return judgement


# --- Appeals -------------------------------------------------------------------------------------
def appeal_until(judgement) -> datetime | None:
    """Return until when (UTC) the writer may appeal against a refusal; None once he has."""
    if judgement.verdict != REJECTED or judgement.occasion == Occasion.APPEAL:
        return None
    if Appeal.objects.filter(judgement__wording=judgement.wording_id).exists():
        return None
    return judgement.settles_at + timedelta(days=ContributionSpace.current().appeal_days)


@transaction.atomic
def appeal(*, judgement, user, words) -> Appeal:
    """Ask, as the writer, for another person to look again at a refusal. Once, within some days."""
    held = effects.hold(judgement.wording)
    judgement = Judgement.objects.get(pk=judgement.pk)
    if held.contribution.writer_id != user.pk:
        raise JudgingError(_("This text is not yours."))
    if Appeal.objects.filter(judgement__wording=held.wording).exists():
        raise JudgingError(_("You have already asked for this text to be looked at again."))
    until = appeal_until(judgement)
    if judgement.undone_at or until is None or held.wording.state != Wording.State.REJECTED:
        raise JudgingError(_("There is nothing to appeal against."))
    if _has_later(held):
        raise JudgingError(_("You have sent another text since: that one counts."))
    if timezone.now() > until:
        raise JudgingError(_("The time to appeal against this decision is over."))
    return Appeal.objects.create(judgement=judgement, words=words.strip()[:_LONGEST_APPEAL])


def judge_appeal(*, appeal, by, outcome, note="") -> Judgement:
    """Decide on an appeal, as another person than who refused: UPHELD or OVERTURNED."""
    wording = appeal.judgement.wording
    if _open_appeal(wording) != appeal:
        raise JudgingError(_("This appeal has already been judged."))
    if outcome == Appeal.Outcome.OVERTURNED:
        return approve(wording=wording, by=by)
    return reject(wording=wording, by=by, reason=appeal.judgement.reason, note=note)


def _open_appeal(wording):
    found = Appeal.objects.filter(judgement__wording=wording.pk, outcome=Appeal.Outcome.OPEN)
    return found.select_related("judgement").first()


# --- Reports -------------------------------------------------------------------------------------
def judge_reports(*, contribution, by, outcome, reason="", note="") -> Judgement:
    """Answer the reports of a contribution: UPHELD refuses it for a reason, DISMISSED keeps it."""
    wording = contribution.wordings.filter(state=Wording.State.APPROVED).last()
    if wording is None or not contribution.reports.filter(outcome=Report.Outcome.OPEN).exists():
        raise JudgingError(_("These reports have already been answered."))
    if outcome == Report.Outcome.DISMISSED:
        return approve(wording=wording, by=by)
    return reject(wording=wording, by=by, reason=reason, note=note)
