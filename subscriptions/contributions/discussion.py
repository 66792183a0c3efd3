"""The discussion under an article as it is read: who may write in it, and its pages.

A page costs the same number of queries and about the same bytes whatever the discussion holds: the
newest contributions, before them those the newsroom has chosen, with the first replies of each.
Older pages hang on the contribution that ends the one before: nothing is counted or skipped.
"""

import datetime
from dataclasses import dataclass, field
from functools import lru_cache, reduce
from operator import or_

from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Publication
from newsroom.dates import DateForm, day_and_time
from newsroom.prepared import Prepared
from subscriptions.models import (
    Appeal,
    Contribution,
    ContributionSpace,
    Discussion,
    Judgement,
    Mode,
    RubricDiscussion,
)
from subscriptions.reader import is_subscriber, suspension_of

PAGE = 16
"""Contributions of a page."""
CHOSEN = 3
"""Contributions chosen by the newsroom, before those of the first page."""
REPLIES = 2
"""Replies shown under each contribution; the others have a page of their own."""
REPLIES_PAGE = 30
"""Replies on the page of one contribution."""

State, Voice = Contribution.State, Contribution.Voice

_WHY = {
    "not_shown": gettext_lazy("This article is not online."),
    "article": gettext_lazy("The contributions to this article are closed."),
    "rubric": gettext_lazy("The articles of this rubric are not open to contributions."),
    "number": gettext_lazy("Enough has been said here: the contributions are closed."),
    "not_subscriber": gettext_lazy("Writing is reserved to subscribers."),
}


# --- What holds for an article -------------------------------------------------------------------
@dataclass(frozen=True)
class Ground:
    """What holds for the contributions to one article, as the desk has set it."""

    article_id: int
    publication: Publication | None
    space: ContributionSpace
    discussion: Discussion
    rubric_mode: str

    @property
    def mode(self):
        """What the article says, else its rubric or the one above, else the space."""
        return Mode(self.discussion.mode or self.rubric_mode or self.space.mode)

    @property
    def closed(self):
        """Why nobody may write any more, as a key of the sentences above; empty while it is open.

        By age it closes some days after the article was first published.
        """
        if self.publication is None:
            return "not_shown"
        if self.mode == Mode.CLOSED:
            return "article" if self.discussion.mode else "rubric"
        if self._too_old_at and timezone.now() >= self._too_old_at:
            return "age"
        most = self.space.closes_at_number
        return "number" if most and self.discussion.shown_count >= most else ""

    @property
    def closes_at(self):
        """When it closes, or is closed, by its age, while that lies ahead; else None."""
        return self._too_old_at if self.closed in ("", "number") else None

    @property
    def _too_old_at(self):
        days = self.space.closes_after_days
        return self.publication.published_at + datetime.timedelta(days=days) if days else None

    @property
    def why(self):
        """The sentence that says why it is closed."""
        if self.closed != "age":
            return str(_WHY.get(self.closed, ""))
        words = ngettext(
            "Contributions close one day after publication.",
            "Contributions close %(days)d days after publication.",
            self.space.closes_after_days,
        )
        return words % {"days": self.space.closes_after_days}


def ground_of(number, publication=None) -> Ground:
    """Return what holds for the article `number`; `publication` is what readers see, if known."""
    if publication is None:
        publication = _SHOWN.row(number=number, now=timezone.now())
    return Ground(
        article_id=number,
        publication=publication,
        space=_SPACE.row() or ContributionSpace.current(),
        discussion=_DISCUSSION.row(number=number) or Discussion(article_id=number),
        rubric_mode=_rubric_mode(publication) if publication else "",
    )


def _rubric_mode(publication):
    """Return the mode of the rubric, or of the one it is part of; empty when neither says any."""
    found = _RUBRICS.rows(rubric=publication.rubric_id, section=publication.section_id)
    modes = {said.rubric_id: said.mode for said in found}
    return modes.get(publication.rubric_id) or modes.get(publication.section_id, "")


def _shown(number, now):
    shown = Publication.objects.visible(now).for_cards().filter(article=number)
    return shown.order_by("-live_from")[:1]


_SHOWN = Prepared(_shown, "number", "now")
_SPACE = Prepared(lambda: ContributionSpace.objects.filter(pk=1))
_DISCUSSION = Prepared(lambda number: Discussion.objects.filter(article=number), "number")
_RUBRICS = Prepared(
    lambda rubric, section: RubricDiscussion.objects.filter(Q(rubric=rubric) | Q(rubric=section)),
    "rubric",
    "section",
)


def mode_of(article) -> Mode:
    """Return when a contribution to `article` reaches the other readers."""
    return ground_of(article.pk).mode


# --- What a reader may do ------------------------------------------------------------------------
@dataclass(frozen=True)
class Standing:
    """What a reader may write under an article; `why` is a sentence when it is nothing.

    `closed` is its key: that of the ground, or `not_subscriber`, `suspended`.
    """

    closed: str = ""
    why: str = ""
    contributions_left: int = 0
    replies_left: int = 0

    @property
    def why_no_contribution(self):
        """Why no contribution can be added now; empty while one can."""
        if self.why or self.contributions_left:
            return self.why
        return _("You have had your say here; you may withdraw your contribution for another.")

    @property
    def why_no_reply(self):
        """Why no reply can be added now; empty while one can."""
        if self.why or self.replies_left:
            return self.why
        return _("You have replied here already; you may withdraw your reply for another.")


def standing(article, user) -> Standing:
    """Return what `user` may write under `article` now."""
    return standing_on(ground_of(article.pk), user)


def standing_on(ground, user, *, is_inside=False) -> Standing:
    """Return what `user` may write there now, the ground being known.

    `is_inside`: he was let in as a subscriber just now.
    """
    if ground.closed:
        return Standing(ground.closed, ground.why)
    if not is_inside and not is_subscriber(user, ground.space):
        return Standing("not_subscriber", str(_WHY["not_subscriber"]))
    if sanction := suspension_of(user):
        return Standing("suspended", _suspended(sanction))
    turns = _TURNS.rows(number=ground.article_id, user=user.pk, now=timezone.now())
    parents = [turn.parent_id for turn in turns]
    written = parents.count(None)
    return Standing(
        contributions_left=max(0, ground.space.contributions_each - written),
        replies_left=max(0, ground.space.replies_each - len(parents) + written),
    )


def _taking_turns(number, user, now):
    """Return what `user` has written there that takes one of his turns.

    A refusal that may still be undone, or is appealed against, has not given the turn back.
    """
    against = Judgement.objects.filter(
        Q(settles_at__gt=now) | Q(appeal__outcome=Appeal.Outcome.OPEN),
        wording__contribution=OuterRef("pk"),
        verdict=Judgement.Verdict.REJECTED,
        undone_at__isnull=True,
    )
    counting = Q(state__in=Contribution.COUNTING) | Q(Exists(against), state=State.REJECTED)
    written = Contribution.objects.filter(writer=user, article=number)
    return written.exclude(voice=Voice.NEWSROOM).filter(counting).only("parent")


_TURNS = Prepared(_taking_turns, "number", "user", "now")


def _suspended(sanction):
    if sanction.ends_at is None:
        return _("You can no longer write contributions.")
    zone = timezone.get_default_timezone()
    until = day_and_time(sanction.ends_at, DateForm.LEXIQUE, zone)
    return _("You cannot write contributions until %(until)s.") % {"until": until}


# --- Pages ---------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Page:
    """Some contributions, each with `first_replies` and `replies_count`; `chosen` come before.

    `next` is the number of the contribution that ends a page which another one follows; where
    `is_replies`, that of a reply to the one contribution there is.
    """

    rows: list
    chosen: list = field(default_factory=list)
    next: int | None = None
    is_replies: bool = False


def page(article_id, *, before=None) -> Page | None:
    """Return the newest contributions, or those older than the contribution `before` (a number).

    None when `before` is nothing that was ever shown here. Queries: 4 at most.
    """
    chosen = _CHOSEN.rows(number=article_id)
    if before is None:
        found = _FIRST.rows(number=article_id)
    else:
        last = Contribution.objects.filter(article=article_id, parent=None, pk=before)
        shown_at = last.values_list("shown_at", flat=True).first()
        if shown_at is None:
            return None
        found = _OLDER.rows(number=article_id, before=before, shown_at=shown_at)
    apart = {one.pk for one in chosen}
    found = [one for one in found if one.pk not in apart][: PAGE + 1]
    follows = found[PAGE - 1].pk if len(found) > PAGE else None
    found, chosen = found[:PAGE], [] if before is not None else chosen
    _with_replies([*chosen, *found])
    return Page(found, chosen, follows)


def replies_page(article_id, number, *, after=None) -> Page | None:
    """Return one contribution with its replies, oldest first, or those after the reply `after`.

    None when readers see no such contribution. Queries: 3 at most.
    """
    parent = _listed(article_id).filter(parent=None, pk=number).first()
    if parent is None:
        return None
    replies = _listed(article_id).filter(parent=parent)
    if after is not None:
        last = Contribution.objects.filter(parent=parent, pk=after)
        shown_at = last.values_list("shown_at", flat=True).first()
        if shown_at is None:
            return None
        replies = replies.filter(shown_at__gte=shown_at).exclude(shown_at=shown_at, pk__lte=after)
    found = list(replies.order_by("shown_at", "pk")[: REPLIES_PAGE + 1])
    parent.first_replies = found[:REPLIES_PAGE]
    parent.replies_count = len(parent.first_replies)
    follows = found[REPLIES_PAGE - 1].pk if len(found) > REPLIES_PAGE else None
    return Page([parent], next=follows, is_replies=True)


def shown(article_id, number) -> Contribution | None:
    """Return the contribution `number` of an article if readers see it."""
    rows = Contribution.objects.filter(article=article_id, pk=number, state=State.APPROVED)
    return rows.select_related("parent").first()


def _listed(article_id):
    return Contribution.objects.filter(article=article_id, is_listed=True)


def _chosen(number):
    chosen = _listed(number).filter(highlighted_at__isnull=False, parent=None)
    return chosen.filter(state=State.APPROVED).order_by("-highlighted_at")[:CHOSEN]


def _newest(number):
    """The newest of an article; more than a page, for those chosen stand apart."""
    newest = _listed(number).filter(parent=None).order_by("-shown_at", "-pk")
    return newest[: PAGE + 1 + CHOSEN]


def _older(number, before, shown_at):
    older = _listed(number).filter(parent=None, shown_at__lte=shown_at)
    older = older.exclude(shown_at=shown_at, pk__gte=before).order_by("-shown_at", "-pk")
    return older[: PAGE + 1 + CHOSEN]


_CHOSEN = Prepared(_chosen, "number")
_FIRST = Prepared(_newest, "number")
_OLDER = Prepared(_older, "number", "before", "shown_at")


def _with_replies(rows):
    """Give each of `rows` its first replies, those of the newsroom before others: one query."""
    found = {row.pk: [] for row in rows}
    parents = {f"parent{place}": row.pk for place, row in enumerate(rows)}
    for reply in _replies_query(len(rows)).rows(**parents) if rows else ():
        found[reply.parent_id].append(reply)
    for row in rows:
        row.first_replies = found[row.pk]
        row.replies_count = row.first_replies[0].among if row.first_replies else 0


@lru_cache(maxsize=PAGE + CHOSEN)
def _replies_query(count):
    def build(**parents):
        house_first = Case(When(voice=Voice.READER, then=Value(1)), default=Value(0))
        by_parent = {"partition_by": [F("parent")]}
        among = reduce(or_, (Q(parent=number) for number in parents.values()))
        replies = Contribution.objects.filter(among, is_listed=True).annotate(
            place=Window(RowNumber(), order_by=[house_first, "shown_at", "pk"], **by_parent),
            among=Window(Count("pk"), **by_parent),
        )
        return replies.filter(place__lte=REPLIES).order_by("parent_id", "place")

    return Prepared(build, *(f"parent{place}" for place in range(count)))
