"""Disguised words are found and marked where they stand; innocent ones are left alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subscriptions.moderation import folding

INSULT = folding.pattern_of((folding.key("connard"), folding.key("con")))


def marked(text, pattern=INSULT):
    return [text[start:end] for start, end in folding.marks(text, pattern)]


@pytest.mark.parametrize(
    "disguise",
    [
        "con",
        "CON",
        "cön",
        "coooon",
        "c0n",
        "c.o.n",
        "c o n",
        "c-o_n",
        "с0n",
        "cοn",
        "ｃｏｎ",
        "c\u200bo\u200dn",
        "co\u0300n",
        "cons",
        "ⓒⓞⓝ",
        "conn@rd",
        "c.o.n.n.a.r.d",
        "con\u00adnard",
    ],
)
def test_a_disguised_word_is_found_and_marked_whole(disguise):
    assert marked(f"Quel {disguise} !") == [disguise]


@pytest.mark.parametrize(
    "innocent",
    [
        "concours",
        "balcon",
        "Le concours du 5 mai",
        "c o n c o u r s",
        "co\nn",
        "conte",
        "on",
        "50 %",
    ],
)
def test_a_word_inside_another_is_left_alone(innocent):
    assert marked(innocent) == []


def test_a_doubled_letter_of_a_watched_word_is_asked_for():
    assert marked("un cône de glace", folding.pattern_of((folding.key("conne"),))) == []


def test_a_phrase_is_found_over_any_blanks():
    pattern = folding.pattern_of((folding.key("sale voleur"),))
    assert marked("Tous des S@LES\n  voleurs, ça !", pattern) == []
    assert marked("Espèce de s@le\n  VOL€URS, va !", pattern) == ["s@le\n  VOL€URS"]


def test_the_one_stands_for_i_and_for_l():
    pattern = folding.pattern_of((folding.key("salope"), folding.key("1xbet")))
    assert marked("sa1ope, 1xBet, IXBET", pattern) == ["sa1ope", "1xBet", "IXBET"]


def test_a_number_stays_a_number():
    assert folding.read("En 2025, 1 300 000 francs")[0].letters.split()[1] == "2025"


def test_one_key_for_every_disguise():
    keys = {folding.key(words) for words in ("con", "CÔN", "c0n", "coooon", "c o n")}
    assert keys == {"con"}


def test_texts_that_differ_in_signs_alone_have_one_digest():
    assert folding.digest("Votez NON, dimanche !") == folding.digest("votez   nooon : dimanche…")
    assert folding.digest("Votez non") != folding.digest("Votez oui")


# --- Whatever is typed ---------------------------------------------------------------------------
ANYTHING = st.text(st.characters(codec="utf-8"), max_size=80) | st.text(
    "con.aàéœ10@$ -’\u200b\u0301с\n", max_size=40
)
WORDS = st.text("abcdeilnorstu", min_size=3, max_size=10).filter(
    lambda word: not any(one * 2 in word for one in word)
)


@given(ANYTHING)
def test_every_letter_knows_where_it_stood(text):
    for reading in folding.read(text):
        assert len(reading.letters) <= len(reading.spans) + (not reading.spans)
        places = [start for start, _end in reading.spans]
        assert places == sorted(places)
        assert all(0 <= start <= end <= len(text) for start, end in reading.spans)


@given(ANYTHING)
def test_folding_what_is_folded_changes_nothing(text):
    letters = folding.read(text)[0].letters
    assert folding.read(letters)[0].letters == letters
    assert folding.key(folding.key(text)) == folding.key(text)


SEPARATORS = st.sampled_from(["", ".", "-", "_", "*", "\u200b", "..", "\u00ad"])
LEET = {"a": "aA4@àÀа", "e": "eE3€éÉе", "i": "iI1îі", "l": "lL1", "o": "oO0ôо", "s": "sS5$"}


@st.composite
def disguised(draw):
    """Return (a word, the same in disguise)."""
    word = draw(WORDS)
    separator = draw(SEPARATORS)
    letters = [
        draw(st.sampled_from(LEET.get(one, one + one.upper()))) * draw(st.sampled_from([1, 1, 3]))
        for one in word
    ]
    return word, separator.join(letters)


@given(disguised(), ANYTHING, ANYTHING)
def test_a_disguise_is_found_wherever_it_stands(pair, before, after):
    word, disguise = pair
    if disguise.isdigit():
        return  # nobody reads « 1505 » as a word
    text = f"{before} , {disguise} , {after}"
    pattern = folding.pattern_of((folding.key(word),))
    place = len(before) + 3
    found = folding.marks(text, pattern)
    assert any(
        start <= place and end >= place + len(disguise.rstrip("\u200b")) for start, end in found
    )
    assert folding.coarse(word) in folding.coarse(text)


@given(ANYTHING, WORDS)
def test_what_is_found_is_in_the_coarse_text_as_well(text, word):
    pattern = folding.pattern_of((folding.key(word),))
    for start, end in folding.marks(text, pattern):
        assert folding.coarse(word) in folding.coarse(text[start:end])


@given(ANYTHING)
def test_marks_are_in_order_and_never_overlap(text):
    found = folding.marks(text, INSULT)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(found))
    assert all(folding.marks(text[start:end], INSULT) for start, end in found)
