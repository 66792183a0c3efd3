"""Who may only refer to a text meets what readers see of it, and not the desk's newer words."""

import pytest
from django.utils.translation import gettext as _

from tests import cast
from tests.articles.admin_desk import LIST, address, desk
from tests.articles.desk import change, copy

pytestmark = pytest.mark.django_db

CHOOSING = {"app_label": "articles", "model_name": "relatedlink", "field_name": "target"}


@pytest.fixture
def published():
    """A text that readers see under one heading, and the desk under another."""
    found = cast.published(headline="Le riz arrive", kicker="Kayes")
    change(found.article, headline="Le ministre démissionne", kicker="Urgent")
    return found


def card(user, article):
    return desk(user).get(address(article, "card"))


@pytest.mark.parametrize("role", ["moderator", "subscriptions", "administrator", "photo_editor"])
def test_who_has_no_part_in_texts_gets_no_card(published, role):
    assert card(cast.user(role), published.article).status_code == 403


def test_the_card_of_somebody_elses_text_is_what_readers_see(published):
    expected = {"heading": "Kayes\u00a0: Le riz arrive", "state": ""}
    assert card(cast.boubacar(), published.article).json() == expected


def test_the_card_of_a_text_one_may_edit_tells_the_desks_words(published):
    shown = card(cast.cheick(), published.article).json()
    assert shown == {"heading": "Urgent\u00a0: Le ministre démissionne", "state": _("Published")}


def test_the_list_to_choose_from_tells_no_more_than_readers_see(published):
    page = desk(cast.boubacar()).get(LIST, {"_popup": "1"}).content.decode()
    assert "Kayes\u00a0: Le riz arrive" in page
    assert "Le ministre démissionne" not in page
    assert _("unpublished changes") not in page


def test_the_list_to_choose_from_names_no_protected_author():
    hidden = cast.author("Oumar Diallo", is_public=False, public_form="Notre correspondant")
    cast.published(bylines=[hidden])
    page = desk(cast.boubacar()).get(LIST, {"_popup": "1"}).content.decode()
    rows = page[page.index("result_list") :]
    assert "Notre correspondant" in rows
    assert "Oumar Diallo" not in rows


def test_what_is_proposed_while_typing_is_what_readers_see(published):
    client = desk(cast.boubacar())
    query = {"term": str(published.article_id), **CHOOSING}
    (choice,) = client.get("/redaction/autocomplete/", query).json()["results"]
    assert choice["text"] == "Kayes\u00a0: Le riz arrive"


def test_a_text_chosen_already_is_named_as_readers_know_it(published):
    boubacar = cast.boubacar()
    own = copy(created_by=boubacar, related=[published.article])
    page = desk(boubacar).get(address(own)).content.decode()
    assert "Le riz arrive" in page
    assert "Le ministre démissionne" not in page


def test_a_text_of_ones_own_is_proposed_in_its_newest_words(published):
    boubacar = cast.boubacar()
    draft = copy(headline="Mon brouillon", created_by=boubacar)
    query = {"term": "brouillon", **CHOOSING}
    answer = desk(boubacar).get("/redaction/autocomplete/", query).json()
    assert answer["results"] == [{"id": str(draft.pk), "text": "Mon brouillon"}]


def test_other_autocompletes_name_their_rows_as_ever():
    query = {"app_label": "articles", "model_name": "byline", "field_name": "author", "term": "awa"}
    cast.author("Awa Diop")
    answer = desk(cast.cheick()).get("/redaction/autocomplete/", query).json()
    assert [choice["text"] for choice in answer["results"]] == ["Awa Diop"]
