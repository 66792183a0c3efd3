"""Pages for whoever is signed in: the way there and back, and nothing that was written is lost."""

import html

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from newsroom.accounts.access import SignInRequired
from newsroom.pages import PrivatePage
from tests import cast
from tests.newsroom.accounts.roads import LOGIN, PHONE, ask, code_sent_to, is_in, type_code

pytestmark = pytest.mark.django_db

WORDS = "L’eau monte, dit-on & <vite>"


class Page(SignInRequired, PrivatePage):
    def get(self, request):
        return HttpResponse("seen")

    def post(self, request):
        return HttpResponse("done")


@pytest.fixture
def ask_for():
    """Return a function that asks for the page as somebody: `ask_for("post", user, text="…")`."""
    cast.paper()

    def answer(method, user, **fields):
        request = getattr(RequestFactory(), method)("/page/?a=1", fields or None)
        request.session = Client().session
        request.user = user
        return Page.as_view()(request)

    return answer


@pytest.fixture
def visitor(rf):
    return Client().request().wsgi_request.user


def test_a_visitor_is_led_to_the_entrance_and_back(ask_for, visitor):
    answer = ask_for("get", visitor)
    assert answer.url == f"{LOGIN}?next=/page/%3Fa%3D1"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_reader_sees_the_page_and_sends_the_form(ask_for):
    reader = cast.reader()
    assert ask_for("get", reader).content == b"seen"
    assert ask_for("post", reader, text=WORDS).content == b"done"


def test_a_form_without_a_session_does_nothing_and_gives_back_what_was_written(ask_for, visitor):
    answer = ask_for(
        "post", visitor, text=WORDS, password="un mot secret", csrfmiddlewaretoken="x y"
    )
    page = answer.content.decode()
    assert answer.status_code == 403
    assert html.escape(WORDS) in page
    assert "secret" not in page
    assert "x y" not in page
    assert f'href="{LOGIN}?next=/page/"' in page
    assert answer["Cache-Control"] == "private, no-store"


class TestAStaleTokenOnTheReadersSide:
    def test_it_is_refused_and_what_was_written_is_shown(self):
        cast.paper()
        browser = Client(enforce_csrf_checks=True)
        browser.get(LOGIN)
        page = browser.post(LOGIN, {"csrfmiddlewaretoken": "x" * 64, "address": "76 12 34 56"})
        assert page.status_code == 403
        assert "76 12 34 56" in page.content.decode()
        assert page.context["has_cookies"]

    def test_a_browser_without_cookies_is_told_so(self):
        cast.paper()
        page = Client(enforce_csrf_checks=True).post(LOGIN, {"address": PHONE})
        assert page.status_code == 403
        assert not page.context["has_cookies"]

    def test_another_site_signs_nobody_in_or_out(self):
        cast.paper()
        browser = Client(enforce_csrf_checks=True)
        page = browser.post(LOGIN, {"address": PHONE}, headers={"Origin": "https://evil.example"})
        assert page.status_code == 403


def test_a_browser_that_only_asked_for_a_code_is_forgotten_soon():
    browser = Client()
    ask(browser)
    assert browser.session.get_expiry_age() <= 30 * 60
    type_code(browser, code_sent_to(PHONE))
    assert is_in(browser)
    assert browser.session.get_expiry_age() == 90 * 24 * 3600
