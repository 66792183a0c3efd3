"""Nothing that a visitor can type fills the store, poisons a page or makes two of one."""

import re

import pytest
from django.test import Client
from django.urls import resolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Publication
from newsroom.keeping.wsgi import _takes_gzip
from tests import cast
from tests.keeping import hands, paper

PAGES = ["/", "/flux/", "/auteurs/", "/abonnement/", "/pages/charte/", "/rubriques/politique/"]


@pytest.fixture
def addresses(served, printed):
    """Let all pages of the small paper be drawn."""
    for path in paper.addresses():
        served.ask(path)
    return paper.addresses()


# --- Whatever is typed ---------------------------------------------------------------------------
PARTS = re.findall(
    r"\S+",
    "0 00 01 1 7 2025 2026 12 30 11 27 - rubriques politique Politique auteurs awa-diop mots-cles "
    "eau lieux mopti pages charte contributions avant reponses abonnement formules flux index.html "
    ".. . %2e %00 é ;a=1 1-la-digue 01-la-digue 1-autre sante redaction media",
)
PATHS = st.lists(st.sampled_from([*PARTS, ""]), max_size=6).map(lambda parts: "/" + "/".join(parts))
BENDING = ("zero", "upper", "slash", "cut")
TEXTS = st.text(max_size=20).map(lambda text: text.encode().decode("latin-1"))
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "HTTP_ACCEPT_ENCODING": TEXTS,
        "HTTP_ACCEPT_LANGUAGE": TEXTS,
        "HTTP_AUTHORIZATION": TEXTS,
        "HTTP_COOKIE": st.one_of(TEXTS, st.just("sessionid=abc; lecteur=1; csrftoken=x")),
        "HTTP_IF_MODIFIED_SINCE": TEXTS,
        "HTTP_IF_NONE_MATCH": TEXTS,
        "HTTP_RANGE": st.just("bytes=0-10"),
        "HTTP_X_AFTER_CHANGE": st.one_of(TEXTS, st.integers(-1, 10**30).map(str)),
        "HTTP_X_FORWARDED_HOST": TEXTS,
        "HTTP_X_FORWARDED_PROTO": st.sampled_from(["http", "https"]),
        "HTTP_X_HTTP_METHOD_OVERRIDE": st.just("POST"),
        "wsgi.url_scheme": st.sampled_from(["http", "https"]),
    },
)
METHODS = st.sampled_from(["GET"] * 9 + ["HEAD", "POST", "OPTIONS", "PURGE", "get"])
HOSTS = st.sampled_from(
    ["localhost:8000"] * 9 + ["localhost", "127.0.0.1", "evil.example", "", "a b"]
)


def bent(path, place, how):
    """Return `path` written a little otherwise."""
    place %= len(path)
    return {
        "zero": path.replace("/1", "/01").replace("/2", "/02").replace("/3", "/03"),
        "upper": path.upper(),
        "slash": path[:place] + "/" + path[place:],
        "cut": path[:place] + path[place + 1 :],
    }[how]


def one_of_each_kind(addresses):
    return list({resolve(path).view_name: path for path in addresses}.values())


def test_nothing_typed_makes_a_page_or_changes_one(served, addresses):
    known = set(served.keeper.store.paths())
    assert len(known) > 40
    kept = {path: served.keeper.page(path) for path in known}
    real = st.sampled_from(one_of_each_kind(addresses))
    almost = st.builds(bent, real, st.integers(0, 40), st.sampled_from(BENDING))
    checked = settings(max_examples=500, suppress_health_check=list(HealthCheck))

    @checked
    @given(
        path=st.one_of(almost, real, PATHS, almost),
        method=METHODS,
        host=HOSTS,
        query=TEXTS,
        headers=HEADERS,
    )
    def check(path, method, host, query, headers):
        answer = served.ask(path, method, host=host, query=query, **headers)
        assert set(served.keeper.store.paths()) == known, path
        if path in known and answer.status not in {304} and "X-From" not in answer.headers:
            page = kept[path]
            assert (answer.status, answer.headers["ETag"]) == (page.status, page.etag)
            assert answer.text == ("" if method == "HEAD" else page.plain.decode())
            assert "Set-Cookie" not in answer.headers

    check()
    assert hands.differences(served.keeper) == []


def test_a_number_is_written_in_one_way(served, addresses):
    number = Publication.objects.first().article_id
    for path in (f"/contributions/0{number}/", f"/contributions/{number:018}/"):
        assert served.ask(path).headers == {"X-From": "Django"}, path
        assert Client().get(path).status_code == 404
    assert served.ask(f"/contributions/{number}/").status == 200


# --- Queries, hosts, methods ---------------------------------------------------------------------
@pytest.mark.parametrize("path", PAGES)
def test_a_query_makes_no_other_page(served, addresses, path):
    plain = served.ask(path)
    assert served.ask(path, query="page=2&utm_source=whatsapp&fbclid=1").body == plain.body
    assert served.keeper.store.paths().count(path) == 1


@pytest.mark.parametrize("path", PAGES)
def test_no_host_that_somebody_claims_to_ask_is_on_a_page(served, printed, path):
    answer = served.ask(path, host="127.0.0.1", HTTP_X_FORWARDED_HOST="evil.example")
    assert answer.status == 200
    assert "127.0.0.1" not in answer.text
    assert "evil.example" not in answer.text


def test_a_foreign_host_is_left_to_django_which_refuses_it(served):
    for host in ("evil.example", "", "localhost@evil.example", "a b"):
        assert served.ask("/", host=host).headers == {"X-From": "Django"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "get"])
def test_what_does_not_read_goes_past_the_kept_pages(served, method):
    served.ask("/abonnement/", method)
    assert served.to_django == [(method, "/abonnement/")]
    assert served.keeper.store.paths() == []


def test_private_pages_go_past_the_kept_ones(served):
    private = ["/compte/", "/redaction/", "/sante/", "/abonnement/1/", "/contributions/1/lire/"]
    private += ["/contributions/1/ecrire/", "/lire/1/", "/media/a.jpg", "/robots.txt"]
    for path in private:
        served.ask(path)
    assert [path for _method, path in served.to_django] == private


# --- What is not there is not kept ---------------------------------------------------------------
def test_what_is_not_there_is_answered_and_kept_nowhere(served, addresses):
    before = set(served.keeper.store.paths())
    there = Publication.objects.get(headline="Le bac").path
    for number in range(30):
        assert served.ask(f"/mots-cles/rien-{number}/").status == 404
        assert served.ask(f"/2026/01/01/{number + 10**9}-rien/").status == 404
        assert served.ask(there.replace("-le-bac", f"-titre-{number}")).status == 301
    assert set(served.keeper.store.paths()) == before
    assert len(served.keeper.memory) <= len(before)
    assert served.keeper._turns == {}


def test_what_was_not_there_is_seen_once_it_is(served):
    cast.paper()
    assert served.ask("/rubriques/politique/").status == 404
    with hands.settled():
        cast.published(rubric=cast.rubric("Politique"))
    assert served.ask("/rubriques/politique/").status == 200


# --- Accept-Encoding (RFC 9110, 12.5.3) ----------------------------------------------------------
@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("gzip, deflate, br", True),
        ("GZIP", True),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", True),
        ("x-gzip", True),
        ("*", True),
        ("gzip;q=0.001", True),
        ("br, gzip ; q=1", True),
        ("", False),
        ("identity", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.000", False),
        ("*;q=0", False),
        ("gzip;q=0, *", False),
        ("*;q=0, gzip", True),
        ("*, gzip;q=0", False),
        ("gzipped", False),
        (";;;,,,", False),
    ],
)
def test_only_who_takes_gzip_gets_it(accepted, takes):
    assert _takes_gzip(accepted) == takes


def test_who_takes_no_gzip_gets_the_same_words(served, addresses):
    small = served.ask("/", HTTP_ACCEPT_ENCODING="gzip")
    plain = served.ask("/", HTTP_ACCEPT_ENCODING="identity")
    assert small.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain.headers
    assert small.text == plain.text
    assert small.headers["ETag"] == plain.headers["ETag"]
    assert [answer.headers["Content-Length"] for answer in (small, plain)] == [
        str(len(small.body)),
        str(len(plain.body)),
    ]
    assert small.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
