"""« Mon compte » and reserved texts in a real browser, with and without script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from newsroom.models import User
from subscriptions.models import Contribution, Judgement
from tests import cast
from tests.browser.conftest import DESK, PHONE
from tests.subscriptions.account import full_account

pytestmark = pytest.mark.django_db(transaction=True)

NAMES = [
    "account",
    "payments",
    "my_contributions",
    "messages",
    "settings",
    "my_data",
    "delete_account",
]
FREE, REST = "La partie libre.", "La suite pour les abonnés."


def reserved():
    body = f"<p>{FREE}</p><p>{REST}</p><h2>Encore</h2>"
    return cast.published(access="subscribers", free_blocks=1, body=body)


def paths():
    appeal = Judgement.objects.get(verdict="rejected")
    appeal.appeal.delete()
    Judgement.objects.update(settles_at=appeal.at)
    found = {name: reverse(f"subscriptions:{name}") for name in NAMES}
    return found | {"appeal": reverse("subscriptions:appeal", args=[appeal.pk])}


def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, axe):
    bintou = full_account.open_one()
    publication = reserved()
    found = {"read": reverse("subscriptions:read", args=[publication.article_id])}
    found |= paths() | {"deleted": reverse("subscriptions:account_deleted")}
    page, faults = open_page("/", user=bintou.user), {}
    for name, path in found.items():
        page.goto(path)
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                faults[name, width, scheme] = axe(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                faults[name, width] = ["wider than the window"]
    assert {where: violations for where, violations in faults.items() if violations} == {}


def test_the_rest_of_a_text_comes_into_the_page_of_whoever_subscribes(open_page):
    publication, user = reserved(), cast.subscriber()
    page = open_page(reverse("subscriptions:account"), user=user)  # it sets the readable cookie
    page.goto(publication.path)
    expect(page.get_by_text(REST)).to_be_visible()
    expect(page.locator(".reserved")).to_have_count(0)


def test_nothing_comes_for_whoever_does_not_subscribe(open_page):
    publication = reserved()
    page = open_page(reverse("subscriptions:account"), user=cast.reader())
    with page.expect_response(lambda response: response.url.endswith("/suite/")) as answered:
        page.goto(publication.path)
    assert answered.value.status == 204
    expect(page.locator(".reserved")).to_be_visible()


def test_a_visitor_asks_for_nothing_more(open_page):
    asked = []
    page = open_page("/")
    page.on("request", lambda request: asked.append(request.url))
    page.goto(reserved().path)
    expect(page.get_by_text(FREE)).to_be_visible()
    assert [url for url in asked if url.endswith((".js", "/suite/"))] == []


def test_it_is_read_without_script(open_page):
    publication = reserved()
    page = open_page(publication.path, width=PHONE, script=False, user=cast.subscriber())
    page.locator(".reserved a").last.click()
    expect(page).to_have_url(re.compile("/lire/"))
    expect(page.get_by_text(REST)).to_be_visible()


@pytest.mark.parametrize(("choice", "state"), [("keep", "approved"), ("remove", "withdrawn")])
def test_an_account_is_deleted_without_script_on_a_telephone(open_page, choice, state):
    bintou = full_account.open_one()
    page = open_page(reverse("subscriptions:account"), width=PHONE, script=False, user=bintou.user)
    page.locator(f"a[href='{reverse('subscriptions:my_data')}']").click()
    page.locator(f"a[href='{reverse('subscriptions:delete_account')}']").click()
    page.locator(f"input[value={choice}]").check()
    page.locator("input[name=is_meant]").check()
    page.locator("main form .button").click()
    expect(page).to_have_url(re.compile(reverse("subscriptions:account_deleted")))
    assert not User.objects.filter(pk=bintou.user.pk).exists()
    assert Contribution.objects.get(pk=bintou.shown.pk).state == state
    page.goto(reverse("subscriptions:account"))
    assert reverse("account_login") in page.url
