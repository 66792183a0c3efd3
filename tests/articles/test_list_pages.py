"""Rubrics, tags and places: the newest entries, older ones by month and day, former slugs."""

import datetime

import pytest
from django.utils.translation import gettext as _

from articles import reading
from articles.genres import Genre
from newsroom.models import FormerSlug
from tests import cast, readers

pytestmark = pytest.mark.django_db

JUNE = datetime.datetime(2025, 6, 23, 7, 31, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def paper(time_machine):
    time_machine.move_to(datetime.datetime(2026, 2, 1, 12, tzinfo=datetime.UTC), tick=False)
    return cast.paper()


@pytest.fixture(params=["rubric", "tag", "place", "author"])
def subject(request):
    """Return something that has a list; `publish(at, subject)` puts a text into it."""
    if request.param == "rubric":
        return cast.rubric("Régions", introduction="<p>Les nouvelles du pays.</p>")
    if request.param == "author":
        return cast.author("Sira Ba")
    return cast.tag("Mopti", kind="place" if request.param == "place" else "topic")


def publish(at, subject, **fields):
    kind = subject._meta.model_name
    given = {"rubric": {"rubric": subject}, "tag": {"tags": [subject]}}
    return cast.published(at=at, **given.get(kind, {"bylines": [subject]}), **fields)


def entries(page):
    return [found for found in page.addresses if found.startswith("/20") and found.count("/") > 4]


class TestEveryList:
    def test_it_shows_the_newest_first_by_day(self, subject):
        older = publish(JUNE, subject)
        newer = publish(JUNE + datetime.timedelta(days=1), subject)
        cast.published(rubric=cast.rubric("Ailleurs"), bylines=[cast.author("Une autre")])
        page = readers.get(subject.get_absolute_url())
        assert entries(page) == [newer.path, older.path]
        days = [words for words in page.headings_of(2) if "2025" in words]
        assert days == ["mardi 24\u00a0juin\u00a02025", "lundi 23\u00a0juin\u00a02025"]
        assert page.headings_of(1) == [str(subject)]

    def test_it_shows_no_more_than_the_newest(self, subject, monkeypatch):
        monkeypatch.setattr(reading, "NEWEST", 2)
        texts = [publish(JUNE + datetime.timedelta(days=day), subject) for day in range(3)]
        page = readers.get(subject.get_absolute_url())
        assert entries(page) == [texts[2].path, texts[1].path]

    @pytest.mark.parametrize("subject", ["rubric", "author"], indirect=True)
    def test_an_empty_one_has_a_sentence_and_a_way_on(self, subject):
        page = readers.get(subject.get_absolute_url())
        assert _("Nothing has been published here yet.") in page.text
        assert "/" in page.addresses

    def test_older_texts_have_the_address_of_their_month_and_day(self, subject):
        june = publish(JUNE, subject)
        publish(JUNE + datetime.timedelta(days=220), subject)
        address = subject.get_absolute_url()
        page = readers.get(address)
        assert f"{address}2025/12/" in page.addresses
        assert f"{address}2026/01/" in page.addresses
        month = readers.get(f"{address}2025/06/")
        assert entries(month) == [june.path]
        assert "Juin 2025" in month.text
        assert f"{address}2025/06/23/" in month.addresses
        assert entries(readers.get(f"{address}2025/06/23/")) == [june.path]

    def test_a_month_between_without_a_text_says_so(self, subject):
        publish(JUNE, subject)
        publish(JUNE + datetime.timedelta(days=70), subject)
        page = readers.get(f"{subject.get_absolute_url()}2025/07/")
        assert entries(page) == []
        assert _("Nothing was published here in those days.") in page.text

    @pytest.mark.parametrize(
        "period", ["2025/05/", "2026/02/", "2025/13/", "0000/01/", "2025/02/30/"]
    )
    def test_what_lies_outside_its_time_is_not_found(self, subject, period):
        publish(JUNE, subject)
        readers.get(f"{subject.get_absolute_url()}{period}", status=404)

    def test_a_month_with_too_much_is_read_by_the_day(self, subject, monkeypatch):
        monkeypatch.setattr(reading, "MOST", 2)
        monkeypatch.setattr(reading, "NEWEST", 1)
        texts = [publish(JUNE + datetime.timedelta(days=day), subject) for day in range(3)]
        address = subject.get_absolute_url()
        page = readers.get(f"{address}2025/06/")
        assert entries(page) == [texts[2].path]
        assert f"{address}2025/06/23/" in page.addresses
        assert entries(readers.get(f"{address}2025/06/23/")) == [texts[0].path]

    def test_a_former_slug_leads_to_the_subject(self, subject, client):
        publish(JUNE, subject)
        FormerSlug.record(subject, "ancien-nom")
        address = subject.get_absolute_url()
        old = address.replace(f"/{subject.slug}/", "/ancien-nom/")
        assert client.get(old).status_code == 301
        assert client.get(old).url == address
        assert client.get(f"{old}2025/06/").url == f"{address}2025/06/"

    def test_an_unknown_slug_is_not_found(self, subject):
        address = subject.get_absolute_url().replace(subject.slug, "inconnu")
        readers.get(address, status=404)

    def test_a_withdrawn_text_leaves_it(self, subject):
        text, other = publish(JUNE, subject), publish(JUNE, subject)
        cast.publishing.withdraw(article=text.article, by=cast.publisher(), notice="Retiré.")
        assert entries(readers.get(subject.get_absolute_url())) == [other.path]

    def test_a_changed_text_stands_in_it_once(self, subject):
        text = publish(JUNE, subject)
        text.article.headline = "Mieux dit"
        text.article.save()
        cast.published(text.article)
        assert entries(readers.get(subject.get_absolute_url())) == [text.path]

    def test_sponsored_words_are_labelled(self, subject):
        publish(JUNE, subject, genre=Genre.SPONSORED, headline="Achetez")
        text = readers.get(subject.get_absolute_url()).text
        assert f"{Genre.SPONSORED.label} Achetez" in text

    def test_its_canonical_address_forgets_what_was_asked_with_it(self, subject):
        publish(JUNE, subject)
        address = subject.get_absolute_url()
        page = readers.get(f"{address}?page=3")
        assert page.rel["canonical"] == f"http://localhost:8000{address}"


class TestRubric:
    def test_a_section_holds_its_parts_and_links_to_them(self):
        society = cast.rubric("Société")
        health = cast.rubric("Santé", parent=society)
        text = publish(JUNE, health)
        page = readers.get("/rubriques/societe/")
        assert entries(page) == [text.path]
        assert ("/rubriques/sante/", "Santé") in page.links
        part = readers.get("/rubriques/sante/")
        assert entries(part) == [text.path]
        assert ("/rubriques/societe/", "Société") in part.links
        assert entries(readers.get("/rubriques/sante/2025/06/")) == [text.path]

    def test_a_column_names_who_holds_it(self):
        cast.rubric("Carnet", kind="column", owner=cast.author("Sira Ba"))
        assert ("/auteurs/sira-ba/", "Sira Ba") in readers.get("/rubriques/carnet/").links

    def test_a_column_of_somebody_who_is_not_public_tells_the_public_form_only(self):
        owner = cast.author("Moussa Ag Alhassane", is_public=False, public_form="Un voisin")
        cast.rubric("Carnet", kind="column", owner=owner)
        page = readers.get("/rubriques/carnet/")
        assert "Un voisin" in page.text
        assert "alhassane" not in page.html.lower()


class TestTag:
    def test_what_nobody_published_yet_tells_no_visitor_that_it_is_being_written(self, client):
        tag = cast.tag("Enquête sur le port")
        FormerSlug.record(tag, "le-port")
        cast.article(tags=[tag])
        withdrawn = cast.published(tags=[tag], at=JUNE)
        cast.publishing.withdraw(article=withdrawn.article, by=cast.publisher(), notice="Retiré.")
        for path in ("enquete-sur-le-port/", "enquete-sur-le-port/2025/06/", "le-port/"):
            assert client.get(f"/mots-cles/{path}").status_code == 404
        assert client.get("/lieux/enquete-sur-le-port/").status_code == 404


class TestPlace:
    def test_a_place_asked_for_as_a_topic_is_shown_where_it_belongs(self, client):
        tag = cast.tag("Mopti", kind="place")
        publish(JUNE, tag)
        assert client.get("/mots-cles/mopti/2025/06/").url == "/lieux/mopti/2025/06/"
        assert client.get("/lieux/mopti/").status_code == 200

    def test_a_text_written_from_a_place_stands_on_its_page(self):
        gao = cast.tag("Gao", kind="place")
        text = cast.published(place=gao)
        assert entries(readers.get("/lieux/gao/")) == [text.path]
