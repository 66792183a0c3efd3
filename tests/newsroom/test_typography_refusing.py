"""The repairs an editor is shown, and those she refuses."""

from hypothesis import assume, given
from hypothesis import strategies as st

from newsroom.typography import RULE_LABELS, repair, repair_html, repairs
from tests.newsroom.french import texts

N, T = "\u00a0", "\u202f"  # no-break space, thin no-break space


class TestRepairs:
    def test_each_repair_shows_whole_words_and_what_stands_around(self):
        [shown] = repairs("Le maire de Kayes dit: rien de neuf.", html=False)
        assert (shown.rule, shown.before, shown.after) == ("punctuation", "dit:", f"dit{N}:")
        assert shown.context_before.endswith("Kayes ")
        assert shown.context_after.startswith(" rien")

    def test_a_pair_of_guillemets_is_one_repair(self):
        [shown] = repairs('Il parle "de tout" ici', html=False)
        assert (shown.rule, shown.before) == ("guillemets", '"de tout"')
        assert shown.after == f"«{N}de tout{N}»"

    def test_of_a_long_quotation_only_the_ends_are_shown(self):
        [shown] = repairs(f'"Nous {"partirons tôt " * 10}demain"', html=False)
        assert shown.after.startswith(f"«{N}Nous partirons")
        assert shown.after.endswith(f"demain{N}»")
        assert "…" in shown.after
        assert len(shown.after) < 70

    def test_code_beside_a_repair_is_not_shown(self):
        [shown] = repairs("<p><code>a : b</code> l'eau</p>", html=True)
        assert shown.context_before == "… "

    def test_a_raised_ending_is_visible_in_the_list(self):
        [shown] = repairs("<p>la 2è fois</p>", html=True)
        assert (shown.before, shown.after) == ("2è", "2ᵉ")

    def test_a_clean_text_has_none(self):
        assert repairs(f"Tout va bien{N}: merci{T}!", html=False) == []

    @given(texts)
    def test_every_rule_has_a_name_for_the_screen(self, text):
        assert {shown.rule for shown in repairs(text, html=False)} <= set(RULE_LABELS)

    @given(texts)
    def test_a_text_is_changed_when_and_only_when_repairs_are_shown(self, text):
        assert (repair(text) != text) == bool(repairs(text, html=False))


# Typed and repaired, each between words of its own, so that no two faults touch each other.
FAULTS = [
    ("dit:", f"dit{N}:"),
    ("l'eau", "l’eau"),
    ("la 2è", "la 2e"),
    ("fin..", "fin…"),
    ("25 %", f"25{N}%"),
    ("10000 mots", f"10{T}000 mots"),
    ('un "mot" ou', f"un «{N}mot{N}» ou"),
    ("M.Diop", f"M.{N}Diop"),
    (f"de{N}la", "de la"),
]
WORDS = ["Kayes", "Gao", "Mopti", "Sikasso", "Kidal", "Taoudéni", "Ménaka", "Bougouni", "Nioro"]


@st.composite
def faulty_texts(draw):
    """A list of (words around, typed, repaired), in any order."""
    order = draw(st.permutations(range(len(FAULTS))))
    count = draw(st.integers(2, len(FAULTS)))
    return [(WORDS[index], *FAULTS[index]) for index in order[:count]]


def written(faults, refused=None):
    """The text as typed, or repaired but for the fault numbered `refused`."""
    return " ".join(
        f"{word} ville {typed if number == refused else right} ville {word}"
        for number, (word, typed, right) in enumerate(faults)
    )


def typed(faults):
    return written([(word, fault, fault) for word, fault, _right in faults])


def key_of(fault, *, html=False):
    word, wrong, _right = fault
    [shown] = repairs(f"{word} ville {wrong} ville {word}", html=html)
    return shown.key


class TestRefusing:
    @given(faulty_texts(), st.data())
    def test_a_refused_repair_leaves_its_place_as_typed_and_repairs_the_rest(self, faults, data):
        number = data.draw(st.integers(0, len(faults) - 1))
        refused = frozenset({key_of(faults[number])})
        assert repair(typed(faults), refused=refused) == written(faults, refused=number)

    def test_a_refusal_holds_after_other_parts_were_edited(self):
        [shown] = repairs("Le maire de Kayes dit: rien de neuf.", html=False)
        refused = frozenset({shown.key})
        edited = "Hier, à l’aube, le maire de Kayes dit: rien de neuf, sauf l'eau."
        assert repair(edited, refused=refused) == edited.replace("'", "’")

    def test_a_refused_ordinal_stays_in_html(self):
        [shown] = repairs("<p>la Peugeot 16e du nom</p>", html=True)
        html = "<p>la Peugeot 16e du nom, la 2e</p>"
        assert repair_html(html, refused=frozenset({shown.key})) == (
            "<p>la Peugeot 16e du nom, la 2<sup>e</sup></p>"
        )

    @given(texts, st.data())
    def test_a_refused_text_is_settled_too(self, text, data):
        shown = repairs(text, html=False)
        assume(shown)
        refused = frozenset(data.draw(st.sets(st.sampled_from([each.key for each in shown]))))
        once = repair(text, refused=refused)
        assert repair(once, refused=refused) == once
