"""Paying in a real browser: without script, on a telephone, at the played operator, and back."""

import re

import pytest
from playwright.sync_api import expect

from subscriptions.billing import payments
from subscriptions.models import Attempt
from tests import cast
from tests.browser.conftest import DESK, PHONE
from tests.subscriptions import till

pytestmark = pytest.mark.django_db(transaction=True)

ATTEMPT = re.compile(r"/abonnement/paiement/\w+/$")
FORM = "/contributions/12/ecrire/"
SCHEMES = ("light", "dark")


@pytest.fixture(autouse=True)
def the_shop(live_server, settings):
    """A paper with plans, whose played operator answers where the browser looks."""
    settings.SITE_URL = live_server.url
    settings.WAVE_API_URL = f"{live_server.url}/faux-operateur"
    cast.paper(address="12, rue des Pirogues", phone="+223 20 00 41 28")
    till.plan(name="Un an", days=365, price=25_000, position=2)
    return till.plan(position=1)


def pay(page, bought, action):
    """Go from the plan to the button of the operator's page, and back to the newspaper."""
    page.goto(f"/abonnement/{bought.pk}/?retour={FORM}")
    page.click("text=Payer 2")
    expect(page).to_have_url(ATTEMPT)
    page.click(".button.large")
    page.click(f"button[value={action}]")
    expect(page).to_have_url(ATTEMPT)


def test_the_whole_way_on_a_telephone_without_script(open_page):
    kadia = cast.reader()
    page = open_page(f"/abonnement/formules/?retour={FORM}", width=PHONE, script=False, user=kadia)
    page.click("a:has-text('Choisir') >> nth=0")
    page.click("text=Payer 2")
    page.click(".button.large")
    expect(page).to_have_url(re.compile("/faux-operateur/c/"))
    page.click("button[value=pay_silently]")
    expect(page.locator("h1")).to_have_text("Paiement reçu. Merci\u202f!")
    expect(page.locator(".button.large")).to_have_attribute("href", FORM)
    page.click(".facts a")
    expect(page.locator(".in-words")).to_have_text("Deux mille cinq cents francs CFA")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_a_page_that_waits_finds_by_itself_that_it_is_paid(open_page, the_shop):
    """Told late, and asked again by the reload that needs no script."""
    kadia = cast.reader()
    made = till.attempt(kadia, the_shop)
    page = open_page(payments.address_of(made), width=PHONE, script=False, user=kadia)
    expect(page.locator(".waiting")).to_contain_text("ne payez pas une seconde fois.")
    till.press(made, "pay_silently")
    expect(page.locator("h1")).to_have_text("Paiement reçu. Merci\u202f!")


@pytest.mark.parametrize("action", ["refuse", "cancel", "expire", "pay_wrong_amount"])
def test_what_goes_wrong_leads_back_to_words_and_a_way_on(open_page, the_shop, action):
    page = open_page("/abonnement/", width=PHONE, script=False, user=cast.reader())
    pay(page, the_shop, action)
    expect(page.locator("h1")).to_be_visible()
    assert Attempt.objects.get().state not in Attempt.OPEN
    expect(page.locator(".reference")).to_have_text(Attempt.objects.get().reference)


def pages(kadia, bought):
    """Return one address of each kind of page of a payment, and of the operator's."""
    states = {}
    for action in ("", "pay_silently", "refuse", "pay_wrong_amount"):
        made = till.attempt(kadia, bought, is_second=True)
        if action:
            till.press(made, action)
            payments.check(attempt=made)
        states[action or "waiting"] = payments.address_of(made)
    fresh = payments.start(user=kadia, plan=bought, method="wave", is_second=True)
    return states | {
        "plans": "/abonnement/",
        "choose": f"/abonnement/{bought.pk}/",
        "fresh": payments.address_of(fresh),
        "opened": "/abonnement/ouvert/",
        "receipt": "/abonnement/recu/1/",
        "hosted": fresh.launch_url,
    }


def test_axe_finds_nothing_and_nothing_scrolls_sideways(open_page, axe, the_shop):
    kadia, found, wide = cast.reader(), {}, []
    for name, path in pages(kadia, the_shop).items():
        page = open_page(path, width=PHONE, user=kadia)
        for width in (PHONE, DESK):
            page.set_viewport_size({"width": width, "height": 800})
            for scheme in SCHEMES:
                page.emulate_media(color_scheme=scheme)
                found[name, width, scheme] = axe(page)
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append((name, width))
        page.context.close()
    assert {where: violations for where, violations in found.items() if violations} == {}
    assert wide == []
