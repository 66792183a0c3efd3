"""What the desk is warned of, and never sees changed."""

import pytest
from hypothesis import given

from newsroom.typography import warnings_in
from tests.newsroom.french import CASES, texts

N, T = "\u00a0", "\u202f"  # no-break space, thin no-break space


class TestWarnings:
    @pytest.mark.parametrize("case", CASES["warn"], ids=lambda case: case["in"])
    def test_a_doubt_is_said_once_and_in_the_words_agreed(self, case):
        [warning] = warnings_in(case["in"])
        said = warning.message.replace(T, " ").replace(N, " ")
        assert said == case["message"]

    def codes(self, text, **options):
        return [(warning.code, warning.excerpt) for warning in warnings_in(text, **options)]

    @pytest.mark.parametrize(
        ("text", "excerpts"),
        [
            ("L’Etat et l'Ecole. A l’heure du Mali, A Bamako", ["Etat", "Ecole", "A l’"]),
            ("SÉCURITÉ, SECURITE", ["SECURITE"]),
            ("États et écoles : à Bamako. A. Diop, A.S., vitamine A la", []),
            ("LES ELECTIONS. A Bamako", ["ELECTIONS", "A Bamako"]),
        ],
    )
    def test_of_capitals_without_their_accents(self, text, excerpts):
        assert self.codes(text) == [("capital-without-accent", each) for each in excerpts]

    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Il dit «oui\nFin.", "open-guillemet"),
            ("Il dit oui».", "stray-guillemet"),
            ('Il dit "oui', "open-guillemet"),
        ],
    )
    def test_of_guillemets_without_their_pair(self, text, code):
        assert [each for each, _excerpt in self.codes(text)] == [code]

    def test_not_of_a_quotation_that_the_next_paragraph_takes_up(self):
        assert self.codes("«Un.\n«Deux.»") == []
        assert self.codes("«Un.\n» deux.") == []
        assert self.codes('Un écran de 15" et «oui»') == []

    @pytest.mark.parametrize(
        "text",
        [
            "Haidara et Haîdara",
            "N’Diaye et Ndiaye",
            "le CROCSAD, puis le Crocsad",
            "Traoré, Traore",
        ],
    )
    def test_of_a_name_spelt_two_ways(self, text):
        assert [code for code, _excerpt in self.codes(text)] == ["name-spelt-two-ways"]

    @pytest.mark.parametrize(
        "text",
        [
            "AU MENU, SÉCURITÉ ET AES. Sécurité",
            "Marché. Marche",
            "Goïta et Goïta",
            "Dès lors. Des gens",
            "L’Essor, Essor",
            "Sur le fond. sur le Sûr",
        ],
    )
    def test_not_of_words_that_are_no_names(self, text):
        assert self.codes(text) == []

    def test_of_a_name_unlike_the_newsrooms_list(self):
        known = ["Assimi Goïta", "O.D."]
        assert self.codes("Assimi Goita", known_names=known) == [("name-unlike-the-list", "Goita")]
        assert self.codes("Assimi Goïta", known_names=known) == []
        assert self.codes("Un Goita", known_names=[*known, "Ali Goita"]) == []

    def test_of_each_variant_spelling_once(self):
        assert self.codes("interpelée, interpelée, interpellée") == [
            ("spelling-variant", "interpelée")
        ]

    @given(texts)
    def test_whatever_the_text_they_only_speak(self, text):
        for warning in warnings_in(text, known_names=["Diop"]):
            assert warning.message
