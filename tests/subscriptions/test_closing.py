"""« Arrêté de caisse » : each entry is in exactly one closing, and a difference is explained."""

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from subscriptions.billing import closing, ledger
from subscriptions.billing.closing import ClosingError, NotTheSame
from subscriptions.models import CashClosing, LedgerEntry, Plan
from tests import cast
from tests.subscriptions import counter
from tests.subscriptions.at_once import at_once


@pytest.fixture
def fanta():
    return cast.fanta()


@pytest.fixture
def kadia():
    return cast.reader(phone="+22376123456")


def close(clerk, counted=None, **more):
    sheet = closing.open_sheet(clerk)
    counted = sheet.expected if counted is None else counted
    return closing.close(clerk=clerk, counted=counted, seen=sheet.last_number, **more)


@pytest.mark.django_db
class TestClosing:
    def test_only_cash_is_expected_in_the_drawer(self, fanta, kadia):
        counter.paid(kadia, fanta)
        counter.paid(kadia, fanta, method="cheque", reference="41270")
        wrong = counter.paid(kadia, fanta)
        ledger.reverse(entry=wrong, by=fanta, reason="Erreur.")
        sheet = closing.open_sheet(fanta)
        assert sheet.expected == 2500
        assert sheet.totals == {"cash": (3, 2500), "cheque": (1, 2500)}
        row = close(fanta)
        assert (row.expected, row.counted, row.difference, row.last_number) == (2500, 2500, 0, 4)

    def test_cash_given_back_for_a_colleague_s_sale_leaves_the_drawer_it_came_from(
        self, fanta, kadia
    ):
        other = cast.fanta()
        entry = counter.paid(kadia, other)
        close(other)
        ledger.reverse(entry=entry, by=fanta, reason="Remboursée au guichet.")
        assert closing.open_sheet(fanta).expected == -2500
        assert closing.open_sheet(other).entries == []

    def test_a_difference_goes_with_a_note_only(self, fanta, kadia):
        counter.paid(kadia, fanta)
        with pytest.raises(ClosingError):
            close(fanta, 2400, note="  ")
        row = close(fanta, 2400, note="Il manque une pièce.")
        assert (row.difference, row.note) == (-100, "Il manque une pièce.")

    def test_nothing_is_closed_twice(self, fanta, kadia):
        counter.paid(kadia, fanta)
        seen = closing.open_sheet(fanta).last_number
        rows = {closing.close(clerk=fanta, counted=2500, seen=seen).pk for _press in range(2)}
        assert len(rows) == CashClosing.objects.count() == 1
        with pytest.raises(ClosingError):
            close(fanta)

    def test_a_sale_meanwhile_is_looked_at_before_it_is_closed(self, fanta, kadia):
        counter.paid(kadia, fanta)
        seen = closing.open_sheet(fanta).last_number
        counter.paid(kadia, fanta)
        with pytest.raises(NotTheSame):
            closing.close(clerk=fanta, counted=2500, seen=seen)
        assert not CashClosing.objects.exists()

    def test_a_sale_of_a_colleague_changes_nothing(self, fanta, kadia):
        other = cast.fanta()
        counter.paid(kadia, fanta)
        seen = closing.open_sheet(fanta).last_number
        counter.paid(kadia, other)
        closing.close(clerk=fanta, counted=2500, seen=seen)
        assert closing.open_sheet(other).expected == 2500

    def test_what_a_closing_covered_can_be_seen_again(self, fanta, kadia):
        first = counter.paid(kadia, fanta)
        one = close(fanta)
        counter.paid(kadia, cast.fanta())
        second = counter.paid(kadia, fanta)
        two = close(fanta)
        assert closing.sheet_of(one).entries == [first]
        assert closing.sheet_of(two).entries == [second]

    def test_a_clerk_sees_his_own_and_the_accounts_see_all(self, fanta, kadia):
        other = cast.fanta()
        for clerk in (fanta, other):
            counter.paid(kadia, clerk)
            close(clerk)
        own_only = cast.user("moderator")
        assert closing.visible_to(cast.user("publication_director")).count() == 2
        assert closing.visible_to(own_only).count() == 0

    @pytest.mark.parametrize("role", ["moderator", "journalist", "publication_director", None])
    def test_whoever_is_not_of_the_office_closes_nothing(self, role):
        with pytest.raises(PermissionDenied):
            close(cast.user(role))


@pytest.mark.django_db(transaction=True)
def test_a_sale_at_the_moment_of_the_closing_falls_into_exactly_one(fanta, kadia):
    counter.month()
    counter.paid(kadia, fanta)
    buyers = [cast.reader(f"Lecteur {number}") for number in range(4)]

    def close_until_it_is_done():
        while True:
            try:
                return close(fanta)
            except NotTheSame:
                continue

    sales = [lambda user=user: counter.paid(user, fanta) for user in buyers]
    at_once(*sales, close_until_it_is_done, close_until_it_is_done, refusal=ClosingError)
    if closing.open_sheet(fanta).entries:
        close(fanta)
    covered = [
        entry.number for row in CashClosing.objects.all() for entry in closing.sheet_of(row).entries
    ]
    assert sorted(covered) == [1, 2, 3, 4, 5]
    assert sum(row.expected for row in CashClosing.objects.all()) == 5 * 2500


steps = st.lists(
    st.tuples(
        st.sampled_from(["sell", "cheque", "reverse", "close"]),
        st.integers(0, 1),  # which clerk
        st.integers(0, 9),  # which entry is reversed
    ),
    max_size=14,
)


class TestWhateverTheDayBrings(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.plan = Plan.objects.create(name="Un jour", days=1, price=200)
        cls.clerks, cls.kadia = [cast.fanta(), cast.fanta()], cast.reader()

    @settings(max_examples=25)
    @given(steps)
    def test_every_entry_is_closed_once_and_the_cash_adds_up(self, day):
        plan, clerks, kadia = self.plan, self.clerks, self.kadia
        for what, number, which in day:
            clerk = clerks[number]
            if what == "close":
                if closing.open_sheet(clerk).entries:
                    close(clerk)
            elif what == "reverse":
                sold = LedgerEntry.objects.filter(reverses=None, reversal=None).order_by("pk")
                if which < len(sold):
                    ledger.reverse(entry=sold[which], by=clerk, reason="Erreur.")
            else:
                method = "cash" if what == "sell" else "cheque"
                counter.paid(kadia, clerk, plan=plan, method=method, reference="7")
        for clerk in clerks:
            if closing.open_sheet(clerk).entries:
                close(clerk)
        covered = [
            entry.number
            for row in CashClosing.objects.all()
            for entry in closing.sheet_of(row).entries
        ]
        assert sorted(covered) == list(range(1, LedgerEntry.objects.count() + 1))
        cash = sum(entry.amount for entry in LedgerEntry.objects.filter(method="cash"))
        assert sum(row.expected for row in CashClosing.objects.all()) == cash
