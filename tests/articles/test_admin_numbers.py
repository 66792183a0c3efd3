"""What looks like a number and is none breaks no screen of the desk: « ² », thirty digits."""

import pytest

from newsroom.html import named_numbers
from newsroom.numbers import whole
from tests import cast
from tests.articles.admin_desk import ADD, LIST, address, desk, form_data, save
from tests.articles.desk import copy

pytestmark = pytest.mark.django_db

NO_NUMBERS = ["²", "٣", "-1", "1" * 30]


@pytest.fixture
def client():
    return desk(cast.cheick())


@pytest.mark.parametrize("typed", ["", " 1", "1.0", "1_000", *NO_NUMBERS])
def test_only_plain_digits_are_a_number(typed):
    assert whole(typed) is None


def test_plain_digits_are_a_number():
    assert [whole("0"), whole("4127")] == [0, 4127]


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_it_is_searched_as_a_word(client, typed):
    copy()
    assert client.get(LIST, {"q": typed}).status_code == 200
    assert client.get("/redaction/articles/photo/", {"q": typed}).status_code == 200


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_rubric_of_that_number_leads_to_the_whole_list(client, typed):
    assert client.get(LIST, {"rubrique": typed}).url == f"{LIST}?e=1"


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_version_of_that_number_does_not_exist(client, typed):
    article = copy()
    assert client.get(address(article, "history"), {"version": typed}).status_code == 404


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_form_with_such_numbers_comes_back(client, typed):
    numbers = {"lead_photo": typed, "place_typed": typed, "headline": "La crue"}
    response = client.post(ADD, form_data(client, ADD, **numbers))
    assert response.status_code == 200
    assert "lead_photo" in response.context["adminform"].form.errors


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_version_seen_of_that_number_is_none(client, typed):
    article = copy()
    assert save(client, article, headline="Autre", version_seen=typed).status_code == 302
    article.refresh_from_db()
    assert article.headline == "Autre"


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_a_signature_of_that_number_is_no_button(client, typed):
    article = copy()
    response = save(client, article, _then=f"signature-{typed}")
    assert response.url == address(article)


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_the_pages_beside_a_text_take_none(client, typed):
    article = copy(bylines=[{"signed_as": "O.D."}])
    byline = article.bylines.get()
    path = f"{LIST}{article.pk}/signature/{byline.pk}/"
    assert client.post(path, {"author": typed, "version": typed}).status_code == 200
    assert client.post(path, {"author": cast.author().pk, "version": typed}).url == path
    byline.refresh_from_db()
    assert byline.author is None


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_no_place_of_the_front_has_it(client, typed):
    fields = {"article": typed, "do": "up"}
    assert client.post("/redaction/articles/frontplacement/", fields).status_code == 404


@pytest.mark.parametrize("typed", NO_NUMBERS)
def test_the_text_names_no_photo_by_it(typed):
    assert named_numbers(f'<figure data-photo="{typed}"></figure>', "data-photo") == []
