"""The name shown: asked once, checked once, never that of somebody else."""

import uuid

import pytest

from subscriptions.contributions import contributing, pen_names, showing
from subscriptions.contributions.contributing import ContributingError
from subscriptions.contributions.showing import NotShowable
from subscriptions.models import Reader
from subscriptions.moderation import judging, sanctioning
from tests import cast, talk

pytestmark = pytest.mark.django_db


def sent_by(user, name, **fields):
    return talk.write(talk.article(), user, pen_name=name, **fields)


@pytest.fixture(autouse=True)
def paper():
    cast.paper(title="La Rive")


def test_the_first_contribution_asks_for_a_name():
    with pytest.raises(ContributingError) as refusal:
        sent_by(cast.subscriber(), "")
    assert refusal.value.field == "pen_name"


def test_the_name_waits_with_the_text_and_is_checked_with_it():
    oumar = cast.subscriber("Oumar Dicko")
    sent = sent_by(oumar, "  Oumar   D. ")
    reader = Reader.objects.get(user=oumar)
    assert (sent.pen_name, reader.pen_name_state) == ("Oumar D.", "pending")
    judging.approve(wording=sent.wordings.get(), by=cast.ibrahim())
    reader.refresh_from_db()
    assert reader.pen_name_state == "approved"


def test_nothing_is_shown_under_a_name_nobody_has_checked():
    talk.space(mode="post")
    sent = sent_by(cast.subscriber(), "Oumar D.")
    assert sent.state == "pending"
    with pytest.raises(NotShowable):
        showing.show(sent.wordings.get())


def test_a_name_that_was_checked_stays():
    oumar = talk.subscriber("Oumar Dicko")
    before = Reader.objects.get(user=oumar).pen_name
    assert sent_by(oumar, "Un autre nom").pen_name == before
    with pytest.raises(ContributingError):
        contributing.choose_name(user=oumar, name="Un autre nom")


def test_what_waits_goes_under_the_name_chosen_instead_of_a_refused_one():
    oumar = cast.subscriber()
    sent = sent_by(oumar, "Grossier")
    sanctioning.refuse_name(user=oumar, by=cast.ibrahim())
    contributing.choose_name(user=oumar, name="Oumar D.")
    sent.refresh_from_db()
    assert sent.pen_name == "Oumar D."


@pytest.mark.parametrize(
    "name",
    ["A", "x" * 41, "…", "a@b.example", "http://a.example", "76 12 34 56", "<b>Awa</b>", "_Awa_"],
)
def test_a_name_is_made_of_letters(name):
    with pytest.raises(ContributingError) as refusal:
        sent_by(cast.subscriber(), name)
    assert refusal.value.field == "pen_name"


@pytest.mark.parametrize(
    "name",
    [
        "La rédaction",
        "REDACTION",
        "Modérateur 2",
        "la rive",
        "La Rive infos",
        "awa diop",
        "Awa-Diop",
    ],
)
def test_nobody_passes_for_the_newspaper_or_an_author(name):
    cast.author("Awa Diop")
    with pytest.raises(ContributingError):
        sent_by(cast.subscriber(), name)


def test_a_hidden_author_is_not_told_by_a_refusal():
    cast.author("Awa Secret", is_public=False, public_form="A.S.")
    sent_by(cast.subscriber(), "Awa Secret")


def test_an_author_may_use_his_own_name():
    awa = cast.subscriber("Awa Diop")
    cast.author("Awa Diop", account=awa)
    sent_by(awa, "Awa Diop")


@pytest.mark.parametrize("name", ["Rivera", "Larissa", "Adama l’Ancien", "Jean-Paul", "Oumar 3"])
def test_honest_names_pass(name):
    assert sent_by(cast.subscriber(), name).pen_name == name


def test_two_readers_never_look_alike():
    sent_by(cast.subscriber("Oumar Dicko"), "Goïta")
    with pytest.raises(ContributingError):
        sent_by(cast.subscriber("Kadia Traoré"), "GOITA.")


def test_the_name_proposed_is_the_first_name_and_an_initial():
    oumar = cast.subscriber("Oumar Dicko")
    assert pen_names.proposal(oumar) == "Oumar D."
    talk.named(cast.subscriber("Oumar Diallo"), "Oumar D.")
    assert pen_names.proposal(oumar) == "Oumar Di."
    assert pen_names.proposal(cast.subscriber("Oumar")) == ""


def test_a_refused_name_leaves_nothing_behind():
    oumar = cast.subscriber()
    with pytest.raises(ContributingError):
        talk.write(talk.article(), oumar, pen_name="la rive", key=uuid.uuid4())
    assert not Reader.objects.filter(user=oumar).exclude(pen_name="").exists()
