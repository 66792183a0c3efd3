"""The file for the accountant balances to the franc, and no cell of it is a formula."""

import csv
import datetime
import io

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from subscriptions.billing import accounts_export, ledger
from subscriptions.billing.accounts_export import text
from subscriptions.models import LedgerEntry
from tests import cast
from tests.subscriptions import counter

AMOUNT, WHAT = 6, 3  # columns


def table():
    """Return (heads, entries, {what: total}) of the file of the whole ledger."""
    written = "".join(accounts_export.export(LedgerEntry.objects.all()))
    assert written[0] == "\ufeff"
    heads, *rows = csv.reader(io.StringIO(written[1:], newline=""), delimiter=";")
    assert {len(row) for row in rows} == {len(heads)}
    entries = [row for row in rows if row[0].isdigit()]
    totals = {row[WHAT]: int(row[AMOUNT]) for row in rows if not row[0].isdigit()}
    return heads, entries, totals


@pytest.mark.django_db
def test_each_provider_and_day_is_followed_by_its_total():
    fanta, kadia = cast.fanta(), cast.reader(phone="+22376123456")
    with time_machine.travel(datetime.datetime(2026, 6, 22, 23, 59, tzinfo=datetime.UTC)):
        counter.paid(kadia, fanta)
    with time_machine.travel(datetime.datetime(2026, 6, 23, 0, 1, tzinfo=datetime.UTC)):
        counter.paid(kadia, fanta)
        wrong = counter.paid(kadia, fanta)
        ledger.reverse(entry=wrong, by=fanta, reason="Erreur de nom.")
        attempt = counter.paid_attempt(kadia, transaction_id="TCN4Y4ZC3FM")
    _heads, entries, totals = table()
    assert list(totals.values()) == [2500, 2500, 2500, 5000, 2500, 7500]
    assert [int(row[0]) for row in entries] == [1, 2, 3, 4, 5]
    assert entries[0][1:3] == ["22/06/2026", "23:59:00"]
    assert entries[3][10:] == ["3", "Erreur de nom."]
    assert entries[4][8:10] == [attempt.reference, "TCN4Y4ZC3FM"]


@pytest.mark.django_db
def test_an_empty_ledger_is_a_table_with_a_total_of_nothing():
    _heads, entries, totals = table()
    assert entries == []
    assert list(totals.values()) == [0]


@pytest.mark.parametrize(
    "cell", ["=1+1", "+22376123456", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"]
)
def test_a_cell_that_would_be_a_formula_is_text(cell):
    assert text(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["Awa Diop · +22376123456", "Un mois", "", None, 41270])
def test_any_other_cell_is_itself(cell):
    assert text(cell) == str(cell or "")


@given(st.text(max_size=30))
def test_no_text_begins_as_a_formula(cell):
    assert not text(cell).lstrip(" \u00a0").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


sales = st.lists(
    st.tuples(
        st.sampled_from(["cash", "cheque", "wave"]),
        st.integers(0, 72),  # hours after the first
        st.booleans(),  # reversed
        st.text(max_size=12),  # the reader's name
    ),
    max_size=12,
)
BEGINNING = datetime.datetime(2026, 6, 22, 12, tzinfo=datetime.UTC)


class TestWhateverWasSold(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.fanta = cast.fanta()

    @settings(max_examples=25)
    @given(sales)
    def test_the_file_balances_with_the_ledger(self, sold):
        fanta = self.fanta
        for method, hours, is_reversed, name in sold:
            reader = cast.reader()
            reader.name = name.replace("\0", "")
            reader.save()
            with time_machine.travel(BEGINNING + datetime.timedelta(hours=hours)):
                if method == "wave":
                    entry = counter.paid_attempt(reader).entry
                else:
                    entry = counter.paid(reader, fanta, method=method, reference="7")
                if is_reversed:
                    ledger.reverse(entry=entry, by=fanta, reason="Erreur.")
        _heads, entries, totals = table()
        rows = LedgerEntry.objects.all()
        everything = sum(row.amount for row in rows)
        assert sorted(int(row[0]) for row in entries) == sorted(row.number for row in rows)
        assert sum(int(row[AMOUNT]) for row in entries) == everything
        by_day = [amount for what, amount in totals.items() if "/" in what]
        methods = {row.get_method_display() for row in rows}
        assert sum(by_day) == sum(totals[method] for method in methods) == everything
