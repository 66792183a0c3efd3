"""Who may write where: what closes a discussion, and the turns a reader has in it."""

import datetime
import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from articles import publishing
from subscriptions.contributions import contributing
from subscriptions.contributions.contributing import ContributingError
from subscriptions.contributions.discussion import mode_of, standing
from subscriptions.models import Discussion, Mode, RubricDiscussion, Wording
from subscriptions.moderation import judging, sanctioning
from tests import cast, talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    cast.paper()
    return talk.article(rubric=cast.rubric("Santé", parent=cast.rubric("Société")))


@pytest.fixture
def oumar():
    return talk.subscriber("Oumar Dicko")


def closed(article, user):
    """Return why `user` cannot write; that the verb refuses as well is seen on the way."""
    found = standing(article, user)
    if found.closed:
        with pytest.raises(ContributingError, match=r"\w"):
            talk.write(article, user, pen_name="Awa S.")
    return found.closed


def rule(article, mode, name="Société"):
    RubricDiscussion.objects.update_or_create(
        rubric=cast.rubric(name, parent=article.rubric.parent if name == "Santé" else None),
        defaults={"mode": mode},
    )


class TestTheMode:
    def test_the_space_decides_where_nobody_else_does(self, article):
        assert mode_of(article) == Mode.PRE
        talk.space(mode="post")
        assert mode_of(article) == Mode.POST

    def test_the_article_goes_before_its_rubric_and_this_before_the_one_above(self, article):
        rule(article, Mode.CLOSED)
        assert mode_of(article) == Mode.CLOSED
        rule(article, Mode.TRUSTED, "Santé")
        assert mode_of(article) == Mode.TRUSTED
        Discussion.objects.create(article=article, mode=Mode.POST)
        assert mode_of(article) == Mode.POST


class TestClosing:
    def test_a_fresh_article_is_open_to_subscribers(self, article, oumar):
        assert closed(article, oumar) == ""

    def test_by_article(self, article, oumar):
        Discussion.objects.create(article=article, mode=Mode.CLOSED)
        assert closed(article, oumar) == "article"

    def test_by_rubric(self, article, oumar):
        rule(article, Mode.CLOSED)
        assert closed(article, oumar) == "rubric"

    def test_by_age_counted_from_the_first_publication(self, oumar):
        cast.paper()
        now = timezone.now()
        old = talk.article(at=now - datetime.timedelta(days=5))
        young = talk.article(at=now - datetime.timedelta(days=5, minutes=-5))
        old.headline = "La crue est là"
        old.save()
        cast.published(old)
        assert (closed(old, oumar), closed(young, oumar)) == ("age", "")
        talk.space(closes_after_days=0)
        assert closed(old, oumar) == ""

    def test_by_number(self, article, oumar):
        talk.space(closes_at_number=1)
        talk.said(article, talk.subscriber("Kadia Traoré"))
        assert closed(article, oumar) == "number"

    def test_an_article_that_is_not_online(self, article, oumar):
        publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.")
        assert closed(article, oumar) == "not_shown"
        assert closed(cast.article(), oumar) == "not_shown"

    def test_to_whoever_has_no_subscription(self, article):
        assert closed(article, cast.reader()) == "not_subscriber"
        assert closed(article, cast.subscriber(days=-3)) == "not_subscriber"
        assert standing(article, AnonymousUser()).closed == "not_subscriber"

    def test_days_of_grace_still_write(self, article):
        assert closed(article, talk.subscriber("Kadia Traoré", days=-1)) == ""

    def test_to_whoever_is_suspended_and_not_to_the_warned(self, article, oumar):
        ibrahim = cast.ibrahim()
        sanctioning.suspend(user=oumar, kind="warning", by=ibrahim, reason="Doucement.")
        assert closed(article, oumar) == ""
        sanction = sanctioning.suspend(user=oumar, kind="day", by=ibrahim, reason="Insultes.")
        assert closed(article, oumar) == "suspended"
        sanctioning.lift(sanction=sanction, by=ibrahim)
        assert closed(article, oumar) == ""

    def test_what_stands_is_not_changed_any_more(self, article, oumar):
        sent = talk.said(article, oumar)
        Discussion.objects.update(mode=Mode.CLOSED)
        with pytest.raises(ContributingError):
            contributing.edit(contribution=sent, user=oumar, text="x", key=uuid.uuid4())


class TestTurns:
    def left(self, article, user):
        found = standing(article, user)
        return found.contributions_left, found.replies_left

    def test_one_contribution_and_one_reply(self, article, oumar):
        assert self.left(article, oumar) == (1, 1)
        first = talk.said(article, oumar)
        assert self.left(article, oumar) == (0, 1)
        talk.write(article, oumar, parent=first)
        assert self.left(article, oumar) == (0, 0)
        for parent in (None, first):
            with pytest.raises(ContributingError):
                talk.write(article, oumar, "Encore un mot.", parent=parent)

    def test_another_article_is_another_turn(self, article, oumar):
        talk.write(article, oumar)
        assert self.left(talk.article(), oumar) == (1, 1)

    def test_the_numbers_are_settings(self, article, oumar):
        talk.space(contributions_each=2, replies_each=0)
        first = talk.said(article, oumar, "Un.")
        assert self.left(article, oumar) == (1, 0)
        with pytest.raises(ContributingError):
            talk.write(article, oumar, parent=first)

    def test_withdrawing_gives_the_turn_back(self, article, oumar):
        contributing.withdraw(contribution=talk.write(article, oumar), user=oumar)
        assert self.left(article, oumar) == (1, 1)

    def test_a_refusal_gives_the_turn_back_once_it_is_settled(self, article, oumar, time_machine):
        talk.write(article, oumar)
        judging.reject(wording=Wording.objects.get(), by=cast.ibrahim(), reason="off_topic")
        assert self.left(article, oumar) == (0, 1)
        time_machine.move_to(timezone.now() + datetime.timedelta(minutes=1))
        assert self.left(article, oumar) == (1, 1)

    def test_an_appeal_keeps_the_turn_until_it_is_judged(self, article, oumar, time_machine):
        talk.write(article, oumar)
        refusal = judging.reject(
            wording=Wording.objects.get(), by=cast.ibrahim(), reason="off_topic"
        )
        time_machine.move_to(timezone.now() + datetime.timedelta(minutes=1))
        judging.appeal(judgement=refusal, user=oumar, words="Relisez.")
        assert self.left(article, oumar) == (0, 1)

    def test_a_suspended_writer_has_no_turn_back(self, article, oumar):
        sent = talk.write(article, oumar)
        sanctioning.suspend(user=oumar, kind="week", by=cast.ibrahim(), reason="Insultes.")
        contributing.withdraw(contribution=sent, user=oumar)
        assert self.left(article, oumar) == (0, 0)

    def test_answers_of_the_newsroom_take_no_turn(self, article, oumar):
        djeneba = cast.djeneba()
        first = talk.said(article, oumar)
        for text in ("Oui.", "Non."):
            contributing.answer(parent=first, by=djeneba, text=text, key=uuid.uuid4())
        assert self.left(article, djeneba) == (1, 1)
