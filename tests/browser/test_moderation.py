"""A moderator at the keyboard, and with one thumb: fast, and never judging what he has not seen."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from subscriptions.models import Contribution, Judgement, Wording
from subscriptions.moderation import judging, pipeline, sanctioning
from tests import cast
from tests.browser.conftest import DESK, PHONE, settled
from tests.subscriptions.moderation import scene

pytestmark = pytest.mark.django_db(transaction=True)

LIST = "/redaction/subscriptions/contribution/"
LOOKS = pytest.mark.parametrize(("width", "dark"), [(PHONE, True), (DESK, False)])
TEXTS = 60


@pytest.fixture
def ibrahim():
    cast.paper()
    return cast.ibrahim()


@pytest.fixture
def article():
    return cast.published(headline="Konna : le bac ne passe plus").article


def reading(queue="pending"):
    return reverse("admin:subscriptions_contribution_read", args=[queue])


def type_key(page, *keys):
    """Press keys, of which the last one leads to another page."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])


def test_a_moderator_judges_sixty_texts_by_keyboard_alone(open_page, ibrahim, article):
    writers = [scene.named(cast.subscriber()) for _ in range(3)]
    for number in range(TEXTS):
        scene.sent(f"Texte numéro {number}.", writer=writers[number % 3], article=article)
    page = open_page(reading(), user=ibrahim)
    for number in range(TEXTS):
        expect(page.locator(".contribution-text.is-alone")).to_have_text(f"Texte numéro {number}.")
        if number == 7:  # a slip of the finger, taken back
            type_key(page, "r", "3")
            type_key(page, "u")
            expect(page.locator(".contribution-text.is-alone")).to_have_text("Texte numéro 7.")
        if number % 6 == 5:
            type_key(page, "r", "0" if number % 4 == 1 else "2")
        else:
            type_key(page, "h" if number == 12 else "a")
    expect(page.locator(".queue-end")).to_be_visible()
    standing = Judgement.objects.filter(undone_at__isnull=True)
    assert standing.count() == TEXTS
    assert standing.filter(verdict="rejected", reason="false").count() == 5
    assert standing.filter(verdict="rejected", reason="defamation").count() == 5
    assert Judgement.objects.filter(undone_at__isnull=False).get().reason == "hatred"
    assert Contribution.objects.get(highlighted_at__isnull=False).pen_name
    assert not Wording.objects.filter(state="pending").exists()


def test_keys_typed_into_a_field_are_letters(open_page, ibrahim, article):
    scene.sent(article=article)
    page = open_page(reading(), user=ibrahim)
    page.keyboard.press("r")
    page.locator("#note").press_sequentially("a1s")
    page.keyboard.press("Control+a")
    page.keyboard.press("Enter")  # must not press the first button of the form
    page.keyboard.press("Escape")
    expect(page.locator("#note")).to_be_hidden()
    page.keyboard.press("?")
    expect(page.locator(".act-help dl")).to_be_visible()
    assert Judgement.objects.count() == 0


def test_a_text_is_passed_over_and_the_bar_leaves_when_its_time_is_over(
    open_page, ibrahim, article
):
    first, second = scene.sent("Un.", article=article), scene.sent("Deux.", article=article)
    page = open_page(reading(), user=ibrahim)
    type_key(page, "s")
    expect(page.locator(".contribution-text.is-alone")).to_have_text("Deux.")
    type_key(page, "a")
    expect(page.locator(".undo-bar")).to_be_visible()
    judgement = Judgement.objects.get()
    assert judgement.wording == second
    Judgement.objects.update(settles_at=judgement.at)
    page.reload()
    expect(page.locator(".undo-bar")).to_be_hidden()
    assert Wording.objects.get(state="pending") == first


def test_without_script_one_thumb_approves_refuses_and_takes_back(open_page, ibrahim, article):
    scene.sent("Un.", article=article), scene.sent("Deux.", article=article)
    page = open_page(reading(), user=ibrahim, width=PHONE, script=False)
    button = page.get_by_role("button", name="Approuver").or_(
        page.get_by_role("button", name="Approve")
    )
    box = button.first.bounding_box()
    assert box["y"] + box["height"] <= 800  # in reach without scrolling
    button.first.click()
    page.locator(".undo-bar button").click()
    expect(page.locator(".contribution-text.is-alone")).to_have_text("Un.")
    page.locator(".act-reject > summary").click()
    page.locator('[name=reason_now][value="insult"]').click()
    expect(page.locator(".contribution-text.is-alone")).to_have_text("Deux.")
    assert Judgement.objects.filter(undone_at__isnull=True).get().reason == "insult"


@LOOKS
def test_axe_finds_nothing_on_the_moderators_screens(open_page, axe, ibrahim, article, width, dark):
    scene.watch("voyou")
    told = scene.shown("Le maire est un voyou.", article=article)
    scene.reported(told, cast.reader(), note="Insulte.")
    pipeline.run(scene.sent("V0y0u ! Appelez le 76 12 34 56.", parent=told.contribution))
    scene.worded(scene.shown(article=article).contribution, "Il passe de nouveau.")
    second = cast.user("moderator")
    refusal = judging.reject(wording=scene.sent(article=article), by=second, reason="insult")
    judging.appeal(judgement=refusal, user=refusal.wording.writer, words="Relisez.")
    page = open_page("/redaction/", width=width, dark=dark, user=ibrahim)
    assert axe(page) == []
    paths = ["", "?file=all", "essayer/", "chiffres/"]
    paths += [f"lire/{queue}/" for queue in ("pending", "reported", "appeals", "reread")]
    for path in paths:
        page.goto(LIST + path)
        for details in page.locator("#content details").all():
            details.evaluate("one => one.open = true")
        assert axe(page) == [], path
    page.goto(f"{LIST}essayer/")
    page.fill("#try-word", "voyou")
    page.fill("#try-text", "Ce v.o.y.o.u.")
    page.click("#content button[type=submit]")
    assert axe(settled(page)) == []


@LOOKS
def test_axe_finds_nothing_where_words_and_rules_are_kept(open_page, axe, article, width, dark):
    cast.paper()
    chief = cast.djeneba()
    word, wording = scene.watch("voyou"), scene.shown(article=article)
    discussion = wording.contribution.article.discussion
    sanctioning.suspend(user=wording.writer, kind="week", by=chief, reason="Insultes.")
    page = open_page("/redaction/subscriptions/watchedword/", width=width, dark=dark, user=chief)
    assert axe(page) == []
    for path in (
        "watchedword/add/",
        f"watchedword/{word.pk}/change/",
        "sanction/",
        "discussion/",
        f"discussion/{discussion.pk}/change/",
        "contributionspace/",
        "rubricdiscussion/",
        "rubricdiscussion/add/",
    ):
        page.goto(f"/redaction/subscriptions/{path}")
        assert axe(page) == [], path
