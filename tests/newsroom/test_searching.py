import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.folding import fold
from newsroom.searching import accent_pattern

LETTERS = "aàâäbcçdeéèêëfghiîïjklmnoôöpqrstuùûüvwxyzœæÀÉÈÇÔŒ'’- .(*"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("traore", "Traoré"),
        ("TRAORÉ", "traore"),
        ("coeur", "Cœur"),
        ("cœur", "COEUR"),
        ("goita", "Goïta"),
        ("l'etat", "L’État"),
        ("nyogon", "Ɲɔgɔn"),
        ("10 %", "à 10 % près"),
        ("(s", "A(s)"),
        ("'n", "Rock ’n’ roll"),
    ],
)
def test_words_are_found_however_they_are_written(typed, written):
    assert re.search(accent_pattern(typed), written)


@pytest.mark.parametrize(("typed", "written"), [("traore", "Traor"), ("a.b", "axb"), ("ô", "u")])
def test_other_words_are_not(typed, written):
    assert not re.search(accent_pattern(typed), written)


@given(st.text(alphabet=LETTERS, min_size=1, max_size=20), st.randoms())
def test_any_text_is_found_by_its_folded_form_and_the_other_way_round(text, chance):
    text = " ".join(text.split())
    shouted = "".join(chance.choice([letter, letter.upper()]) for letter in text)
    assert re.search(accent_pattern(fold(text)), shouted)
    assert re.search(accent_pattern(shouted), text)


@given(st.text(max_size=30))
def test_any_words_at_all_make_a_pattern(text):
    re.compile(accent_pattern(text))
