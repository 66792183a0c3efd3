"""axe finds nothing on the screens we wrote; on stock ones nothing that Django does not bring.

For the second half the same screens are opened in an untouched admin, `tests.browser.plain_admin`.
"""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles import front, publishing, snapshots
from articles.models import Page
from newsroom.handbook import PAGES
from newsroom.models import JournalEntry, User
from subscriptions.models import Plan
from tests import cast
from tests.browser.conftest import DESK, PHONE

pytestmark = pytest.mark.django_db(transaction=True)

LOOKS = pytest.mark.parametrize(("width", "dark"), [(PHONE, True), (DESK, False)])
LISTS = [
    "authors/author",
    "articles/rubric",
    "articles/tag",
    "articles/page",
    "subscriptions/plan",
    "newsroom/user",
    "newsroom/journalentry",
]
FORMS = [path for path in LISTS if path != "newsroom/journalentry"]


@pytest.fixture
def chief():
    cast.paper()
    return User.objects.create_superuser(
        email="chef@example.org", name="Djeneba Touré", password=cast.PASSWORD
    )


@pytest.fixture
def paper(chief):
    """Something in every list; returns the number of a row by the path of its list."""
    tag = cast.tag("crue")
    page = Page.objects.create(title="Charte", slug="charte", body="<p>Oui.</p>")
    plan = Plan.objects.create(name="Un mois", days=30, price=2500)
    entry = JournalEntry.record(actor=chief, verb="change", subject=tag, fields=["name"])
    rows = [cast.author(), cast.rubric(), tag, page, plan, cast.awa(), entry]
    return dict(zip(LISTS, [row.pk for row in rows], strict=True))


@pytest.fixture
def work(chief):
    """Something in every list of the start page, and two places of the front page."""

    def copy():
        text = cast.article(created_by=chief, tags=["crue"], kicker="Mopti")
        snapshots.record(article=text, by=chief)
        return text

    copy()
    publishing.submit(article=copy(), by=chief)
    returned = copy()
    publishing.submit(article=returned, by=chief)
    publishing.send_back(article=returned, by=chief, note="Qui le dit ?")
    for slot in ("lead", "second", "second"):
        publication = publishing.publish(article=copy(), by=chief)
        front.place(article=publication.article, slot=slot, by=chief)


# --- The screens we wrote ------------------------------------------------------------------------
@LOOKS
@pytest.mark.parametrize(
    "path", ["", "articles/frontplacement/", "articles/photo/", "etat/", "nowhere/"]
)
def test_axe_finds_nothing_on_our_screens(open_page, axe, chief, work, path, width, dark):
    page = open_page(f"/redaction/{path}", width=width, dark=dark, user=chief)
    assert axe(page) == []


@LOOKS
def test_axe_finds_nothing_in_the_help(open_page, axe, chief, width, dark):
    page = open_page("/redaction/aide/", width=width, dark=dark, user=chief)
    for name in PAGES:
        page.goto(f"/redaction/aide/{name}/")
        assert axe(page) == [], name


@LOOKS
def test_axe_finds_nothing_where_one_signs_in_or_may_not(open_page, axe, chief, width, dark):
    page = open_page("/redaction/login/", width=width, dark=dark)
    assert axe(page) == []
    page.click("#login-form button")
    page.fill("#id_username", "personne@example.org")
    page.fill("#id_password", "faux")
    page.click("#login-form button")
    expect(page.locator(".errornote")).to_be_visible()
    assert axe(page) == []
    refused = open_page("/redaction/newsroom/user/", width=width, dark=dark, user=cast.awa())
    assert axe(refused) == []


@LOOKS
def test_axe_finds_nothing_on_the_way_back_to_what_was_typed(open_page, axe, chief, width, dark):
    page = open_page("/redaction/articles/tag/add/", width=width, dark=dark, user=chief)
    page.fill("#id_name", "Le bac de Konna")
    Session.objects.all().delete()
    with page.expect_navigation():
        page.click("input[name=_save]")
    assert axe(page) == []
    page.route("**/reopen.js", lambda route: route.fulfill(body=""))  # to stay on the page
    page.fill("#id_username", chief.email)
    page.fill("#id_password", cast.PASSWORD)
    page.click("#login-form button")
    expect(page.locator(".reopen")).to_be_visible()
    assert axe(page) == []


# --- The stock screens ---------------------------------------------------------------------------
def rules(lines):
    return {line.partition(":")[0] for line in lines}


def findings(page, axe, paths):
    found = {}
    for path in paths:
        page.goto(f"/redaction/{path}")
        found[path] = rules(axe(page))
    return found


def stock_screens(paper):
    yield from (f"{path}/" for path in LISTS)
    yield from (f"{path}/{paper[path]}/change/" for path in FORMS)
    yield from ["newsroom/newspaper/1/change/", "password_change/"]
    yield from [f"articles/page/{paper['articles/page']}/{end}/" for end in ("delete", "history")]


@LOOKS
def test_axe_finds_nothing_on_stock_screens_but_what_the_search_box_of_the_stock_has(
    open_page, axe, chief, paper, width, dark
):
    """Select2 names its boxes for nobody; an untouched admin has that too: see below."""
    page = open_page("/redaction/", width=width, dark=dark, user=chief)
    found = findings(page, axe, stock_screens(paper))
    assert {path: ids for path, ids in found.items() if ids - {"aria-input-field-name"}} == {}


@pytest.mark.urls("tests.browser.plain_admin")
def test_an_untouched_admin_has_that_one_as_well(open_page, axe, chief, settings):
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": []}]
    page = open_page("/redaction/", user=chief)
    [found] = findings(page, axe, ["articles/photo/add/"]).values()
    assert "aria-input-field-name" in found
