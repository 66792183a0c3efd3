"""What became of a reader's own contributions, told to himself: state, reason, and what he may do.

A decision that may still be undone is told to nobody, so that it does not stand here either.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone

from articles.models import Publication
from subscriptions.models import Appeal, Contribution, ContributionSpace, Judgement, Wording

State = Contribution.State


@dataclass(frozen=True)
class Mine:
    """A contribution of the reader himself.

    `publication` is the article as readers see it, None when it is withdrawn. `text` is what he
    wrote last, `waits` that nobody has decided about it yet. `refusal` is the judgement against it,
    `appeal` his appeal, `may_appeal` whether he still may.
    """

    contribution: Contribution
    publication: Publication | None
    text: str
    waits: bool
    refusal: Judgement | None
    appeal: Appeal | None
    may_appeal: bool

    @property
    def state(self):
        return State.PENDING if self.waits else State(self.contribution.state)

    @property
    def is_counting(self):
        """Whether it may still be withdrawn, and changed as long as readers see the article."""
        return self.contribution.state in Contribution.COUNTING

    @property
    def is_shown_meanwhile(self):
        """Whether readers see an earlier text while the last one waits."""
        return self.waits and bool(self.contribution.shown_html)


def of(user):
    """Return the contributions of `user`, whatever their state."""
    return Contribution.objects.filter(writer=user)


def told(contributions, now=None, *, ground=None) -> list[Mine]:
    """Return what to tell of `contributions`, in the same order; queries do not grow with them.

    `ground` is that of the article under which all of them stand, if it is known.
    """
    if not contributions:
        return []
    now = now or timezone.now()
    wordings = Wording.objects.order_by("pk").prefetch_related(
        Prefetch("judgements", _standing_judgements())
    )
    prefetch_related_objects(contributions, Prefetch("wordings", wordings))
    if ground is None:
        publications, space = _shown(contributions, now), ContributionSpace.current()
    else:
        publications, space = {ground.article_id: ground.publication}, ground.space
    days = datetime.timedelta(days=space.appeal_days)
    return [
        _mine(contribution, publications.get(contribution.article_id), now, days)
        for contribution in contributions
    ]


def _shown(contributions, now):
    """Return `{article's number: Publication}` of those that readers see now."""
    articles = {contribution.article_id for contribution in contributions}
    shown = Publication.objects.visible(now).for_cards().filter(article__in=articles)
    return {publication.article_id: publication for publication in shown}


def refusal_to_appeal(user, number, now=None) -> Mine | None:
    """Return the contribution whose refusal `number` its writer `user` may appeal against."""
    found = of(user).filter(wordings__judgements=number).first()
    if found is None:
        return None
    (mine,) = told([found], now)
    is_this = mine.refusal is not None and mine.refusal.pk == number
    return mine if is_this and mine.may_appeal else None


def _standing_judgements():
    return Judgement.objects.filter(undone_at__isnull=True).select_related("appeal")


def _mine(contribution, publication, now, appeal_days):
    last = list(contribution.wordings.all())[-1]
    judgements = list(last.judgements.all())  # the newest first
    newest = judgements[0] if judgements else None
    is_gone = contribution.state == State.WITHDRAWN
    is_settled = newest is not None and newest.settles_at <= now
    waits = not is_gone and (last.state == Wording.State.PENDING or bool(newest and not is_settled))
    is_refused = is_settled and not is_gone and newest.verdict == Judgement.Verdict.REJECTED
    refusal = newest if is_refused and not waits else None
    appeal = next((one.appeal for one in judgements if hasattr(one, "appeal")), None)
    is_first = refusal is not None and refusal.occasion != Judgement.Occasion.APPEAL
    return Mine(
        contribution=contribution,
        publication=publication,
        text=last.text,
        waits=waits,
        refusal=refusal,
        appeal=appeal,
        may_appeal=is_first and appeal is None and now < refusal.settles_at + appeal_days,
    )
