"""Contributions in a real browser: without script, with it, and while the line is down."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from subscriptions.contributions import contributing
from subscriptions.contributions.wording import signs
from subscriptions.models import Contribution, Plan
from tests import cast, talk
from tests.browser.conftest import DESK, PHONE, settled

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Le bac de Konna est passé ce matin.\nEnfin !"


@pytest.fixture
def article():
    cast.paper()
    talk.space(rules="<p>On discute des idées.</p>")
    Plan.objects.create(name="Un mois", days=30, price=2500)
    return talk.article()


def at(name, article, *numbers):
    return reverse(f"subscriptions:{name}", args=[article.pk, *numbers])


def arrived(page):
    """Wait until the discussion is shown after something was sent."""
    page.wait_for_url("**/lire/#mine")
    return settled(page)


def test_a_contribution_is_written_without_script_on_a_telephone(open_page, article):
    oumar = cast.subscriber("Oumar Dicko")
    path = article.publications.get().path
    page = open_page(path, width=PHONE, script=False, user=oumar)
    page.locator(".gate a").last.click()
    page.wait_for_url(f"**{at('discussion', article)}")
    page.locator("textarea").fill(TEXT)
    page.locator("form .button").click()
    page.wait_for_url("**/lire/#mine")
    expect(page.locator("#mine .words")).to_contain_text("Le bac de Konna")
    sent = Contribution.objects.get()
    assert (sent.writer, sent.pen_name, sent.state) == (oumar, "Oumar D.", "pending")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_draft_outlives_the_line_and_is_sent_once_when_it_is_back(open_page, article):
    page = open_page(at("write", article), user=talk.subscriber())
    page.locator("textarea").fill(TEXT)
    page.reload()
    expect(page.locator("textarea")).to_have_value(TEXT)
    page.context.set_offline(True)
    page.locator("form.writing .button").click()
    expect(page.locator("[data-told]")).to_be_visible()
    assert not Contribution.objects.exists()
    page.context.set_offline(False)
    arrived(page)
    assert [sent.wordings.get().text for sent in Contribution.objects.all()] == [TEXT]
    assert page.evaluate("localStorage.length") == 0


def test_a_text_that_could_not_leave_goes_when_its_page_is_opened_again(open_page, article):
    page = open_page(at("write", article), user=talk.subscriber())
    page.locator("textarea").fill(TEXT)
    page.context.set_offline(True)
    page.locator("form.writing .button").click()
    expect(page.locator("[data-told]")).to_be_visible()
    context = page.context
    page.close()
    context.set_offline(False)
    again = context.new_page()
    again.goto(at("write", article), wait_until="commit")
    arrived(again)
    assert Contribution.objects.count() == 1


def test_what_the_server_refuses_is_shown_with_its_reason(open_page, article):
    page = open_page(at("write", article), user=talk.subscriber())
    page.locator("textarea").fill("x" * 1_001)
    expect(page.locator("[data-count]")).to_have_class("hint over")
    with page.expect_navigation():
        page.locator("form.writing .button").click()
    expect(page.locator(".errorlist")).to_be_visible()
    expect(page.locator("textarea")).to_have_value("x" * 1_001)


def test_the_form_counts_as_the_server_does(open_page, article):
    page = open_page(at("write", article), user=talk.subscriber())
    module = page.locator("script[src*=contribute]").get_attribute("src")
    texts = [
        " Oui !\r\n\r\n\r\nNon. \t\n",
        "e\u0301\u202e\u200bé\u00ad",
        "👩\u200d👩\u200d👧 \U000e0041\U0001f1f2\U0001f1f1",
        "a\u2028b\u0000c\ufeff \u00a0\n",
    ]
    counted = page.evaluate(
        "async ([module, texts]) => texts.map((await import(module)).signs)", [module, texts]
    )
    assert counted == [signs(text) for text in texts]


def test_a_subscriber_finds_the_discussion_under_the_article(open_page, article):
    talk.said(article, text="Le bac est passé.")
    path, kadia = article.publications.get().path, talk.subscriber("Kadia Traoré")
    page = open_page(at("discussion", article), user=kadia)  # sets the cookie
    page.goto(path)
    expect(page.locator("#contributions .letter")).to_contain_text("Le bac est passé.")
    expect(page.locator(".gate")).to_have_count(0)
    visitor = open_page(path)
    asked = []
    visitor.on("request", lambda request: asked.append(request.url))
    visitor.reload()
    settled(visitor)
    assert [url for url in asked if "reader" in url or "fragment" in url] == []
    expect(visitor.locator(".gate")).to_be_visible()


def pages(article):
    """Return each page of the discussion with everything that it may show."""
    djeneba, oumar = cast.djeneba(), talk.subscriber("Oumar Dicko")
    first = talk.said(article, talk.subscriber("Kadia Traoré"), "Une question ?")
    talk.said(article, talk.subscriber("Awa Sow"), "Une réponse.", parent=first)
    contributing.choose(contribution=first, by=djeneba)
    contributing.set_extract(article=article, contribution=first, by=djeneba)
    own = talk.write(article, oumar)
    names = ("contributions", "discussion", "write")
    paths = [at(name, article) for name in names]
    paths += [at(name, article, own.pk) for name in ("edit", "withdraw")]
    paths += [at(name, article, first.pk) for name in ("reply", "report", "discussion_replies")]
    stop = reverse("subscriptions:stop_mail", args=[oumar.reader.mail_key])
    return oumar, [*paths, stop, reverse("subscriptions:pen_name"), article.publications.get().path]


def test_axe_finds_nothing_on_any_page_of_the_discussion(open_page, axe, article):
    oumar, paths = pages(article)
    found = {}
    page = open_page(paths[1], user=oumar)
    for path in paths:
        page.goto(path)
        for width in (DESK, PHONE):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                found[path, width, scheme] = axe(page)
    assert {where: violations for where, violations in found.items() if violations} == {}
