"""What readers and moderators do in the discussions: rules of the machine."""

import contextlib
import uuid

from hypothesis import strategies as st
from hypothesis.stateful import rule

from newsroom.models import User
from subscriptions.contributions import contributing
from subscriptions.models import Appeal, Contribution, Judgement, Report, Wording
from subscriptions.moderation import judging, sanctioning
from subscriptions.personal_data import deleting
from tests.keeping.edits import nth

_PLACES = st.integers(0, 5)
_REASON = "insult"


class Talking:
    """The rules of a machine in which subscribers talk, and the newsroom judges and answers."""

    @contextlib.contextmanager
    def talk(self):
        refusals = (contributing.ContributingError, judging.JudgingError)
        with self.act(), contextlib.suppress(*refusals):
            yield

    def reader(self, place):
        readers = list(User.objects.filter(is_staff=False).order_by("pk"))
        return readers[place % len(readers)] if readers else self.staff

    def words(self):
        """Return a text that nobody has written before: the rules hold what is repeated."""
        return f"Le bac de Konna ne passe plus depuis mardi, dit le voisin {next(self.numbers)}."

    @rule(who=_PLACES, where=_PLACES, to=st.one_of(st.none(), _PLACES))
    def say(self, who, where, to):
        """Write under an article or in reply to somebody; it is approved half of the time."""
        parent = None if to is None else nth(Contribution, to)
        article = parent.article if parent else self.article(where)
        with self.talk():
            said = contributing.submit(
                article=article,
                user=self.reader(who),
                text=self.words(),
                key=uuid.uuid4(),
                parent=parent,
            )
            if (who + where) % 2:
                judging.approve(wording=said.wordings.last(), by=self.staff)

    @rule(place=_PLACES)
    def say_it_otherwise(self, place):
        if (said := nth(Contribution, place)) and said.writer:
            with self.talk():
                contributing.edit(
                    contribution=said, user=said.writer, text=self.words(), key=uuid.uuid4()
                )

    @rule(place=_PLACES)
    def take_it_back(self, place):
        if (said := nth(Contribution, place)) and said.writer:
            with self.talk():
                contributing.withdraw(contribution=said, user=said.writer)

    @rule(place=_PLACES)
    def answer(self, place):
        if said := nth(Contribution, place):
            with self.talk():
                contributing.answer(parent=said, by=self.staff, text=self.words(), key=uuid.uuid4())

    @rule(place=_PLACES, how=st.sampled_from(["choose", "unchoose", "extract", "no extract"]))
    def mark(self, place, how):
        if said := nth(Contribution, place):
            with self.talk():
                if how == "choose":
                    contributing.choose(contribution=said, by=self.staff)
                elif how == "unchoose":
                    contributing.unchoose(contribution=said, by=self.staff)
                else:
                    chosen = said if how == "extract" else None
                    contributing.set_extract(
                        article=said.article, contribution=chosen, by=self.staff
                    )

    @rule(place=_PLACES, is_right=st.booleans())
    def judge(self, place, is_right):
        if wording := nth(Wording, place):
            with self.talk():
                if is_right:
                    judging.approve(wording=wording, by=self.staff)
                else:
                    judging.reject(wording=wording, by=self.staff, reason=_REASON)

    @rule(place=_PLACES)
    def take_the_judgement_back(self, place):
        if judgement := nth(Judgement, place):
            with self.talk():
                judging.undo(judgement=judgement, by=self.staff)

    @rule(place=_PLACES, is_right=st.booleans())
    def judge_what_was_reported(self, place, is_right):
        outcome = Report.Outcome.UPHELD if is_right else Report.Outcome.DISMISSED
        if said := nth(Contribution, place):
            with self.talk():
                contributing.report(contribution=said, user=self.reader(place + 1), reason=_REASON)
            with self.talk():
                judging.judge_reports(
                    contribution=said, by=self.staff, outcome=outcome, reason=_REASON
                )

    @rule(place=_PLACES, is_right=st.booleans())
    def judge_an_appeal(self, place, is_right):
        outcome = Appeal.Outcome.OVERTURNED if is_right else Appeal.Outcome.UPHELD
        judgement = nth(Judgement, place)
        if judgement and (writer := judgement.wording.writer):
            with self.talk():
                appeal = judging.appeal(judgement=judgement, user=writer, words="Relisez-moi.")
                judging.judge_appeal(appeal=appeal, by=self.other_staff, outcome=outcome)

    @rule(who=_PLACES)
    def refuse_a_name(self, who):
        with self.talk():
            sanctioning.refuse_name(user=self.reader(who), by=self.staff)

    @rule(who=_PLACES, keeps=st.booleans())
    def leave(self, who, keeps):
        with self.talk(), contextlib.suppress(deleting.NotDeletable):
            deleting.delete_account(user=self.reader(who), keeps_contributions=keeps)
