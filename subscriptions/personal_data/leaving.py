"""What becomes of a reader's contributions when he leaves: unnamed, or gone with their texts."""

from collections import defaultdict

from django.db.models import Q

from subscriptions import touching
from subscriptions.contributions.showing import hide, link_to
from subscriptions.models import Appeal, Contribution, Discussion, Judgement, Wording

State = Contribution.State


def leave_discussions(user, *, keeps, former):
    """Take the name of `user`, or all he wrote, out of every discussion.

    `keeps`: what readers see stays, under the name `former`; what they never saw loses its text in
    any case. Rows stay, empty, under the replies of others and for the figures of moderation.
    Returns {number of a reader whom he answered: the links that this reader was sent}.
    """
    written = Contribution.objects.filter(writer=user)
    answered = defaultdict(set)
    for reply in written.filter(parent__writer__isnull=False).select_related("parent"):
        answered[reply.parent.writer_id].add(link_to(reply))
    _note(written)
    if not keeps:
        for contribution in written.filter(state=State.APPROVED).order_by("article", "pk"):
            hide(contribution, State.WITHDRAWN)
        Discussion.objects.filter(extract__writer=user).update(extract=None)
    shown = written.filter(state=State.APPROVED)
    Judgement.objects.filter(wording__writer=user).update(note="", before={})
    seen = Q(contribution__in=shown, state=Wording.State.APPROVED)
    _empty(Wording.objects.filter(writer=user).exclude(seen))
    written.filter(state=State.PENDING).update(state=State.WITHDRAWN)
    written.exclude(state=State.APPROVED).update(shown_html="", highlighted_at=None, open_reports=0)
    written.update(pen_name=former)
    return answered


def _note(written):
    """Take the old pages away that bear his name; a line above answers may tell something else."""
    seen = Q(state=State.APPROVED) | Q(state=State.PENDING, is_listed=True)
    for number in written.filter(seen).values_list("article", flat=True).distinct():
        touching.note_taken_away(number)


def _empty(wordings):
    """Take the words out of `wordings`, of what the rules quoted, and of the appeals about them."""
    numbers = list(wordings.values_list("pk", flat=True))
    Appeal.objects.filter(judgement__wording__in=numbers).update(words="", note="")
    emptied = Wording.objects.filter(pk__in=numbers)
    emptied.filter(state=Wording.State.PENDING).update(state=Wording.State.WITHDRAWN)
    emptied.filter(state=Wording.State.APPROVED).update(state=Wording.State.WITHDRAWN)
    emptied.update(text="", verdicts=[], digest="", is_to_reread=False, claimed_until=None)
