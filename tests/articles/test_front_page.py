"""The front page: what the desk placed, then the newest of each rubric, nothing twice."""

import datetime

import pytest
from django.utils.translation import gettext as _

from articles import front
from articles.genres import Genre
from articles.views.front import IN_A_BAND, PHOTOS_IN_BANDS
from tests import cast, readers

pytestmark = pytest.mark.django_db

JUNE = datetime.datetime(2025, 6, 23, 7, 31, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def paper():
    return cast.paper(
        motto="Au fil de l’eau",
        known_edition_number=100,
        known_edition_on=datetime.date(2025, 6, 23),
    )


def stories(page):
    return [found for found in page.addresses if found.startswith("/20") and found.count("/") > 4]


def test_a_paper_that_has_published_nothing_says_so():
    assert _("Nothing has been published yet.") in readers.get("/").text


def test_the_masthead_tells_title_motto_day_and_edition(time_machine):
    time_machine.move_to(JUNE + datetime.timedelta(days=8), tick=False)
    page = readers.get("/")
    assert page.headings_of(1) == ["La Rive"]
    assert "Au fil de l’eau" in page.text
    assert "mardi 1er\u00a0juillet\u00a02025" in page.text.replace("1 er", "1er")
    assert _("No. %(number)s") % {"number": 106} in page.text


def test_the_desk_decides_what_opens_and_what_follows():
    texts = [cast.published(headline=f"Texte {number}") for number in range(4)]
    by = cast.djeneba()
    front.place(article=texts[0].article, slot="lead", by=by)
    front.place(article=texts[2].article, slot="second", by=by)
    front.place(article=texts[1].article, slot="second", by=by)
    page = readers.get("/")
    assert stories(page) == [texts[number].path for number in (0, 2, 1, 3)]
    assert page.headings_of(2)[:3] == ["Texte 0", "Texte 2", "Texte 1"]


def test_without_a_choice_the_newest_serious_text_leads_and_nothing_stands_twice():
    serious = cast.published(headline="Le budget est voté")
    light = cast.published(headline="L’âne facteur", genre=Genre.ODDITY)
    page = readers.get("/")
    assert page.headings_of(2)[0] == "Le budget est voté"
    assert sorted(stories(page)) == sorted([serious.path, light.path])


def test_each_rubric_of_the_menu_shows_its_newest():
    sport = cast.rubric("Sports", menu_position=2)
    hidden = cast.rubric("Annonces", menu_position=0)
    cast.published(headline="L’ouverture", rubric=cast.rubric("Politique", menu_position=1))
    texts = [cast.published(headline=f"Match {n}", rubric=sport) for n in range(IN_A_BAND + 3)]
    front.place(article=texts[0].article, slot="lead", by=cast.djeneba())
    other = cast.published(headline="À vendre", rubric=hidden)
    page = readers.get("/")
    expected = [text.path for text in reversed(texts)][:IN_A_BAND]
    assert [path for path in stories(page) if path in expected] == expected
    assert other.path not in page.addresses
    assert ("/rubriques/sports/", "Sports") in page.links
    assert "/rubriques/annonces/" not in page.addresses


def test_a_part_of_a_section_stands_in_its_band():
    society = cast.rubric("Société")
    health = cast.rubric("Santé", parent=society, menu_position=0)
    cast.published(headline="L’ouverture")
    text = cast.published(rubric=health)
    front.place(article=cast.published().article, slot="lead", by=cast.djeneba())
    assert text.path in readers.get("/").addresses


def test_a_column_stands_apart_with_its_name_and_its_author():
    column = cast.rubric("Perspectives sahéliennes", kind="column")
    cast.published(headline="L’ouverture")
    front.place(article=cast.published().article, slot="lead", by=cast.djeneba())
    cast.published(
        headline="L’eau voyage", rubric=column, genre=Genre.COLUMN, bylines=[cast.author("Sira Ba")]
    )
    page = readers.get("/")
    assert ("/rubriques/perspectives-saheliennes/", "Perspectives sahéliennes") in page.links
    assert "Sira Ba" in page.text
    assert "L’eau voyage" in page.headings_of(3)


def test_sponsored_words_are_labelled_wherever_the_headline_stands():
    cast.published(headline="L’ouverture")
    cast.published(headline="Achetez", genre=Genre.SPONSORED)
    assert f"{Genre.SPONSORED.label} Achetez" in readers.get("/").text


def test_photos_are_the_exception():
    lead = cast.published(headline="L’ouverture", lead_photo=cast.photo())
    front.place(article=lead.article, slot="lead", by=cast.djeneba())
    for number in range(PHOTOS_IN_BANDS + 2):
        rubric = cast.rubric(f"Rubrique {number}")
        for _text in range(2):
            cast.published(rubric=rubric, lead_photo=cast.photo())
    page = readers.get("/")
    assert len(page.images) == 1 + PHOTOS_IN_BANDS
    assert all(image.get("loading") == "lazy" for image in page.images[1:])
    assert "loading" not in page.images[0]


def test_a_withdrawn_lead_leaves_the_place_to_another(time_machine):
    stays, gone = cast.published(headline="Reste"), cast.published(headline="Part")
    by = cast.djeneba()
    front.place(article=gone.article, slot="lead", by=by)
    cast.publishing.withdraw(article=gone.article, by=by, notice="Retiré.")
    page = readers.get("/")
    assert gone.path not in page.addresses
    assert page.headings_of(2)[0] == stays.headline
