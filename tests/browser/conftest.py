"""A real Chromium on the live server, which forgives nothing: see `open_page`."""

import os
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests.machine import chromium

# Playwright keeps an event loop in the thread of the tests; Django would refuse its database there.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

PHONE, DESK = 360, 1280  # CSS pixels
expect.set_options(timeout=30_000)  # ms, as everything else waits: a slow machine is no fault
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def browser():
    executable = chromium()
    if executable is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server):
    """Return a function that opens an address of the live server, `open_page("/")`.

    `width` is the window's in CSS pixels, `dark` the reader's preference, `script` whether scripts
    run, `user` who is signed in. At the end the test fails on any error of the console or of a
    script, any breach of the Content-Security-Policy and any request to another host.
    """
    contexts, complaints = [], []

    def open_address(path, *, width=DESK, dark=False, script=True, user=None):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 800},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            locale="fr-FR",
            timezone_id="Africa/Bamako",
        )
        contexts.append(context)
        if user:
            context.add_cookies([_session_cookie(user, live_server.url)])
        page = context.new_page()
        _listen(page, urlsplit(live_server.url).netloc, complaints)
        page.goto(path)
        return settled(page) if script else page

    yield open_address
    for context in contexts:
        context.close()
    assert complaints == []


def _session_cookie(user, url):
    client = Client()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


def _listen(page, host, complaints):
    def on_console(message):
        # Chromium reports a page that answers 404 or 410 as an error, although it is what was
        # asked for; a missing part of a page has another address.
        own_status = message.text.startswith("Failed to load resource") and (
            message.location["url"] == page.url
        )
        if message.type == "error" and not own_status:
            complaints.append(f"console: {message.text} ({message.location['url']})")

    def on_request(request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != host:
            complaints.append(f"third party: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(f"script: {error}"))
    page.on("request", on_request)


# What is ready in jQuery's sense is called in turn, so that ours comes after all others; two frames
# are needed for a style just applied to begin its transition.
_SETTLED = """async () => {
    const { jQuery } = window.django ?? {}
    if (jQuery) await new Promise((done) => jQuery(() => done()))
    const frame = () => new Promise(requestAnimationFrame)
    await frame().then(frame)
    const ends = ({ effect }) => effect.getComputedTiming().endTime < Infinity
    await Promise.allSettled(document.getAnimations().filter(ends).map(({ finished }) => finished))
}"""


def settled(page):
    """Wait until a page has its styles, its scripts listen and nothing on it moves; return it.

    A press that leads to another page is waited for before, with `page.expect_navigation()`.
    """
    page.wait_for_load_state()
    page.evaluate(_SETTLED)
    return page


def choose_in_window(page, *, press, row):
    """Call `press`, which opens a list in a window, and press there what `row(window)` returns.

    The window closes once the page that opened it has the choice.
    """
    with page.expect_popup() as opened:
        press()
    window = settled(opened.value)
    with window.expect_event("close"):
        row(window).click()


@pytest.fixture(scope="session")
def axe():
    """Return a function that lists the violations axe finds on an open page, one line each.

    `part` is a selector of what to look at. Style sheets are not read again: those of the stock
    admin import each other, and axe would follow them with inline styles, which the policy refuses.
    What is in order is not told one by one, which would take axe as long again.
    """
    checker = Axe()
    options = {"preload": False, "resultTypes": ["violations"]}

    def violations(page, part=None):
        settled(page)
        found = checker.run(page, context=part, options=options).response["violations"]
        return [
            f"{violation['id']}: {violation['help']} · {node['html']}"
            for violation in found
            for node in violation["nodes"]
        ]

    return violations
