"""The pages beside the form: preview, original copy, history, typography, signatures, card."""

import pytest
import time_machine
from django.test import Client
from django.utils.translation import gettext as _

from articles import snapshots
from articles.models import Article, Byline, Publication, SourceCopy
from authors.models import Author
from newsroom.models import User
from newsroom.typography import repairs
from tests import cast
from tests.articles.admin_desk import address, desk, said, save
from tests.articles.desk import MORNING, change, copy

pytestmark = pytest.mark.django_db


def now(article):
    return Article.objects.get(pk=article.pk)


# --- Preview -------------------------------------------------------------------------------------
@time_machine.travel(MORNING, tick=False)
def test_the_preview_is_the_page_that_readers_get():
    article = copy(headline="La crue", body="<p>Elle monte.</p>", tags=["Eau"])
    previewed = desk(cast.cheick()).get(address(article, "previewed"))
    published = Client().get(cast.published(article).path)
    assert "La crue" in published.content.decode()
    assert previewed.content == published.content
    assert previewed["Content-Security-Policy"] == published["Content-Security-Policy"]


def test_the_preview_is_nobody_elses_and_kept_by_nothing():
    client, article = desk(cast.cheick()), copy()
    answer = client.get(address(article, "previewed"))
    assert answer["Cache-Control"].startswith("private, no-store")
    assert desk(cast.boubacar()).get(address(article, "previewed")).status_code == 404


def test_the_preview_shows_the_newest_version_of_a_published_text():
    client, published = desk(cast.cheick()), cast.published(headline="Avant")
    change(published.article, headline="Après")
    assert "Après" in client.get(address(published.article, "previewed")).content.decode()
    assert Publication.objects.get().headline == "Avant"


@pytest.mark.parametrize(
    ("asked", "width"), [("telephone", "telephone"), ("bureau", "bureau"), ("<b>", ""), ("", "")]
)
def test_the_frame_of_the_preview_has_the_width_of_a_phone_or_a_desk(asked, width):
    client, article = desk(cast.cheick()), copy()
    response = client.get(address(article, "preview"), {"largeur": asked})
    assert response.context["width"] == width
    assert "frame-src 'self'" in response["Content-Security-Policy"]


def test_a_text_that_was_never_saved_has_no_preview_yet():
    client, article = desk(cast.cheick()), cast.article()
    assert client.get(address(article, "previewed")).url == address(article)


# --- Card ----------------------------------------------------------------------------------------
def test_the_card_of_a_text_for_the_editor():
    client, published = desk(cast.boubacar()), cast.published(headline="Le riz", kicker="Kayes")
    card = client.get(address(published.article, "card")).json()
    assert card == {"heading": "Kayes\u00a0: Le riz", "state": ""}


def test_the_card_of_a_colleagues_draft_is_refused():
    assert desk(cast.boubacar()).get(address(copy(), "card")).status_code == 404


# --- Original copy -------------------------------------------------------------------------------
SOURCE = "La crue\nElle monte.\nPartager sur Facebook\nUne phrase <b>perdue</b>.\n"


@pytest.fixture
def filed():
    article = copy(body="<p>Elle monte.</p>")
    pieces = [
        _piece("Partager sur Facebook", "furniture"),
        _piece("Une phrase <b>perdue</b>.", "x"),
    ]
    SourceCopy.objects.create(article=article, text=SOURCE, digest="a", pieces=pieces)
    return article


def _piece(text, reason):
    start = SOURCE.index(text)
    end = start + len(text)
    return {"text": text, "reason": reason, "label": f"raison {reason}", "start": start, "end": end}


def put_back(client, article, piece, version=None):
    path = address(article, "source")
    return client.post(path, {"piece": piece, "version": version or now(article).version})


def test_the_original_copy_shows_what_was_set_aside_and_why(filed):
    page = desk(cast.cheick()).get(address(filed, "source")).content.decode()
    assert "raison furniture" in page
    assert "Une phrase &lt;b&gt;perdue&lt;/b&gt;." in page
    assert page.count('name="piece"') == 2


def test_every_word_of_the_copy_stands_on_its_page(filed):
    stretches = desk(cast.cheick()).get(address(filed, "source")).context["stretches"]
    assert "".join(stretch["text"] for stretch in stretches) == SOURCE


def test_a_piece_is_put_back_as_a_paragraph_and_recorded(filed):
    client = desk(cast.cheick())
    response = put_back(client, filed, 1)
    assert now(filed).body == "<p>Elle monte.</p>\n<p>Une phrase &lt;b&gt;perdue&lt;/b&gt;.</p>"
    assert filed.revisions.first().author.name == "Cheick Keïta"
    assert now(filed).version == 2
    page = client.get(response.url).content.decode()
    assert page.count('name="piece"') == 1
    assert _("Is in the text") in page


def test_a_piece_is_not_put_back_over_a_newer_version(filed):
    client = desk(cast.cheick())
    save(desk(cast.djeneba()), filed, headline="Plus récent")
    response = put_back(client, filed, 1, version=1)
    words = _("The text has changed meanwhile: look at it as it is now, then do it again.")
    assert said(client, response) == [words]
    assert "perdue" not in now(filed).body


@pytest.mark.parametrize("piece", ["7", "-1", "x", ""])
def test_a_piece_that_does_not_exist_changes_nothing(filed, piece):
    put_back(desk(cast.cheick()), filed, piece)
    assert now(filed).version == 1


def test_nobody_reads_the_original_copy_of_a_colleague(filed):
    client = desk(cast.boubacar())
    assert client.get(address(filed, "source")).status_code == 404
    assert put_back(client, filed, 1).status_code == 404


def test_a_text_written_in_the_admin_has_no_original_copy():
    assert desk(cast.cheick()).get(address(copy(), "source")).status_code == 404


# --- History -------------------------------------------------------------------------------------
def labels(client, article, **query):
    response = client.get(address(article, "history"), query)
    return [change.label for change in response.context["changes"]]


def test_a_version_shows_what_it_changed_and_who_saved_it():
    client, article = desk(cast.cheick()), copy(headline="Avant", tags=["Eau"])
    save(client, article, headline="Après", tags="Eau, Pêche")
    save(client, article, standfirst="Autre chapô.")
    page = client.get(address(article, "history"), {"version": "2"}).content.decode()
    assert "<del>Avant</del>" in page
    assert "<ins>Après</ins>" in page
    assert "Cheick Keïta" in page
    assert len(labels(client, article, version="2")) == 2
    assert len(labels(client, article)) == 1


def test_every_kind_of_change_is_shown():
    client, article = desk(cast.cheick()), copy()
    other = cast.published().article
    save(
        client,
        article,
        rubric=cast.rubric("Sports").pk,
        genre="report",
        access="subscribers",
        place_typed=cast.tag("Kayes", kind="place").name,
        **{"bylines-1-signed_as": "O.D.", "related_links-0-target": other.pk},
    )
    page = client.get(address(article, "history")).content.decode()
    for words in ("Sports", "Kayes", "O.D.", other.headline):
        assert f"{words}</ins>" in page, words
    assert len(labels(client, article)) == 6


def test_the_journal_of_the_text_stands_beside_its_versions():
    client, article = desk(cast.cheick()), copy()
    save(client, article, _then="publish")
    entries = client.get(address(article, "history")).context["entries"]
    assert [entry.verb for entry, _verb, _details in entries] == ["publish"]


def test_a_version_that_does_not_exist_is_not_found():
    client, article = desk(cast.cheick()), copy()
    for number in ("9", "x", "-1"):
        assert client.get(address(article, "history"), {"version": number}).status_code == 404


def test_the_history_of_a_colleagues_text_is_closed():
    assert desk(cast.boubacar()).get(address(copy(), "history")).status_code == 404


# --- Typography ----------------------------------------------------------------------------------
def test_each_repair_is_shown_and_can_be_refused():
    client, article = desk(cast.cheick()), copy(headline="Le riz !", body="<p>Il dit: non.</p>")
    path = address(article, "typography")
    (key,) = {repair.key for repair in repairs("Le riz !", html=False)}
    assert f'value="{key}"' in client.get(path).content.decode()
    client.post(path, {"refused": [key], "version": 1})
    assert now(article).refused_repairs == [key]
    assert snapshots.read(article.revisions.first()).refused_repairs == {key}
    assert f'value="{key}" checked' in client.get(path).content.decode()


def test_a_refused_repair_is_not_made_in_what_readers_get():
    client, article = desk(cast.cheick()), copy(headline="Le riz !")
    (key,) = {repair.key for repair in repairs("Le riz !", html=False)}
    client.post(address(article, "typography"), {"refused": [key], "version": 1})
    save(client, article, _then="publish")
    assert Publication.objects.get().headline == "Le riz !"


def test_a_refusal_can_be_taken_back_and_one_that_is_not_shown_stays():
    client, article = desk(cast.cheick()), copy(headline="Le riz !")
    (key,) = {repair.key for repair in repairs("Le riz !", html=False)}
    Article.objects.update(refused_repairs=[key, "d'un mot effacé"])
    client.post(address(article, "typography"), {"version": 1})
    assert now(article).refused_repairs == ["d'un mot effacé"]


def test_a_key_that_nobody_proposed_is_not_stored():
    client, article = desk(cast.cheick()), copy(headline="Le riz !")
    client.post(address(article, "typography"), {"refused": ["inventé"], "version": 1})
    assert now(article).refused_repairs == []


def test_doubts_are_shown_beside_the_repairs():
    client, article = desk(cast.cheick()), copy(body="<p>« Il a parlé longtemps.</p>")
    sections = client.get(address(article, "typography")).context["fields"]
    assert any(section["warnings"] for section in sections)


def test_nobody_refuses_repairs_in_a_colleagues_text():
    assert desk(cast.boubacar()).post(address(copy(), "typography")).status_code == 404


# --- Signatures ----------------------------------------------------------------------------------
@pytest.fixture
def unknown():
    article = copy(bylines=[{"signed_as": "O.D."}])
    return article, article.bylines.get()


def signature(unknown):
    article, byline = unknown
    return f"/redaction/articles/article/{article.pk}/signature/{byline.pk}/"


def test_the_form_offers_to_link_a_signature_and_keeps_what_was_typed(unknown):
    article, byline = unknown
    client = desk(cast.cheick())
    assert f'value="signature-{byline.pk}"' in client.get(address(article)).content.decode()
    response = save(client, article, headline="Gardé", _then=f"signature-{byline.pk}")
    assert response.url == signature(unknown)
    assert now(article).headline == "Gardé"


def test_initials_find_the_people_they_may_stand_for(unknown):
    cast.author("Oumar Diallo"), cast.author("Binta Koné"), cast.author("X", initials="O.D.")
    candidates = desk(cast.cheick()).get(signature(unknown)).context["candidates"]
    assert {author.name for author in candidates} == {"Oumar Diallo", "X"}


def test_a_name_is_found_among_all_authors(unknown):
    cast.author("Binta Koné")
    response = desk(cast.cheick()).get(signature(unknown), {"q": "kone"})
    assert [author.name for author in response.context["candidates"]] == ["Binta Koné"]


def test_a_signature_is_linked_in_one_press_and_keeps_its_initials(unknown):
    article, _byline = unknown
    oumar, client = cast.author("Oumar Diallo"), desk(cast.cheick())
    client.post(signature(unknown), {"author": oumar.pk, "version": 1})
    line = Byline.objects.get()
    assert (line.author, line.signed_as, line.shown_as) == (oumar, "O.D.", "initials")
    assert snapshots.read(article.revisions.first()).bylines[0].author_id == oumar.pk


def test_an_author_is_created_and_linked_in_one_press(unknown):
    data = {"name": "Oumar Diallo", "initials": "O.D.", "gender": "m", "version": 1}
    desk(cast.cheick()).post(signature(unknown), data)
    author = Author.objects.get()
    assert Byline.objects.get().author == author
    assert (author.name, author.initials, author.slug) == ("Oumar Diallo", "O.D.", "oumar-diallo")


def test_initials_that_somebody_has_are_refused_beside_their_field(unknown):
    cast.author("Oscar Dembélé", initials="O.D.")
    data = {"name": "Oumar Diallo", "initials": "O.D.", "version": 1}
    response = desk(cast.cheick()).post(signature(unknown), data)
    assert response.context["form"].errors
    assert response.context["form"]["name"].value() == "Oumar Diallo"
    assert Byline.objects.get().author is None


def test_nobody_is_created_when_the_text_has_changed_meanwhile(unknown):
    article, _byline = unknown
    save(desk(cast.djeneba()), article, headline="Plus récent")
    data = {"name": "Oumar Diallo", "initials": "O.D.", "version": 1}
    desk(cast.cheick()).post(signature(unknown), data)
    assert Byline.objects.get().author is None
    assert not Author.objects.exists()


def test_a_journalist_links_in_his_own_text_but_creates_nobody():
    boubacar, oumar = cast.boubacar(), cast.author("Oumar Diallo")
    article = copy(bylines=[{"signed_as": "O.D."}], created_by=boubacar)
    path = signature((article, article.bylines.get()))
    client = desk(boubacar)
    assert not client.get(path).context["may_create"]
    assert client.post(path, {"name": "Inventé", "version": 1}).status_code == 403
    client.post(path, {"author": oumar.pk, "version": 1})
    assert Byline.objects.get().author == oumar


def test_a_signature_of_another_text_is_not_found(unknown):
    other = copy()
    path = f"/redaction/articles/article/{other.pk}/signature/{unknown[1].pk}/"
    assert desk(cast.cheick()).get(path).status_code == 404
    assert User.objects.exists()
