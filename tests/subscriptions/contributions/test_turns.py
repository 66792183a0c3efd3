"""Whatever a reader and a moderator do, in any order: turns and what is shown stay right."""

import uuid

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from subscriptions.contributions import contributing
from subscriptions.contributions.contributing import ContributingError
from subscriptions.contributions.discussion import standing
from subscriptions.models import Contribution, Discussion, Sanction, Wording
from subscriptions.moderation import judging, sanctioning
from subscriptions.moderation.judging import JudgingError
from tests import cast, talk

State = Contribution.State
pytestmark = pytest.mark.django_db
EACH = 2


class Turns(RuleBasedStateMachine):
    """One article, a reader who has written to it, a moderator; refusals settle at once."""

    def __init__(self):
        super().__init__()
        for model in (Contribution, Discussion, Sanction):
            model.objects.all().delete()
        cast.paper()
        talk.space(contributions_each=EACH, replies_each=1, undo_seconds=0)
        self.article, self.oumar = talk.article(), talk.subscriber()
        self.ibrahim = cast.ibrahim()
        self.other = talk.said(self.article, talk.subscriber("Kadia Traoré"))
        talk.said(self.article, self.oumar, "Zéro.")
        self.keys = []

    @property
    def own(self):
        return Contribution.objects.filter(writer=self.oumar).order_by("pk")

    def pick(self, number, **state):
        found = list(self.own.filter(**state))
        return found[number % len(found)] if found else None

    def tried(self, verb, **given):
        try:
            return verb(**given)
        except (ContributingError, JudgingError):
            return None

    @rule(is_reply=st.booleans(), text=st.sampled_from(["Un.", "Deux.", "Trois."]))
    def submit(self, is_reply, text):
        before = standing(self.article, self.oumar)
        parent = self.other if is_reply else None
        left = before.replies_left if is_reply else before.contributions_left
        key = uuid.uuid4()
        given = {"article": self.article, "user": self.oumar, "text": text, "parent": parent}
        sent = self.tried(contributing.submit, key=key, **given)
        assert (sent is not None) == (left > 0)
        if sent:
            self.keys.append((key, sent.pk, given))

    @precondition(lambda self: self.keys)
    @rule(number=st.integers(0, 9))
    def send_the_same_form_again(self, number):
        key, pk, given = self.keys[number % len(self.keys)]
        assert contributing.submit(key=key, **given).pk == pk

    @rule(number=st.integers(0, 9), text=st.sampled_from(["Quatre.", "Cinq."]))
    def edit(self, number, text):
        if sent := self.pick(number):
            shown = sent.shown_html
            self.tried(
                contributing.edit, contribution=sent, user=self.oumar, text=text, key=uuid.uuid4()
            )
            sent.refresh_from_db()
            assert sent.shown_html == shown

    @rule(number=st.integers(0, 9))
    def withdraw(self, number):
        if sent := self.pick(number):
            before = sent.state
            after = contributing.withdraw(contribution=sent, user=self.oumar).state
            assert after == (State.REJECTED if before == State.REJECTED else State.WITHDRAWN)

    @rule(number=st.integers(0, 9))
    def approve(self, number):
        if sent := self.pick(number):
            wording = sent.wordings.order_by("pk").last()
            if wording.state == Wording.State.PENDING:
                self.tried(judging.approve, wording=wording, by=self.ibrahim)

    @rule(number=st.integers(0, 9))
    def reject(self, number):
        if sent := self.pick(number):
            wording = sent.wordings.order_by("pk").last()
            self.tried(judging.reject, wording=wording, by=self.ibrahim, reason="insult")

    @rule(number=st.integers(0, 9))
    def somebody_replies(self, number):
        sent = self.pick(number, state=State.APPROVED, parent=None)
        if sent:
            kadia = self.other.writer
            self.tried(
                contributing.submit,
                article=self.article,
                user=kadia,
                text="Non.",
                key=uuid.uuid4(),
                parent=sent,
            )

    @rule()
    def suspend_or_lift(self):
        sanction = Sanction.objects.filter(user=self.oumar, lifted_at=None).first()
        if sanction:
            sanctioning.lift(sanction=sanction, by=self.ibrahim)
        else:
            given = {"user": self.oumar, "kind": "week", "reason": "Insultes."}
            sanctioning.suspend(by=self.ibrahim, **given)

    @invariant()
    def nobody_has_more_than_his_turns(self):
        counting = self.own.filter(state__in=Contribution.COUNTING)
        top, replies = counting.filter(parent=None).count(), counting.exclude(parent=None).count()
        assert top <= EACH
        assert replies <= 1
        found = standing(self.article, self.oumar)
        if Sanction.objects.filter(user=self.oumar, lifted_at=None).exists():
            assert (found.contributions_left, found.replies_left) == (0, 0)
        else:
            assert (found.contributions_left, found.replies_left) == (EACH - top, 1 - replies)

    @invariant()
    def exactly_what_is_approved_is_shown_and_counted(self):
        for row in Contribution.objects.filter(article=self.article):
            is_shown = row.state == State.APPROVED
            assert bool(row.shown_html) == is_shown
            answered = row.replies.filter(state=State.APPROVED).exists()
            assert row.is_listed == (is_shown or (row.shown_at is not None and answered))
        shown = Contribution.objects.filter(article=self.article, state=State.APPROVED).count()
        assert Discussion.objects.get(article=self.article).shown_count == shown

    @invariant()
    def one_text_at_most_waits(self):
        for row in self.own:
            waiting = row.wordings.filter(state=Wording.State.PENDING).count()
            assert waiting <= (row.state in Contribution.COUNTING)


class TestTurns(TestCase, Turns.TestCase):
    settings = settings(
        max_examples=12,
        stateful_step_count=20,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
