"""The counter in a browser: a queue of people standing, on a telephone and at a desk."""

import pytest
from playwright.sync_api import expect

from newsroom.models import User
from subscriptions.billing import closing, vouchers
from subscriptions.models import LedgerEntry, Plan, VoucherBatch
from tests import cast
from tests.browser.conftest import DESK, PHONE, settled
from tests.subscriptions import counter
from tests.subscriptions.counter import address

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = pytest.mark.parametrize(("width", "dark"), [(PHONE, True), (DESK, False)])
HOME = "/redaction/subscriptions/subscription/"
VOUCHERS, LEDGER = "/redaction/subscriptions/voucherbatch/", "/redaction/subscriptions/ledgerentry/"
CLOSINGS = "/redaction/subscriptions/cashclosing/"


@pytest.fixture
def fanta():
    cast.paper(address="12, rue des Pirogues")
    counter.month(position=1)
    Plan.objects.create(name="Une semaine", days=7, price=750)
    return cast.fanta()


def pressed(page, button):
    """Press a button that leads to another page, and wait for that."""
    with page.expect_navigation():
        button.click()
    return settled(page)


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_a_clerk_opens_an_account_takes_cash_and_prints_the_receipt(open_page, axe, fanta, width):
    page = open_page(HOME, user=fanta, width=width)
    page.keyboard.type("76 12 34 56")  # the box waits for it
    with page.expect_navigation():
        page.keyboard.press("Enter")
    settled(page)
    assert (axe(page), fits(page)) == ([], True)
    pressed(page, page.locator("section.panel button.default"))
    reader = User.objects.get(phone="+22376123456")
    assert page.url.endswith(address("reader", reader.pk))
    page.get_by_label("Un mois").check()
    pressed(page, page.locator("button.big"))
    entry = LedgerEntry.objects.get()
    assert (entry.user, entry.clerk, entry.amount, entry.method) == (reader, fanta, 2500, "cash")
    expect(page.locator(".slip-amount")).to_have_text("2\u202f500\u00a0FCFA")
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', '')")
    page.locator("[data-print]").click()
    expect(page.locator("body[data-printed]")).to_be_attached()
    page.emulate_media(media="print")
    expect(page.locator("#header")).to_be_hidden()
    expect(page.locator(".no-print")).to_be_hidden()
    expect(page.locator(".slip")).to_be_visible()


def test_the_counter_works_without_script(open_page, fanta):
    page = open_page(HOME, user=fanta, width=PHONE, script=False)
    page.locator("#q").fill("76 12 34 56")
    page.locator(".counter-search button").click()
    page.locator("section.panel button.default").click()
    page.get_by_label("Un mois").check()
    page.locator("button.big").click()
    expect(page.locator(".slip-amount")).to_be_visible()
    expect(page.locator("[data-print]")).to_be_hidden()
    assert LedgerEntry.objects.count() == 1


def test_a_sheet_of_vouchers_is_three_by_five_on_a4(open_page, axe, fanta):
    page = open_page(f"{VOUCHERS}ajouter/", user=fanta)
    page.get_by_label("Un mois").check()
    page.locator("[name=count]").fill("16")
    page.locator("[name=kiosk]").fill("Kayes, gare routière")
    pressed(page, page.locator("button.default"))
    assert (axe(page), fits(page)) == ([], True)
    assert page.locator(".voucher").count() == VoucherBatch.objects.get().count == 16
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1047})  # A4 less its margins, 96 to the inch
    boxes = [row.bounding_box() for row in page.locator(".page >> nth=0").locator(".voucher").all()]
    assert len({round(box["x"]) for box in boxes}) == 3
    assert len({round(box["y"]) for box in boxes}) == 5
    assert max(box["y"] + box["height"] for box in boxes) <= 1047 + 4
    overflowing = "rows => rows.filter(row => row.scrollHeight > row.clientHeight + 1).length"
    assert page.locator(".voucher").evaluate_all(overflowing) == 0
    expect(page.locator("header")).to_be_hidden()


@pytest.fixture
def busy(fanta):
    """A reader to whom everything has happened, and a day at the counter."""
    kadia = cast.reader("Kadia Traoré", phone="+22376123456")
    counter.paid(kadia, fanta)
    counter.paid_attempt(kadia, transaction_id="TCN4Y4ZC3FM")
    counter.paid_attempt(kadia)
    wrong = counter.attempt(kadia, state="mismatch", explanation="Payé : 2 000 FCFA.")
    batch, codes = vouchers.create_batch(plan=counter.month(), count=2, kiosk="Kayes", by=fanta)
    vouchers.activate(batch=batch, by=fanta)
    vouchers.redeem(user=kadia, code=codes[0])
    seen = closing.open_sheet(fanta).last_number
    row = closing.close(clerk=fanta, counted=2400, seen=seen, note="Une pièce manque.")
    counter.paid(kadia, fanta, method="cheque", reference="BDM 41270")
    return [
        HOME,
        f"{HOME}?q=traor",
        f"{HOME}?q=introuvable",
        f"{HOME}ouvrir/",
        address("reader", kadia.pk),
        address("give", kadia.pk),
        address("code", kadia.pk),
        address("receipt", 1),
        address("reverse", 1),
        address("accept", wrong.pk),
        address("refund", wrong.pk),
        VOUCHERS,
        f"{VOUCHERS}ajouter/",
        f"{VOUCHERS}lot/{batch.pk}/",
        f"{VOUCHERS}lot/{batch.pk}/annuler/",
        f"{LEDGER}?du=2020-01-01",
        CLOSINGS,
        f"{CLOSINGS}arreter/",
        f"{CLOSINGS}{row.pk}/",
    ]


@LOOKS
def test_axe_finds_nothing_on_the_screens_of_the_office(open_page, axe, fanta, busy, width, dark):
    cast.reader("Oumar Traoré")
    page = open_page(HOME, user=fanta, width=width, dark=dark)
    for path in busy:
        page.goto(path)
        assert (path, axe(page), fits(page)) == (path, [], True)


@LOOKS
def test_axe_finds_nothing_on_the_voucher_s_pages(open_page, axe, fanta, width, dark):
    batch, codes = vouchers.create_batch(plan=counter.month(), count=1, kiosk="Kayes", by=fanta)
    vouchers.activate(batch=batch, by=fanta)
    page = open_page("/abonnement/bon/?retour=/auteurs/", width=width, dark=dark)
    page.locator("[name=code]").fill(codes[0][:-1])
    page.locator("[name=contact]").fill("76 12 34 56")
    pressed(page, page.locator("main button"))
    expect(page.locator(".errorlist, .errors").first).to_be_visible()
    assert (axe(page), fits(page)) == ([], True)
    page.locator("[name=code]").fill(codes[0].lower())
    pressed(page, page.locator("main button"))
    assert page.url.endswith("/abonnement/bon/merci/")
    assert (axe(page), fits(page)) == ([], True)
