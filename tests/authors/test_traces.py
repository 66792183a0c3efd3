"""Who is made non-public was perhaps named by hand: the desk is told where."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Page
from tests import cast
from tests.articles.admin_desk import desk, form_data, said

pytestmark = pytest.mark.django_db

NAME = "Sékou Tiémoko"


@pytest.fixture
def client():
    cast.paper()
    return desk(cast.user("publication_director"))


@pytest.fixture
def sekou():
    return cast.author(NAME)


def protect(client, author):
    path = reverse("admin:authors_author_change", args=[author.pk])
    hidden = {"is_public": None, "public_form": "Notre correspondant"}
    return client.post(path, form_data(client, path, **hidden))


@pytest.mark.parametrize(
    "make",
    [
        lambda: cast.rubric("Le billet de Sékou Tiémoko"),
        lambda: cast.rubric("Billet", kind="column", prefix="Le mot de Sékou Tiémoko"),
        lambda: cast.rubric("Région", introduction="<p>Par <em>Sékou Tiémoko</em>.</p>"),
        lambda: cast.rubric("Le billet", slug="sekou-tiemoko"),
        lambda: cast.tag(NAME),
        lambda: Page.objects.create(title="Nous", slug="nous", body="<p>SÉKOU TIÉMOKO, Gao.</p>"),
        lambda: cast.author("Awa Diop", biography="<p>Élève de Sékou Tiémoko.</p>"),
        lambda: cast.paper(legal="<p>Rédaction : Sékou Tiémoko.</p>"),
        lambda: cast.paper(gate_text="Écrivez à Sékou Tiémoko."),
    ],
    ids=["name", "prefix", "introduction", "slug", "tag", "page", "biography", "legal", "gate"],
)
def test_each_place_is_named_with_the_way_to_it(client, sekou, make):
    found = make()
    meta = found._meta
    form = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[found.pk])
    told = said(client, protect(client, sekou))
    assert [one for one in told if f'href="{form}"' in one]


def test_texts_and_photos_are_named_as_before(client, sekou):
    publication = cast.published(body="<p>Sékou Tiémoko était à Gao.</p>")
    photo = cast.photo(caption="Sékou Tiémoko devant le port.")
    told = " ".join(said(client, protect(client, sekou)))
    assert reverse("admin:articles_article_change", args=[publication.article_id]) in told
    assert reverse("admin:articles_photo_change", args=[photo.pk]) in told


def test_where_nobody_wrote_the_name_nothing_is_said(client, sekou):
    cast.published()
    Page.objects.create(title="Nous", slug="nous", body="<p>Une rédaction à Gao.</p>")
    assert len(said(client, protect(client, sekou))) == 1  # that it is saved


def test_the_search_holds_up_nobody(client, sekou):
    """It comes after the transaction, so that no row stays locked while texts are read."""
    path = reverse("admin:authors_author_change", args=[sekou.pk])
    fields = form_data(client, path, is_public=None, public_form="Notre correspondant")
    with CaptureQueriesContext(connection) as captured:
        client.post(path, fields)
    sql = [entry["sql"] for entry in captured.captured_queries]
    (searching,) = [n for n, one in enumerate(sql) if "search_text" in one and "LIKE" in one]
    wrote = max(n for n, one in enumerate(sql) if one.startswith(("INSERT", "UPDATE")))
    between = sql[wrote + 1 : searching]
    assert any(one.startswith("RELEASE SAVEPOINT") for one in between)
