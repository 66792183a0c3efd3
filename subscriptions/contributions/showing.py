"""What readers see of a contribution: shown and hidden here, by whoever decided it.

Nothing here asks for a permission: the verbs do, before they call. They call it inside their own
transaction, and begin with `held`, so that all of them lock in one order: reader, discussion,
contribution, wording. What changes for readers is noted here, for their `noting` to write.
"""

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Publication
from newsroom.models import Newspaper
from subscriptions import notices, touching
from subscriptions.contributions.wording import compose
from subscriptions.models import Contribution, Discussion, Notice, Reader, Wording

State = Contribution.State


class NotShowable(Exception):
    """Readers may not see this contribution yet; the sentence says why."""


def discussion_of(article_id) -> Discussion:
    """Return the discussion of an article, made now if nobody has written in it."""
    return Discussion.objects.get_or_create(article_id=article_id)[0]


def held(contribution) -> Contribution:
    """Return `contribution` as it is now, locked together with its discussion."""
    discussion_of(contribution.article_id)
    Discussion.objects.select_for_update().get(article=contribution.article_id)
    found = Contribution.objects.select_for_update(of=("self",))
    return found.select_related("parent", "article").get(pk=contribution.pk)


def may_be_named(contribution) -> bool:
    """Whether the name over `contribution` has been checked; only readers choose theirs."""
    if contribution.voice != Contribution.Voice.READER or contribution.writer_id is None:
        return True
    checked = Reader.objects.filter(
        user=contribution.writer_id, pen_name_state=Reader.NameState.APPROVED
    )
    return checked.exists()


def show(wording, *, tell_at=None) -> Contribution:
    """Let readers see `wording`; they see it instead of an earlier one of the same contribution.

    The first time, whoever is answered is told, not before `tell_at` (UTC). Raises NotShowable
    while the name of its writer has not been checked.
    """
    contribution = held(wording.contribution)
    if not may_be_named(contribution):
        raise NotShowable(_("Check the name of this reader first."))
    was_shown = contribution.state == State.APPROVED
    wording.state = Wording.State.APPROVED
    wording.save(update_fields=["state"])
    contribution.shown_html = compose(wording.text, thin_spaces=Newspaper.current().thin_spaces)
    contribution.shown_at = contribution.shown_at or timezone.now()
    contribution.state, contribution.is_listed = State.APPROVED, True
    contribution.save(update_fields=["shown_html", "shown_at", "state", "is_listed"])
    if not was_shown:
        _count(contribution, 1)
        _list_parent(contribution)
        _tell_parent(contribution, tell_at)
    touching.note_shown(contribution.article_id)
    return contribution


def hide(contribution, state) -> Contribution:
    """Take `contribution` from readers and leave it in `state`, any but approved.

    What was answered leaves a line above its answers. A notice of it that has not left never does.
    """
    contribution = held(contribution)
    was_shown, was_listed = contribution.state == State.APPROVED, contribution.is_listed
    contribution.state, contribution.shown_html = state, ""
    contribution.is_listed = contribution.is_listed and _is_answered(contribution)
    contribution.save(update_fields=["state", "shown_html", "is_listed"])
    if was_shown:
        _count(contribution, -1)
        _list_parent(contribution)
        _told(contribution).filter(sent_at__isnull=True).delete()
        touching.note_taken_away(contribution.article_id)
    elif was_listed:  # the line above its answers tells who took it away
        touching.note_shown(contribution.article_id)
    return contribution


def link_to(contribution) -> str:
    """Return where subscribers find `contribution`: under the one that it answers, if any."""
    number = contribution.parent_id or contribution.pk
    page = reverse("subscriptions:discussion_replies", args=[contribution.article_id, number])
    return f"{page}#c{contribution.pk}"


def _count(contribution, change):
    discussion = Discussion.objects.filter(article=contribution.article_id)
    discussion.update(shown_count=F("shown_count") + change)


def _is_answered(contribution):
    return Contribution.objects.filter(parent=contribution.pk, state=State.APPROVED).exists()


def _list_parent(contribution):
    """Keep or drop the line of a contribution that is gone, after one of its answers changed."""
    parent = contribution.parent
    if parent and parent.state != State.APPROVED:
        Contribution.objects.filter(pk=parent.pk).update(is_listed=_is_answered(parent))


def _told(contribution):
    return Notice.objects.filter(kind=Notice.Kind.REPLY, link=link_to(contribution))


def _tell_parent(contribution, tell_at):
    """Tell whoever is answered, once, unless he answers himself."""
    parent = contribution.parent
    if parent is None or parent.writer_id in (None, contribution.writer_id):
        return
    if _told(contribution).exists():
        return
    publication = Publication.objects.visible().filter(article=contribution.article_id).first()
    heading = publication.heading if publication else contribution.article.headline
    told = {"name": contribution.pen_name, "headline": heading}
    notices.notify(
        user=parent.writer,
        kind=Notice.Kind.REPLY,
        subject=_("%(name)s has replied to you") % told,
        text=_("%(name)s has replied to your contribution under “%(headline)s”.") % told,
        link=link_to(contribution),
        send_after=tell_at,
    )
