"""The code of a voucher: typed anyhow it is the same, and no slip of the finger makes another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from subscriptions.billing import voucher_codes
from subscriptions.billing.voucher_codes import LENGTH, SIGNS, Mistyped, new_code, printed, read

codes = st.builds(
    lambda signs: signs + SIGNS[-voucher_codes._weighed(signs) % len(SIGNS)],
    st.text(SIGNS, min_size=LENGTH - 1, max_size=LENGTH - 1),
)
places = st.integers(0, LENGTH - 1)


def is_read(typed):
    try:
        read(typed)
    except Mistyped:
        return False
    return True


def test_a_code_is_sixteen_signs_in_four_groups_and_no_two_look_alike():
    code = new_code()
    assert len(code) == 16
    assert [len(group) for group in printed(code).split("-")] == [4, 4, 4, 4]
    assert len(SIGNS) == len(set(SIGNS)) == 31
    for family in ("O0", "IL1", "Z2", "S5"):
        assert sum(sign in SIGNS for sign in family) == 1, family


def test_each_code_is_another():
    assert len({new_code() for _number in range(200)}) == 200


@given(codes, places, st.sampled_from(SIGNS))
def test_every_single_wrong_sign_is_found(code, place, sign):
    typed = code[:place] + sign + code[place + 1 :]
    assert is_read(typed) == (typed == code)


@given(codes, places, places)
def test_any_two_signs_that_changed_places_are_found(code, one, other):
    signs = list(code)
    signs[one], signs[other] = signs[other], signs[one]
    assert is_read("".join(signs)) == (signs == list(code))


@given(codes, places)
def test_a_sign_too_many_or_too_few_is_found(code, place):
    assert not is_read(code[:place] + code[place + 1 :])
    assert not is_read(code[:place] + code[place] + code[place:])


LOOKS = {"0": "0OoＯ", "1": "1IiLl", "2": "2Zz", "5": "5Ss"}


@given(codes, st.data())
def test_whoever_types_a_look_alike_means_the_sign_that_is_printed(code, data):
    alike = [data.draw(st.sampled_from(LOOKS.get(sign, sign + sign.lower()))) for sign in code]
    breaks = [data.draw(st.sampled_from(["", " ", "-", " – ", "\u00a0", "."])) for sign in code]
    typed = "".join(sign + gap for sign, gap in zip(alike, breaks, strict=True))
    assert read(typed) == code


@pytest.mark.parametrize("typed", ["", " ", "\0", "ЖЖЖЖ" * 4, "٣" * 16, "é" * 16, "7" * 5000])
def test_what_is_no_code_is_said_to_be_none(typed):
    assert not is_read(typed)


@given(st.text(max_size=40))
def test_whatever_is_typed_the_answer_is_a_code_or_a_sentence(typed):
    if is_read(typed):
        assert set(read(typed)) <= set(SIGNS)
