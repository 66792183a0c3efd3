"""Amounts written out as on a cheque."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from newsroom.money_words import MOST, francs_in_words, number_in_words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "zéro"),
        (16, "seize"),
        (21, "vingt et un"),
        (22, "vingt-deux"),
        (70, "soixante-dix"),
        (71, "soixante et onze"),
        (77, "soixante-dix-sept"),
        (80, "quatre-vingts"),
        (81, "quatre-vingt-un"),
        (91, "quatre-vingt-onze"),
        (99, "quatre-vingt-dix-neuf"),
        (100, "cent"),
        (101, "cent un"),
        (180, "cent quatre-vingts"),
        (200, "deux cents"),
        (201, "deux cent un"),
        (1000, "mille"),
        (1500, "mille cinq cents"),
        (2500, "deux mille cinq cents"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (280_080, "deux cent quatre-vingt mille quatre-vingts"),
        (1_000_000, "un million"),
        (80_000_000, "quatre-vingts millions"),
        (200_300_000, "deux cents millions trois cent mille"),
        (1_001_001, "un million mille un"),
        (2_000_000_000, "deux milliards"),
    ],
)
def test_numbers_are_spelt_as_the_lexique_spells_them(number, words):
    assert number_in_words(number) == words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "zéro franc CFA"),
        (1, "un franc CFA"),
        (2500, "deux mille cinq cents francs CFA"),
        (1_000_000, "un million de francs CFA"),
        (3_000_000, "trois millions de francs CFA"),
        (1_000_500, "un million cinq cents francs CFA"),
        (-750, "moins sept cent cinquante francs CFA"),
    ],
)
def test_francs_follow_their_number(amount, words):
    assert francs_in_words(amount) == words


@pytest.mark.parametrize("number", [-1, MOST + 1])
def test_what_no_reader_pays_is_refused(number):
    with pytest.raises(ValueError, match="written"):
        number_in_words(number)


_VALUES = {number_in_words(number): number for number in range(1000)}


def read_back(words):
    """Return the number that words say, by looking groups up: another way than writing them."""
    total = 0
    for noun, size in (("milliard", 10**9), ("million", 10**6), ("mille", 10**3)):
        head, found, tail = words.replace(f"{noun}s", noun).partition(noun)
        if found:
            plural = {head.strip(), f"{head.strip()}s"} & _VALUES.keys()
            total += size * (_VALUES[plural.pop()] if head.strip() else 1)
            words = tail.strip()
    return total + (_VALUES[words] if words else 0)


@given(st.integers(0, MOST))
@example(MOST)
@example(1_000_000)
def test_no_two_numbers_are_written_alike(number):
    assert read_back(number_in_words(number)) == number
