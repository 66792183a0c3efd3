"""From the gate on an article to a published contribution: by telephone, by voucher, at the office.

Without script, at the width of a small telephone, with nothing prepared but the paper itself.
"""

import re

import pytest
from playwright.sync_api import expect

from newsroom.models import SentCode, User
from subscriptions.billing import vouchers
from subscriptions.billing.voucher_codes import printed
from subscriptions.models import Contribution, LedgerEntry, Subscription, Voucher
from tests import cast
from tests.browser.conftest import PHONE
from tests.subscriptions import till

pytestmark = pytest.mark.django_db(transaction=True)

TYPED, NUMBER = "76 12 34 56", "+22376123456"
TEXT = "Le bac de Konna ne passe plus depuis mardi, et personne ne dit quand il reviendra."
PLAN = "Un mois"


@pytest.fixture(autouse=True)
def the_paper(live_server, settings):
    """A paper that sells a month, whose played operator answers where the browser looks."""
    settings.SITE_URL = live_server.url
    settings.WAVE_API_URL = f"{live_server.url}/faux-operateur"
    cast.paper(phone="+223 20 00 41 28")
    return till.plan(name=PLAN, days=30, price=2500, position=1)


@pytest.fixture
def article():
    return cast.published(headline="Le bac de Konna")


@pytest.fixture
def reader(open_page, article):
    """A visitor on the article, with a small telephone and no script."""
    return open_page(article.path, width=PHONE, script=False)


@pytest.fixture
def staff(open_page):
    """Return a function that opens the newsroom for somebody, on the same kind of telephone."""
    return lambda path, user: open_page(f"/redaction/{path}", width=PHONE, script=False, user=user)


def press(page, target):
    with page.expect_navigation():
        page.click(target)


def sign_in(page):
    """Type one's number, then the code that was sent to it."""
    if page.locator("#id_address").count():
        page.fill("#id_address", TYPED)
        press(page, "main .button")
    page.fill("#id_code", SentCode.objects.get(pk=NUMBER).code)
    press(page, "main .button")


def write(page):
    """Fill in the form of a contribution, under the name that is proposed or one's own."""
    page.fill("#id_pen_name", "Kadia du Port")
    page.fill("#id_text", TEXT)
    press(page, ".writing .button")
    expect(page.locator("main")).to_contain_text(TEXT[:30])
    said = Contribution.objects.get()
    assert (said.state, said.pen_name) == ("pending", "Kadia du Port")
    return said


def approve(staff):
    """Approve what waits, as a moderator on a telephone."""
    desk = staff("subscriptions/contribution/", cast.ibrahim())
    press(desk, "main a.button.default")
    expect(desk.locator("main")).to_contain_text(TEXT[:30])
    press(desk, "#acts button[value=approve]")


def see_it_published(reader, staff, open_page, said):
    """Let a moderator approve it; its writer and another subscriber then read it."""
    other = open_page(
        f"/contributions/{said.article_id}/lire/", width=PHONE, script=False, user=cast.subscriber()
    )
    expect(other.locator("main")).not_to_contain_text(TEXT[:30])
    approve(staff)
    other.reload()
    expect(other.locator("main")).to_contain_text(TEXT[:30])
    reader.goto(f"/contributions/{said.article_id}/lire/")
    expect(reader.locator("main")).to_contain_text("Kadia du Port")


def test_paying_by_mobile_money(reader, staff, open_page):
    press(reader, ".gate .button")
    press(reader, "a:has-text('Choisir')")
    sign_in(reader)
    press(reader, "text=Payer 2")
    press(reader, ".button.large")
    expect(reader).to_have_url(re.compile("/faux-operateur/"))
    press(reader, "button[value=pay]")
    expect(reader.locator("h1")).to_have_text("Paiement reçu. Merci\u202f!")
    press(reader, ".button.large")
    said = write(reader)
    see_it_published(reader, staff, open_page, said)
    assert LedgerEntry.objects.get().amount == 2500
    assert Subscription.objects.get(user__phone=NUMBER).grants.get().days == 30


def test_with_a_voucher_before_there_is_an_account(reader, staff, open_page, the_paper):
    clerk = cast.fanta()
    batch, codes = vouchers.create_batch(plan=the_paper, count=1, kiosk="Port", by=clerk)
    vouchers.activate(batch=batch, by=clerk)
    press(reader, ".gate .button")
    press(reader, "main a[href*='/abonnement/bon/']")
    reader.fill("[name=code]", printed(codes[0]).lower())
    reader.fill("[name=contact]", TYPED)
    press(reader, "main form .button")
    assert Voucher.objects.get().redeemed_by == User.objects.get(phone=NUMBER)
    assert User.objects.get(phone=NUMBER).phone_confirmed_at is None
    press(reader, "main a.button")
    sign_in(reader)
    said = write(reader)
    see_it_published(reader, staff, open_page, said)
    assert User.objects.get(phone=NUMBER).phone_confirmed_at


def test_at_the_office_with_a_number_alone(reader, staff, open_page):
    desk = staff("subscriptions/subscription/", cast.fanta())
    desk.fill("#q", TYPED)
    press(desk, ".counter-search button")
    press(desk, "form.ask button[type=submit]")
    desk.locator("label", has_text=PLAN).first.click()
    press(desk, "button.big")
    expect(desk.locator(".slip")).to_contain_text("Deux mille cinq cents francs CFA")
    press(reader, ".gate p:last-child a")
    sign_in(reader)
    said = write(reader)
    see_it_published(reader, staff, open_page, said)
    assert LedgerEntry.objects.get().method == "cash"
