"""Signing in as readers do it: on a small telephone, without script, by a code that was sent."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.utils import timezone
from playwright.sync_api import expect

from articles.models import Article
from newsroom.models import SentCode
from tests import cast
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = pytest.mark.parametrize(("width", "dark"), [(PHONE, False), (PHONE, True), (DESK, False)])
NUMBER = "+22376123456"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
HEADLINE = "Le « bac » de Konna a repris"


@pytest.fixture(autouse=True)
def paper():
    return cast.paper(phone="+223 20 00 41 27")


def press(page):
    with page.expect_navigation():
        page.click("main .button")


def ask_for_a_code(page, text="76 12 34 56"):
    page.fill("#id_address", text)
    press(page)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_by_telephone_without_script_and_back_to_the_page_one_came_from(open_page):
    page = open_page("/compte/telephone/", width=PHONE, script=False)
    ask_for_a_code(page)
    assert "+223 20 00 41 27" in page.inner_text("main")
    page.fill("#id_code", "12")
    press(page)
    expect(page.locator(".errorlist")).to_be_visible()
    page.fill("#id_code", SentCode.objects.get(pk=NUMBER).code)
    press(page)
    assert page.url.endswith("/compte/telephone/")
    assert {cookie["name"] for cookie in page.context.cookies()} >= {"lecteur", "sessionid"}
    page.goto("/compte/deconnexion/")
    press(page)
    assert "lecteur" not in {cookie["name"] for cookie in page.context.cookies()}
    page.goto("/compte/telephone/")
    assert "/compte/connexion/" in page.url


@LOOKS
def test_axe_finds_nothing_on_the_way_in(open_page, axe, width, dark):
    page = open_page("/compte/connexion/", width=width, dark=dark)
    found = axe(page)
    ask_for_a_code(page, "peut-être")
    found += axe(page)
    ask_for_a_code(page)
    found += axe(page)
    assert fits(page)
    page.fill("#id_code", "12")
    press(page)
    found += axe(page)
    for path in ("/compte/inscription/", "/compte/connexion/mot-de-passe/", "/compte/ferme/"):
        page.goto(path)
        found += axe(page)
        assert fits(page)
    assert found == []


@LOOKS
def test_axe_finds_nothing_on_the_pages_of_an_account(open_page, axe, width, dark):
    reader = cast.reader(phone=NUMBER)
    page = open_page("/compte/e-mail/", width=width, dark=dark, user=reader)
    found = []
    for path in (
        "e-mail/",
        "telephone/",
        "mot-de-passe/",
        "sessions/",
        "deux-etapes/",
        "verification/",
        "deconnexion/",
    ):
        page.goto(f"/compte/{path}")
        found += axe(page)
        assert fits(page), path
    page.goto("/compte/telephone/")
    page.fill("#id_phone", "66 00 00 00")
    page.locator("main .button").last.click()
    expect(page.locator("#id_code")).to_be_visible()
    found += axe(page)
    assert found == []


@LOOKS
def test_axe_finds_nothing_while_the_second_step_is_set_up(open_page, axe, width, dark):
    reader = cast.reader()
    page = open_page("/compte/connexion/mot-de-passe/?next=/compte/deux-etapes/activer/")
    page.fill("#id_username", reader.email)
    page.fill("#id_password", cast.PASSWORD)
    press(page)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if dark else "light")
    found = axe(page)
    assert fits(page)
    page.fill("#id_code", shown_by(page.inner_text(".key code")))
    press(page)
    found += axe(page)
    for path in ("", "desactiver/", "secours/", "secours/nouveaux/"):
        page.goto(f"/compte/deux-etapes/{path}")
        found += axe(page)
        assert fits(page), path
    assert found == []


def shown_by(secret):
    counter = int(timezone.now().timestamp()) // 30
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


@pytest.mark.parametrize("script", [True, False])
def test_a_text_comes_back_through_password_and_second_step(open_page, axe, settings, script):
    settings.STAFF_TWO_FACTOR = True
    chief = cast.djeneba()
    totp.TOTP.activate(chief, SECRET)
    rubric = cast.rubric()
    settings.STAFF_TWO_FACTOR = False
    page = open_page("/redaction/articles/article/add/", user=chief, script=script, width=PHONE)
    page.fill("#id_headline", HEADLINE)
    page.select_option("#id_rubric", str(rubric.pk))
    settings.STAFF_TWO_FACTOR = True
    page.context.clear_cookies(name="sessionid")
    page.click("button[name=_then][value='']")
    page.fill("#id_username", chief.email)
    page.fill("#id_password", cast.PASSWORD)
    page.click("#login-form button.default")
    expect(page.locator("#id_code")).to_be_visible()
    if script:
        assert axe(page) == []
    page.fill("#id_code", shown_by(SECRET))
    page.click("#login-form button.default")
    if not script:
        page.click("form.reopen button")
    expect(page.locator("#id_headline")).to_have_value(HEADLINE)
    assert Article.objects.count() == 0
