"""« La Une » : who stands where on the front page, moved without script."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles import front
from articles.models import FrontPlacement, Publication
from tests import cast
from tests.articles.admin_desk import desk

pytestmark = pytest.mark.django_db

FRONT = "/redaction/articles/frontplacement/"


@pytest.fixture
def cheick():
    return cast.cheick()


@pytest.fixture
def placed(cheick):
    """A lead and three seconds, in this order."""
    articles = [cast.published(by=cheick, headline=name).article for name in "ABCD"]
    for article, slot in zip(articles, ["lead", "second", "second", "second"], strict=True):
        front.place(article=article, slot=slot, by=cheick)
    return articles


def order(client):
    context = client.get(FRONT).context
    lead = context["lead"]["article"].headline if context["lead"] else None
    return lead, [row["article"].headline for row in context["seconds"]]


def press(client, article, what):
    return client.post(FRONT, {"article": article.pk, "do": what})


def test_the_page_lists_the_places_in_order(cheick, placed):
    assert order(desk(cheick)) == ("A", ["B", "C", "D"])


def test_seconds_go_up_and_down(cheick, placed):
    client = desk(cheick)
    press(client, placed[2], "up")
    assert order(client) == ("A", ["C", "B", "D"])
    press(client, placed[2], "down")
    assert order(client) == ("A", ["B", "C", "D"])


def test_a_second_rises_one_place_after_another_was_taken_away(cheick, placed):
    client = desk(cheick)
    press(client, placed[1], "remove")
    press(client, placed[3], "up")
    assert order(client) == ("A", ["D", "C"])


def test_the_first_cannot_rise_nor_the_last_sink(cheick, placed):
    client = desk(cheick)
    press(client, placed[1], "up")
    press(client, placed[3], "down")
    assert order(client) == ("A", ["B", "C", "D"])


def test_a_second_becomes_the_lead_and_the_old_lead_the_first_second(cheick, placed):
    client = desk(cheick)
    press(client, placed[3], "lead")
    assert order(client) == ("D", ["A", "B", "C"])


def test_the_lead_becomes_a_second_and_the_page_says_who_leads_then(cheick, placed):
    client = desk(cheick)
    press(client, placed[0], "second")
    assert order(client) == (None, ["B", "C", "D", "A"])
    newest = cast.published(by=cheick, headline="Le plus récent")
    assert client.get(FRONT).context["shown_lead"].pk == newest.pk


def test_a_place_is_taken_away(cheick, placed):
    client = desk(cheick)
    press(client, placed[1], "remove")
    assert order(client) == ("A", ["C", "D"])
    assert Publication.objects.visible().count() == 4


def test_what_readers_do_not_see_is_marked(cheick, placed):
    Publication.objects.filter(article=placed[1]).update(
        live_until="2020-01-01T00:00Z", live_from="2019-01-01T00:00Z"
    )
    row = desk(cheick).get(FRONT).context["seconds"][0]
    assert not row["standing"].is_live


def test_a_text_without_a_place_cannot_be_moved(cheick, placed):
    client, other = desk(cheick), cast.published(by=cheick).article
    assert press(client, other, "up").status_code == 404
    assert client.post(FRONT, {"article": "x", "do": "up"}).status_code == 404


def test_a_word_that_is_no_button_does_nothing(cheick, placed):
    client = desk(cheick)
    press(client, placed[1], "explode")
    assert order(client) == ("A", ["B", "C", "D"])


@pytest.mark.parametrize("role", ["correspondent", "journalist", "rubric_editor", "moderator"])
def test_who_does_not_compose_the_front_page_has_no_page_for_it(role, placed):
    client = desk(cast.user(role))
    assert client.get(FRONT).status_code == 403
    assert press(client, placed[0], "remove").status_code == 403
    assert FrontPlacement.objects.count() == 4


def queries(client):
    with CaptureQueriesContext(connection) as captured:
        client.get(FRONT)
    return len(captured)


def test_the_page_costs_the_same_for_more_places(cheick, placed):
    client = desk(cheick)
    few = queries(client)
    for _number in range(6):
        front.place(article=cast.published(by=cheick).article, slot="second", by=cheick)
    assert queries(client) == few
