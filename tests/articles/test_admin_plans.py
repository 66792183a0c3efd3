"""The desk's lists find what is rare by an index, however long the archive is."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from articles import publishing
from articles.models import State
from tests import cast
from tests.articles.admin_desk import LIST, desk
from tests.articles.desk import HOUR
from tests.articles.test_admin_list import found, queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def cheick():
    return cast.cheick()


def plan(sql):
    """Return the steps by which SQLite answers a query."""
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[3] for row in cursor.fetchall()]


@pytest.mark.sqlite
@pytest.mark.parametrize("state", [State.SCHEDULED, State.WITHDRAWN])
def test_a_rare_state_is_found_without_walking_through_the_archive(cheick, state):
    cast.published(by=cheick)
    sql = queries(desk(cheick), LIST, etat=state.value)
    (listing,) = [one for one in sql if '"live_revision_id"' in one and "LIMIT 51" in one]
    assert not [step for step in plan(listing) if step.startswith("SCAN articles_article")]


@pytest.mark.sqlite
def test_what_appeared_today_is_found_by_its_start(cheick):
    with time_machine.travel(datetime(2026, 6, 2, 12, 0, tzinfo=UTC), tick=False):
        cast.published(by=cheick)
        sql = queries(desk(cheick), "/redaction/")
    listing = [one for one in sql if '"published_at" >=' in one]
    assert len(listing) == 1
    assert any("publication_by_start (live_from>?" in step for step in plan(listing[0]))


def test_a_withdrawal_to_come_is_no_withdrawn_text(cheick):
    article = cast.published(by=cheick).article
    publishing.withdraw(article=article, by=cheick, notice="Retiré.", at=timezone.now() + HOUR)
    assert found(desk(cheick), etat=State.WITHDRAWN.value) == []
    assert found(desk(cheick), etat=State.PUBLISHED.value) == [article.headline]
