"""Pages that are no articles, and the « ours » made from the paper's own row."""

import datetime

import pytest

from articles.models import Page
from newsroom.models import FormerSlug, PublicationDirector
from tests import cast, readers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper():
    return cast.paper(publisher="Éditions de la Rive", host="Hébergeur du Port\n12 34", phone="12")


def page(**fields):
    return Page.objects.create(**{"title": "Charte", "slug": "charte", "position": 1} | fields)


def test_a_page_shows_its_title_and_its_cleaned_text():
    page(body='<h2>Vérifier</h2><p>Deux sources.</p><script>alert("x")</script>')
    found = readers.get("/pages/charte/")
    assert found.headings_of(1) == ["Charte"]
    assert "Deux sources." in found.text
    assert "alert" not in found.html


def test_the_footer_leads_to_pages_that_have_a_place_there():
    page()
    page(title="Cachée", slug="cachee", position=0)
    addresses = readers.get("/").addresses
    assert "/pages/charte/" in addresses
    assert "/pages/cachee/" not in addresses
    readers.get("/pages/cachee/")


def test_a_former_slug_leads_on(client):
    FormerSlug.record(page(), "regles")
    assert client.get("/pages/regles/").url == "/pages/charte/"
    assert client.get("/pages/inconnue/").status_code == 404


def test_the_masthead_page_names_who_publishes_and_who_answers(paper):
    today = datetime.date.today()
    past = today - datetime.timedelta(days=1)
    PublicationDirector.objects.create(newspaper=paper, name="Ancien", since=past, until=past)
    PublicationDirector.objects.create(newspaper=paper, name="Fatimata Ba", since=today)
    found = readers.get("/pages/ours/")
    for words in ("La Rive", "Éditions de la Rive", "Fatimata Ba", "Hébergeur du Port 12 34"):
        assert words in found.text
    assert "Ancien" not in found.text


def test_a_page_of_the_desk_takes_the_place_of_the_masthead_page():
    page(slug="ours", title="L’ours du jour")
    assert readers.get("/pages/ours/").headings_of(1) == ["L’ours du jour"]
