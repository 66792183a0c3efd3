"""The desk in a real browser: nothing its policy forbids, nothing lost, no wider than a phone."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from articles import photos, publishing, snapshots
from articles.models import Article, Photo
from authors.models import Author
from tests import cast
from tests.browser.conftest import DESK, PHONE, choose_in_window, settled
from tests.newsroom.photos import quarters, saved

pytestmark = pytest.mark.django_db(transaction=True)

HEADLINE = "Le bac de Konna & « ses » <passagers>"


@pytest.fixture
def chief():
    cast.paper()
    return cast.user("publication_director", name="Fatimata Ouologuem")


def real_photo():
    photo = Photo(caption="Le quai.", credit="AMAP", alt_text="Un quai")
    photos.store(photo, saved(quarters(600, 400)))
    return photo


@pytest.fixture
def screens(chief):
    """One address of each kind of screen, with something on it."""
    chief.groups.add(*cast.user("administrator").groups.all(), *cast.fanta().groups.all())
    text = cast.article(created_by=chief, tags=["crue"], lead_photo=real_photo())
    snapshots.record(article=text, by=chief)
    publishing.submit(article=text, by=chief)
    cast.published(cast.article(created_by=chief))
    shelves = {
        "articles/photo": text.lead_photo_id,
        "authors/author": cast.author().pk,
        "articles/rubric": cast.rubric().pk,
        "articles/tag": cast.tag("crue").pk,
        "newsroom/user": cast.awa().pk,
    }
    found = ["", "aide/", "password_change/", "newsroom/newspaper/1/change/"]
    found += ["newsroom/journalentry/", "articles/frontplacement/", "subscriptions/plan/add/"]
    found += [f"articles/article/{text.pk}/change/", "articles/article/", "articles/page/add/"]
    for shelf, number in shelves.items():
        found += [f"{shelf}/", f"{shelf}/add/", f"{shelf}/{number}/change/"]
        found += [f"{shelf}/{number}/delete/"] if shelf == "articles/tag" else []
    return [f"/redaction/{path}" for path in found]


@pytest.mark.parametrize(("width", "dark"), [(PHONE, True), (DESK, False)])
def test_no_screen_breaks_its_policy_or_is_wider_than_the_window(
    open_page, chief, screens, width, dark
):
    page = open_page("/redaction/", width=width, dark=dark, user=chief)
    wide = []
    for path in screens:
        page.goto(path)
        if settled(page).evaluate("document.documentElement.scrollWidth") > width:
            wide.append(path)
    assert wide == []


# --- Nothing typed is lost -----------------------------------------------------------------------
def sign_in(page, person):
    page.fill("#id_username", person.email)
    page.fill("#id_password", cast.PASSWORD)
    with page.expect_navigation():
        page.click("#login-form button[type=submit]")


def test_a_text_typed_while_the_session_ended_comes_back_by_itself(open_page, chief):
    rubric = cast.rubric()
    page = open_page("/redaction/articles/article/add/", user=chief)
    page.fill("#id_headline", HEADLINE)
    page.select_option("#id_rubric", str(rubric.pk))
    Session.objects.all().delete()
    page.click("button[name=_then][value='']")
    sign_in(page, chief)
    expect(page.locator("#id_headline")).to_have_value(HEADLINE)
    expect(page.locator("#id_rubric")).to_have_value(str(rubric.pk))
    assert page.url.endswith("/articles/article/add/")
    assert Article.objects.count() == 0
    page.click("button[name=_then][value='']")
    page.wait_for_url("**/change/")
    assert Article.objects.get().headline == HEADLINE


def test_without_script_a_button_brings_it_back(open_page, chief):
    page = open_page("/redaction/authors/author/add/", user=chief, script=False, width=PHONE)
    page.fill("#id_name", HEADLINE)
    Session.objects.all().delete()
    page.click("input[name=_continue]")
    sign_in(page, chief)
    expect(page.locator("#typed-1")).to_have_value(HEADLINE)
    page.click("form.reopen button")
    expect(page.locator("#id_name")).to_have_value(HEADLINE)
    assert Author.objects.count() == 0


def test_a_text_typed_before_signing_in_again_elsewhere_can_be_read_and_opened(open_page, chief):
    page = open_page("/redaction/articles/tag/add/", user=chief)
    page.fill("#id_name", HEADLINE)
    other = page.context.new_page()
    page.context.clear_cookies(name="sessionid")
    other.goto("/redaction/login/")
    sign_in(other, chief)
    page.click("input[name=_save]")
    expect(page.locator("#typed-1")).to_have_value(HEADLINE)
    page.click("form.reopen button")
    expect(page.locator("#id_name")).to_have_value(HEADLINE)
    page.click("input[name=_save]")
    page.wait_for_url("**/articles/tag/")
    expect(page.get_by_text(HEADLINE).first).to_be_visible()


# --- Controls ------------------------------------------------------------------------------------
def test_the_point_of_interest_is_moved_by_pressing_on_the_picture(open_page, chief):
    photo = real_photo()
    page = open_page(f"/redaction/articles/photo/{photo.pk}/change/", user=chief, width=PHONE)
    picture = page.locator(".focal")
    size = picture.bounding_box()
    picture.click(position={"x": size["width"] * 0.75, "y": size["height"] * 0.25})
    assert float(page.input_value("#id_focal_x")) == pytest.approx(0.75, abs=0.02)
    assert float(page.input_value("#id_focal_y")) == pytest.approx(0.25, abs=0.02)
    mark = page.locator(".focal-mark").bounding_box()
    assert mark["x"] + mark["width"] / 2 == pytest.approx(size["x"] + size["width"] * 0.75, abs=6)
    with page.expect_navigation():
        page.click("input[name=_continue]")
    photo.refresh_from_db()
    assert photo.focal_x == pytest.approx(0.75, abs=0.02)


def test_a_column_gets_its_owner_from_a_list_that_searches(open_page, chief):
    cast.author("Émile Goïta")
    page = open_page("/redaction/articles/rubric/add/", user=chief)
    page.click(".field-owner .select2-selection")
    page.locator(".select2-search__field").press_sequentially("goita")
    page.locator(".select2-results__option", has_text="Goïta").click()
    expect(page.locator(".field-owner .select2-selection")).to_contain_text("Émile Goïta")


def test_a_photo_is_chosen_from_the_library_in_a_popup(open_page, chief):
    photo = real_photo()
    text = cast.article(created_by=chief)
    snapshots.record(article=text, by=chief)
    page = open_page(f"/redaction/articles/article/{text.pk}/change/", user=chief)
    choose_in_window(
        page,
        press=page.locator("#lookup_id_lead_photo").click,
        row=lambda library: library.locator("th.field-thumbnail a"),
    )
    expect(page.locator("#id_lead_photo")).to_have_value(str(photo.pk))


def test_the_whole_desk_can_be_reached_by_keyboard(open_page, chief):
    page = open_page("/redaction/", user=chief)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-to-content-link"
    seen = set()
    for _turn in range(40):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("document.activeElement.getAttribute('href')"))
        width = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
        assert width == "3px", page.evaluate("document.activeElement.outerHTML")
        if "/redaction/aide/" in seen:
            break
    assert {"/redaction/articles/article/", "/redaction/aide/", "/"} <= seen
