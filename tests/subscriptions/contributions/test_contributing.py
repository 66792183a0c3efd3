"""Writing, changing, withdrawing, answering and choosing, by the verbs."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied

from newsroom.models import JournalEntry
from subscriptions.contributions import contributing, showing
from subscriptions.contributions.contributing import ContributingError
from subscriptions.models import Contribution, Discussion, Notice, Reader, Wording
from subscriptions.moderation import judging, sanctioning
from tests import cast, talk

pytestmark = pytest.mark.django_db
State = Contribution.State


@pytest.fixture
def article():
    cast.paper()
    return talk.article()


def shown_count(article):
    return Discussion.objects.get(article=article).shown_count


class TestSubmitting:
    def test_a_text_waits_and_nobody_sees_it(self, article):
        sent = talk.write(article, talk.subscriber())
        assert (sent.state, sent.shown_html, sent.is_listed) == (State.PENDING, "", False)
        assert shown_count(article) == 0
        assert sent.wordings.get().text == talk.TEXT

    def test_the_same_form_sent_twice_is_one_contribution(self, article):
        oumar, key = talk.subscriber(), uuid.uuid4()
        first = talk.write(article, oumar, key=key)
        assert talk.write(article, oumar, key=key) == first
        assert Wording.objects.count() == 1

    def test_two_readers_may_have_the_same_key(self, article):
        key = uuid.uuid4()
        talk.write(article, talk.subscriber("Oumar Dicko"), key=key)
        talk.write(article, talk.subscriber("Kadia Traoré"), key=key)
        assert Contribution.objects.count() == 2

    @pytest.mark.parametrize("text", ["", "  \r\n ", "\u200b"])
    def test_an_empty_text_is_refused_next_to_its_field(self, article, text):
        with pytest.raises(ContributingError) as refusal:
            talk.write(article, talk.subscriber(), text)
        assert refusal.value.field == "text"

    def test_a_text_has_as_many_signs_as_the_space_allows(self, article):
        talk.space(most_signs=10)
        talk.write(article, talk.subscriber("Oumar Dicko"), "1234567\r\n9ç ")
        with pytest.raises(ContributingError) as refusal:
            talk.write(article, talk.subscriber("Kadia Traoré"), "12345678901")
        assert refusal.value.field == "text"

    def test_somebody_without_a_subscription_is_refused(self, article):
        for nobody in (cast.reader(), cast.subscriber(days=-10)):
            with pytest.raises(ContributingError):
                talk.write(article, nobody, pen_name="Awa")

    def test_a_trusted_writer_is_shown_at_once_where_the_space_says_so(self, article):
        talk.space(mode="trusted")
        oumar, kadia = talk.subscriber("Oumar Dicko"), talk.subscriber("Kadia Traoré")
        earlier = talk.article()
        talk.said(earlier, oumar, "Un mot.")
        talk.said(earlier, kadia, "Un autre.")
        Reader.objects.filter(user=oumar).update(is_trusted=True)
        assert talk.write(article, kadia, "Je doute.").state == State.PENDING
        assert talk.write(article, oumar, "On verra.").state == State.APPROVED
        assert shown_count(article) == 1

    def test_what_the_rules_hold_waits_also_where_texts_appear_at_once(self, article):
        talk.space(mode="post")
        sent = talk.write(article, talk.subscriber(), "Appelez le 76 12 34 56 pour votre bac.")
        assert sent.state == State.PENDING


class TestReplying:
    def test_a_reply_stands_under_what_it_answers_and_its_writer_is_told(self, article):
        kadia, oumar = talk.subscriber("Kadia Traoré"), talk.subscriber("Oumar Dicko")
        first = talk.said(article, kadia)
        reply = talk.write(article, oumar, "Si, lundi.", parent=first)
        assert not Notice.objects.exists()
        talk.approved(reply)
        notice = Notice.objects.get()
        assert (notice.user, notice.kind) == (kadia, Notice.Kind.REPLY)
        assert notice.link.endswith(f"/lire/reponses/{first.pk}/#c{reply.pk}")

    def test_nobody_is_told_of_his_own_reply(self, article):
        oumar = talk.subscriber()
        talk.said(article, oumar, parent=talk.said(article, oumar))
        assert not Notice.objects.exists()

    def test_a_notice_that_has_not_left_goes_with_the_reply(self, article):
        first = talk.said(article, talk.subscriber("Kadia Traoré"))
        reply = talk.said(article, talk.subscriber("Oumar Dicko"), parent=first)
        showing.hide(reply, State.PENDING)
        assert not Notice.objects.exists()
        talk.approved(reply)
        talk.approved(reply)
        assert Notice.objects.count() == 1

    def test_there_is_one_level_of_replies(self, article):
        first = talk.said(article, talk.subscriber("Kadia Traoré"))
        reply = talk.said(article, talk.subscriber("Oumar Dicko"), parent=first)
        with pytest.raises(ContributingError):
            talk.write(article, talk.subscriber("Awa Sow"), parent=reply)

    def test_only_what_is_shown_under_this_article_is_answered(self, article):
        waiting = talk.write(article, talk.subscriber("Kadia Traoré"))
        elsewhere = talk.said(talk.article(), talk.subscriber("Awa Sow"))
        for parent in (waiting, elsewhere):
            with pytest.raises(ContributingError):
                talk.write(article, talk.subscriber("Oumar Dicko"), parent=parent)


class TestEditing:
    def test_readers_keep_the_earlier_text_until_the_new_one_is_approved(self, article):
        oumar = talk.subscriber()
        sent = talk.said(article, oumar, "Le bac est en panne.")
        contributing.edit(
            contribution=sent, user=oumar, text="Le bac est réparé.", key=uuid.uuid4()
        )
        sent.refresh_from_db()
        assert (sent.state, sent.shown_html) == (State.APPROVED, "<p>Le bac est en panne.</p>")
        shown_at = sent.shown_at
        judging.approve(wording=sent.wordings.get(state="pending"), by=cast.ibrahim())
        sent.refresh_from_db()
        assert (sent.shown_html, sent.shown_at) == ("<p>Le bac est réparé.</p>", shown_at)
        assert shown_count(article) == 1

    def test_a_text_that_waits_is_replaced(self, article):
        oumar = talk.subscriber()
        sent = talk.write(article, oumar, "Un.")
        contributing.edit(contribution=sent, user=oumar, text="Deux.", key=uuid.uuid4())
        states = sent.wordings.order_by("pk").values_list("text", "state")
        assert list(states) == [("Un.", "replaced"), ("Deux.", "pending")]

    def test_the_same_words_again_change_nothing(self, article):
        oumar = talk.subscriber()
        sent = talk.said(article, oumar, "Un.")
        contributing.edit(contribution=sent, user=oumar, text=" Un.\r\n", key=uuid.uuid4())
        assert sent.wordings.count() == 1

    def test_nobody_changes_the_text_of_another(self, article):
        sent = talk.write(article, talk.subscriber("Kadia Traoré"))
        for other in (talk.subscriber("Oumar Dicko"), cast.djeneba(), cast.ibrahim()):
            with pytest.raises(PermissionDenied):
                contributing.edit(contribution=sent, user=other, text="x", key=uuid.uuid4())
            with pytest.raises(PermissionDenied):
                contributing.withdraw(contribution=sent, user=other)

    def test_what_is_withdrawn_is_not_changed(self, article):
        oumar = talk.subscriber()
        sent = contributing.withdraw(contribution=talk.write(article, oumar), user=oumar)
        with pytest.raises(ContributingError):
            contributing.edit(contribution=sent, user=oumar, text="x", key=uuid.uuid4())


class TestWithdrawing:
    def test_it_is_gone_and_counts_no_more(self, article):
        oumar = talk.subscriber()
        sent = talk.said(article, oumar)
        contributing.withdraw(contribution=sent, user=oumar)
        contributing.withdraw(contribution=sent, user=oumar)
        sent.refresh_from_db()
        assert (sent.state, sent.shown_html, sent.is_listed) == (State.WITHDRAWN, "", False)
        assert shown_count(article) == 0

    def test_what_was_answered_leaves_a_line_until_the_answers_go(self, article):
        kadia, oumar = talk.subscriber("Kadia Traoré"), talk.subscriber("Oumar Dicko")
        first = talk.said(article, kadia)
        reply = talk.said(article, oumar, parent=first)
        contributing.withdraw(contribution=first, user=kadia)
        first.refresh_from_db()
        assert (first.is_listed, first.shown_html, shown_count(article)) == (True, "", 1)
        contributing.withdraw(contribution=reply, user=oumar)
        first.refresh_from_db()
        assert (first.is_listed, shown_count(article)) == (False, 0)

    def test_it_is_always_possible(self, article):
        oumar = talk.subscriber()
        sent = talk.said(article, oumar)
        ibrahim = cast.ibrahim()
        sanctioning.suspend(user=oumar, kind="for_good", by=ibrahim, reason="Insultes.")
        talk.space(closes_at_number=1)
        oumar.subscription.delete()
        assert contributing.withdraw(contribution=sent, user=oumar).state == State.WITHDRAWN


class TestTheNewsroom:
    def test_it_answers_at_once_under_its_own_name(self, article):
        kadia = talk.subscriber("Kadia Traoré")
        first, djeneba = talk.said(article, kadia), cast.djeneba()
        given = {"parent": first, "by": djeneba, "text": "Mercredi.", "key": uuid.uuid4()}
        answer = contributing.answer(**given)
        assert contributing.answer(**given) == answer
        assert (answer.voice, answer.state) == ("newsroom", State.APPROVED)
        assert djeneba.name not in answer.pen_name
        assert Notice.objects.get().user == kadia
        assert JournalEntry.objects.filter(verb="answer_contribution").count() == 1

    def test_whoever_signs_the_article_answers_as_its_author(self):
        awa = cast.djeneba()
        author = cast.author("Awa Diop", account=awa)
        article = talk.article(bylines=[author])
        first = talk.said(article, talk.subscriber())
        answer = contributing.answer(parent=first, by=awa, text="Oui.", key=uuid.uuid4())
        assert (answer.voice, answer.pen_name) == ("author", "Awa Diop")

    def test_an_author_whose_name_is_hidden_is_not_named(self):
        djeneba = cast.djeneba()
        hidden = cast.author("Awa Secret", account=djeneba, is_public=False, public_form="A.S.")
        article = talk.article(bylines=[hidden])
        first = talk.said(article, talk.subscriber())
        answer = contributing.answer(parent=first, by=djeneba, text="Oui.", key=uuid.uuid4())
        assert (answer.voice, answer.pen_name) == ("author", "A.S.")

    def test_it_chooses_and_the_journal_says_who(self, article):
        sent, ibrahim = talk.said(article), cast.ibrahim()
        assert contributing.choose(contribution=sent, by=ibrahim).highlighted_at
        contributing.choose(contribution=sent, by=ibrahim)
        assert contributing.unchoose(contribution=sent, by=ibrahim).highlighted_at is None
        assert JournalEntry.objects.filter(verb="choose_contribution").count() == 1

    def test_only_what_is_shown_is_chosen(self, article):
        waiting, ibrahim = talk.write(article, talk.subscriber()), cast.ibrahim()
        with pytest.raises(ContributingError):
            contributing.choose(contribution=waiting, by=ibrahim)
        with pytest.raises(ContributingError):
            contributing.set_extract(article=article, contribution=waiting, by=ibrahim)

    @pytest.mark.parametrize("who", ["cheick", "fanta", "reader", "subscriber"])
    def test_nobody_else_answers_or_chooses(self, article, who):
        sent, other = talk.said(article), getattr(cast, who)()
        for verb, given in (
            (contributing.answer, {"parent": sent, "text": "x", "key": uuid.uuid4()}),
            (contributing.choose, {"contribution": sent}),
            (contributing.unchoose, {"contribution": sent}),
            (contributing.set_extract, {"article": article, "contribution": sent}),
        ):
            with pytest.raises(PermissionDenied):
                verb(by=other, **given)


class TestReporting:
    def test_a_report_counts_once_a_reader(self, article):
        sent, oumar = talk.said(article), talk.subscriber("Kadia Traoré")
        contributing.report(contribution=sent, user=oumar, reason="insult", note=" Lisez. ")
        contributing.report(contribution=sent, user=oumar, reason="hatred")
        sent.refresh_from_db()
        assert (sent.open_reports, sent.reports.get().note) == (1, "Lisez.")

    def test_ones_own_what_is_not_shown_and_the_newsroom_are_not_reported(self, article):
        oumar = talk.subscriber("Oumar Dicko")
        own = talk.said(article, oumar)
        waiting = talk.write(article, talk.subscriber("Kadia Traoré"))
        answer = contributing.answer(parent=own, by=cast.djeneba(), text="Oui.", key=uuid.uuid4())
        for contribution in (own, waiting, answer):
            with pytest.raises(ContributingError):
                contributing.report(contribution=contribution, user=oumar, reason="insult")

    def test_a_visitor_without_subscription_does_not_report(self, article):
        with pytest.raises(ContributingError):
            contributing.report(
                contribution=talk.said(article), user=cast.reader(), reason="insult"
            )


def test_whoever_has_left_the_newsroom_no_longer_speaks_for_it(article):
    djeneba = cast.djeneba()
    parent = talk.said(article)
    said = contributing.answer(parent=parent, by=djeneba, text="Merci.", key=uuid.uuid4())
    djeneba.groups.clear()
    djeneba = type(djeneba).objects.get(pk=djeneba.pk)
    with pytest.raises(PermissionDenied):
        contributing.edit(contribution=said, user=djeneba, text="Tout est faux.", key=uuid.uuid4())


def test_of_an_answer_that_was_changed_the_last_text_alone_is_the_one_shown(article):
    djeneba = cast.djeneba()
    parent = talk.said(article)
    said = contributing.answer(parent=parent, by=djeneba, text="Merci.", key=uuid.uuid4())
    contributing.edit(contribution=said, user=djeneba, text="Grand merci.", key=uuid.uuid4())
    assert said.wordings.get(state=Wording.State.APPROVED).text == "Grand merci."
