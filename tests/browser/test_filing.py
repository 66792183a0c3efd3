"""« Déposer une copie » in a browser: on a telephone, on a dead line, without script."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import expect

from articles.models import Article
from newsroom.demo.source import RAW_COPY
from tests import cast
from tests.articles.test_filing_draft import TEXT
from tests.newsroom.photos import saved, scenery

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/redaction/deposer/"
KEPT = "Object.entries(localStorage).map(([key, value]) => JSON.parse(value).source)"
RECEIVED = re.compile(r"/redaction/deposer/\d+/$")


@pytest.fixture(autouse=True)
def the_paper():
    cast.paper()
    return cast.rubric("Politique")


@pytest.fixture
def awa():
    return cast.awa()


def type_text(page, text=TEXT):
    page.fill("#id_source", text)
    page.wait_for_function("text => JSON.stringify(localStorage).includes(text)", arg=text[:12])


def see(page):
    page.click("form:not([data-native]) button[type=submit]")
    expect(page.locator("[name=_create]")).to_be_visible()


def make(page):
    page.click("[name=_create]")
    page.wait_for_url(RECEIVED)


def test_the_whole_way_needs_no_script(open_page, awa):
    page = open_page(PAGE, width=360, script=False, user=awa)
    page.fill("#id_source", TEXT)
    see(page)
    make(page)
    assert Article.objects.get().headline == "Le marché rouvre ses portes"


def test_with_script_it_goes_the_same_way_and_keeps_nothing_behind(open_page, awa):
    page = open_page(PAGE, user=awa)
    type_text(page)
    see(page)
    assert page.evaluate(KEPT) == [TEXT]
    make(page)
    assert str(Article.objects.get().pk) in page.inner_text("h1")
    assert page.evaluate(KEPT) == []
    page.goto(PAGE)
    expect(page.locator("#id_source")).to_have_value("")


def test_a_reload_or_a_closed_tab_loses_nothing(open_page, awa):
    page = open_page(PAGE, width=360, user=awa)
    type_text(page)
    page.reload()
    expect(page.locator("#id_source")).to_have_value(TEXT)
    page.close()
    again = page.context.new_page()
    again.goto(PAGE)
    expect(again.locator("#id_source")).to_have_value(TEXT)
    again.click(".status button")  # delete it
    expect(again.locator("#id_source")).to_have_value("")
    again.reload()
    expect(again.locator("#id_source")).to_have_value("")


def test_on_a_dead_line_the_text_stays_and_leaves_at_the_next_try(open_page, awa):
    page = open_page(PAGE, width=360, user=awa)
    type_text(page)
    page.context.set_offline(True)
    page.click("form button[type=submit]")
    retry = page.locator(".status button")
    expect(retry).to_be_visible()
    expect(page.locator("#id_source")).to_have_value(TEXT)
    retry.click()
    expect(retry).to_be_visible()
    page.context.set_offline(False)
    retry.click()
    expect(page.locator("[name=_create]")).to_be_visible()
    page.context.set_offline(True)
    page.click("[name=_create]")
    expect(retry).to_be_visible()
    page.context.set_offline(False)
    retry.click()
    page.wait_for_url(RECEIVED)
    assert Article.objects.count() == 1
    assert page.evaluate(KEPT) == []


def test_a_text_begun_while_another_was_under_way_is_kept(open_page, awa):
    page = open_page(PAGE, user=awa)
    type_text(page)
    see(page)
    other = page.context.new_page()
    other.goto(PAGE)
    type_text(other, "Une autre copie")
    make(page)
    assert page.evaluate(KEPT) == ["Une autre copie"]


def test_who_shares_the_telephone_does_not_find_the_text_of_somebody_else(open_page, awa):
    page = open_page(PAGE, user=awa)
    type_text(page)
    other = open_page(PAGE, user=cast.boubacar())
    page.context.add_cookies(other.context.cookies())
    page.goto(PAGE)
    expect(page.locator("#id_source")).to_have_value("")


def test_a_session_that_ended_asks_to_sign_in_and_brings_the_text_back(open_page, awa):
    page = open_page(PAGE, user=awa)
    type_text(page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.click("form button[type=submit]")
    page.fill("[name=username]", awa.email)
    page.fill("[name=password]", cast.PASSWORD)
    page.click("#login-form [type=submit]")
    expect(page.locator("#id_source")).to_have_value(TEXT)  # brought back by the server
    page.goto(PAGE)
    expect(page.locator("#id_source")).to_have_value(TEXT)


def test_a_photo_travels_with_the_text(open_page, awa, tmp_path):
    path = tmp_path / "halle.jpg"
    path.write_bytes(saved(scenery(900, 600)).read())
    page = open_page(PAGE, width=360, user=awa)
    type_text(page)
    page.click("summary")
    page.set_input_files("#id_photo", path)
    page.fill("#id_caption", "La halle neuve")
    see(page)
    picture = page.locator(".thumbnail img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("image => image.naturalWidth") > 0
    expect(page.locator("#id_caption")).to_have_value("La halle neuve")
    make(page)
    assert Article.objects.get().lead_photo.caption == "La halle neuve"


def refused(page):
    page.click("form button[type=submit]")
    expect(page.locator(".field .error").first).to_be_visible()


def written(page):
    type_text(page, RAW_COPY.read_text(encoding="utf-8"))
    see(page)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing_on_any_step_and_nothing_overflows(open_page, axe, awa, width, dark):
    page = open_page(PAGE, width=width, dark=dark, user=awa)
    for step in (lambda _page: None, refused, written, make):
        step(page)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
