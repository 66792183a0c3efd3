"""Amounts in CFA francs."""

from decimal import Decimal

import pytest

from newsroom.money import francs
from tests.newsroom.french import CASES


@pytest.mark.parametrize("case", [case for case in CASES["amounts"] if "out" in case])
def test_an_amount_is_grouped_and_stays_with_its_unit(case):
    assert francs(case["xof"]) == case["out"]


@pytest.mark.parametrize("case", [case for case in CASES["amounts"] if "error" in case])
def test_a_fraction_of_a_franc_is_refused(case):
    with pytest.raises(ValueError, match=case["error"]):
        francs(case["xof"])


@pytest.mark.parametrize("amount", [1500.0, Decimal(1500), "1500", True, None])
def test_what_is_no_integer_is_refused_even_when_it_looks_whole(amount):
    with pytest.raises(ValueError, match="centimes"):
        francs(amount)


def test_both_cfa_francs_have_one_name():
    assert francs(500, "XAF") == francs(500, "XOF")


@pytest.mark.parametrize("currency", ["EUR", "", "fcfa"])
def test_another_currency_is_refused(currency):
    with pytest.raises(ValueError, match="whole francs"):
        francs(500, currency)


def test_a_refund_shows_its_sign():
    assert francs(-1500) == "\u22121\u202f500\u00a0FCFA"


def test_nothing_is_zero_francs():
    assert francs(0) == "0\u00a0FCFA"
