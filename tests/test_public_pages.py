"""A public page is the same for everybody: every address is walked, by several kinds of reader."""

import base64
import hashlib
import itertools
import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, get_resolver

from newsroom.middleware import PUBLIC_POLICY
from newsroom.pages import PublicPage
from tests import cast, readers, whole_paper

pytestmark = pytest.mark.django_db

STATUS = {"404": 404, "410": 410}


@pytest.fixture
def addresses():
    return whole_paper.print_it()


def answer(path, client=None, **headers):
    response = (client or Client()).get(path, headers=headers)
    assert response.status_code in {200, *STATUS.values()}
    return response


def test_the_walk_misses_no_public_address(addresses):
    walked = {
        get_resolver().resolve(path).view_name for path in addresses.values() if path[1:3] != "il"
    }
    assert _names(get_resolver().url_patterns) - {None} == walked - {"articles:"}


def _names(patterns, namespace=""):
    """Return the names of all public pages; what is no page has tests of its own."""
    names = set()
    for found in patterns:
        if str(found.pattern).startswith(settings.ADMIN_PATH):
            continue
        if isinstance(found, URLPattern):
            view = getattr(found.callback, "view_class", object)
            if issubclass(view, PublicPage):
                names.add(found.name and namespace + found.name)
        else:
            inner = f"{namespace}{found.namespace}:" if found.namespace else namespace
            names |= _names(found.url_patterns, inner)
    return names


def test_everybody_gets_the_same_bytes(addresses):
    signed_in = Client()
    signed_in.force_login(cast.djeneba())
    readers_of = {
        "a visitor": {},
        "an editor": {"client": signed_in},
        "an Englishman": {"accept-language": "en"},
        "somebody with cookies": {"cookie": "sessionid=x; csrftoken=y; lecteur=1"},
        "somebody from another host": {"host": "127.0.0.1"},
    }
    pages = {path: answer(path).content for path in addresses.values()}
    different = [
        f"{name}: {who}"
        for name, path in addresses.items()
        for who, how in readers_of.items()
        if answer(path, **how).content != pages[path]
    ]
    assert different == []


@pytest.mark.same_anywhere
def test_nobody_is_given_a_cookie_or_told_apart(addresses):
    signed_in = Client()
    signed_in.force_login(cast.djeneba())
    for name, path in [*addresses.items(), ("feed", "/flux/")]:
        for client in (Client(), signed_in):
            response = answer(path, client=client)
            assert not response.cookies, name
            assert response["Vary"] == "Accept-Encoding", name
            rules = "public, max-age=0, s-maxage=1" if is_kept(name, path) else "no-cache"
            assert response["Cache-Control"].startswith(rules), name


def is_kept(name, path):
    return name != "404" and get_resolver().resolve(path).func.view_class.is_kept


def test_a_page_never_asks_who_reads(addresses):
    signed_in = Client()
    signed_in.force_login(cast.djeneba())
    for path in addresses.values():
        with readers.queries() as queries:
            answer(path, client=signed_in)
        asked = [query for query in queries if "newsroom_user" in query or "session" in query]
        assert asked == [], path


@pytest.mark.same_anywhere
def test_the_policy_is_strict_and_allows_the_inlined_style_by_its_hash(addresses):
    for name, path in addresses.items():
        response = answer(path)
        policy = response["Content-Security-Policy"]
        assert "unsafe" not in policy, name
        rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
        added = set(rules) - set(PUBLIC_POLICY)
        assert added <= {"frame-src"}, name
        scripts = re.findall(r"<script>(.*?)</script>", response.content.decode())
        assert rules["script-src"].split() == ["'self'", *map(hashed, scripts)], name
        assert rules["frame-ancestors"] == "'self'"
        assert rules["style-src"].startswith("'self' 'sha256-")


def hashed(script):
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


@pytest.mark.same_anywhere
def test_who_has_the_page_already_gets_304_and_no_bytes(addresses):
    for name, path in addresses.items():
        if name in STATUS:
            continue
        response = answer(path)
        again = Client().get(path, headers={"if-none-match": response["ETag"]})
        assert (again.status_code, again.content) == (304, b""), name
        assert "Content-Security-Policy" not in again, "it would forbid the style of the kept page"
        assert "Last-Modified" not in response, "its seconds are too coarse to say what is new"


@pytest.mark.same_anywhere
def test_every_page_says_its_title_language_and_headings_in_order(addresses):
    for name, path in addresses.items():
        page = readers.get(path, status=STATUS.get(name, 200))
        assert '<html lang="fr">' in page.html, name
        assert page.title.endswith("La Rive"), name
        assert len(page.headings_of(1)) == 1, name
        levels = [level for level, _words in page.headings]
        for before, after in itertools.pairwise(levels):
            assert after <= before + 1, f"{name}: {page.headings}"


@pytest.mark.same_anywhere
def test_every_link_leads_somewhere(addresses):
    seen = set()
    for name, path in addresses.items():
        page = readers.get(path, status=STATUS.get(name, 200))
        seen |= {found for found in page.addresses if found.startswith("/")}
    dead = [path for path in sorted(seen) if Client().get(path, follow=True).status_code != 200]
    assert dead == []


@pytest.mark.same_anywhere
def test_nothing_is_loaded_from_anybody_else(addresses):
    for name, path in addresses.items():
        html = answer(path).content.decode()
        for attribute in (' src="http', ' srcset="http', "@import", "url("):
            assert attribute not in html, name


@pytest.mark.same_anywhere
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_a_page_is_only_read(addresses, method):
    for name, path in addresses.items():
        if name != "404":
            assert getattr(Client(), method)(path).status_code == 405, name


@pytest.mark.same_anywhere
def test_asking_for_the_head_gives_no_body(addresses):
    response = Client().head(addresses["article"])
    assert (response.status_code, response.content) == (200, b"")


def test_a_paper_that_is_not_set_up_yet_has_pages_all_the_same():
    for path in ("/", "/auteurs/", "/abonnement/", "/pages/ours/", "/flux/"):
        answer(path)
