"""The writing surface in a real browser: what is written, chosen and pasted, and what is stored."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from articles.models import Article, Photo
from newsroom.models import User
from tests import cast
from tests.browser.conftest import PHONE
from tests.browser.writing import Desk

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.urls("tests.browser.editor_desk"),
]

DATA = Path(__file__).resolve().parent.parent / "newsroom" / "data"
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
EVERYTHING = f"""\
<p><strong data-runin="">AU MENU, CRUE ET RÉCOLTES.</strong> En matière d’eau, tout va.</p>
<h2>Un effort</h2>
<p>La <strong>suite</strong> est <em>là</em>, dit <a href="https://exemple.org/">le maire</a>.</p>
<figure data-photo="3"></figure>
<p>Après la photo.</p>
<blockquote data-pull=""><p>La crue n’attend pas.</p></blockquote>
<aside data-box=""><h3>Trois chiffres</h3><p>Douze villages.</p></aside>
<table><tbody><tr><th>Région</th><th>Eau</th><th>Mil</th></tr>\
<tr><td>Kayes</td><td></td><td></td></tr><tr><td></td><td></td><td></td></tr></tbody></table>
<aside data-article="7"></aside>
<figure data-embed=""><a href="{VIDEO}">Le débat</a></figure>
<p>Fin.</p>"""


@pytest.fixture
def article():
    cast.paper()
    return Article.objects.create(pk=7, rubric=cast.rubric(), headline="Brouillon du jour")


@pytest.fixture
def desk(open_page, article):
    """Return a function that opens the form of the article, already holding `body`."""
    Photo.objects.create(pk=3, original="marche.jpg", caption="Le marché de Kayes")
    chief = User.objects.create_superuser(email="chef@example.org", password="les rives")

    def open_desk(body="", **options):
        article.body = body
        article.save()
        page = open_page("/redaction/articles/article/7/change/", user=chief, **options)
        return Desk(page, article)

    return open_desk


def test_everything_that_can_be_written_is_stored_as_written(desk):
    form = desk()
    form.text.click()
    form.type("AU MENU, CRUE ET RÉCOLTES. En matière d’eau, tout va.")
    form.press("runIn")
    form.type("", "Un effort")
    form.press("crosshead")
    form.type("", "La ")
    form.press("bold")
    form.type("suite")
    form.press("bold")
    form.type(" est ")
    form.page.keyboard.press("Control+i")
    form.type("là")
    form.page.keyboard.press("Control+i")
    form.type(", dit le maire.")
    form.select("le maire")
    form.page.keyboard.press("Control+k")
    form.answer(url="https://exemple.org/")
    form.page.keyboard.press("End")
    form.wait_for_caret()
    form.choose("photo", "Le marché de Kayes")
    form.type("Après la photo.", "La crue n’attend pas.")
    form.press("pullQuote")
    form.type("", "", "")
    form.press("box")
    form.type("Trois chiffres", "Douze villages.", "", "")
    form.press("table")
    for cell in ("Région", "Eau", "Mil", "Kayes"):
        form.type(cell)
        form.page.keyboard.press("Tab")
    form.page.keyboard.press("Control+End")
    form.choose("readAlso", "Brouillon du jour")
    form.press("embed")
    form.answer(url=VIDEO, title="Le débat")
    form.type("Fin.")
    assert form.save() == EVERYTHING


@pytest.mark.urls("newsroom.urls")
def test_the_real_form_of_an_article_has_the_surface(desk):
    form = desk("<p>Début.</p>")
    form.text.click()
    form.page.keyboard.press("Control+End")
    form.type(" Suite.")
    form.choose("photo", "Le marché de Kayes")
    form.page.get_by_role("button", name="Enregistrer", exact=True).first.click()
    form.page.locator(".messagelist .success").wait_for()
    form.article.refresh_from_db()
    assert form.article.body == '<p>Début. Suite.</p>\n<figure data-photo="3"></figure>'


def test_a_text_comes_back_as_it_was_stored(desk):
    form = desk(EVERYTHING)
    form.page.locator("#id_headline").fill("Un titre")
    assert form.save() == EVERYTHING
    form.text.locator("p").last.click()
    form.page.keyboard.press("End")
    form.type(" Suite.")
    assert form.save() == EVERYTHING.replace("Fin.", "Fin. Suite.")


@pytest.mark.parametrize("source", ["word", "google-docs"])
def test_a_paste_comes_out_clean(desk, source):
    form = desk()
    form.text.click()
    form.paste("text/html", (DATA / f"{source}.html").read_text("utf-8"))
    expect(form.field).not_to_be_empty()
    typed = form.field.input_value()
    for dirt in ("style", "class", "span", "mso", "o:p", "file:", "img", "·", "1."):
        assert dirt not in typed
    assert form.save() == (DATA / f"{source}.clean.html").read_text("utf-8").strip()


def test_a_pasted_picture_is_sent_to_the_library(desk):
    form = desk()
    form.text.click()
    form.paste("text/html", '<p>Avant<img src="https://ailleurs.example/a.png">après</p>')
    expect(form.page.locator(".editor-article .editor-status")).not_to_be_empty()
    assert form.save() == "<p>Avantaprès</p>"


def test_an_address_pasted_on_its_own_becomes_a_player_or_a_link(desk):
    form = desk()
    form.text.click()
    form.paste("text/plain", VIDEO)
    form.paste("text/plain", "https://exemple.org/crue")
    assert form.save() == (
        f'<figure data-embed=""><a href="{VIDEO}">{VIDEO}</a></figure>\n'
        '<p><a href="https://exemple.org/crue">https://exemple.org/crue</a></p>'
    )


def test_a_site_without_a_player_is_proposed_as_a_link(desk):
    form = desk()
    form.text.click()
    form.press("embed")
    form.fill(url="pas une adresse", title="Le débat")
    expect(form.page.locator(".editor-error")).not_to_be_empty()
    form.fill(url="exemple.org/video")
    form.page.locator("dialog.editor-dialog [value=link]").wait_for()
    form.answer()
    assert form.save() == '<p><a href="https://exemple.org/video">Le débat</a></p>'


def test_an_address_that_runs_a_script_is_refused(desk):
    form = desk("<p>Le maire</p>")
    form.text.click()
    form.page.keyboard.press("Control+a")
    form.press("link")
    form.fill(url="javascript:alert(1)")
    expect(form.page.locator(".editor-error")).not_to_be_empty()


def test_a_run_in_crosshead_stands_only_at_the_start_of_a_paragraph(desk):
    form = desk("<p>Le maire a parlé.</p>")
    form.select("a parlé")
    form.press("runIn")
    expect(form.page.locator(".editor-article .editor-status")).not_to_be_empty()
    expect(form.field).to_have_value("<p>Le maire a parlé.</p>")
    form.select("Le maire")
    form.press("runIn")
    expect(form.field).to_have_value('<p><strong data-runin="">Le maire</strong> a parlé.</p>')
    form.put_caret_before("Le maire")
    form.type("Hier. ")
    expect(form.field).to_have_value("<p>Hier. Le maire a parlé.</p>")


def test_typing_over_a_marked_text_keeps_its_mark_and_the_policy(desk):
    form = desk("<p>Le <strong>maire</strong> de la 12<sup>e</sup> ville.</p>")
    for old, new, mark in (("maire", "préfet", "strong"), ("e", "re", "sup")):
        form.select(old, inside=mark)
        form.type(new)
    assert form.save() == "<p>Le <strong>préfet</strong> de la 12<sup>re</sup> ville.</p>"


def test_what_is_typed_in_front_of_a_run_in_crosshead_joins_it(desk):
    form = desk('<p><strong data-runin="">LA CRUE.</strong> Elle monte.</p>')
    form.put_caret_before("LA CRUE")
    form.type("ICI, ")
    assert form.save() == '<p><strong data-runin="">ICI, LA CRUE.</strong> Elle monte.</p>'


def test_a_photo_inserted_twice_keeps_the_first(desk):
    form = desk("<p>Début.</p>")
    form.text.click()
    form.choose("photo", "Le marché de Kayes")
    form.choose("photo", "Le marché de Kayes")
    photo = '<figure data-photo="3"></figure>'
    assert form.save() == f"<p>Début.</p>\n{photo}\n{photo}"


def test_a_card_says_what_is_missing_and_takes_itself_out(desk):
    form = desk('<figure data-photo="3"></figure>\n<p>Fin.</p>')
    card = form.page.locator(".editor-card-photo")
    expect(card.locator(".editor-card-missing")).to_contain_text("crédit")
    card.get_by_role("button").last.click()
    assert form.save() == "<p>Fin.</p>"


def test_a_card_without_an_answer_shows_the_number(desk, open_page, article):
    article.body = '<figure data-photo="3"></figure>'
    article.save()
    form = desk(article.body)
    form.page.route("**/card/", lambda route: route.fulfill(body="<p>Connexion</p>", status=200))
    form.page.reload()
    expect(form.page.locator(".editor-card-title")).to_contain_text("3")
    assert form.save() == '<figure data-photo="3"></figure>'


def test_each_change_is_announced_and_counted(desk):
    form = desk("<p>Un deux « trois ».</p>")
    count = form.page.locator(".editor-article .editor-count")
    assert [part.split()[0] for part in count.inner_text().split(" · ")] == ["18", "3", "1"]
    form.page.locator("#id_body").evaluate(
        "field => field.addEventListener('input', () => { window.heard = true })"
    )
    form.text.click()
    form.page.keyboard.press("End")
    form.type(" Quatre")
    assert form.page.evaluate("window.heard") is True
    expect(form.field).to_have_value("<p>Un deux « trois ». Quatre</p>")
    assert [part.split()[0] for part in count.inner_text().split(" · ")] == ["25", "4", "1"]


def test_without_script_the_text_is_lines_to_read_and_edit(open_page, desk, article):
    desk(EVERYTHING)
    chief = User.objects.get()
    page = open_page("/redaction/articles/article/7/change/", user=chief, script=False)
    field = page.locator("#id_body")
    assert field.input_value() == EVERYTHING
    field.fill(f"{EVERYTHING}\n\nUne ligne ajoutée.\n\nUne autre.")
    with page.expect_navigation():
        page.locator("[name=_continue]").click()
    article.refresh_from_db()
    assert article.body == f"{EVERYTHING}\n<p>Une ligne ajoutée.</p>\n<p>Une autre.</p>"


def test_a_form_that_is_refused_keeps_the_text(desk):
    form = desk("<p>Début.</p>")
    form.text.click()
    form.page.keyboard.press("End")
    form.type(" Suite.")
    form.page.locator("#id_rubric").select_option("")
    form.page.evaluate("document.getElementById('article_form').noValidate = true")
    form.page.locator("[name=_save]").click()
    form.page.locator(".errornote").wait_for()
    expect(form.text).to_have_text("Début. Suite.")


def test_the_bar_is_one_tab_stop_and_moves_with_arrows(desk):
    form = desk("<p>Début.</p>")
    form.text.click()
    form.page.keyboard.press("Alt+F10")
    focused = "name => document.activeElement.dataset.action === name"
    form.page.wait_for_function(focused, arg="crosshead")
    form.page.keyboard.press("ArrowRight")
    form.page.wait_for_function(focused, arg="subhead")
    form.page.keyboard.press("Enter")
    expect(form.field).to_have_value("<h3>Début.</h3>")
    form.page.keyboard.press("Escape")
    expect(form.text).to_be_focused()


def test_a_link_to_the_field_leads_into_the_text(desk):
    form = desk("<p>Début.</p>")
    form.page.evaluate("location.hash = 'id_body'")
    form.page.locator("label[for=id_body]").click()
    expect(form.text).to_be_focused()


def test_the_simple_surface_offers_only_prose(desk):
    form = desk()
    offered = form.page.locator(".editor-simple [data-action]").evaluate_all(
        "buttons => buttons.map((button) => button.dataset.action)"
    )
    assert {"bold", "link", "table"} <= set(offered)
    assert not {"photo", "readAlso", "embed", "box", "pullQuote", "runIn"} & set(offered)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, 1280])
def test_the_surface_is_accessible_and_fits_the_screen(desk, axe, width, dark):
    form = desk(EVERYTHING, width=width, dark=dark)
    form.page.locator(".editor-card img").wait_for()
    form.press("link")
    dialog = form.page.locator(".editor-dialog")
    dialog.wait_for()
    for part in (".editor", ".editor-dialog"):
        assert axe(form.page, part) == []
    form.page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    surface = form.page.locator(".editor-article").bounding_box()
    assert surface["x"] >= 0
    assert surface["x"] + surface["width"] <= width


def test_on_a_phone_the_insertions_open_under_a_thumb(desk):
    form = desk("<p>Début.</p>", width=PHONE)
    form.text.click()
    expect(form.page.locator("[data-action=photo]")).to_be_hidden()
    form.press("insert")
    button = form.page.locator("[data-action=photo]").bounding_box()
    assert button["height"] >= 44
    form.choose("photo", "Le marché de Kayes")
    assert json.loads(form.page.locator("#id_body").get_attribute("data-editor"))
    assert form.save() == '<p>Début.</p>\n<figure data-photo="3"></figure>'
