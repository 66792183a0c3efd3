"""Publishing a text and its changes."""

import datetime

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from articles import publishing
from articles.models import (
    Article,
    Publication,
    PublicationAuthor,
    ReservedText,
    State,
)
from newsroom.models import JournalEntry
from tests import cast
from tests.articles.desk import HOUR, MORNING, change, copy, state_of, visible

pytestmark = pytest.mark.django_db


def test_readers_see_a_text_once_it_is_published_and_not_before():
    article = copy()
    assert not visible().exists()
    publishing.publish(article=article, by=cast.cheick())
    assert visible().get().article == article
    assert state_of(article) == {State.PUBLISHED}


@pytest.mark.parametrize("who", [cast.awa, cast.boubacar, cast.fanta])
def test_who_may_not_publish_publishes_nothing(who):
    article = copy()
    with pytest.raises(PermissionDenied):
        publishing.publish(article=article, by=who())
    assert not Publication.objects.exists()


def test_the_checklist_stops_an_unfinished_text():
    article = copy(standfirst="")
    with pytest.raises(publishing.NotReady) as refusal:
        publishing.publish(article=article, by=cast.cheick())
    assert [item.field for item in refusal.value.items] == ["standfirst"]


def test_a_signature_that_nobody_knows_stops_publication():
    article = copy(bylines=[{"signed_as": "O.D."}])
    with pytest.raises(publishing.NotReady, match=r"O\.D\."):
        publishing.publish(article=article, by=cast.cheick())


def test_saving_a_published_text_changes_nothing_for_readers():
    article = copy(headline="Le premier titre")
    publishing.publish(article=article, by=cast.cheick())
    change(article, headline="Le second titre")
    assert visible().get().headline == "Le premier titre"


def test_publishing_the_changes_keeps_the_date_and_prints_when_it_changed():
    article, cheick = copy(), cast.cheick()
    with time_machine.travel(MORNING, tick=False):
        publishing.publish(article=article, by=cheick)
    change(article, body="<p>Un autre texte, plus long.</p>")
    with time_machine.travel(MORNING + HOUR, tick=False):
        publishing.publish(article=article, by=cheick)
        now = visible().get()
    assert (now.published_at, now.updated_at) == (MORNING, MORNING + HOUR)


def test_a_minor_correction_prints_no_new_date():
    article, cheick = copy(), cast.cheick()
    publishing.publish(article=article, by=cheick)
    change(article, headline="Un titre sans coquille")
    publishing.publish(article=article, by=cheick, minor=True)
    assert visible().get().headline == "Un titre sans coquille"
    assert visible().get().updated_at is None


def test_a_change_that_readers_cannot_see_prints_no_new_date():
    article, cheick = copy(), cast.cheick()
    publishing.publish(article=article, by=cheick)
    change(article, sources="Un garde-pêche, par téléphone")
    publishing.publish(article=article, by=cheick)
    assert visible().get().updated_at is None


def test_the_same_version_is_not_published_twice():
    article, cheick = copy(), cast.cheick()
    publishing.publish(article=article, by=cheick)
    with pytest.raises(publishing.PublishingError):
        publishing.publish(article=article, by=cheick)
    assert Publication.objects.count() == 1


def test_archive_copy_keeps_its_own_date_and_the_journal_says_so():
    article = copy()
    day = datetime.datetime(2025, 6, 23, 7, 31, tzinfo=datetime.UTC)
    publishing.publish(article=article, by=cast.cheick(), first_published_at=day)
    assert visible().get().published_at == day
    assert visible().get().path.startswith(f"/2025/06/23/{article.pk}-")
    assert JournalEntry.objects.get(verb="publish").detail["dated"] == day.isoformat()


def test_a_date_to_come_is_no_first_publication():
    with pytest.raises(publishing.PublishingError):
        publishing.publish(
            article=copy(), by=cast.cheick(), first_published_at=timezone.now() + HOUR
        )


def test_the_address_stays_when_the_headline_changes():
    article, cheick = copy(headline="Un titre"), cast.cheick()
    path = publishing.publish(article=article, by=cheick).path
    change(article, headline="Tout autre chose")
    assert publishing.publish(article=article, by=cheick).path == path


def test_an_author_s_index_holds_a_text_once_however_often_it_changes():
    article, cheick = copy(), cast.cheick()
    for number in range(4):
        change(article, standfirst=f"Version {number} du chapô de cet article.")
        publishing.publish(article=article, by=cheick)
    assert PublicationAuthor.objects.count() == 1
    assert Publication.objects.count() == 4


def test_a_revision_of_another_text_is_refused():
    other = copy()
    with pytest.raises(publishing.PublishingError):
        publishing.publish(article=copy(), by=cast.cheick(), revision=other.revisions.get())


def test_only_the_free_part_stands_in_the_publication():
    article = copy(
        access=Article.Access.SUBSCRIBERS,
        free_blocks=1,
        body="<p>Libre pour tous.</p><p>Secret des abonnés.</p>",
    )
    publication = publishing.publish(article=article, by=cast.cheick())
    assert publication.is_reserved
    assert "Secret" not in publication.body + publication.search_text
    assert "Secret" not in str(publication.page)
    assert "Secret" in ReservedText.objects.get(publication=publication).body


def test_without_a_standfirst_the_teaser_tells_nothing_of_the_reserved_part():
    article = copy(
        genre="news_brief",
        standfirst="",
        access=Article.Access.SUBSCRIBERS,
        free_blocks=1,
        body="<p>Libre pour tous.</p><p>Secret des abonnés.</p>",
    )
    publication = publishing.publish(article=article, by=cast.cheick())
    assert "Secret" not in publication.teaser + str(publication.page)


def test_saving_again_after_publication_invents_no_unpublished_changes():
    article, cheick = copy(), cast.cheick()
    published = publishing.publish(article=article, by=cheick)
    assert change(article) == published.revision


def test_a_form_opened_before_publication_does_not_move_the_address():
    article, cheick = copy(headline="Un scoop"), cast.cheick()
    path = publishing.publish(article=article, by=cheick).path
    change(article, headline="Un démenti", slug="")
    assert publishing.publish(article=article, by=cheick).path == path


def test_an_address_that_the_desk_chose_is_taken_at_the_next_publication():
    article, cheick = copy(headline="Un nom de trop"), cast.cheick()
    publishing.publish(article=article, by=cheick)
    change(article, slug="sans-le-nom")
    assert publishing.publish(article=article, by=cheick).path.endswith("-sans-le-nom/")


def test_a_change_of_the_reserved_part_prints_when_it_changed():
    body = "<p>Libre.</p><p>{}</p>"
    article = copy(access="subscribers", free_blocks=1, body=body.format("Un"))
    publishing.publish(article=article, by=cast.cheick())
    change(article, body=body.format("Deux"))
    publishing.publish(article=article, by=cast.publisher())
    assert visible().get().updated_at is not None


def test_a_text_signed_by_a_whole_team_is_published():
    team = [cast.author(f"Personne-Au-Nom-Composé Numéro{number}") for number in range(30)]
    publication = publishing.publish(article=copy(bylines=team), by=cast.cheick())
    assert publication.signed.endswith("…")
    assert len(publication.page["authors"]) == 30


def test_a_reference_appears_once_its_text_is_published(
    django_capture_on_commit_callbacks,
):
    target, cheick = copy(headline="La cible"), cast.cheick()
    naming = copy(body=f'<p>Avant.</p><aside data-article="{target.pk}"></aside>')
    publishing.publish(article=naming, by=cheick)
    with django_capture_on_commit_callbacks(execute=True):
        publishing.publish(article=target, by=cheick)
    assert "La cible" in visible().get(article=naming).body


def test_a_word_processor_s_line_break_in_a_headline_becomes_a_space():
    article = copy(headline="Un titre\x0bsur deux\x07 lignes")
    assert publishing.publish(article=article, by=cast.cheick()).headline == (
        "Un titre sur deux lignes"
    )
