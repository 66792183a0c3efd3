"""The journal tells in French who did what; nobody writes in it by hand."""

import pytest
from django.utils import timezone

from articles import front, publishing, snapshots
from newsroom.models import JournalEntry
from newsroom.verbs import LABELS
from tests import cast
from tests.articles.admin_desk import desk

pytestmark = pytest.mark.django_db

JOURNAL = "/redaction/newsroom/journalentry/"


@pytest.fixture
def client():
    cast.paper()
    return desk(cast.djeneba())


def rows(client, **filters):
    page = client.get(JOURNAL, filters)
    assert page.status_code == 200
    return page.content.decode()


def test_every_verb_that_is_written_has_a_name_on_the_screen():
    """Does each once; whoever adds a verb of the desk finds here that it needs its word."""
    chief, text = cast.djeneba(), cast.article()
    snapshots.record(article=text, by=chief)
    publishing.submit(article=text, by=chief)
    publishing.send_back(article=text, by=chief, note="Qui le dit ?")
    later = timezone.now() + timezone.timedelta(hours=1)
    publishing.schedule(article=text, by=chief, at=later)
    publishing.cancel_schedule(article=text, by=chief)
    publishing.publish(article=text, by=chief)
    front.place(article=text, slot="second", by=chief)
    front.move(article=text, by=chief, step=1)
    front.unplace(article=text, by=chief)
    publishing.withdraw(article=text, by=chief, notice="Retiré.")
    written = set(JournalEntry.objects.values_list("verb", flat=True))
    assert len(written) == 9
    assert written <= set(LABELS)


def test_a_row_tells_who_what_and_why(client):
    awa = cast.awa()
    text = cast.article("La crue arrive", created_by=awa)
    snapshots.record(article=text, by=awa)
    publishing.submit(article=text, by=awa)
    publishing.send_back(article=text, by=cast.cheick(), note="Qui le dit ?")
    html = rows(client)
    for words in ("Cheick Keïta", "renvoyé", "La crue arrive", "Qui le dit ?"):
        assert words in html
    assert f'href="/redaction/articles/article/{text.pk}/change/"' in html


def test_changed_fields_are_called_as_on_the_form(client):
    JournalEntry.record(actor=None, verb="change", subject=cast.rubric(), fields=["menu_position"])
    html = rows(client)
    assert "menu_position" not in html
    assert "place au menu" in html


def test_it_can_be_narrowed_to_one_verb(client):
    JournalEntry.record(actor=None, verb="change", subject=cast.tag("crue"))
    JournalEntry.record(actor=None, verb="delete", subject=cast.tag("bac"))
    html = rows(client, quoi="delete")
    assert "bac" in html
    assert "crue" not in html


def test_a_row_stays_readable_when_its_subject_and_its_part_of_the_program_are_gone(client):
    JournalEntry.objects.create(
        verb="dance",
        subject_kind="gone.model",
        subject_id=1,
        subject_label="Le <bal>",
        detail={"fields": ["steps"]},
    )
    html = rows(client)
    assert "Le &lt;bal&gt;" in html
    assert "dance" in html


@pytest.mark.parametrize("path", ["add/", "{}/change/", "{}/delete/"])
def test_nobody_writes_in_it_or_tears_a_page_out(client, path):
    entry = JournalEntry.record(actor=None, verb="change", subject=cast.tag("crue"))
    address = JOURNAL + path.format(entry.pk)
    assert client.post(address, {"post": "yes", "verb": "x"}).status_code == 403
    assert JournalEntry.objects.get().verb == "change"


def test_the_history_of_a_row_is_what_the_journal_tells_of_it(client):
    tag = cast.tag("crue")
    JournalEntry.record(actor=cast.awa(), verb="change", subject=tag, fields=["name"])
    JournalEntry.record(actor=cast.boubacar(), verb="change", subject=cast.tag("bac"))
    html = client.get(f"/redaction/articles/tag/{tag.pk}/history/").content.decode()
    assert "Awa Diop" in html
    assert "Boubacar Sy" not in html
