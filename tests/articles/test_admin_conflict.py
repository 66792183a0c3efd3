"""Two people in one text: nobody's newer version is overwritten unseen."""

import pytest
from django.utils.translation import gettext as _

from articles.admin import saving
from articles.models import Article, Byline, Revision
from tests import cast
from tests.articles.admin_desk import address, data_of, desk, errors, form_data, save

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    return cast.article("Un titre", body="<p>Un mot ancien.</p>")


@pytest.fixture
def mine(article):
    """What Cheick typed while Djeneba saved another headline."""
    cheick = desk(cast.cheick())
    typed = form_data(cheick, address(article), body="<p>Un mot de Cheick.</p>")
    save(desk(cast.djeneba()), article, headline="Le titre de Djeneba")
    return cheick, typed


def test_a_newer_version_is_not_overwritten(article, mine):
    client, typed = mine
    response = client.post(address(article), typed)
    assert response.status_code == 200
    assert _("Nothing was saved: compare the two versions below.") in str(errors(response))
    assert Article.objects.get().headline == "Le titre de Djeneba"
    assert Article.objects.get().body == "<p>Un mot ancien.</p>"
    assert Revision.objects.count() == 1


def test_both_texts_are_on_the_screen_and_what_was_typed_is_in_the_fields(article, mine):
    client, typed = mine
    response = client.post(address(article), typed)
    page = response.content.decode()
    assert response.context["adminform"].form.conflict.saved_by == "Djeneba Touré"
    assert "<del>ancien.</del><ins>de Cheick.</ins>" in page
    assert "titre<del> de Djeneba</del>" in page
    assert data_of(response)["body"] == "<p>Un mot de Cheick.</p>"
    assert data_of(response)["headline"] == "Un titre"


def test_pressing_save_again_is_refused_again(article, mine):
    client, typed = mine
    again = data_of(client.post(address(article), typed))
    assert client.post(address(article), again).status_code == 200
    assert Article.objects.get().headline == "Le titre de Djeneba"


def test_who_has_seen_both_may_insist(article, mine):
    client, typed = mine
    response = client.post(address(article), typed)
    version = str(response.context["adminform"].form.conflict.version)
    assert f'name="version_seen" value="{version}"' in response.content.decode()
    again = data_of(response, version_seen=version)
    assert client.post(address(article), again).status_code == 302
    assert Article.objects.get().headline == "Un titre"
    assert Article.objects.get().body == "<p>Un mot de Cheick.</p>"


def test_insisting_does_not_help_against_a_third_version(article, mine):
    client, typed = mine
    response = client.post(address(article), typed)
    version = str(response.context["adminform"].form.conflict.version)
    save(desk(cast.user("rubric_editor")), article, headline="Un troisième titre")
    response = client.post(address(article), data_of(response, version_seen=version))
    assert response.status_code == 200
    assert Article.objects.get().headline == "Un troisième titre"


def test_a_signature_deleted_by_the_other_is_kept_by_who_insists(article):
    client = desk(cast.cheick())
    typed = form_data(client, address(article), headline="Le mien")
    save(desk(cast.djeneba()), article, **{"bylines-0-DELETE": "on"})
    response = client.post(address(article), typed)
    again = data_of(response, version_seen=str(Article.objects.get().version))
    assert client.post(address(article), again).status_code == 302
    assert str(Byline.objects.get()) == "Awa Diop"


def test_who_publishes_what_he_did_not_see_is_stopped(article, mine):
    client, typed = mine
    response = client.post(address(article), typed | {"_then": "publish"})
    assert response.status_code == 200
    assert not article.publications.exists()


def test_a_save_between_reading_and_writing_is_found_by_the_database(article, monkeypatch):
    """The form was right when it was checked; the row was another when it came to be written."""
    client = desk(cast.cheick())
    typed = form_data(client, address(article), headline="Trop tard")
    claim, calls = saving.claim, []

    def beaten(row, version):
        calls.append(version)
        if len(calls) == 1:  # the other's save, which this transaction could not see before
            claim(row, version + 1)
        claim(row, version)

    monkeypatch.setattr(saving, "claim", beaten)
    assert client.post(address(article), typed).status_code == 302
    assert len(calls) == 2  # refused by the database, then looked at again from the start
    assert Article.objects.get().headline == "Trop tard"


def test_a_verb_between_opening_and_saving_is_no_conflict(article):
    client = desk(cast.cheick())
    save(client, article)
    typed = form_data(client, address(article), headline="Après coup")
    desk(cast.djeneba()).post(address(article, "publish"), {"revision": Revision.objects.get().pk})
    client.post(address(article), typed)
    article.refresh_from_db()
    assert (article.headline, article.status) == ("Après coup", Article.Status.READY)
