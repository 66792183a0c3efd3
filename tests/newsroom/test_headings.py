"""Headings with their kicker, and teasers that end well."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.typography import house_heading, teaser
from tests.newsroom.french import CASES, texts

N, T = "\u00a0", "\u202f"  # no-break space, thin no-break space


class TestHeadings:
    @pytest.mark.parametrize(
        ("kicker", "headline", "heading"),
        [
            ("Kayes", "les agents", f"Kayes{N}: Les agents"),
            ("Kayes", "l’AES avance", f"Kayes{N}: L’AES avance"),
            ("Kayes", f"«{N}mali kura{N}»", f"Kayes{N}: «{N}Mali kura{N}»"),
            ("Insolite :", "œuf", f"Insolite{N}: Œuf"),
            ("Kayes", "iPhone et 12 morts", f"Kayes{N}: iPhone et 12 morts"),
            ("Kayes", "12 morts", f"Kayes{N}: 12 morts"),
            ("", "les agents", "les agents"),
            ("Kayes", "", "Kayes"),
        ],
    )
    def test_kicker_and_headline_are_joined_by_house_style(self, kicker, headline, heading):
        assert house_heading(kicker, headline) == heading

    def test_the_capital_is_a_choice(self):
        assert house_heading("Kayes", "l’AES", capital=False) == f"Kayes{N}: l’AES"


class TestTeasers:
    @pytest.mark.parametrize("case", CASES["standfirst_teasers"], ids=lambda case: case["out"])
    def test_the_cases_of_the_house(self, case):
        assert teaser(case["standfirst"], case["max"]) == case["out"]

    @pytest.mark.parametrize(
        ("text", "limit", "cut"),
        [
            ("Le maire a été interpellé..", 240, "Le maire a été interpellé."),
            ("Il a parlé de «l’ère»..", 240, "Il a parlé de «l’ère»."),
            ("Tout est fini...", 240, "Tout est fini…"),
            ("Est-ce fini ?..", 240, "Est-ce fini ?"),
            ("La cité (logements sociaux) et .", 240, "La cité (logements sociaux)…"),
            ("Le maire de la ville de Gao", 15, "Le maire…"),
            ("Le maire (absent depuis hier) revient", 20, "Le maire (absent…"),
            ("Le maire de Kayes (absent hier) revient", 24, "Le maire de Kayes…"),
            (f"Il dit «{N}nous verrons bien demain{N}»", 20, f"Il dit «{N}nous…{N}»"),
            (f"Cela fait 10{T}000{N}FCFA en tout et pour tout", 20, "Cela fait…"),
            (
                "M. Diop et Mme Ba sont venus hier. Puis la nuit",
                36,
                "M. Diop et Mme Ba sont venus hier.",
            ),
            ("Il a vu M. Diop à la gare de Bamako", 20, "Il a vu M. Diop…"),
            ("Deux\nlignes  et", 240, "Deux lignes et"),
            ("x" * 30, 20, "x" * 20 + "…"),
        ],
    )
    def test_they_are_cut_where_a_person_would(self, text, limit, cut):
        assert teaser(text, limit) == cut

    @given(texts, st.integers(5, 60))
    def test_they_never_end_in_two_dots_and_never_run_over(self, text, limit):
        cut = teaser(text, limit)
        assert len(cut) <= limit + 1
        assert not re.search(r"[.…]\s*[.…]$", cut)
