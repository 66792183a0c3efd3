"""« Aujourd’hui » : each finds what waits for him, and nobody finds what he cannot act on."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles import publishing, snapshots
from articles.admin.today import ROWS, sections
from tests import cast

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=timezone.get_fixed_timezone(0))


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def awa():
    return cast.awa()


@pytest.fixture
def cheick():
    return cast.cheick()


def draft(by, headline=""):
    copy = cast.article(headline, created_by=by)
    snapshots.record(article=copy, by=by)
    return copy


def submitted(by, headline=""):
    copy = draft(by, headline)
    publishing.submit(article=copy, by=by)
    return copy


def lists_of(user):
    """Return {title of the list: [number of each text]}."""
    return {
        str(section.title): [row.article.pk for row in section.rows] for section in sections(user)
    }


def titles(person):
    """Return the numbers in the five lists, in the order in which the page asks for them."""
    return list(lists_of(person).values())


class TestWhoWrites:
    def test_finds_his_drafts_and_nobody_elses(self, awa):
        mine = draft(awa)
        draft(cast.boubacar())
        assert titles(awa) == [[mine.pk]]

    def test_finds_a_draft_that_somebody_else_filed_under_his_name(self, awa):
        author = cast.author("Awa Diop", account=awa)
        copy = cast.article(created_by=cast.boubacar(), bylines=[author])
        assert titles(awa) == [[copy.pk]]

    def test_finds_what_was_sent_back_with_the_sentence(self, awa, cheick):
        copy = submitted(awa)
        publishing.send_back(article=copy, by=cheick, note="Qui le dit ? Un nom, une date.")
        [section] = sections(awa)
        assert section.rows[0].note == "Qui le dit ? Un nom, une date."
        assert lists_of(cheick) == {}

    def test_finds_his_texts_that_wait_and_not_those_of_others(self, awa):
        mine = submitted(awa)
        submitted(cast.boubacar())
        assert titles(awa) == [[mine.pk]]

    def test_finds_his_text_of_today_with_its_page(self, awa, cheick):
        copy = draft(awa)
        publication = publishing.publish(article=copy, by=cheick)
        [section] = sections(awa)
        assert section.rows[0].path == publication.path


class TestWhoPublishes:
    def test_finds_what_waits_the_longest_first(self, awa, cheick):
        with time_machine.travel(NOON - timedelta(hours=3)):
            first = submitted(awa)
        second = submitted(cast.boubacar())
        assert titles(cheick) == [[first.pk, second.pk]]

    def test_sees_since_when_a_text_waits(self, awa, cheick):
        with time_machine.travel(NOON - timedelta(hours=3), tick=False):
            submitted(awa)
        [section] = sections(cheick)
        assert section.rows[0].when == "09:00"

    def test_finds_what_is_scheduled_the_next_first(self, awa, cheick):
        late, soon = draft(awa), draft(awa)
        publishing.schedule(article=late, by=cheick, at=NOON + timedelta(days=2))
        publishing.schedule(article=soon, by=cheick, at=NOON + timedelta(hours=2))
        assert titles(cheick) == [[soon.pk, late.pk]]

    def test_finds_what_appeared_today_and_nothing_of_yesterday(self, awa, cheick):
        with time_machine.travel(NOON - timedelta(days=1)):
            cast.published(draft(awa), by=cheick)
        today = cast.published(draft(awa), by=cheick)
        assert titles(cheick) == [[today.article_id]]

    def test_does_not_find_what_was_withdrawn(self, awa, cheick):
        copy = draft(awa)
        publishing.publish(article=copy, by=cheick)
        publishing.withdraw(article=copy, by=cheick, notice="Retiré.")
        assert lists_of(cheick) == lists_of(awa) == {}

    def test_is_told_that_a_published_text_has_changes(self, awa, cheick):
        copy = draft(awa)
        publishing.publish(article=copy, by=cheick)
        copy.headline = "Un autre titre"
        copy.save()
        snapshots.record(article=copy, by=cheick)
        [section] = sections(cheick)
        assert section.rows[0].remarks


@pytest.mark.parametrize("role", ["photo_editor", "moderator", "subscriptions", "administrator"])
def test_whoever_writes_no_texts_finds_no_lists_of_them(role, awa, cheick):
    submitted(awa)
    publishing.publish(article=draft(awa), by=cheick)
    assert sections(cast.user(role)) == []
    page = get(cast.user(role))
    assert 'class="today"' not in page


def test_a_long_list_is_cut_and_leads_to_the_filtered_list_of_texts(awa, cheick):
    for _number in range(ROWS + 1):
        submitted(awa)
    [section] = sections(cheick)
    assert len(section.rows) == ROWS
    client = Client()
    client.force_login(cheick)
    whole = client.get(section.url)
    assert whole.context["cl"].result_count == ROWS + 1


@pytest.mark.parametrize("person", ["awa", "cheick"])
def test_every_link_below_a_list_leads_to_texts(person, awa, cheick):
    user = {"awa": awa, "cheick": cheick}[person]
    fill(user, cheick, 1)
    client = Client()
    client.force_login(user)
    for section in sections(user):
        page = client.get(section.url)
        assert page.status_code == 200
        listed = {row.pk for row in page.context["cl"].result_list}
        assert listed >= {row.article.pk for row in section.rows}, section.title


def fill(user, publisher, number):
    for _turn in range(number):
        draft(user)
        submitted(user)
        publishing.send_back(article=submitted(user), by=publisher, note="À revoir.")
        publishing.schedule(article=draft(user), by=publisher, at=NOON + timedelta(hours=1))
        publishing.publish(article=draft(user), by=publisher)


def test_the_page_asks_the_database_no_more_for_many_texts_than_for_one(awa, cheick):
    counts = []
    for number in (1, 4):
        fill(cheick, cheick, number)
        client = Client()
        client.force_login(cheick)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = client.get("/redaction/")
        assert page.content.decode().count('class="today"') == 5
        counts.append(len(queries))
    assert counts[0] == counts[1]


def get(user):
    client = Client()
    client.force_login(user)
    return client.get("/redaction/").content.decode()


def test_the_button_to_file_a_copy_is_there_for_whoever_may(awa):
    assert 'href="/redaction/deposer/"' in get(awa)
    assert 'href="/redaction/deposer/"' not in get(cast.fanta())


def test_the_shelves_are_those_that_one_may_open(awa):
    links = re.findall(r'<li><a href="(/redaction/[a-z]+/[a-z]+/)"', get(cast.fanta()))
    rooms = ("plan", "subscription", "ledgerentry", "cashclosing", "voucherbatch")
    assert set(links) == {f"/redaction/subscriptions/{room}/" for room in rooms}
    assert "/redaction/newsroom/user/" not in get(awa)


def test_the_day_is_written_in_words(awa):
    assert "lundi 23\u00a0novembre\u00a02026" in get(awa)
