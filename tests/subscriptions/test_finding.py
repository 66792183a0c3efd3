"""One box finds a reader by whatever he brings to the counter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subscriptions.billing import finding, voucher_codes, vouchers
from tests import cast, readers
from tests.subscriptions import counter

pytestmark = pytest.mark.django_db


@pytest.fixture
def fanta():
    return cast.fanta()


@pytest.fixture
def moussa(fanta):
    """Somebody with a number, an address and a name, and somebody else of each kind."""
    cast.reader("Adama Sidibé", phone="+22366000000")
    return cast.reader("Moussa Coulibaly-N’Diaye", phone="+22376123456", email="moussa@example.org")


def found(typed):
    return [user for user, _why in finding.find(typed).readers]


@pytest.mark.parametrize(
    "typed",
    [
        "76 12 34 56",
        "76123456",
        "+223 76 12 34 56",
        "00223 76.12.34.56",
        "223-76-12-34-56",
        " 76 12 34\u00a056 ",
        "3456",
        "moussa",
        "COULIBALY moussa",
        "n'diaye",
        "Moussa@Example.org",
        "moussa@",
    ],
)
def test_a_number_a_name_or_an_address_in_any_spelling(moussa, typed):
    assert found(typed) == [moussa]
    assert finding.find(typed).only_reader == moussa


def test_accents_do_not_matter(moussa):
    assert [user.name for user in found("sidibe ADAMA")] == ["Adama Sidibé"]


def test_slips_of_paper_lead_to_their_reader(moussa, fanta):
    cheque = counter.paid(moussa, fanta, method="cheque", reference="BDM 41270")
    attempt = counter.attempt(moussa, transaction_id="TCN4Y4ZC3FM")
    batch, codes = vouchers.create_batch(plan=counter.month(), count=1, kiosk="Kayes", by=fanta)
    vouchers.activate(batch=batch, by=fanta)
    given = vouchers.redeem(user=moussa, code=codes[0])
    for typed in (
        str(cheque.number),
        f"n° {cheque.number}",
        "bdm 41270",
        attempt.reference.lower(),
        attempt.operator_reference,
        "TCN4Y4ZC3FM",
        str(given.entry.voucher.serial),
        voucher_codes.printed(codes[0]).lower(),
    ):
        assert found(typed) == [moussa], typed


def test_a_voucher_that_nobody_used_is_found_as_such(fanta):
    batch, codes = vouchers.create_batch(plan=counter.month(), count=1, kiosk="Kayes", by=fanta)
    result = finding.find(codes[0])
    assert [voucher.batch for voucher in result.vouchers] == [batch]
    assert result.readers == []


def test_a_receipt_outlives_its_account(moussa, fanta):
    entry = counter.paid(moussa, fanta)
    moussa.delete()
    assert finding.find(str(entry.number)).entries == [entry]


@pytest.mark.parametrize("typed", ["", "   ", "zzz", "99", "(", "%", "\0", "@", "a" * 500, "٣٣٣٣"])
def test_what_nobody_brings_finds_nobody(moussa, typed):
    assert found(typed) == []


def test_a_frequent_name_is_cut_and_says_so(fanta):
    for number in range(finding.MOST + 1):
        cast.reader(f"Moussa Coulibaly {number}")
    result = finding.find("coulibaly")
    assert len(result.readers) == finding.MOST
    assert result.is_cut


def test_a_search_asks_the_same_of_the_database_however_many_it_finds(fanta):
    counts = []
    for number in range(2):
        for more in range(1 + 5 * number):
            counter.paid(cast.reader(f"Moussa {number} {more}"), fanta)
        with readers.queries() as asked:
            assert [user.is_active for user, _why in finding.find("moussa").readers]
        counts.append(len(asked))
    assert counts[0] == counts[1]


@given(st.text(max_size=60))
def test_whatever_is_typed_the_answer_is_no_error(typed):
    finding.find(typed)
