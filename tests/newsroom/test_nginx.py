"""A real nginx under the printed configuration, with traffic: what it keeps, how long, for whom.

Each test has addresses of its own, so that all can share one nginx.
"""

import gzip
import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

from tests import machine, nginx

pytestmark = pytest.mark.skipif(not machine.nginx(), reason="needs apt-get install nginx")

KEPT = "public, max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=604800"
LONGEST = 2  # seconds for which nginx may keep a page without asking again
PATIENCE = 60  # seconds for a busy machine to do so
PRIVATE = "private, no-store"


class Site:
    """An nginx on `port`, with its door for changed pages, and the application behind it."""

    def __init__(self, port, changed, application):
        self.port, self.changed, self.application = port, changed, application

    def has(self, path, text, *, rules=KEPT, status=200, **headers):
        """Let the application answer `path` as it answers a kept page."""
        etag = hashlib.sha256(text.encode()).hexdigest()[:24]
        kept = {
            "Content-Type": "text/html; charset=utf-8",
            "Content-Encoding": "gzip",
            "Vary": "Accept-Encoding",
            "ETag": f'W/"{etag}"',
            "Cache-Control": rules,
        }
        self.application.pages[path] = status, kept | headers, gzip.compress(text.encode())

    def get(self, path, **more):
        headers = {"Accept-Encoding": "gzip"} | more.pop("headers", {})
        return nginx.ask(self.port, path, headers=headers, **more)

    def text(self, path, **more):
        return text_of(self.get(path, **more))

    def asked(self, path):
        return self.application.times_asked(path)


def text_of(answer):
    is_gzip = answer.headers.get("content-encoding") == "gzip"
    return (gzip.decompress(answer.body) if is_gzip else answer.body).decode()


def printed(**options):
    out = StringIO()
    call_command("nginx_config", stdout=out, log="off", **options)
    return out.getvalue().replace("access_log off newsroom buffer=64k flush=5s", "access_log off")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nginx")
    application = nginx.Application(nginx.free_port())
    port, changed = nginx.free_port(), nginx.free_port()
    with override_settings(FRONT_CACHES=[f"http://127.0.0.1:{changed}"]):
        text = printed(
            upstream=f"127.0.0.1:{application.port}",
            listen=f"127.0.0.1:{port}",
            cache=str(folder / "cache"),
        )
    application.start()
    try:
        with nginx.running(folder, text, port, changed):
            yield Site(port, changed, application)
    finally:
        application.stop()


@pytest.fixture
def dead(site):
    """Return what takes the application away, until the end of the test."""
    yield site.application.stop
    site.application.stop()
    site.application.start()


def grow_old():
    time.sleep(LONGEST + 0.1)


class TestAKeptPage:
    def test_the_application_is_asked_once_for_a_rush(self, site):
        site.has("/pages/rush/", "news")
        with ThreadPoolExecutor(20) as readers:
            texts = set(readers.map(lambda _: site.text("/pages/rush/"), range(100)))
        assert texts == {"news"}
        assert site.asked("/pages/rush/") <= 2  # the second of its second life

    def test_after_a_moment_it_is_asked_whether_it_has_changed(self, site):
        site.has("/pages/same/", "news")
        first = site.get("/pages/same/")
        grow_old()
        assert site.get("/pages/same/").body == first.body
        requests = [sent for _, path, sent in site.application.asked if path == "/pages/same/"]
        assert [sent.get("if-none-match") for sent in requests] == [None, first.headers["etag"]]

    def test_the_answer_not_changed_gives_it_another_moment(self, site):
        site.has("/pages/again/", "news")
        site.get("/pages/again/")
        grow_old()
        for _ in range(10):
            site.get("/pages/again/")
        assert site.asked("/pages/again/") < 10

    def test_what_changed_is_seen_though_nobody_says_so(self, site):
        for number in range(3):  # wherever in a whole second it begins
            path = f"/pages/soon-{number}/"
            site.has(path, "before")
            assert site.text(path) == "before"
            site.has(path, "after")
            until = time.monotonic() + PATIENCE
            while site.text(path) == "before":
                assert time.monotonic() < until
                time.sleep(0.05)
            time.sleep(0.3)

    def test_what_has_changed_takes_its_place_at_once(self, site):
        site.has("/pages/push/", "before")
        assert site.text("/pages/push/") == "before"
        site.has("/pages/push/", "after")
        headers = {"X-After-Change": "41"}
        nginx.ask(site.changed, "/pages/push/", headers=headers)
        assert site.text("/pages/push/") == "after"
        assert site.application.asked[-1][2]["x-after-change"] == "41"
        assert site.asked("/pages/push/") == 2

    def test_gone_is_kept_as_well_and_takes_the_place_of_the_page(self, site, dead):
        site.has("/pages/withdrawn/", "what nobody may read any more")
        site.get("/pages/withdrawn/")
        site.has("/pages/withdrawn/", "withdrawn", status=410)
        nginx.ask(site.changed, "/pages/withdrawn/")
        dead()
        grow_old()
        answer = site.get("/pages/withdrawn/")
        assert (answer.status, text_of(answer)) == (410, "withdrawn")

    def test_whoever_has_it_already_gets_no_body(self, site):
        site.has("/pages/known/", "news")
        etag = site.get("/pages/known/").headers["etag"]
        again = site.get("/pages/known/", headers={"If-None-Match": etag})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["cache-control"] == KEPT

    def test_head_has_the_headers_alone_and_is_served_from_what_is_kept(self, site):
        site.has("/pages/head/", "news")
        head = site.get("/pages/head/", method="HEAD")
        assert (head.status, head.body, head.headers["content-encoding"]) == (200, b"", "gzip")
        assert site.text("/pages/head/") == "news"
        assert [method for method, path, _ in site.application.asked if "head" in path] == ["GET"]

    def test_who_takes_nothing_compressed_gets_it_whole_from_the_same_copy(self, site):
        site.has("/pages/plain/", "des nouvelles " * 300)
        assert site.text("/pages/plain/") == "des nouvelles " * 300
        plain = site.get("/pages/plain/", headers={"Accept-Encoding": "identity"})
        assert plain.body.decode() == "des nouvelles " * 300
        assert "content-encoding" not in plain.headers
        assert plain.headers["vary"] == "Accept-Encoding"
        assert site.asked("/pages/plain/") == 1


class TestWhatAVisitorTypes:
    def test_a_query_makes_no_second_copy_and_goes_no_further(self, site):
        site.has("/pages/query/", "news")
        for query in ("", "?utm_source=x", "?a=1&b=2", "?%00", "?/../", "?" + "a" * 4000):
            assert site.text(f"/pages/query/{query}") == "news"
        assert site.asked("/pages/query/") == 1
        assert not [
            path for _, path, _ in site.application.asked if "query" in path and "?" in path
        ]

    def test_another_way_to_write_the_path_makes_no_second_copy(self, site):
        site.has("/pages/path/", "news")
        for path in (
            "/pages/path/",
            "//pages///path/",
            "/pages/./path/",
            "/pages/other/../path/",
            "/%70ages/p%61th/",
            "http://elsewhere.example/pages/path/",
        ):
            assert site.text(path) == "news"
        assert site.asked("/pages/path/") == 1

    def test_another_host_makes_no_second_copy_and_is_not_told(self, site):
        site.has("/pages/host/", "news")
        for host in ("evil.example", "LOCALHOST", "localhost:99"):
            assert site.text("/pages/host/", headers={"Host": host}) == "news"
        assert site.asked("/pages/host/") == 1
        asked = [sent for _, path, sent in site.application.asked if path == "/pages/host/"]
        assert asked[0]["host"] == settings.SITE_URL.partition("//")[2]

    def test_nothing_he_sends_with_it_reaches_the_application(self, site):
        site.has("/pages/bare/", "news")
        sent = {
            "Authorization": "Basic eA==",
            "Cookie": "sessionid=mine; lecteur=1",
            "If-None-Match": '"typed"',
            "Range": "bytes=0-1",
            "X-After-Change": "999999",
            "X-Forwarded-For": "10.9.8.7",
            "X-Forwarded-Host": "evil.example",
            "Accept-Language": "en",
            "Accept-Encoding": "gzip;q=0, br",
        }
        site.get("/pages/bare/", headers=sent, body=b"fat")
        (asked,) = [sent for _, path, sent in site.application.asked if path == "/pages/bare/"]
        assert set(asked) == {"host", "accept-encoding", "x-forwarded-for", "x-forwarded-proto"}
        assert (asked["accept-encoding"], asked["x-forwarded-for"]) == ("gzip", "127.0.0.1")

    @pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PURGE"])
    def test_another_method_reaches_the_application_and_changes_nothing(self, site, method):
        path = f"/pages/{method.lower()}/"
        site.has(path, "news")
        site.get(path)
        site.has(path, "poison")
        assert site.text(path, method=method) == "poison"
        assert site.application.asked[-1][0] == method
        assert site.text(path) == "news"

    @pytest.mark.parametrize(
        "path",
        ["/pages/x%0d%0aEvil:%201/", "/pages/x%20y/", "/pages/é/", "/pages/%00/", "/1/", "/flux"],
    )
    def test_an_odd_path_is_kept_by_nobody(self, site, path):
        path = path.replace("é", "%C3%A9")
        application = site.application
        application.pages[path] = 200, {"Cache-Control": KEPT}, b"odd"
        before = len(application.asked)
        answers = [site.get(path) for _ in range(2)]
        if path.endswith("%00/"):
            assert [answer.status for answer in answers] == [400, 400]  # by nginx itself
            return
        assert [asked for _, asked, _ in application.asked[before:]] == [path, path]
        assert not any("evil" in sent for _, _, sent in application.asked)

    def test_no_page_of_an_invented_address_is_kept(self, site):
        for _ in range(2):
            assert site.get("/pages/nowhere/").status == 404
        assert site.asked("/pages/nowhere/") == 2


class TestWhatIsNotKept:
    @pytest.mark.parametrize("path", ["/compte/", "/redaction/", "/lire/12/", "/sante/"])
    def test_a_private_address_is_asked_each_time_with_all_that_was_sent(self, site, path):
        site.has(path, "mine", rules=KEPT)  # even if it were said to be for everybody
        for name in ("awa", "moussa"):
            site.get(f"{path}?page=2", headers={"Cookie": f"sessionid={name}"})
        sent = [sent for _, asked, sent in site.application.asked if asked == f"{path}?page=2"]
        assert [headers["cookie"] for headers in sent] == ["sessionid=awa", "sessionid=moussa"]

    @pytest.mark.parametrize(
        "headers",
        [
            {"Cache-Control": PRIVATE},
            {"Cache-Control": "no-cache"},
            {"Cache-Control": "public, max-age=0, s-maxage=0"},
            {"Cache-Control": "public, max-age=0"},
            {"Set-Cookie": "sessionid=mine"},
        ],
        ids=str,
    )
    def test_an_answer_that_is_for_one_is_kept_from_the_others(self, site, headers):
        path = f"/pages/for-one-{abs(hash(str(headers)))}/"
        for text in ("awa", "moussa"):
            site.has(path, text, **headers)
            assert site.text(path) == text

    def test_the_address_of_a_visitor_is_told_and_not_what_he_says_it_is(self, site):
        site.get("/compte/adresse/", headers={"X-Forwarded-For": "10.9.8.7", "X-After-Change": "9"})
        sent = site.application.asked[-1][2]
        assert sent["x-forwarded-for"] == "127.0.0.1"
        assert sent["x-forwarded-proto"] == settings.SITE_URL.partition(":")[0]
        assert "x-after-change" not in sent


class TestWithoutTheApplication:
    def test_what_was_kept_is_still_shown(self, site, dead):
        site.has("/pages/still/", "news")
        site.get("/pages/still/")
        dead()
        for _ in range(2):
            grow_old()
            assert site.text("/pages/still/") == "news"

    def test_a_page_is_not_shown_beyond_the_moment_it_named(self, site, dead):
        site.has("/pages/limited/", "news", rules=KEPT.replace("604800", "3"))
        site.get("/pages/limited/")
        dead()
        grow_old()
        assert site.text("/pages/limited/") == "news"
        time.sleep(3)
        assert site.get("/pages/limited/").status == 503

    @pytest.mark.parametrize("path", ["/pages/never-seen/", "/compte/", "/redaction/"])
    def test_what_is_not_kept_is_said_to_be_back_in_a_moment(self, site, dead, path):
        dead()
        answer = site.get(path)
        assert answer.status == 503
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["retry-after"] == "30"
        text = answer.body.decode()
        assert '<html lang="fr">' in text
        assert '<a href="/">' in text

    def test_the_first_request_after_it_came_back_is_answered(self, site, dead):
        site.has("/pages/back/", "news")
        dead()
        assert site.get("/pages/back/").status == 503
        site.application.start()
        assert site.text("/pages/back/") == "news"

    def test_what_the_application_says_of_its_own_failure_is_not_replaced(self, site):
        site.has("/compte/panne/", "la base est absente", status=503, rules="no-store")
        answer = site.get("/compte/panne/")
        assert (answer.status, text_of(answer)) == (503, "la base est absente")


class TestFiles:
    @pytest.fixture(autouse=True)
    def folders(self, site):
        """Put files where the application has them."""
        for root, name, data in (
            (settings.STATIC_ROOT, "css/desk.0123456789ab.css", b"a {}"),
            (settings.STATIC_ROOT, "css/desk.0123456789ab.css.gz", gzip.compress(b"a {}")),
            (settings.STATIC_ROOT, "css/desk.css", b"a {}"),
            (settings.MEDIA_ROOT, "photos/one.jpg", b"jpeg"),
            (settings.MEDIA_ROOT, "photos/one.webp", b"webp"),
            (settings.MEDIA_ROOT, "photos/one.html", b"<script>"),
        ):
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def test_a_file_with_its_hash_in_the_name_is_kept_for_ever_and_compressed(self, site):
        answer = site.get("/static/css/desk.0123456789ab.css")
        assert text_of(answer) == "a {}"
        assert answer.headers["content-encoding"] == "gzip"
        assert answer.headers["content-type"] == "text/css"
        assert "immutable" in answer.headers["cache-control"]
        assert answer.headers["x-content-type-options"] == "nosniff"

    def test_a_file_without_it_is_asked_for_again(self, site):
        plain = site.get("/static/css/desk.css")
        assert plain.headers["cache-control"] == "public, max-age=60"

    @pytest.mark.parametrize(
        ("name", "kind"), [("one.jpg", "image/jpeg"), ("one.webp", "image/webp")]
    )
    def test_a_picture_has_the_headers_that_the_application_gives(self, site, name, kind):
        answer = site.get(f"/media/photos/{name}")
        assert answer.status == 200
        assert answer.headers["content-type"] == kind
        assert answer.headers["cache-control"] == "public, max-age=86400"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert site.asked(f"/media/photos/{name}") == 0

    @pytest.mark.parametrize("name", ["one.html", "none.jpg", "../private/one.jpg", ""])
    def test_anything_else_is_for_the_application_to_refuse(self, site, name):
        assert site.get(f"/media/photos/{name}").status == 404
