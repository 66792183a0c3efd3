"""« Déposer une copie »: paste, look, have it received; without script, on a bad line."""

import gzip
import re
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext as _

from articles import photos
from articles.models import Article, Photo
from newsroom import expired
from newsroom.demo.example import example_copy
from newsroom.demo.source import RAW_COPY, table
from newsroom.env import BASE_DIR
from newsroom.html import to_text
from tests import cast
from tests.articles.test_filing_draft import DATED, TEXT
from tests.newsroom.photos import saved, scenery

pytestmark = pytest.mark.django_db
PAGE = "/redaction/deposer/"
MOST_BYTES = 20 * 1024  # compressed, with style and script
PARTS = [BASE_DIR / "static" / "newsroom" / name for name in ("filing.css", "filing.js")]


@pytest.fixture(autouse=True)
def the_paper():
    cast.paper()
    return cast.rubric("Politique")


def browser(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def awa():
    return cast.awa()


@pytest.fixture
def page(awa):
    return browser(awa)


def text_of(response):
    """Return what a person reads of a page, its blanks as one space each."""
    body = response.content.decode().partition("<main")[2].partition(">")[2]
    body = re.sub(r"<(script|style|textarea).*?</\1>", " ", body, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def textarea(response):
    """Return what the text's field holds, as a browser would send it back."""
    found = re.search(r'<textarea name="source".*?>\n?(.*?)</textarea>', html(response), re.DOTALL)
    return unescape(found[1])


def html(response):
    return response.content.decode().replace("\r\n", "\n")


def hidden(response, name):
    found = re.search(rf'<input type="hidden" name="{name}" value="([^"]*)"', html(response))
    return found[1] if found else ""


def picture(name="IMG_2041.jpg"):
    return SimpleUploadedFile(name, saved(scenery(1200, 800)).read(), "image/jpeg")


# --- Two steps -----------------------------------------------------------------------------------
def test_pasting_a_text_shows_what_will_be_made_of_it_and_makes_nothing(page):
    cast.author("Awa Diop")
    response = page.post(PAGE, {"source": DATED})
    assert not Article.objects.exists()
    shown = text_of(response)
    for words in (
        "Kayes",
        "Le marché rouvre ses portes",
        "Les commerçantes ont retrouvé leurs étals",
        "lundi 23 juin 2025 à 07:31",
        "Awa Diop",
        "La halle a été reconstruite",
    ):
        assert words in shown
    assert textarea(response) == DATED


def test_every_piece_and_every_repair_of_the_raw_copy_is_shown(page):
    source = RAW_COPY.read_text(encoding="utf-8")
    shown = text_of(page.post(PAGE, {"source": source}))
    for heading in re.findall(r"^Lire aussi : .*$", source, re.MULTILINE):
        assert heading in shown
    assert "L’espace des contributions est réservé aux abonnés." in shown
    assert "DRAGAGE, TARIFS ET NUIT." in shown
    assert "Envoyés spéciaux à Niamey, A.C. et B.T." in shown
    assert "4°mars → 4 mars" in shown
    assert "¶¶¶ → ¶¶" in shown


def test_the_second_press_makes_the_draft_and_answers_with_its_number(page, awa):
    first = page.post(PAGE, {"source": TEXT})
    response = page.post(PAGE, {"source": textarea(first), "_create": "1"}, follow=True)
    article = Article.objects.get()
    assert article.created_by == awa
    assert response.redirect_chain == [(reverse("copy_received", args=[article.pk]), 302)]
    assert str(article.pk) in re.search(r"<h1.*?</h1>", html(response))[0]
    assert reverse("admin:articles_article_change", args=[article.pk]) in html(response)
    assert article.source_copy.text.replace("\r\n", "\n") == TEXT


def test_going_back_to_the_text_keeps_it(page):
    response = page.post(PAGE, {"source": TEXT, "caption": "La halle", "_edit": "1"})
    assert textarea(response) == TEXT
    assert "La halle" in html(response)
    assert not Article.objects.exists()


def test_the_same_text_sent_again_leads_to_the_same_draft(page):
    for data in ({"_create": "1"}, {"_create": "1"}, {}):
        response = page.post(PAGE, {"source": TEXT} | data)
        article = Article.objects.get()
        assert response.headers["Location"] == reverse("copy_received", args=[article.pk])


def test_the_rubric_is_proposed_and_may_be_chosen(page):
    column = cast.rubric("Perspectives", kind="column", prefix="Perspectives sahéliennes")
    regions = cast.rubric("Régions", menu_position=2)
    text = TEXT.replace("Kayes :", "Perspectives sahéliennes :")
    first = page.post(PAGE, {"source": text})
    assert f'<option value="{column.pk}" selected>' in html(first)
    page.post(PAGE, {"source": text, "rubric": regions.pk, "_create": "1"})
    assert Article.objects.get().rubric == regions


def test_who_files_a_text_without_signature_is_asked_whether_it_is_his(page, awa):
    cast.author("Awa Diop", account=awa)
    unsigned = TEXT.replace("Par Awa Diop", "")
    assert 'name="sign" checked' in html(page.post(PAGE, {"source": unsigned}))
    assert 'name="sign"' not in html(page.post(PAGE, {"source": TEXT}))
    page.post(PAGE, {"source": unsigned, "sign": "on", "_create": "1"})
    assert [line.author.name for line in Article.objects.get().bylines.all()] == ["Awa Diop"]


def test_a_date_that_is_not_accepted_is_shown_as_such(page):
    refused = html(page.post(PAGE, {"source": DATED}))
    accepted = html(browser(cast.cheick()).post(PAGE, {"source": DATED}))
    assert "<del>lundi 23 juin 2025 à 07:31</del>" in refused
    assert "<del>lundi" not in accepted
    assert "lundi 23 juin 2025 à 07:31" in accepted


def test_markup_in_a_text_is_shown_as_it_was_typed(page):
    text = TEXT.replace("halle", "<script>alert(1)</script>")
    response = page.post(PAGE, {"source": text})
    assert "<script>alert" not in html(response)
    assert textarea(response) == text


# --- Files, and what is wrong with them ----------------------------------------------------------
def test_a_file_of_text_comes_out_in_the_textarea(page):
    file = SimpleUploadedFile("copie.txt", TEXT.encode("utf-16"))
    assert textarea(page.post(PAGE, {"file": file})) == TEXT


def test_a_file_follows_what_was_typed_and_neither_is_lost(page):
    file = SimpleUploadedFile("copie.txt", TEXT.encode())
    assert textarea(page.post(PAGE, {"source": "Pour la Une", "file": file})) == (
        f"Pour la Une\n\n{TEXT}"
    )


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"", bytes(range(256)) * 8, b"\xff\xd8\xff\xe0JFIF", b"PK\x03\x04"]
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_the_text_stays(page, data):
    response = page.post(PAGE, {"source": TEXT, "file": SimpleUploadedFile("copie.pdf", data)})
    assert response.status_code == 200
    assert 'id="id_file_error"' in html(response)
    assert textarea(response) == TEXT


def test_nothing_at_all_is_refused_in_words(page):
    response = page.post(PAGE, {"source": "  \n"})
    assert 'id="id_source_error"' in html(response)


def test_a_rubric_that_is_gone_keeps_the_text(page):
    response = page.post(PAGE, {"source": TEXT, "rubric": "999", "_create": "1"})
    assert 'id="id_rubric_error"' in html(response)
    assert textarea(response) == TEXT
    assert not Article.objects.exists()


def test_a_character_that_no_database_keeps_is_no_error(page):
    page.post(PAGE, {"source": TEXT + "\0", "_create": "1"})
    assert Article.objects.get().source_copy.text == TEXT


# --- A photo -------------------------------------------------------------------------------------
def test_a_photo_is_in_the_library_after_the_first_step_and_leads_after_the_second(page, awa):
    words = {"caption": "La halle", "credit": "A. Diop", "alt_text": "Un grand hangar neuf"}
    first = page.post(PAGE, {"source": TEXT, "photo": picture()} | words)
    photo = Photo.objects.get()
    assert photo.uploaded_by == awa
    assert photo.renditions.exists()
    assert photo.renditions.filter(purpose="card", format="jpeg").first().file.url in html(first)
    kept = {"_photo": hidden(first, "_photo")}
    changed = words | {"caption": "La halle neuve"}
    page.post(PAGE, {"source": TEXT, "_create": "1"} | kept | changed)
    assert Article.objects.get().lead_photo == photo
    photo.refresh_from_db()
    assert (photo.caption, photo.credit) == ("La halle neuve", "A. Diop")


def test_a_photo_without_credit_is_fine_for_a_draft(page):
    first = page.post(PAGE, {"source": TEXT, "photo": picture()})
    page.post(PAGE, {"source": TEXT, "_photo": hidden(first, "_photo"), "_create": "1"})
    assert Article.objects.get().lead_photo == Photo.objects.get()


def test_a_photo_that_arrives_with_a_bad_text_is_kept_all_the_same(page):
    response = page.post(PAGE, {"source": "", "photo": picture(), "caption": "La halle"})
    assert 'id="id_source_error"' in html(response)
    page.post(PAGE, {"source": TEXT, "_photo": hidden(response, "_photo"), "_create": "1"})
    assert Article.objects.get().lead_photo.pk == Photo.objects.get().pk


def test_a_photo_sent_after_its_text_is_added_to_the_draft_and_said_so(page):
    page.post(PAGE, {"source": TEXT, "_create": "1"})
    response = page.post(PAGE, {"source": TEXT, "photo": picture()}, follow=True)
    assert Article.objects.get().lead_photo == Photo.objects.get()
    (message,) = response.context["messages"]
    assert str(message) == _("This text was here already: your photo was added to it.")


def test_a_file_that_is_no_photo_is_refused_and_everything_typed_stays(page):
    file = SimpleUploadedFile("photo.jpg", b"not a photo")
    response = page.post(PAGE, {"source": TEXT, "photo": file, "credit": "A. Diop"})
    assert 'id="id_photo_error"' in html(response)
    assert textarea(response) == TEXT
    assert 'value="A. Diop"' in html(response)
    assert not Photo.objects.exists()


def test_a_credit_too_long_is_refused_and_stays_as_typed(page):
    response = page.post(PAGE, {"source": TEXT, "photo": picture(), "credit": "x" * 200})
    assert "x" * 200 in html(response)
    assert Photo.objects.get().credit == ""


def test_nobody_takes_the_photo_of_somebody_else_along(page):
    photo = Photo(uploaded_by=cast.boubacar())
    photos.store(photo, saved(scenery(900, 600)))
    theirs = browser(cast.boubacar()).post(PAGE, {"source": TEXT, "photo": picture()})
    for forged in (str(photo.pk), "1:2:3", hidden(theirs, "_photo")):
        response = page.post(PAGE, {"source": TEXT, "_photo": forged, "_create": "1"})
        assert response.status_code == 200
        assert textarea(response) == TEXT
    assert not Article.objects.exists()


# --- After it is received ------------------------------------------------------------------------
def test_from_the_receipt_the_copy_is_handed_on_by_one_press(page):
    page.post(PAGE, {"source": TEXT, "_create": "1"})
    article = Article.objects.get()
    receipt = page.get(reverse("copy_received", args=[article.pk]))
    action = reverse("admin:articles_article_submit", args=[article.pk])
    assert f'action="{action}"' in html(receipt)
    page.post(action, {"revision": hidden(receipt, "revision")})
    article.refresh_from_db()
    assert article.status == Article.Status.SUBMITTED


def test_the_receipt_names_who_is_to_be_identified_and_leads_there(page):
    page.post(PAGE, {"source": TEXT, "_create": "1"})
    article = Article.objects.get()
    receipt = page.get(reverse("copy_received", args=[article.pk]))
    byline = article.bylines.get()
    link = reverse("admin:articles_article_signature", args=[article.pk, byline.pk])
    assert link in html(receipt)
    assert page.get(link).status_code == 200


def test_the_receipt_is_for_those_who_may_change_the_copy(page):
    page.post(PAGE, {"source": TEXT, "_create": "1"})
    address = reverse("copy_received", args=[Article.objects.get().pk])
    assert browser(cast.boubacar()).get(address).status_code == 404
    assert browser(cast.cheick()).get(address).status_code == 200


def test_a_piece_set_aside_is_put_back_from_the_page_of_the_original_copy(page):
    page.post(PAGE, {"source": RAW_COPY.read_text(encoding="utf-8"), "_create": "1"})
    article = Article.objects.get()
    pieces = article.source_copy.pieces
    index = next(i for i, row in enumerate(pieces) if row["reason"] == "see_also")
    address = reverse("admin:articles_article_source", args=[article.pk])
    original = page.get(address)
    assert pieces[index]["label"] in unescape(html(original))
    assert "un carnet de cent douze points noirs" in html(original)
    page.post(address, {"piece": str(index), "version": str(article.version)})
    article.refresh_from_db()
    assert "Lire aussi : Marchés de gros" in to_text(article.body)
    assert len(article.source_copy.pieces) == len(pieces)


# --- Who may -------------------------------------------------------------------------------------
def test_who_is_not_of_the_newsroom_is_asked_to_sign_in():
    assert Client().get(PAGE).headers["Location"].startswith("/redaction/login/")
    assert browser(cast.user()).get(PAGE).status_code == 302


@pytest.mark.parametrize("role", ["subscriptions", "moderator", "photo_editor", "administrator"])
def test_who_may_not_write_is_refused(role):
    client = browser(cast.user(role))
    assert client.get(PAGE).status_code == 403
    assert client.post(PAGE, {"source": TEXT, "_create": "1"}).status_code == 403
    assert not Article.objects.exists()


def test_a_session_that_ended_brings_the_text_back(awa):
    client = Client()
    asked = client.post(PAGE, {"source": TEXT, "_create": "1"})
    assert asked.status_code == 403
    typed = unescape(re.search(r'name="_typed" value="([^"]*)"', html(asked))[1])
    client.force_login(awa)
    response = client.post(PAGE, {expired.TYPED: typed})
    assert textarea(response) == TEXT
    assert not Article.objects.exists()


# --- The demo, and the weight --------------------------------------------------------------------
def test_the_raw_copy_of_the_demo_is_one_press_away_in_the_demo_only(page, settings):
    assert "exemple=1" not in html(page.get(PAGE))
    assert textarea(page.get(PAGE + "?exemple=1")) == ""
    cast.paper(title=table("newspaper")["title"])
    assert "?exemple=1" in html(page.get(PAGE))
    assert textarea(page.get(PAGE + "?exemple=1")) == RAW_COPY.read_text(encoding="utf-8")
    settings.SITE_URL = "https://journal.example"
    assert example_copy() == ""
    assert "exemple=1" not in html(page.get(PAGE))


def test_each_step_weighs_less_than_twenty_kilobytes_with_style_and_script(page):
    source = RAW_COPY.read_text(encoding="utf-8")
    steps = [page.get(PAGE), page.post(PAGE, {"source": source})]
    steps.append(page.post(PAGE, {"source": source, "_create": "1"}, follow=True))
    parts = sum(len(gzip.compress(path.read_bytes())) for path in PARTS)
    for response in steps:
        linked = re.findall(r'(?:href|src)="/static/([^"]+)"', html(response))
        assert sorted(linked) == ["newsroom/filing.css", "newsroom/filing.js"]
        assert len(gzip.compress(response.content)) + parts < MOST_BYTES
    assert PARTS[1].stat().st_size <= 4096


def test_the_page_needs_no_inline_script_or_style(page):
    response = page.post(PAGE, {"source": TEXT})
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert not re.search(r"<style|style=|<script>|\son\w+=", html(response))


def test_every_step_is_good_html(page, html_checker):
    source = RAW_COPY.read_text(encoding="utf-8")
    steps = {
        "form": page.get(PAGE),
        "error": page.post(PAGE, {"source": "", "credit": "x" * 200, "photo": picture()}),
        "proposal": page.post(PAGE, {"source": source, "photo": picture()}),
        "received": page.post(PAGE, {"source": source, "_create": "1"}, follow=True),
    }
    assert html_checker([(name, step.content) for name, step in steps.items()]) == []
