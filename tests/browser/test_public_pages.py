"""Public pages in a real browser: axe, the policy, players, and what a telephone has to load."""

import itertools
import uuid

import pytest
from django.core.files.base import ContentFile
from playwright.sync_api import expect

from articles import front, photos
from articles.models import Photo
from tests import cast, long_reads, whole_paper
from tests.browser.conftest import DESK, PHONE
from tests.newsroom.photos import quarters, saved, scenery

pytestmark = pytest.mark.django_db(transaction=True)

KB = 1024
FULLEST = {"front", "article", "contributions", "subscribe"}
REFLOW = 320  # CSS pixels: WCAG 2.2, 1.4.10
TELEPHONE = {"width": PHONE, "height": 800, "deviceScaleFactor": 2, "mobile": True}
LARGE_AS = "size => getComputedStyle(document.documentElement).fontSize === size"
PLAYER = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ"


def real_photo(image):
    """Return a photo whose files exist."""
    photo = Photo(caption="Le port au matin.", credit="AFP", alt_text="Un quai et des pirogues")
    photos.store(photo, saved(image))
    return photo


def small_photo():
    """Return a photo that is made in a moment."""
    return real_photo(quarters(330, 220))


def large_photo():
    """Return a photo whose files weigh what those of a photo weigh."""
    return real_photo(scenery())


def another(photo):
    """Return a photo with copies of the files of `photo`, under addresses of their own."""
    files = list(photo.renditions.all())
    words = {"caption": photo.caption, "credit": photo.credit, "alt_text": photo.alt_text}
    made = Photo.objects.create(original=photo.original.name, **words)
    for rendition in files:
        with rendition.file.open("rb") as file:
            content = ContentFile(file.read())
        rendition.pk, rendition.photo = None, made
        suffix = rendition.file.name.rpartition(".")[2]
        rendition.file.save(f"{uuid.uuid4().hex}.{suffix}", content)
    return made


def addresses():
    """Return one address of each kind of page; what is laid out alike is looked at once."""
    found = whole_paper.print_it(small_photo())
    alike = {name for name in found if name.endswith((" day", " month"))} - {"archive month"}
    return {name: path for name, path in found.items() if name not in alike | {"tag", "short"}}


def test_axe_finds_nothing_on_any_kind_of_page(open_page, axe):
    """Every page in both widths and both schemes; in all four pairs where everything stands."""
    found = {}
    for name, path in addresses().items():
        page = open_page(path)
        pairs = itertools.product((DESK, PHONE), ("light", "dark"))
        for width, scheme in pairs if name in FULLEST else ((DESK, "light"), (PHONE, "dark")):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            found[name, width, scheme] = axe(page)
        page.context.close()
    assert found.keys() >= {(name, PHONE, "light") for name in FULLEST}
    assert {where: violations for where, violations in found.items() if violations} == {}


def test_no_page_scrolls_sideways_narrow_or_with_large_text(open_page):
    wide = []
    for name, path in addresses().items():
        page = open_page(path)
        session = page.context.new_cdp_session(page)
        for width, size in ((REFLOW, 16), (PHONE, 32), (DESK, 32)):
            page.set_viewport_size({"width": width, "height": 800})
            session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})
            page.wait_for_function(LARGE_AS, arg=f"{size}px")
            if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                wide.append(f"{name}: {width} px, text of {size} px")
        page.context.close()
    assert wide == []


def load(open_page, path):
    """Return (bytes of all, addresses other than pictures) that a page makes a telephone load."""
    page = open_page("about:blank", width=PHONE)
    answers, sizes = {}, {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Emulation.setDeviceMetricsOverride", TELEPHONE)
    session.on(
        "Network.responseReceived", lambda event: answers.update({event["requestId"]: event})
    )
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    session.on("Network.loadingFailed", lambda event: sizes.update({event["requestId"]: 0}))
    page.goto(path)
    page.evaluate("document.querySelectorAll('img').forEach(image => image.loading = 'eager')")
    page.wait_for_function("() => [...document.images].every(image => image.complete)")
    while answers.keys() - sizes.keys():  # what has begun to arrive
        page.wait_for_timeout(10)  # ms, in which the browser's reports are taken in
    others = [event["response"]["url"] for event in answers.values() if event["type"] != "Image"]
    return sum(sizes.values()), others


def test_an_article_with_its_photo_is_light_on_a_telephone(open_page):
    publication = long_reads.print_article(800, photo=large_photo())
    weight, requests = load(open_page, publication.path)
    assert 10 * KB < weight <= 60 * KB
    assert len(requests) <= 3


def test_the_front_page_of_a_full_day_is_light_with_its_photos(open_page):
    photo, by = large_photo(), cast.djeneba()
    long_reads.print_article(100, photo=photo)
    placed = [cast.published(headline=f"À la une {n}", lead_photo=another(photo)) for n in range(5)]
    front.place(article=placed[0].article, slot="lead", by=by)
    for second in placed[1:]:
        front.place(article=second.article, slot="second", by=by)
    for number in range(8):
        rubric = cast.rubric(f"Rubrique {number}", menu_position=number + 20)
        for _text in range(4):
            cast.published(rubric=rubric, lead_photo=another(photo))
    weight, requests = load(open_page, "/")
    assert 30 * KB < weight <= 100 * KB
    assert len(requests) <= 3


def test_a_player_is_loaded_by_its_press_and_not_before(browser, live_server):
    """In a page of its own: the one place where a page may ask somebody else."""
    path = whole_paper.print_it(small_photo())["article"]
    context = browser.new_context(base_url=live_server.url)
    page, asked, errors = context.new_page(), [], []
    page.on("console", lambda message: errors.append(message.text))
    page.route(
        "https://**", lambda route: asked.append(route.request.url) or route.fulfill(body="")
    )
    page.goto(path)
    assert asked == []
    with page.expect_request(PLAYER):
        page.get_by_role("link", name="Le film de la crue").click()
    frame = page.locator("iframe")
    assert (frame.get_attribute("src"), frame.get_attribute("title")) == (
        PLAYER,
        "Le film de la crue",
    )
    assert [text for text in errors if "Content Security Policy" in text] == []
    context.close()


def test_a_reader_with_a_keyboard_reaches_the_text_at_once(open_page):
    page = open_page(whole_paper.print_it(small_photo())["article"])
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_a_page_is_read_without_script(open_page):
    page = open_page(whole_paper.print_it(small_photo())["article"], script=False)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    link = page.get_by_role("link", name="Le film de la crue")
    assert link.get_attribute("href") == "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
