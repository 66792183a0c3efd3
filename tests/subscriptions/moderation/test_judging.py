"""A judgement is made once, by one person, and can be taken back while nobody knows of it."""

import datetime

import pytest
from django.core import serializers
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from subscriptions.models import (
    Appeal,
    Contribution,
    ContributionSpace,
    Discussion,
    Judgement,
    Notice,
    Reader,
    Report,
    Wording,
)
from subscriptions.moderation import claiming, judging, queues
from subscriptions.moderation.judging import JudgingError
from tests import cast
from tests.subscriptions.moderation import scene

pytestmark = pytest.mark.django_db

PENDING = Reader.NameState.PENDING


@pytest.fixture
def ibrahim():
    return cast.ibrahim()


@pytest.fixture
def second():
    return cast.user("moderator", name="Salif Koné")


def shown_of(wording):
    return Contribution.objects.get(pk=wording.contribution_id)


def rows():
    """Return every row that a judgement may touch, but the judgements themselves."""
    models = (Contribution, Wording, Reader, Discussion, Report, Appeal, Notice)
    found = {}
    for model in models:
        for row in serializers.serialize("python", model.objects.order_by("pk")):
            fields = {k: v for k, v in row["fields"].items() if not k.startswith("claimed")}
            found[model.__name__, row["pk"]] = fields
    return found


def settle(judgement):
    """Let the time in which `judgement` could be undone pass."""
    past = timezone.now() - datetime.timedelta(seconds=31)
    Judgement.objects.filter(pk=judgement.pk).update(at=past, settles_at=past)
    judgement.refresh_from_db()
    return judgement


# --- Approving and rejecting ---------------------------------------------------------------------
def test_an_approved_text_is_shown_and_its_writers_first_name_is_checked_with_it(ibrahim):
    wording = scene.sent(writer=scene.named(cast.subscriber(), state=PENDING))
    judgement = judging.approve(wording=wording, by=ibrahim)
    assert shown_of(wording).state == Contribution.State.APPROVED
    assert "bac de Konna" in shown_of(wording).shown_html
    assert wording.writer.reader.pen_name_state == PENDING
    assert Reader.objects.get(user=wording.writer).pen_name_state == Reader.NameState.APPROVED
    assert (judgement.by, judgement.occasion) == (ibrahim, "queue")
    assert Discussion.objects.get().shown_count == 1


def test_a_text_whose_name_was_refused_waits_for_another_name(ibrahim):
    wording = scene.sent(writer=scene.named(cast.subscriber(), state=Reader.NameState.REJECTED))
    with pytest.raises(JudgingError):
        judging.approve(wording=wording, by=ibrahim)
    assert list(queues.wordings("pending", by=ibrahim)) == []
    assert shown_of(wording).state == Contribution.State.PENDING


def test_a_refusal_always_sends_its_reason_and_the_text(ibrahim):
    wording = scene.sent()
    judgement = judging.reject(
        wording=wording, by=ibrahim, reason="insult", note="Restez courtois."
    )
    assert shown_of(wording).state == Contribution.State.REJECTED
    notice = Notice.objects.get()
    assert notice.user == wording.writer
    for words in (judgement.get_reason_display(), "Restez courtois.", scene.TEXT):
        assert words in notice.text
    assert notice.send_after == judgement.settles_at > timezone.now()
    assert ibrahim.name not in notice.text


@pytest.mark.parametrize("reason", ["", "because", "ADVERTISING"])
def test_a_refusal_needs_a_reason_of_the_list(ibrahim, reason):
    wording = scene.sent()
    with pytest.raises(JudgingError):
        judging.reject(wording=wording, by=ibrahim, reason=reason)
    assert Judgement.objects.count() == 0


def test_a_refused_edit_leaves_the_earlier_text_to_readers(ibrahim):
    wording = scene.shown()
    edit = scene.worded(wording.contribution, "Tout autre chose.")
    judging.reject(wording=edit, by=ibrahim, reason="off_topic")
    assert shown_of(wording).state == Contribution.State.APPROVED
    assert "bac de Konna" in shown_of(wording).shown_html


def test_an_approved_edit_takes_the_place_of_the_earlier_text(ibrahim):
    wording = scene.shown()
    edit = scene.worded(wording.contribution, "Il passe de nouveau.")
    judging.approve(wording=edit, by=ibrahim)
    wording.refresh_from_db()
    assert wording.state == Wording.State.REPLACED
    assert shown_of(wording).shown_html == "<p>Il passe de nouveau.</p>"
    assert Discussion.objects.get().shown_count == 1


def test_what_rules_had_said_is_kept_with_the_judgement(ibrahim):
    wording = scene.sent()
    Wording.objects.update(
        verdicts=[{"rule": "links", "verdict": "look", "reason": "", "marks": []}]
    )
    assert judging.approve(wording=wording, by=ibrahim).rules == ["links"]


@pytest.mark.parametrize("second_verb", ["approve", "reject"])
def test_nothing_is_judged_twice(ibrahim, second, second_verb):
    wording = scene.sent()
    judging.approve(wording=wording, by=ibrahim)
    before = rows()
    with pytest.raises(JudgingError, match=ibrahim.name) as told:
        judging.approve(wording=wording, by=second)
    assert rows() == before
    assert Judgement.objects.count() == 1
    assert str(told.value)
    assert second_verb


def test_a_text_that_somebody_else_is_reading_is_left_to_him(ibrahim, second):
    scene.sent()
    [wording] = claiming.claim(by=ibrahim, queue="pending")
    with pytest.raises(JudgingError, match=ibrahim.name):
        judging.approve(wording=wording, by=second)
    Wording.objects.update(claimed_until=timezone.now())
    judging.approve(wording=wording, by=second)


def test_a_moderator_does_not_judge_his_own_text(ibrahim):
    wording = scene.sent(writer=scene.named(ibrahim))
    with pytest.raises(JudgingError):
        judging.approve(wording=wording, by=ibrahim)


def test_a_withdrawn_or_replaced_text_is_judged_no_more(ibrahim):
    wording = scene.sent()
    Contribution.objects.update(state=Contribution.State.WITHDRAWN)
    with pytest.raises(JudgingError):
        judging.approve(wording=wording, by=ibrahim)
    Contribution.objects.update(state=Contribution.State.PENDING)
    Wording.objects.update(state=Wording.State.REPLACED)
    with pytest.raises(JudgingError):
        judging.reject(wording=wording, by=ibrahim, reason="insult")


@pytest.mark.parametrize("person", [cast.boubacar, cast.fanta, cast.reader, cast.cheick])
def test_only_moderators_judge(person):
    wording, person = scene.sent(), person()
    with pytest.raises(PermissionDenied):
        judging.approve(wording=wording, by=person)
    with pytest.raises(PermissionDenied):
        judging.reject(wording=wording, by=person, reason="insult")
    with pytest.raises(PermissionDenied):
        claiming.claim(by=person, queue="pending")


# --- Undoing -------------------------------------------------------------------------------------
def first_text():
    return scene.sent(writer=scene.named(cast.subscriber(), state=PENDING))


def reply():
    return scene.sent(parent=scene.shown().contribution)


def edit():
    return scene.worded(scene.shown().contribution, "Il passe de nouveau.")


def highlighted():
    wording = scene.shown()
    Contribution.objects.update(highlighted_at=timezone.now())
    Discussion.objects.update(extract=wording.contribution)
    scene.reported(wording, cast.reader(), cast.reader())
    return wording


def to_reread():
    wording = scene.shown()
    Wording.objects.update(is_to_reread=True)
    wording.refresh_from_db()
    return wording


SITUATIONS = [first_text, reply, edit, highlighted, to_reread]


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("verdict", ["approved", "rejected"])
def test_undoing_puts_everything_back_as_it_was(ibrahim, situation, verdict):
    wording = situation()
    before = rows()
    if verdict == "approved":
        judgement = judging.approve(wording=wording, by=ibrahim)
    else:
        judgement = judging.reject(wording=wording, by=ibrahim, reason="false", note="Non.")
    assert rows() != before
    judging.undo(judgement=judgement, by=ibrahim)
    assert rows() == before
    judgement.refresh_from_db()
    assert judgement.undone_at is not None


def test_undoing_is_for_who_judged_and_for_thirty_seconds(ibrahim, second):
    judgement = judging.approve(wording=scene.sent(), by=ibrahim)
    with pytest.raises(JudgingError):
        judging.undo(judgement=judgement, by=second)
    with pytest.raises(JudgingError):
        judging.undo(judgement=settle(judgement), by=ibrahim)
    assert Contribution.objects.get().state == Contribution.State.APPROVED


def test_what_was_undone_is_judged_anew_and_undone_once(ibrahim):
    wording = scene.sent()
    judgement = judging.approve(wording=wording, by=ibrahim)
    judging.undo(judgement=judgement, by=ibrahim)
    with pytest.raises(JudgingError):
        judging.undo(judgement=judgement, by=ibrahim)
    judging.reject(wording=wording, by=ibrahim, reason="insult")
    assert shown_of(wording).state == Contribution.State.REJECTED


def test_undoing_leaves_an_edit_sent_meanwhile_in_the_queue(ibrahim):
    wording = scene.sent()
    judgement = judging.approve(wording=wording, by=ibrahim)
    later = scene.worded(wording.contribution, "Il passe de nouveau.")
    judging.undo(judgement=judgement, by=ibrahim)
    assert shown_of(wording).state == Contribution.State.PENDING
    assert list(queues.wordings("pending", by=ibrahim)) == [later]


def test_undoing_leaves_what_its_writer_has_withdrawn(ibrahim):
    wording = scene.sent()
    judgement = judging.approve(wording=wording, by=ibrahim)
    Contribution.objects.update(state=Contribution.State.WITHDRAWN)
    with pytest.raises(JudgingError):
        judging.undo(judgement=judgement, by=ibrahim)


def test_the_time_to_undo_is_a_setting(ibrahim):
    ContributionSpace.objects.create(pk=1, undo_seconds=5)
    judgement = judging.approve(wording=scene.sent(), by=ibrahim)
    assert (judgement.settles_at - judgement.at).total_seconds() == 5


# --- Appeals -------------------------------------------------------------------------------------
@pytest.fixture
def refusal(ibrahim):
    return settle(judging.reject(wording=scene.sent(), by=ibrahim, reason="insult"))


def appealed(refusal):
    return judging.appeal(judgement=refusal, user=refusal.wording.writer, words="Je cite le texte.")


def test_an_appeal_is_judged_by_another_person(refusal, ibrahim, second):
    appeal = appealed(refusal)
    assert list(queues.wordings("appeals", by=ibrahim)) == []
    assert list(queues.wordings("appeals", by=second)) == [refusal.wording]
    with pytest.raises(JudgingError):
        judging.judge_appeal(appeal=appeal, by=ibrahim, outcome="overturned")
    Notice.objects.all().delete()
    before = rows()
    judgement = judging.judge_appeal(appeal=appeal, by=second, outcome="overturned")
    appeal.refresh_from_db()
    assert (appeal.outcome, appeal.judged_by) == ("overturned", second)
    assert shown_of(refusal.wording).state == Contribution.State.APPROVED
    assert Notice.objects.get().user == refusal.wording.writer
    judging.undo(judgement=judgement, by=second)
    assert rows() == before


def test_an_upheld_refusal_is_told_and_is_final(refusal, second):
    appeal = appealed(refusal)
    Notice.objects.all().delete()
    judgement = judging.judge_appeal(appeal=appeal, by=second, outcome="upheld", note="Relu.")
    assert judgement.occasion == "appeal"
    assert "Relu." in Notice.objects.get().text
    assert judging.appeal_until(judgement) is None
    for one in (refusal, settle(judgement)):
        with pytest.raises(JudgingError):
            appealed(one)


def test_one_appeals_once_within_seven_days_as_the_writer(refusal):
    with pytest.raises(JudgingError):
        judging.appeal(judgement=refusal, user=cast.reader(), words="")
    Judgement.objects.update(settles_at=timezone.now() - datetime.timedelta(days=7, minutes=1))
    with pytest.raises(JudgingError):
        appealed(refusal)
    Judgement.objects.update(settles_at=timezone.now() - datetime.timedelta(days=6))
    appealed(refusal)
    with pytest.raises(JudgingError):
        appealed(refusal)
    assert Appeal.objects.count() == 1


def test_an_overturned_refusal_does_not_replace_what_was_sent_since(refusal, second):
    appeal = appealed(refusal)
    later = scene.worded(refusal.wording.contribution, "Il passe de nouveau.")
    judging.approve(wording=later, by=second)
    judging.judge_appeal(appeal=appeal, by=second, outcome="overturned")
    assert "de nouveau" in shown_of(later).shown_html


# --- Reports -------------------------------------------------------------------------------------
def test_justified_reports_take_the_contribution_away(ibrahim):
    wording = scene.shown()
    scene.reported(wording, cast.reader(), cast.reader())
    judging.judge_reports(
        contribution=wording.contribution, by=ibrahim, outcome="upheld", reason="insult"
    )
    assert shown_of(wording).state == Contribution.State.REJECTED
    assert set(Report.objects.values_list("outcome", flat=True)) == {"upheld"}
    assert Notice.objects.get().user == wording.writer
    assert Discussion.objects.get().shown_count == 0


def test_reports_that_are_not_justified_change_nothing_for_readers(ibrahim):
    wording = scene.shown()
    scene.reported(wording, cast.reader())
    html = shown_of(wording).shown_html
    judgement = judging.judge_reports(
        contribution=wording.contribution, by=ibrahim, outcome="dismissed"
    )
    assert judgement.occasion == "report"
    assert (shown_of(wording).shown_html, shown_of(wording).open_reports) == (html, 0)
    assert Report.objects.get().outcome == "dismissed"
    assert Notice.objects.count() == 0
    with pytest.raises(JudgingError):
        judging.judge_reports(contribution=wording.contribution, by=ibrahim, outcome="dismissed")
