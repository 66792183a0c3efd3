"""What is shown before a person has read it, and what never is, whatever the mode."""

import uuid

import pytest

from subscriptions.contributions import contributing
from subscriptions.models import Contribution, Discussion, Judgement, Mode, Reader, Wording
from subscriptions.moderation import judging, queues
from tests import cast
from tests.subscriptions.moderation import scene

pytestmark = pytest.mark.django_db

OUMAR, MARIAM = "Oumar Dicko", "Mariam Sissoko"


@pytest.fixture
def article():
    cast.paper()
    return cast.published().article


def known(name=OUMAR, **fields):
    """Return a subscriber of whom something was published before."""
    writer = scene.named(cast.subscriber(name), **fields)
    scene.shown("Un premier mot.", writer=writer)
    return writer


def write(article, writer, mode, text=scene.TEXT):
    Discussion.objects.update_or_create(article=article, defaults={"mode": mode})
    sent = contributing.submit(article=article, user=writer, text=text, key=uuid.uuid4())
    return Contribution.objects.get(pk=sent.pk)


def test_before_publication_everybody_waits_and_keeps_what_the_rules_say(article):
    scene.watch("voyou")
    contribution = write(article, known(is_trusted=True), Mode.PRE, "Ce v0y0u !")
    wording = contribution.wordings.get()
    assert contribution.state == Contribution.State.PENDING
    assert [told["rule"] for told in wording.verdicts] == ["banned_words"]
    assert Judgement.objects.count() == 0  # the machine refuses nothing


@pytest.mark.parametrize(
    ("mode", "is_trusted", "state"),
    [
        (Mode.TRUSTED, True, "approved"),
        (Mode.TRUSTED, False, "pending"),
        (Mode.POST, False, "approved"),
    ],
)
def test_the_mode_says_who_is_shown_at_once(article, mode, is_trusted, state):
    assert write(article, known(is_trusted=is_trusted), mode).state == state


def test_what_is_shown_at_once_comes_to_be_read_and_leaves_that_queue_once_read(article):
    ibrahim = cast.ibrahim()
    wording = write(article, known(), Mode.POST).wordings.get()
    assert Judgement.objects.get().by is None
    assert list(queues.wordings("reread", by=ibrahim)) == [wording]
    judgement = judging.approve(wording=wording, by=ibrahim)
    assert judgement.occasion == "reread"
    assert list(queues.wordings("reread", by=ibrahim)) == []
    judging.undo(judgement=judgement, by=ibrahim)
    assert list(queues.wordings("reread", by=ibrahim)) == [wording]
    judging.reject(wording=wording, by=ibrahim, reason="insult")
    assert Contribution.objects.get(pk=wording.contribution_id).shown_html == ""


@pytest.mark.parametrize("text", ["Ce v.o.y.o.u !", "Appelez le 76 12 34 56", "Voyez bit.ly/abc"])
def test_what_the_rules_hold_is_never_shown_unread(article, text):
    scene.watch("voyou")
    assert write(article, known(is_trusted=True), Mode.POST, text).state == "pending"


def test_a_suspect_word_is_for_the_eye_of_who_reads_it_afterwards(article):
    scene.watch("complot", "suspect")
    contribution = write(article, known(), Mode.POST, "Encore un complot.")
    assert contribution.state == "approved"
    assert [told["verdict"] for told in contribution.wordings.get().verdicts] == ["look"]


def test_a_new_writer_and_an_unchecked_name_wait(article):
    new = scene.named(cast.subscriber(MARIAM))
    assert write(article, new, Mode.POST).state == "pending"
    unchecked = known(state=Reader.NameState.APPROVED)
    Reader.objects.filter(user=unchecked).update(pen_name_state=Reader.NameState.PENDING)
    assert write(article, unchecked, Mode.POST).state == "pending"


def test_an_edit_is_read_by_the_rules_again(article):
    writer = known()
    contribution = write(article, writer, Mode.POST)
    contributing.edit(
        contribution=contribution, user=writer, text="Voyez bit.ly/abc", key=uuid.uuid4()
    )
    contribution.refresh_from_db()
    assert "bac de Konna" in contribution.shown_html
    assert contribution.wordings.get(state=Wording.State.PENDING).verdicts
