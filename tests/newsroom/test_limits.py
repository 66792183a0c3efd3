"""Limits on tries hold in the cache that production has, in all processes together."""

import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from newsroom import limits
from newsroom.settings import CACHES
from tests.subscriptions.at_once import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def cache_of_production(settings):
    settings.CACHES = CACHES
    call_command("createcachetable")
    yield
    cache.clear()


def tried(who="awa", *, most=3, seconds=3600):
    return limits.is_over("code", who, most=most, seconds=seconds)


def test_no_more_tries_than_the_limit():
    assert [tried() for _try in range(5)] == [False, False, False, True, True]


def test_nobody_pays_for_the_tries_of_others():
    assert all([tried() for _try in range(4)][3:])
    assert not tried("boubacar")
    assert not limits.is_over("mail", "awa", most=3, seconds=3600)


def test_an_hour_lasts_an_hour_whatever_the_cache_is_used_to():
    for _try in range(3):
        tried()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=50)):
        assert tried()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=61)):
        assert not tried()


def test_of_twelve_tries_at_once_only_so_many_pass():
    assert at_once(*[lambda: tried()] * 12).count(False) == 3


def test_whoever_was_right_begins_anew():
    for _try in range(4):
        tried()
    limits.forget("code", "awa")
    assert not tried()


def test_hundreds_of_other_people_wash_no_count_away():
    for _try in range(3):
        tried()
    for number in range(400):
        cache.set(f"other-{number}", 1, 3600)
    assert tried()


def test_the_table_of_the_cache_names_nobody():
    tried("+22376123456")
    tried("a" * 250 + "@example.org")
    assert not tried("+22376123456")
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert len(keys) == 3
    assert not any("76123456" in key or "@" in key for key in keys)
