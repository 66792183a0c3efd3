"""Who signs: the list of authors, and what readers may know of each."""

import pytest

from authors import portraits
from newsroom.models import FormerSlug
from tests import cast, readers
from tests.newsroom.photos import saved, scenery

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def paper():
    return cast.paper()


def hidden(**fields):
    return cast.author(
        "Moussa Ag Alhassane",
        initials="M.A.",
        is_public=False,
        public_form="Notre correspondant à Gao",
        job_title="Correspondant des sables",
        biography="<p>Né à Bourem.</p>",
        **fields,
    )


def test_a_page_tells_name_job_and_life():
    cast.author("Sira Ba", job_title="Reporter", biography="<p>Née à San.</p>")
    page = readers.get("/auteurs/sira-ba/")
    assert page.headings_of(1) == ["Sira Ba"]
    assert "Reporter" in page.text
    assert "Née à San." in page.text


def test_a_portrait_is_shown_small_and_named_by_chance():
    author = cast.author("Sira Ba")
    portraits.store(author, saved(scenery(300, 300)))
    page = readers.get("/auteurs/sira-ba/")
    assert page.images[0]["src"].startswith("/media/portraits/")
    assert "sira" not in page.images[0]["src"]


class TestSomebodyWhoIsNotPublic:
    def test_there_is_no_page(self):
        readers.get(f"/auteurs/{hidden().slug}/", status=404)

    def test_there_is_no_page_under_the_old_name_either(self, client):
        author = hidden()
        FormerSlug.record(author, "moussa-ag-alhassane")
        assert client.get("/auteurs/moussa-ag-alhassane/").status_code == 404

    def test_the_list_does_not_know_the_person(self):
        hidden()
        page = readers.get("/auteurs/")
        assert "correspondant" not in page.text
        assert "alhassane" not in page.html.lower()

    def test_with_leave_of_the_desk_the_page_stands_under_the_public_form(self):
        author = hidden(has_page=True)
        text = cast.published(bylines=[author])
        page = readers.get("/auteurs/notre-correspondant-a-gao/")
        assert page.headings_of(1) == ["Notre correspondant à Gao"]
        assert text.path in page.addresses
        for words in ("alhassane", "m.a.", "sables", "bourem"):
            assert words not in page.html.lower()
        listed = readers.get("/auteurs/")
        assert ("/auteurs/notre-correspondant-a-gao/", "Notre correspondant à Gao") in listed.links
        assert "sables" not in listed.text


def test_the_list_goes_by_the_names_that_readers_see():
    for name in ("Zeina Ba", "Élie Koné", "Awa Diop"):
        cast.author(name)
    hidden(has_page=True)
    cast.author("AMAP", kind="agency")
    page = readers.get("/auteurs/")
    assert page.headings_of(2)[:4] == [
        "Awa Diop",
        "Élie Koné",
        "Notre correspondant à Gao",
        "Zeina Ba",
    ]
    assert page.headings_of(3) == ["AMAP"]


def test_an_empty_list_has_a_sentence_and_a_way_on():
    page = readers.get("/auteurs/")
    assert "/" in page.addresses
    assert page.headings_of(2) == []
