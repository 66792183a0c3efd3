"""What the buttons of the moderation do: each presses one verb."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from newsroom.keeping import noting
from newsroom.numbers import whole
from subscriptions.contributions import contributing
from subscriptions.contributions.contributing import ContributingError
from subscriptions.models import Judgement, Sanction, Wording
from subscriptions.moderation import claiming, judging, sanctioning
from subscriptions.moderation.judging import JudgingError

JUDGING = {"approve", "reject", "approve_highlight", "skip"}
"""After these the next text comes; the others leave the moderator where he is."""


def do(request, wording) -> bool:
    """Carry out the button that was pressed; return whether the same text stays on the screen.

    Raises JudgingError with a sentence for the moderator.
    """
    name = request.POST.get("do", "")
    if request.POST.get("reason_now"):  # a reason is a button of its own
        name = "reject"
    act = _ACTS.get(name)
    if act is None:
        raise JudgingError(_("Press one of the buttons."))
    try:
        act(request, wording)
    except ContributingError as error:
        raise JudgingError(str(error)) from error
    return name not in JUDGING


def judge(request, wording):
    """Approve or reject `wording` as the form says, with its reason and note."""
    if request.POST.get("do") == "approve":
        return judging.approve(wording=wording, by=request.user)
    return _reject(request, wording)


def _approve(request, wording):
    judging.approve(wording=wording, by=request.user)


def _reject(request, wording):
    reason = request.POST.get("reason_now") or request.POST.get("reason", "")
    note = _typed(request, "note")
    return judging.reject(wording=wording, by=request.user, reason=reason, note=note)


def _approve_highlight(request, wording):
    with noting():
        if wording.state != Wording.State.APPROVED:
            judging.approve(wording=wording, by=request.user)
        contributing.choose(contribution=wording.contribution, by=request.user)


def _unhighlight(request, wording):
    contributing.unchoose(contribution=wording.contribution, by=request.user)


def _extract(request, wording):
    contribution = wording.contribution
    contributing.set_extract(
        article=contribution.article, contribution=contribution, by=request.user
    )
    messages.success(request, _("Everybody reads an extract of this contribution now."))


def _answer(request, wording):
    try:
        key = uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        raise PermissionDenied from None
    contributing.answer(
        parent=wording.contribution, by=request.user, text=request.POST.get("answer", ""), key=key
    )
    messages.success(request, _("Your answer is shown under the contribution."))


def _skip(request, wording):
    claiming.release(wording=wording, by=request.user)


def _undo(request, wording):
    number = whole(request.POST.get("judgement", ""))
    judgement = Judgement.objects.filter(pk=number, wording=wording).first()
    if judgement is None:
        raise JudgingError(_("There is nothing to take back."))
    judging.undo(judgement=judgement, by=request.user)
    messages.success(request, _("Taken back: everything is as it was."))


def _sanction(request, wording):
    sanction = sanctioning.suspend(
        user=_writer(wording),
        kind=request.POST.get("kind", ""),
        by=request.user,
        reason=_typed(request, "sanction_reason"),
    )
    words = _("Decided, and told to the reader: %(kind)s.")
    messages.success(request, words % {"kind": sanction.get_kind_display()})


def _lift(request, wording):
    number = whole(request.POST.get("sanction", ""))
    sanction = Sanction.objects.filter(pk=number, user=wording.writer_id).first()
    if sanction is None:
        raise JudgingError(_("There is nothing to lift."))
    sanctioning.lift(sanction=sanction, by=request.user)
    messages.success(request, _("Lifted: the reader can write again."))


def _trust(request, wording):
    sanctioning.trust(user=_writer(wording), by=request.user, is_trusted=True)


def _distrust(request, wording):
    sanctioning.trust(user=_writer(wording), by=request.user, is_trusted=False)


def _refuse_name(request, wording):
    note = _typed(request, "name_note")
    sanctioning.refuse_name(user=_writer(wording), by=request.user, note=note)
    messages.success(request, _("The reader is asked for another name; the text waits for it."))


def _typed(request, name):
    """Return what was typed, without the sign that no database keeps."""
    return request.POST.get(name, "").replace("\0", "")


def _writer(wording):
    if wording.writer is None:
        raise JudgingError(_("The account of this writer was deleted."))
    return wording.writer


_ACTS = {
    "approve": _approve,
    "reject": _reject,
    "approve_highlight": _approve_highlight,
    "unhighlight": _unhighlight,
    "extract": _extract,
    "answer": _answer,
    "skip": _skip,
    "undo": _undo,
    "sanction": _sanction,
    "lift": _lift,
    "trust": _trust,
    "distrust": _distrust,
    "refuse_name": _refuse_name,
}
