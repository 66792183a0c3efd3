"""The one feed."""

import datetime
from xml.etree import ElementTree

import pytest

from articles import reading
from articles.genres import Genre
from tests import cast

pytestmark = pytest.mark.django_db

JUNE = datetime.datetime(2025, 6, 23, 7, 31, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def paper():
    return cast.paper(description="Le journal des deux rives")


def channel(client):
    response = client.get("/flux/", headers={"host": "127.0.0.1"})
    assert response["Content-Type"].startswith("application/rss+xml")
    return ElementTree.fromstring(response.content).find("channel")  # noqa: S314 -- our own


def test_an_item_has_heading_whole_standfirst_address_and_date(client):
    standfirst = "Une phrase. " * 40
    publication = cast.published(kicker="Gao", headline="Le feu", standfirst=standfirst, at=JUNE)
    item = channel(client).find("item")
    assert item.findtext("title") == "Gao\u00a0: Le feu"
    assert item.findtext("description") == standfirst.strip()
    assert item.findtext("link") == f"http://localhost:8000{publication.path}"
    assert item.findtext("pubDate") == "Mon, 23 Jun 2025 07:31:00 +0000"


def test_it_is_the_papers(client):
    found = channel(client)
    assert found.findtext("title") == "La Rive"
    assert found.findtext("link") == "http://localhost:8000/"
    assert found.findtext("language") == "fr"


def test_words_that_are_not_ours_are_labelled(client):
    cast.published(genre=Genre.SPONSORED, headline="Achetez")
    assert channel(client).findtext("item/title") == f"[{Genre.SPONSORED.label}] Achetez"


def test_it_holds_the_newest_and_no_draft(client, monkeypatch):
    monkeypatch.setattr(reading, "NEWEST", 2)
    for day in range(3):
        cast.published(headline=f"Texte {day}", at=JUNE + datetime.timedelta(days=day))
    cast.article(headline="Brouillon")
    titles = [item.findtext("title") for item in channel(client).findall("item")]
    assert titles == ["Texte 2", "Texte 1"]


def test_a_reader_who_has_it_already_gets_nothing(client):
    cast.published()
    response = client.get("/flux/")
    again = client.get("/flux/", headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_every_page_leads_to_it(client):
    assert b'type="application/rss+xml" href="/flux/"' in client.get("/").content
