"""The desk's screens in a real browser: with and without script, on a phone and on a desk."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from articles import front, photos, publishing
from articles.models import Article, Byline, FrontPlacement, Photo, Publication, SourceCopy
from tests import cast
from tests.articles.desk import HOUR, change, copy
from tests.browser.conftest import DESK, PHONE, choose_in_window
from tests.newsroom.photos import quarters, saved

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/redaction/articles/article/"
FRONT = "/redaction/articles/frontplacement/"
LOOKS = [(DESK, False), (PHONE, True), (DESK, True), (PHONE, False)]


def form(article, page="change"):
    return f"{LIST}{article.pk}/{page}/"


def told(page):
    return page.locator(".messagelist").inner_text()


def is_wider_than_the_window(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


# --- Looked at by axe ----------------------------------------------------------------------------
@pytest.fixture
def everything():
    """A text with whatever its form can show: unknown signer, gaps, changes, a place, a source."""
    cheick = cast.cheick()
    article = copy(headline="Le riz !", bylines=[cast.author(), {"signed_as": "O.D."}])
    Byline.objects.filter(author=None).update(author=cast.author("Oumar Diallo"))
    article = cast.published(article, by=cheick).article
    Byline.objects.filter(author__name="Oumar Diallo").update(author=None)
    change(article, standfirst="", body='<p>Il dit: "non".</p><p>« Sans fin.</p>')
    front.place(article=article, slot="lead", by=cheick)
    front.place(article=copy(), slot="second", by=cheick)
    piece = {"text": "Partager", "reason": "x", "label": "Menu du site", "start": 4, "end": 12}
    repair = {"before": "a  b", "after": "a b", "label": "Espaces", "start": 0, "end": 1}
    SourceCopy.objects.create(
        article=article, text="Oui Partager non", digest="x", pieces=[piece], repairs=[repair]
    )
    return article


def screens(article):
    byline = article.bylines.get(author=None)
    beside = ["apercu", "typographie", "copie", "history", f"signature/{byline.pk}"]
    pages = ["change", *beside, "publier", "programmer", "retirer"]
    own = [form(article, page) for page in pages]
    return [LIST, f"{LIST}?etat=published&q=riz", f"{LIST}add/", *own, FRONT]


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_axe_finds_nothing_on_the_screens_of_the_desk(open_page, axe, everything, width, dark):
    page = open_page(LIST, width=width, dark=dark, user=cast.publisher())
    for address in screens(everything):
        page.goto(address)
        assert axe(page) == [], address
        assert not is_wider_than_the_window(page), address


def test_axe_finds_nothing_on_a_conflict_and_on_a_refusal(open_page, axe, everything):
    page = open_page(form(everything), user=cast.publisher())
    page.locator(".bar .default").click()
    page.locator(".messagelist .error").wait_for()
    assert axe(page) == []
    Article.objects.update(version=99, headline="D’un autre")
    page.fill("#id_headline", "Le mien")
    page.locator(".bar button").first.click()
    page.locator(".conflict").wait_for()
    assert axe(page) == []


# --- Without script ------------------------------------------------------------------------------
def test_a_text_is_written_signed_and_published_without_script(open_page):
    cast.rubric()
    oumar = cast.author("Oumar Diallo", initials="O.D.")
    page = open_page(f"{LIST}add/", script=False, width=PHONE, user=cast.publisher())
    page.fill("#id_headline", "La crue arrive")
    page.fill("#id_standfirst", "Deux semaines d’avance à Mopti.")
    page.fill("#id_body", "Elle monte.\n\nElle monte encore.")
    page.select_option("#id_rubric", label="Politique")
    page.fill("#id_bylines-0-signed_as", "O.D.")
    page.fill("#id_tags", "Eau, Mopti")
    page.locator(".bar button").first.click()
    page.locator(".row-unknown button").click()
    page.get_by_role("button", name="Oumar Diallo").click()
    with page.expect_navigation():
        page.locator(".bar .default").click()
    published = Publication.objects.visible().get()
    assert published.headline == "La crue arrive"
    assert published.body.count("<p>") == 2
    assert Byline.objects.get().author == oumar


def test_enter_in_a_field_saves_and_does_nothing_else(open_page):
    article = copy(bylines=[{"signed_as": "O.D."}])
    page = open_page(form(article), script=False, user=cast.publisher())
    page.fill("#id_headline", "Par la touche Entrée")
    page.press("#id_headline", "Enter")
    page.locator(".messagelist .success").wait_for()
    assert page.url.endswith(form(article))
    assert Article.objects.get().headline == "Par la touche Entrée"
    assert not Publication.objects.exists()


def test_the_front_page_is_put_in_order_without_script(open_page):
    cheick = cast.publisher()
    for name in ("Premier", "Second"):
        article = cast.published(by=cheick, headline=name).article
        front.place(article=article, slot="second", by=cheick)
    page = open_page(FRONT, script=False, width=PHONE, user=cheick)
    page.locator(".places li", has_text="Second").locator("button[value=up]").last.click()
    page.locator(".places li", has_text="Second").locator("button[value=up][disabled]").wait_for()
    first = FrontPlacement.objects.order_by("position").first()
    assert first.article.headline == "Second"


def test_several_texts_are_published_from_the_list_without_script(open_page):
    ready, lacking = copy(headline="Prêt"), copy(headline="Pas prêt", standfirst="")
    page = open_page(LIST, script=False, width=PHONE, user=cast.publisher())
    for article in (ready, lacking):
        page.check(f"input[name=_selected_action][value='{article.pk}']")
    page.select_option("select[name=action]", "publish_several")
    page.locator("button[name=index]").click()
    expect(page.locator(".checklist .is-blocking")).to_have_count(1)
    page.check(f"input[name=_selected_action][value='{lacking.pk}']")
    with page.expect_navigation():
        page.locator(".ask .default").click()
    assert told(page).count("Prêt") == 1
    assert told(page).count("Pas prêt") == 1
    assert Publication.objects.get().article == ready


def test_who_comes_second_sees_both_texts_without_script(open_page):
    article = copy(headline="Un titre")
    page = open_page(form(article), script=False, user=cast.publisher())
    Article.objects.update(version=2, headline="Le titre de l’autre")
    page.fill("#id_standfirst", "Mon chapô.")
    page.locator(".bar button").first.click()
    expect(page.locator(".conflict")).to_contain_text("l’autre")
    page.locator("button[name=version_seen]").click()
    page.locator(".messagelist .success").wait_for()
    assert Article.objects.get().standfirst == "Mon chapô."


# --- With script ---------------------------------------------------------------------------------
def test_an_author_is_found_while_typing_and_a_row_is_added(open_page):
    cast.author("Oumar Diallo")
    article = copy()
    page = open_page(form(article), user=cast.publisher())
    page.locator("#bylines-group .add-row a").click()
    for row, name in ((1, "Oumar"), (2, "Awa")):
        field = page.locator(f"#bylines-{row} .select2-selection")
        field.click()
        page.locator(".select2-search__field").fill(name)
        page.locator(".select2-results__option", has_text=name).click()
        expect(field).to_contain_text(name)
    page.locator(".bar button").first.click()
    page.locator(".messagelist .success").wait_for()
    assert [str(line) for line in article.bylines.all()] == ["Awa Diop", "Oumar Diallo", "Awa Diop"]


def test_leaving_with_unsaved_words_is_asked_about(open_page):
    article = copy()
    page = open_page(form(article), user=cast.publisher())
    questions = []
    page.on("dialog", lambda dialog: (questions.append(dialog.type), dialog.dismiss()))
    page.locator("#id_headline").press_sequentially("Plus ")
    with page.expect_event("dialog"):
        page.locator(".breadcrumbs a").first.click()
    assert questions == ["beforeunload"]
    assert page.url.endswith(form(article))
    page.locator(".bar button").first.click()
    page.locator(".messagelist .success").wait_for()
    assert questions == ["beforeunload"]


def test_control_s_saves_the_text(open_page):
    article = copy(headline="Avant")
    page = open_page(form(article), user=cast.publisher())
    page.fill("#id_headline", "Après")
    page.keyboard.press("Control+s")
    page.locator(".messagelist .success").wait_for()
    assert Article.objects.get().headline == "Après"


def test_the_preview_stands_in_its_frame(open_page):
    article = copy(headline="La crue arrive")
    page = open_page(form(article, "apercu"), width=PHONE, user=cast.publisher())
    frame = page.frame_locator("iframe")
    expect(frame.locator("h1")).to_have_text("La crue arrive")
    page.goto(form(article, "apercu") + "?largeur=telephone")
    assert page.locator("iframe").bounding_box()["width"] == PHONE


def test_a_scheduled_text_is_rescheduled_with_the_version_just_typed(open_page):
    article, later = copy(headline="Avant"), timezone.now() + 2 * HOUR
    publishing.schedule(article=article, by=cast.publisher(), at=later)
    change(article, headline="Entre-temps")
    page = open_page(form(article), user=cast.publisher())
    page.fill("#id_headline", "Après")
    page.locator(".desk-note button").click()
    page.locator(".messagelist .success").wait_for()
    assert Publication.objects.get().headline == "Après"
    assert Publication.objects.get().live_from == later


def test_a_photo_chosen_in_the_library_is_seen_at_once_and_saved(open_page):
    photo = Photo(caption="Le marché de Kayes", credit="La Rive", alt_text="Des étals")
    photos.store(photo, ContentFile(saved(quarters(480, 320)).read(), "marche.jpg"))
    article = copy()
    page = open_page(form(article), user=cast.publisher())
    choose_in_window(
        page,
        press=page.locator("#lookup_id_lead_photo").click,
        row=lambda library: library.locator(f"[data-popup-opener='{photo.pk}']").first,
    )
    page.locator(".photo-shown img").wait_for()
    expect(page.locator(".photo-shown")).to_contain_text("Le marché de Kayes")
    page.locator(".bar button").first.click()
    page.locator(".messagelist .success").wait_for()
    assert Article.objects.get().lead_photo == photo
