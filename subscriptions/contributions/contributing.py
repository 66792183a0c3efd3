"""What readers and the newsroom do in a discussion: write, withdraw, report, answer, choose.

The verbs lock the writer's `Reader` first, then the discussion and the contribution: what one
reader does at the same moment from two places is done in turn, and a form sent twice (`key`) once.
"""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from authors.models import Author
from newsroom.keeping import noting
from newsroom.models import JournalEntry
from subscriptions import touching
from subscriptions.contributions import pen_names
from subscriptions.contributions.discussion import ground_of, shown, standing_on
from subscriptions.contributions.showing import discussion_of, held, hide, show
from subscriptions.contributions.wording import tidy
from subscriptions.models import Contribution, Discussion, Reader, Report, Wording
from subscriptions.moderation import judging, reporting
from subscriptions.reader import is_subscriber, reader_of

State, Voice = Contribution.State, Contribution.Voice


class ContributingError(Exception):
    """What the reader asked for cannot be done; the sentence says why.

    `field` is the part of the form that it is about, `text` or `pen_name`; empty: the whole.
    """

    def __init__(self, words, field=""):
        super().__init__(words)
        self.field = field


# --- Readers -------------------------------------------------------------------------------------
@noting()
def submit(*, article, user, text, key, pen_name="", parent=None) -> Contribution:
    """Send a contribution to `article`, or a reply to the contribution `parent`; return it.

    `key` is the UUID of the form: sent twice, it is the same contribution. `pen_name` is the name
    to be shown, asked for until the reader has one. Raises ContributingError.
    """
    reader = _held_reader(user)
    if known := _sent_before(user, key):
        return known
    ground = ground_of(article.pk)
    turns = standing_on(ground, user)
    if why := turns.why_no_reply if parent else turns.why_no_contribution:
        raise ContributingError(why)
    _check_answerable(parent, article)
    text = _checked(text, ground.space)
    voice, name = _author_voice(ground, user) or (Voice.READER, _own_name(reader, pen_name))
    if ground.discussion.pk is None:
        discussion_of(article.pk)
    contribution = Contribution.objects.create(
        article=article, parent=parent, writer=user, voice=voice, pen_name=name
    )
    _send(_word(contribution, user, text, key), ground)
    return contribution


@noting()
def edit(*, contribution, user, text, key) -> Contribution:
    """Send a new text of a contribution; readers keep the earlier one until it is approved.

    Raises ContributingError, PermissionDenied when somebody else wrote it.
    """
    _held_reader(user)
    if known := _sent_before(user, key):
        return known
    contribution = _own(contribution, user)
    if contribution.state not in Contribution.COUNTING:
        raise ContributingError(_("This contribution was withdrawn or refused: write a new one."))
    is_answer = contribution.voice == Voice.NEWSROOM
    if is_answer:  # shown at once: whoever has left the newsroom no longer speaks for it
        _check_answers(user)
    ground = ground_of(contribution.article_id)
    if not is_answer and (why := standing_on(ground, user).why):
        raise ContributingError(why)
    text = _checked(text, ground.space)
    last = contribution.wordings.order_by("-pk").first()
    if last.text == text:
        return contribution
    pending = contribution.wordings.filter(state=Wording.State.PENDING)
    pending.update(state=Wording.State.REPLACED)
    if is_answer:
        contribution.wordings.filter(state=Wording.State.APPROVED).update(
            state=Wording.State.REPLACED
        )
        return show(_word(contribution, user, text, key))
    _send(_word(contribution, user, text, key), ground)
    return contribution


@noting()
def withdraw(*, contribution, user) -> Contribution:
    """Take back a contribution, always and for everybody; its turn comes back.

    Raises PermissionDenied when somebody else wrote it.
    """
    _held_reader(user)
    contribution = _own(contribution, user)
    if contribution.state not in Contribution.COUNTING:
        return contribution
    pending = contribution.wordings.filter(state=Wording.State.PENDING)
    pending.update(state=Wording.State.WITHDRAWN)
    return hide(contribution, State.WITHDRAWN)


@transaction.atomic
def report(*, contribution, user, reason, note="") -> Report:
    """Tell the moderators of a contribution that is shown, once a reader; return the report.

    `reason` is one of `Reason`. Raises ContributingError.
    """
    if not is_subscriber(user):
        raise ContributingError(_("Reporting is reserved to subscribers."))
    _held_reader(user)
    contribution = held(contribution)
    if contribution.state != State.APPROVED or contribution.voice != Voice.READER:
        raise ContributingError(_("This contribution is no longer shown."))
    if contribution.writer_id == user.pk:
        raise ContributingError(_("This contribution is yours: you may withdraw it."))
    told, is_new = Report.objects.get_or_create(
        contribution=contribution,
        reporter=user,
        defaults={"reason": reason, "note": note.strip(), "weighs": reporting.weighs(user)},
    )
    if is_new:
        counted = Contribution.objects.filter(pk=contribution.pk)
        counted.update(open_reports=F("open_reports") + 1)
    return told


@transaction.atomic
def choose_name(*, user, name) -> Reader:
    """Choose the name to be shown, or another one while nobody has checked it.

    Raises ContributingError when readers may not see it, or when it was checked already.
    """
    reader = _held_reader(user)
    if reader.pen_name_state == Reader.NameState.APPROVED:
        raise ContributingError(_("Your name has been checked: it stays as it is."), "pen_name")
    _take_name(reader, name)
    return reader


# --- The newsroom --------------------------------------------------------------------------------
@noting()
def answer(*, parent, by, text, key) -> Contribution:
    """Answer a contribution as the newsroom, at once; whoever wrote it is told.

    Somebody who signs the article answers as its author. Raises ContributingError.
    """
    _check_answers(by)
    _held_reader(by)
    if known := _sent_before(by, key):
        return known
    parent = held(parent)
    _check_answerable(parent, parent.article)
    ground = ground_of(parent.article_id)
    text = _checked(text, ground.space)
    voice, name = _author_voice(ground, by) or (Voice.NEWSROOM, _("The newsroom"))
    contribution = Contribution.objects.create(
        article=parent.article, parent=parent, writer=by, voice=voice, pen_name=name
    )
    JournalEntry.record(actor=by, verb="answer_contribution", subject=parent)
    return show(_word(contribution, by, text, key))


@noting()
def choose(*, contribution, by) -> Contribution:
    """Mark a contribution that is shown as chosen by the newsroom."""
    return _mark(contribution, by, timezone.now(), "choose_contribution")


@noting()
def unchoose(*, contribution, by) -> Contribution:
    """Take the mark of the newsroom's choice off a contribution."""
    return _mark(contribution, by, None, "unchoose_contribution")


@noting()
def set_extract(*, article, contribution, by) -> Discussion:
    """Choose the contribution of which everybody reads an extract; None: none."""
    _check_answers(by)
    discussion_of(article.pk)
    discussion = Discussion.objects.select_for_update().get(article=article)
    if contribution is not None and shown(article.pk, contribution.pk) is None:
        raise ContributingError(_("Only a contribution that is shown can be chosen."))
    if discussion.extract != contribution:
        discussion.extract = contribution
        discussion.save(update_fields=["extract"])
        touching.note_shown(article.pk)
    JournalEntry.record(actor=by, verb="choose_extract", subject=discussion)
    return discussion


def _mark(contribution, by, at, verb):
    _check_answers(by)
    contribution = held(contribution)
    if contribution.state != State.APPROVED:
        raise ContributingError(_("Only a contribution that is shown can be chosen."))
    if bool(contribution.highlighted_at) != bool(at):
        contribution.highlighted_at = at
        contribution.save(update_fields=["highlighted_at"])
        JournalEntry.record(actor=by, verb=verb, subject=contribution)
        touching.note_shown(contribution.article_id)
    return contribution


# --- Steps ---------------------------------------------------------------------------------------
def _held_reader(user):
    """Return what the space knows of `user`, locked until the transaction ends."""
    found = Reader.objects.select_for_update(of=("self",)).select_related("user")
    return found.filter(user=user).first() or found.get(pk=reader_of(user).pk)


def _sent_before(user, key):
    """Return the contribution that the form `key` of `user` has become; None when it is new."""
    known = Wording.objects.filter(writer=user, key=key).select_related("contribution").first()
    return known and known.contribution


def _own(contribution, user):
    if contribution.writer_id != user.pk:
        raise PermissionDenied
    return held(contribution)


def _check_answers(by):
    if not by.has_perm("subscriptions.answer_contribution"):
        raise PermissionDenied


def _check_answerable(parent, article):
    """Raise ContributingError when `parent` cannot be replied to under `article`."""
    if parent is None:
        return
    now = Contribution.objects.filter(pk=parent.pk, article=article, state=State.APPROVED)
    if parent.parent_id is not None or not now.exists():
        raise ContributingError(_("The contribution that you reply to is no longer shown."))


def _checked(text, space):
    """Return `text` as it is kept. Raises ContributingError when it is empty or too long."""
    text = tidy(text)
    if not text:
        raise ContributingError(_("Write your text here."), "text")
    if excess := max(0, len(text) - space.most_signs):
        words = ngettext(
            "Your text is %(excess)d sign too long: %(most)d at most.",
            "Your text is %(excess)d signs too long: %(most)d at most.",
            excess,
        )
        raise ContributingError(words % {"excess": excess, "most": space.most_signs}, "text")
    return text


def _own_name(reader, pen_name):
    """Return the name that `reader` writes under, taking `pen_name` when he has none yet."""
    if pen_names.is_wanted(reader):
        _take_name(reader, pen_name)
    return reader.pen_name


def _take_name(reader, name):
    try:
        pen_names.take(reader, name)
    except pen_names.PenNameError as error:
        raise ContributingError(str(error), "pen_name") from None


def _author_voice(ground, user):
    """Return (voice, name printed with the article) when `user` signs it; None otherwise."""
    own = Author.objects.filter(account=user).values_list("pk", flat=True).first()
    signing = ground.publication.page["authors"] if own and ground.publication else []
    name = next((author["name"] for author in signing if author["id"] == own), None)
    return name and (Voice.AUTHOR, name[: pen_names.MOST])


def _word(contribution, user, text, key):
    return Wording.objects.create(contribution=contribution, writer=user, key=key, text=text)


def _send(wording, ground):
    """Let the rules read a text, and show it at once where they and the mode allow it."""
    if judging.settle_automatically(wording, ground.mode):
        wording.contribution.refresh_from_db()
