"""The form of an article: saved as one revision, refused without losing a word, one's own only."""

import pytest
from django.utils.translation import gettext as _

from articles import snapshots
from articles.models import Article, Byline, Publication, Revision, Tag
from tests import cast
from tests.articles.admin_desk import (
    ADD,
    LIST,
    address,
    data_of,
    desk,
    errors,
    form_data,
    said,
    save,
)
from tests.articles.desk import copy

pytestmark = pytest.mark.django_db


# --- Writing -------------------------------------------------------------------------------------
def test_a_new_text_belongs_to_whoever_wrote_it():
    boubacar = cast.boubacar()
    client = desk(boubacar)
    data = form_data(client, ADD, headline="La crue arrive", rubric=cast.rubric().pk)
    response = client.post(ADD, data)
    article = Article.objects.get()
    assert response.url == address(article)
    assert article.created_by == boubacar
    assert article.revisions.get().author == boubacar


def test_whoever_opens_a_new_text_is_proposed_as_its_author():
    boubacar = cast.boubacar()
    signer = cast.author("Boubacar Sy", account=boubacar)
    client = desk(boubacar)
    client.post(ADD, form_data(client, ADD, headline="Le riz", rubric=cast.rubric().pk))
    assert Byline.objects.get().author == signer


def test_one_save_is_one_revision_with_its_rows_and_tags():
    cheick, other = cast.cheick(), cast.published().article
    article, oumar = cast.article(bylines=[]), cast.author("Oumar Diallo")
    save(
        desk(cheick),
        article,
        headline="Le marché rouvre",
        tags="Mopti, Pêche",
        **{"bylines-0-author": oumar.pk, "related_links-0-target": other.pk},
    )
    copy = snapshots.read(article.revisions.get())
    assert copy.headline == "Le marché rouvre"
    assert [line.author_id for line in copy.bylines] == [oumar.pk]
    assert copy.related_ids == (other.pk,)
    assert {tag.name for tag in Tag.objects.filter(pk__in=copy.tag_ids)} == {"Mopti", "Pêche"}


def test_saving_what_nobody_changed_makes_no_new_version():
    client, article = desk(cast.cheick()), cast.article(tags=["Eau"])
    save(client, article)
    before = Article.objects.get()
    save(client, article)
    assert Revision.objects.count() == 1
    assert (Article.objects.get().version, Article.objects.get().saved_at) == (
        before.version,
        before.saved_at,
    )


def test_saving_a_published_text_changes_nothing_for_readers_and_says_so():
    client, published = desk(cast.cheick()), cast.published(headline="Avant")
    response = save(client, published.article, headline="Après")
    assert Publication.objects.visible().get().headline == "Avant"
    (message,) = said(client, response)
    words = _("Saved at %(time)s. Readers still see the published version.")
    assert message.endswith(words.partition("%(time)s")[2])
    page = client.get(address(published.article)).content.decode()
    assert _("unpublished changes") in page


def test_the_body_is_cleaned_on_its_way():
    client, article = desk(cast.cheick()), cast.article()
    save(client, article, body='<p onclick="x()">Bien</p><script>alert(1)</script>')
    assert Article.objects.get().body == "<p>Bien</p>"


def test_the_status_is_no_field_of_the_form():
    client, article = desk(cast.cheick()), cast.article()
    save(client, article, status="ready", first_published_at="2020-01-01", version_seen="")
    assert Article.objects.get().status == Article.Status.DRAFT


# --- Nothing typed is lost -----------------------------------------------------------------------
def test_a_refused_form_keeps_every_word_also_those_of_its_rows():
    client, article = desk(cast.cheick()), cast.article(bylines=[])
    changed = {
        "headline": "Un titre neuf",
        "standfirst": "Un chapô neuf.",
        "body": "<p>Un texte neuf.</p>",
        "tags": "mot " * 30,
        "sources": "Une source",
        "bylines-0-signed_as": "O.D.",
        "bylines-0-place": "Moscou",
    }
    response = save(client, article, **changed)
    assert list(errors(response)) == ["tags"]
    again = data_of(response)
    assert {name: again[name] for name in changed} == changed
    assert Article.objects.get().headline == article.headline
    assert not Revision.objects.exists()


def test_a_new_text_without_rubric_is_refused_with_what_was_typed():
    client = desk(cast.boubacar())
    data = form_data(client, ADD, headline="Sans rubrique", kicker_kind="column")
    response = client.post(ADD, data)
    assert list(errors(response)) == ["rubric"]
    assert data_of(response)["headline"] == "Sans rubrique"


def test_a_row_without_a_signer_says_what_to_do_beside_it():
    client, article = desk(cast.cheick()), cast.article(bylines=[])
    response = save(client, article, **{"bylines-0-place": "Moscou"})
    rows = response.context["inline_admin_formsets"][0].formset
    assert _("Choose the author, or write the signature as received.") in str(rows.errors)
    assert not Byline.objects.exists()


# --- Tags, rows ----------------------------------------------------------------------------------
def test_a_tag_is_found_whatever_its_accents_and_no_second_one_is_made():
    senegal = cast.tag("Sénégal")
    client, article = desk(cast.cheick()), cast.article()
    save(client, article, tags="senegal, SÉNÉGAL")
    assert [tag.pk for tag in article.tags.all()] == [senegal.pk]


def test_words_of_one_tag_stay_together():
    client, article = desk(cast.cheick()), cast.article()
    save(client, article, tags="Assemblée nationale")
    assert [tag.name for tag in article.tags.all()] == ["Assemblée nationale"]


def test_a_correspondent_is_told_which_tags_nobody_has_used():
    awa = cast.awa()
    cast.tag("Pêche")
    article = cast.article(created_by=awa)
    response = save(desk(awa), article, tags="Pêche, Aquaculture")
    assert "Aquaculture" in errors(response)["tags"][0]
    assert "Pêche" not in errors(response)["tags"][0]
    assert data_of(response)["tags"] == "Pêche, Aquaculture"
    assert not Tag.objects.filter(name="Aquaculture").exists()


def test_a_new_signature_comes_last_without_a_number():
    client, article = desk(cast.cheick()), cast.article()
    Byline.objects.update(position=4)
    save(client, article, **{"bylines-1-signed_as": "O.D."})
    assert [str(line) for line in article.bylines.all()] == ["Awa Diop", "O.D."]


def test_a_place_can_be_typed_where_no_script_runs():
    kayes = cast.tag("Kayes", kind="place")
    client, article = desk(cast.cheick()), cast.article()
    save(client, article, place_typed="kayes")
    assert Article.objects.get().place == kayes


def test_an_article_can_be_named_by_its_address_where_no_script_runs():
    client, article, other = desk(cast.cheick()), cast.article(), cast.published()
    typed = {"related_links-0-target_typed": f"https://exemple.org{other.path}"}
    save(client, article, **typed)
    assert article.related_links.get().target == other.article


def test_a_place_nobody_knows_is_refused_and_stays_in_its_field():
    client, article = desk(cast.cheick()), cast.article()
    response = save(client, article, place_typed="Tombouktou")
    assert "place" in errors(response)
    assert 'value="Tombouktou"' in response.content.decode()


# --- Who may -------------------------------------------------------------------------------------
@pytest.mark.parametrize("someone", [cast.awa, cast.boubacar])
def test_nobody_opens_or_changes_a_colleagues_text(someone):
    client, article = desk(someone()), cast.article(created_by=cast.djeneba())
    data = form_data(desk(cast.cheick()), address(article), headline="Volé")
    assert client.get(address(article)).status_code == 302  # to the start page, with a warning
    client.post(address(article), data)
    assert Article.objects.get().headline == article.headline
    assert article.headline not in client.get(LIST).content.decode()


def test_whoever_signs_a_text_works_on_it_too():
    boubacar = cast.boubacar()
    signer = cast.author("Boubacar Sy", account=boubacar)
    article = cast.article(bylines=[signer], created_by=cast.djeneba())
    client = desk(boubacar)
    save(client, article, headline="Corrigé par son auteur")
    assert Article.objects.get().headline == "Corrigé par son auteur"


def test_who_takes_his_own_name_off_a_text_lands_on_the_list():
    boubacar = cast.boubacar()
    signer = cast.author("Boubacar Sy", account=boubacar)
    article = cast.article(bylines=[signer], created_by=cast.djeneba())
    response = save(desk(boubacar), article, **{"bylines-0-DELETE": "on"})
    assert response.url == LIST


def test_a_rubric_editor_edits_everybodys_texts():
    article = cast.article(created_by=cast.awa())
    save(desk(cast.user("rubric_editor")), article, headline="Relu")
    assert Article.objects.get().headline == "Relu"


@pytest.mark.parametrize("role", ["moderator", "subscriptions", "photo_editor", "administrator"])
def test_who_does_not_write_reaches_no_text(role):
    client, article = desk(cast.user(role)), cast.article()
    assert client.get(LIST).status_code == 403
    assert client.get(ADD).status_code == 403
    assert client.get(address(article, "preview")).status_code == 404


def test_a_visitor_is_asked_to_sign_in(client):
    article = cast.article()
    for page in ("change", "preview", "previewed", "history", "typography", "card", "publish"):
        assert "/redaction/login/" in client.get(address(article, page)).url


def test_what_readers_once_saw_cannot_be_deleted():
    root = cast.user("administrator", is_superuser=True)
    draft, published = cast.article(), cast.published().article
    client = desk(root)
    assert client.post(address(draft, "delete"), {"post": "yes"}).status_code == 302
    assert client.post(address(published, "delete"), {"post": "yes"}).status_code == 403
    assert list(Article.objects.all()) == [published]


# --- What the pages are made of ------------------------------------------------------------------
def test_the_html_checker_finds_nothing_on_the_screens_of_the_desk(html_checker):
    client, other = desk(cast.publisher()), cast.published()
    article = copy(bylines=[cast.author(), {"signed_as": "O.D."}], related=[other.article])
    pages = ["change", "preview", "history", "typography", "publish", "schedule", "withdraw"]
    paths = [LIST, ADD, "/redaction/articles/frontplacement/"]
    paths += [address(article, page) for page in pages]
    assert html_checker([(path, client.get(path).content) for path in paths]) == []
