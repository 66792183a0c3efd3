"""No leak: whoever comes, wherever he looks, whatever is kept: nothing gets out that should not.

Every address is walked that a link leads to, and every one that the program knows.
"""

import base64

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from subscriptions.models import Contribution, Discussion
from tests import leaks, talk

pytestmark = pytest.mark.django_db

VISIBLE_TO_SUBSCRIBERS = {"an approved contribution": leaks.APPROVED}
EVERYTHING = (leaks.RESERVED, VISIBLE_TO_SUBSCRIBERS, leaks.UNSEEN, leaks.PERSONS)


@pytest.fixture
def paper(settings):
    """Print the paper, with the cache that production has."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.db.DatabaseCache",
            "LOCATION": "cache",
        }
    }
    call_command("createcachetable")
    return leaks.print_it()


@pytest.fixture
def starts(paper):
    return ["/", "/flux/", "/robots.txt", *paper.addresses.values(), *leaks.known_addresses()]


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def clients(paper):
    """Return {who: (client, headers)} of those to whom nothing is open."""
    robot = {"user-agent": leaks.GOOGLEBOT, "accept-language": "en"}
    stale = {"cookie": "lecteur=1; sessionid=x"}
    return {
        "a visitor": (Client(), {}),
        "a lapsed subscriber": (signed_in(paper.people.lapsed), {}),
        "a search engine": (Client(), robot),
        "a visitor with old cookies": (Client(), stale),
    }


@pytest.mark.same_anywhere
def test_nobody_outside_finds_a_word(paper, starts):
    """Nor the address of a file whose photo stands in a reserved part."""
    for who, (client, headers) in clients(paper).items():
        answers = leaks.crawl(client, starts, **headers)
        assert len(answers) > 150, who
        assert leaks.found_in(answers, *EVERYTHING, files_of(paper.photo)) == {}, who
    assert kept_words() == []


@pytest.mark.same_anywhere
def test_what_all_may_read_is_still_only_what_was_approved(paper, starts):
    """With the space open to be read, and an extract chosen by the desk."""
    talk.space(is_open_to_read=True)
    approved = Contribution.objects.get(shown_html__contains=leaks.APPROVED)
    Discussion.objects.filter(article=approved.article).update(extract=approved)
    answers = leaks.crawl(Client(), starts)
    assert leaks.found_in(answers, leaks.RESERVED, leaks.UNSEEN, leaks.PERSONS) == {}
    assert leaks.found_in(answers, VISIBLE_TO_SUBSCRIBERS) != {}


def test_a_subscriber_reads_what_is_reserved_and_nothing_unapproved(paper, starts):
    """It also proves that the crawl reaches what the others did not find."""
    answers = leaks.crawl(signed_in(paper.people.subscriber), starts)
    reached = leaks.found_in(answers, leaks.RESERVED, VISIBLE_TO_SUBSCRIBERS)
    told = {what for words in reached.values() for what in words}
    assert told == {*leaks.RESERVED, *VISIBLE_TO_SUBSCRIBERS}
    for address in reached:
        assert answers[address]["Cache-Control"].startswith("private, no-store"), address
    assert leaks.found_in(answers, files_of(paper.photo)) != {}
    assert leaks.found_in(answers, leaks.UNSEEN, leaks.PERSONS) == {}
    assert kept_words() == []


@pytest.mark.same_anywhere
def test_a_writer_meets_his_own_texts_on_private_pages_alone(paper, starts):
    answers = leaks.crawl(signed_in(paper.people.zalika), starts)
    reached = leaks.found_in(answers, leaks.UNSEEN, leaks.PERSONS)
    told = {what for words in reached.values() for what in words}
    assert {"a pending contribution", "a refused contribution", "a moderator’s note"} <= told
    assert (
        told & {"a report", "a pending reply", "another real name", "a moderator’s name"} == set()
    )
    for address in reached:
        assert answers[address]["Cache-Control"].startswith("private, no-store"), address


def files_of(photo):
    """Return {which: name} of the files of a photo."""
    return {f"file {n}": row.file.name for n, row in enumerate(photo.renditions.all())}


def kept_words():
    """Return the secrets that the cache holds, in its keys and in its values."""
    cache.set("proof", "un zorbalune")
    assert "zorbalune" in _kept()
    cache.delete("proof")
    text = _kept()
    return [word for words in EVERYTHING for word in words.values() if word in text]


def _kept():
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache")
        rows = cursor.fetchall()
    return "\n".join(
        f"{key} {base64.b64decode(value).decode(errors='replace')}" for key, value in rows
    ).lower()
