"""The journal is read for years: what is sought in it is found without reading it all."""

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom.models import JournalEntry
from tests import cast
from tests.articles.admin_desk import desk

pytestmark = pytest.mark.django_db

JOURNAL = "/redaction/newsroom/journalentry/"


@pytest.fixture(autouse=True)
def summer():
    with time_machine.travel("2026-06-02T12:00Z", tick=False):
        yield


@pytest.fixture
def client():
    cast.paper()
    return desk(cast.djeneba())


def entry(label, *, at="2026-06-01T10:00Z", verb="publish"):
    article = cast.article(label)
    made = JournalEntry.record(actor=None, verb=verb, subject=article)
    JournalEntry.objects.filter(pk=made.pk).update(at=at)
    return made


def labels(client, **query):
    rows = client.get(JOURNAL, query).context["cl"].result_list
    return [row.subject_label for row in rows]


def steps(client, **query):
    """Return how SQLite reads the page of the journal that `query` asks for."""
    with CaptureQueriesContext(connection) as captured:
        client.get(JOURNAL, query)
    (sql,) = [
        one["sql"]
        for one in captured.captured_queries
        if 'FROM "newsroom_journalentry"' in one["sql"] and "LIMIT 51" in one["sql"]
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return " ".join(row[3] for row in cursor.fetchall())


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("query", "index"),
    [
        ({"quoi": "publish"}, "journal_by_verb (verb=?"),
        ({"q": "4127"}, "journal_by_subject (subject_kind=? AND subject_id=?"),
        ({"q": "crue"}, "journal_by_time (at>?"),
        ({"annee": "2026"}, "journal_by_time (at>? AND at<?"),
    ],
)
def test_an_index_answers(client, query, index):
    entry("La crue")
    assert index in steps(client, **query)


def test_the_number_of_a_text_finds_all_that_was_done_to_it(client):
    first = entry("La crue", at="2021-03-01T10:00Z")
    entry("Le riz")
    assert labels(client, q=str(first.subject_id)) == ["La crue"]


def test_words_are_sought_in_the_last_twelve_months_or_in_the_year_chosen(client):
    entry("La crue de 2026")
    entry("La crue de 2024", at="2024-08-01T10:00Z")
    assert labels(client, q="CRUE") == ["La crue de 2026"]
    assert labels(client, q="crue", annee="2024") == ["La crue de 2024"]


def test_a_year_shows_all_of_it_and_nothing_else(client):
    entry("Premier", at="2025-01-01T00:00Z")
    entry("Dernier", at="2025-12-31T23:59Z")
    entry("Après", at="2026-01-01T00:00Z")
    assert labels(client, annee="2025") == ["Dernier", "Premier"]


def test_the_years_are_those_of_the_journal(client):
    entry("Vieux", at="2024-08-01T10:00Z")
    page = client.get(JOURNAL).content.decode()
    assert [year for year in range(2020, 2030) if f"annee={year}" in page] == [2024, 2025, 2026]


def test_a_year_that_is_none_shows_everything(client):
    entry("La crue")
    assert labels(client, annee="²") == ["La crue"]
