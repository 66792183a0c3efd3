"""Amounts as people type them: whole francs, and nothing guessed."""

import pytest
from django.core.exceptions import ValidationError

from newsroom.francs_field import FrancsField


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("2500", 2500),
        ("2 500", 2500),
        (" 2\u202f500 ", 2500),
        ("25\u00a0000 FCFA", 25_000),
        ("150 F", 150),
        ("150F CFA", 150),
        ("0", 0),
    ],
)
def test_whole_francs_are_taken(text, amount):
    assert FrancsField().clean(text) == amount


@pytest.mark.parametrize("text", ["2500,50", "2500.5", "2.500", "2,500", "2500,00", ".5"])
def test_a_decimal_is_refused_with_a_sentence_of_its_own(text):
    with pytest.raises(ValidationError) as refusal:
        FrancsField().clean(text)
    assert refusal.value.code == "decimal"


@pytest.mark.parametrize("text", ["deux mille", "-5", "2500 EUR", "1e3", "25 00 x", "٣"])
def test_anything_else_is_refused(text):
    with pytest.raises(ValidationError) as refusal:
        FrancsField(min_value=0).clean(text)
    assert refusal.value.code == "invalid"
