"""Texts for subscribers: where they end for others, and the one address that serves the rest."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import publishing
from tests import cast, readers

pytestmark = pytest.mark.django_db

FREE, REST = "La première pirogue", "mareyeuses"
BODY = """<h2>Le matin</h2><p>La première pirogue est rentrée.</p><h3>Le quai</h3>
<p>Les mareyeuses attendaient.</p><table><tbody><tr><th>Prix</th></tr></tbody></table>"""


def reserved(**fields):
    return cast.published(**{"access": "subscribers", "free_blocks": 1} | fields)


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def whole(publication):
    return reverse("subscriptions:read", args=[publication.article_id])


def rest(publication):
    return reverse("subscriptions:rest", args=[publication.article_id])


class TestTheArticlesPage:
    def test_it_leads_subscribers_to_the_rest_without_script(self):
        publication = reserved()
        page = readers.get(publication.path)
        assert (whole(publication), _("Already a subscriber? Read on")) in page.links
        plans = reverse("subscriptions:plans")
        assert (f"{plans}?retour={whole(publication)}", _("Subscribe")) in page.links
        assert f'data-reader-part="{rest(publication)}"' in page.html

    def test_machines_are_told_where_it_ends(self):
        page = readers.get(reserved().path)
        part = page.data["hasPart"]
        assert page.data["isAccessibleForFree"] is False
        assert part == {
            "@type": "WebPageElement",
            "isAccessibleForFree": False,
            "cssSelector": ".reserved",
        }
        assert 'class="reserved"' in page.html

    def test_a_free_text_tells_machines_nothing_of_it(self):
        page = readers.get(cast.published().path)
        assert page.data["isAccessibleForFree"] is True
        assert "hasPart" not in page.data


class TestTheWholeArticle:
    def test_a_subscriber_reads_it_to_the_end(self):
        publication = reserved()
        page = readers.get(whole(publication), client=signed_in(cast.subscriber()))
        assert FREE in page.text
        assert REST in page.text
        assert _("The rest of this text is for subscribers.") not in page.text
        assert page.rel["canonical"].endswith(publication.path)

    def test_whoever_works_for_the_paper_reads_it_too(self):
        page = readers.get(whole(reserved()), client=signed_in(cast.awa()))
        assert REST in page.text

    def test_nobody_keeps_it(self):
        response = signed_in(cast.subscriber()).get(whole(reserved()))
        assert response["Cache-Control"] == "private, no-store"
        assert response.cookies["lecteur"].value == "1"

    def test_a_visitor_signs_in_and_comes_back(self):
        path = whole(reserved())
        response = Client().get(path)
        assert response.status_code == 302
        assert response["Location"].endswith(f"?next={path}")
        assert response["Cache-Control"] == "private, no-store"

    @pytest.mark.parametrize("person", [cast.reader, lambda: cast.subscriber(days=-3)])
    def test_who_has_no_subscription_is_shown_what_it_costs_and_comes_back(self, person):
        path = whole(reserved())
        response = signed_in(person()).get(path)
        assert response.status_code == 302
        assert response["Location"] == reverse("subscriptions:plans", query={"retour": path})

    def test_the_days_of_grace_still_open_it(self):
        page = readers.get(whole(reserved()), client=signed_in(cast.subscriber(days=-1)))
        assert REST in page.text

    def test_an_account_that_was_closed_opens_nothing(self):
        person = cast.subscriber()
        client = signed_in(person)
        person.is_active = False
        person.save()
        assert client.get(whole(reserved())).status_code == 302

    def test_a_free_text_has_its_own_page(self):
        publication = cast.published()
        assert Client().get(whole(publication))["Location"] == publication.path

    def test_a_withdrawn_text_is_gone_for_subscribers_too(self):
        publication = reserved()
        publishing.withdraw(article=publication.article, by=cast.publisher(), notice="Erreur.")
        client = signed_in(cast.subscriber())
        response = client.get(whole(publication))
        assert response.status_code == 410
        assert response["Cache-Control"] == "private, no-store"
        assert REST not in response.content.decode()
        assert client.get(rest(publication)).status_code == 404

    @pytest.mark.parametrize("name", ["read", "rest"])
    def test_what_was_never_published_is_not_there(self, name):
        copy = cast.article(access="subscribers", free_blocks=1)
        path = reverse(f"subscriptions:{name}", args=[copy.pk])
        assert signed_in(cast.subscriber()).get(path).status_code == 404

    def test_what_comes_later_is_read_later(self, time_machine):
        publication = reserved()
        publication.revision.article.publications.update(live_from="2100-01-01T00:00Z")
        assert signed_in(cast.subscriber()).get(whole(publication)).status_code == 404

    def test_it_has_the_style_of_every_block_it_shows(self):
        page = readers.get(whole(reserved(body=BODY)), client=signed_in(cast.subscriber()))
        assert ".table{" in page.html
        assert [level for level, _words in page.headings[:3]] == [1, 2, 3]


class TestTheRestAlone:
    def test_a_subscriber_gets_the_rest_and_nothing_else(self):
        response = signed_in(cast.subscriber()).get(rest(reserved()))
        text = response.content.decode()
        assert REST in text
        assert FREE not in text
        assert "<html" not in text
        assert response["Cache-Control"] == "private, no-store"

    def test_its_headings_go_on_from_those_of_the_free_part(self):
        response = signed_in(cast.subscriber()).get(rest(reserved(body=BODY, free_blocks=2)))
        assert response.content.decode().strip().startswith("<h3>Le quai</h3>")

    @pytest.mark.parametrize("person", [None, cast.reader, lambda: cast.subscriber(days=-3)])
    def test_nobody_else_gets_anything(self, person):
        client = signed_in(person()) if person else Client()
        response = client.get(rest(reserved()))
        assert (response.status_code, response.content) == (204, b"")
        assert response["Cache-Control"] == "private, no-store"

    def test_a_free_text_has_no_rest(self):
        response = signed_in(cast.subscriber()).get(rest(cast.published()))
        assert (response.status_code, response.content) == (204, b"")

    @pytest.mark.parametrize("method", ["post", "put", "delete"])
    def test_it_is_only_read(self, method):
        for path in (whole(reserved()), rest(reserved())):
            assert getattr(signed_in(cast.subscriber()), method)(path).status_code == 405
