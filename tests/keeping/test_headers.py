"""What a browser and a cache are told: what they have, how they may keep it, and until when."""

import re

import pytest
from django.utils import timezone

from articles import publishing, snapshots
from articles.models import Article
from newsroom.calendar import midnight
from newsroom.keeping.page import LAST_RESORT
from tests import cast
from tests.keeping import hands, paper

KEPT = ["/", "/flux/", "/auteurs/", "/pages/charte/", "/rubriques/politique/", "/2025/12/30/"]
A_SECOND = "public, max-age=0, s-maxage=1, stale-while-revalidate=1"


@pytest.fixture
def asked(printed, served):
    """Return a function that asks for a page of the small paper."""
    return served.ask


def rules(answer):
    """Return Cache-Control as `{name: seconds or None}`."""
    found = re.findall(r"([a-z-]+)(?:=(\d+))?", answer.headers["Cache-Control"])
    return {name: int(number) if number else None for name, number in found}


# --- Not modified --------------------------------------------------------------------------------
@pytest.mark.parametrize("path", KEPT)
def test_who_has_the_page_is_told_so_in_a_few_bytes(asked, path):
    page = asked(path)
    again = asked(path, HTTP_IF_NONE_MATCH=page.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    names = ("ETag", "Cache-Control", "Vary")
    assert again.headers == {name: page.headers[name] for name in names}


@pytest.mark.parametrize(
    ("known", "has_it"),
    [
        ("{etag}", True),
        ("{strong}", True),  # compared weakly (RFC 9110, 13.1.2)
        ('"other", {etag}', True),
        ("*", True),
        ('W/"other"', False),
        ("{opaque}", False),
        ("", False),
        ('"', False),
    ],
)
def test_known_tags_are_compared_weakly(asked, known, has_it):
    etag = asked("/").headers["ETag"]
    strong = etag.removeprefix("W/")
    known = known.format(etag=etag, strong=strong, opaque=strong.strip('"'))
    assert (asked("/", HTTP_IF_NONE_MATCH=known).status == 304) == has_it


def test_a_changed_page_has_another_tag_and_an_unchanged_one_the_same(asked, served):
    front, page = asked("/").headers["ETag"], asked("/pages/charte/").headers["ETag"]
    with hands.settled():
        cast.published(headline="Une nouvelle", rubric=cast.rubric("Politique"))
    hands.bring_up_to_date(served.keeper)
    assert asked("/", HTTP_IF_NONE_MATCH=front).status == 200
    assert asked("/pages/charte/", HTTP_IF_NONE_MATCH=page).status == 304


def test_a_withdrawn_page_says_so_also_to_who_has_a_copy(asked):
    article = Article.objects.get(headline="La digue")
    path = article.publications.get().path
    with hands.settled():
        publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.")
    gone = asked(path)
    assert gone.status == 410
    assert asked(path, HTTP_IF_NONE_MATCH=gone.headers["ETag"]).status == 410


# --- Whole pages ---------------------------------------------------------------------------------
@pytest.mark.parametrize("path", KEPT)
@pytest.mark.parametrize("accepted", ["gzip", "identity"])
def test_head_tells_what_get_would(asked, path, accepted):
    page = asked(path, HTTP_ACCEPT_ENCODING=accepted)
    head = asked(path, "HEAD", HTTP_ACCEPT_ENCODING=accepted)
    assert (head.status, head.body) == (page.status, b"")
    assert head.headers == page.headers
    assert int(page.headers["Content-Length"]) == len(page.body)


@pytest.mark.parametrize("path", KEPT)
def test_a_page_names_nobody_and_no_time_of_its_own(asked, path):
    headers = asked(path, HTTP_COOKIE="sessionid=abc; lecteur=1").headers
    assert {"Set-Cookie", "Last-Modified", "Expires", "Age"} & set(headers) == set()
    assert headers["Vary"] == "Accept-Encoding"
    assert headers["ETag"].startswith('W/"')
    assert "nosniff" in headers["X-Content-Type-Options"]
    if path != "/flux/":
        assert "style-src" in headers["Content-Security-Policy"]


# --- How long ------------------------------------------------------------------------------------
@pytest.mark.parametrize("path", KEPT)
def test_a_cache_may_keep_a_page_a_second_and_in_need_a_week(asked, path):
    answer = asked(path)
    assert answer.headers["Cache-Control"].startswith(A_SECOND)
    assert rules(answer)["stale-if-error"] == LAST_RESORT


def test_what_is_not_there_is_kept_by_nobody(asked):
    for path, status in [("/mots-cles/rien/", 404), ("/2025/12/30/1-autre/", 301)]:
        path = path.replace("/1-", f"/{Article.objects.get(headline='La digue').pk}-")
        answer = asked(path)
        assert answer.status == status
        assert "s-maxage" not in answer.headers["Cache-Control"]
        assert "ETag" not in answer.headers


def test_no_cache_keeps_the_front_over_midnight(asked, printed):
    printed.move_to(midnight(timezone.localdate() + paper.DAY) - hands.minutes(1 / 60))
    asked("/")
    answer = asked("/")
    assert rules(answer)["s-maxage"] == 0
    assert "stale-while-revalidate" not in rules(answer)
    assert rules(answer)["stale-if-error"] == LAST_RESORT, "yesterday’s is better than none"
    assert rules(asked("/auteurs/"))["s-maxage"] == 1


def test_a_cache_lets_go_of_a_text_when_it_is_withdrawn_by_itself(asked, served, printed):
    article = Article.objects.get(headline="La digue")
    path = article.publications.get().path
    asked(path)
    at = timezone.now() + hands.minutes(10)
    with hands.settled():
        publishing.withdraw(article=article, by=cast.publisher(), notice="Retiré.", at=at)
    hands.bring_up_to_date(served.keeper)
    for seconds, shared in [(599, 1), (30, 1), (1.5, 1), (0.5, 0)]:
        printed.move_to(at - hands.minutes(seconds / 60))
        told = rules(asked(path))
        assert told["s-maxage"] == shared
        assert told.get("stale-if-error", 0) <= seconds
        assert told.get("stale-while-revalidate", 0) + shared <= seconds
    printed.move_to(at)
    assert asked(path).status == 410


def test_a_cache_does_not_miss_what_is_scheduled(asked, served, printed):
    asked("/")
    at = timezone.now() + hands.minutes(10)
    copy = cast.article(headline="Le bac arrive")
    with hands.settled():
        snapshots.record(article=copy, by=cast.publisher())
        publishing.schedule(article=copy, by=cast.publisher(), at=at)
    hands.bring_up_to_date(served.keeper)
    printed.move_to(at - hands.minutes(0.5 / 60))
    assert rules(asked("/"))["s-maxage"] == 0
    printed.move_to(at)
    assert "Le bac arrive" in asked("/").text
