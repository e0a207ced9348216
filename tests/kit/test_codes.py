"""Permanent codes: every number has one, no two share one, none tells the next."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from midad.kit.codes import ALPHABET, LENGTH, RANGE, code_of, number_of

KEY = "a key of this paper"
numbers = st.integers(0, RANGE - 1)
keys = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
codes = st.text(st.sampled_from(ALPHABET), min_size=LENGTH, max_size=LENGTH)
law = settings(
    max_examples=300,
    deadline=None,
    database=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


@law
@given(numbers, keys)
def test_a_code_leads_back_to_its_number(number, key):
    assert number_of(code_of(number, key=key), key=key) == number


@law
@given(codes, keys)
def test_a_number_leads_back_to_its_code(code, key):
    number = number_of(code, key=key)
    assert 0 <= number < RANGE
    assert code_of(number, key=key) == code


@law
@given(numbers, numbers, keys)
def test_two_numbers_never_share_a_code(one, other, key):
    assume(one != other)
    assert code_of(one, key=key) != code_of(other, key=key)


@law
@given(numbers, keys)
def test_a_code_is_seven_letters_of_the_alphabet(number, key):
    code = code_of(number, key=key)
    assert len(code) == LENGTH == 7
    assert set(code) <= set(ALPHABET)


@law
@given(numbers, keys, keys)
def test_another_key_gives_another_code(number, key, other_key):
    assume(key != other_key)
    # Two permutations may agree on a number by chance; on eight of them they do not.
    near = [(number + step) % RANGE for step in range(8)]
    assert [code_of(n, key=key) for n in near] != [code_of(n, key=other_key) for n in near]


def test_the_first_and_the_last_number_have_codes():
    for number in (0, RANGE - 1):
        assert number_of(code_of(number, key=KEY), key=KEY) == number


def test_many_numbers_in_a_row_have_distinct_codes():
    assert len({code_of(number, key=KEY) for number in range(20_000)}) == 20_000


def test_the_alphabet_has_no_vowels_and_no_look_alikes():
    assert len(set(ALPHABET)) == len(ALPHABET) == 27
    assert not set(ALPHABET) & set("aeiouy")
    assert not set(ALPHABET) & set("01lio")
    assert ALPHABET.isascii()
    assert ALPHABET.lower() == ALPHABET


def test_there_are_ten_thousand_million_codes():
    assert RANGE == 27**7 == 10_460_353_203


def same_places(one: str, other: str) -> int:
    return sum(a == b for a, b in zip(one, other, strict=True))


def test_neighbours_differ_in_most_letters():
    row = [code_of(number, key=KEY) for number in range(2001)]
    alike = [same_places(one, other) for one, other in pairwise(row)]
    # Two random codes agree in 7 * 1/27 places: 519 in 2000 pairs.
    assert 380 < sum(alike) < 660
    assert max(alike) <= 4


def test_the_order_of_numbers_does_not_show_in_their_codes():
    row = [code_of(number, key=KEY) for number in range(2001)]
    rising = sum(one < other for one, other in pairwise(row))
    # By chance 1000 of 2000 pairs rise.
    assert 900 < rising < 1100


@pytest.mark.parametrize("place", range(LENGTH))
def test_every_letter_stands_in_every_place(place):
    row = [code_of(number, key=KEY)[place] for number in range(2000)]
    assert set(row) == set(ALPHABET)
    assert max(row.count(letter) for letter in ALPHABET) < 3 * 2000 / 27


@pytest.mark.parametrize("number", [-1, RANGE, RANGE + 1, 10**30])
def test_a_number_out_of_range_has_no_code(number):
    with pytest.raises(ValueError, match=r"only 0\.\.10460353202 have codes"):
        code_of(number, key=KEY)


NO_CODES = [
    "",
    "222222",
    "22222222",
    "222222a",
    "222222A",
    "222222B",
    "222222 ",
    "222222٢",
    "22-2222",
]


@pytest.mark.parametrize("code", NO_CODES)
def test_what_is_no_code_has_no_number(code):
    with pytest.raises(ValueError, match="is no code"):
        number_of(code, key=KEY)


def test_a_code_of_today_is_the_same_for_ever():
    """Addresses in print and in other papers: a change of the algorithm would break them all."""
    of_today = ["hghqn83", "pd3r6d4", "74fvq9s", "h8x88rr"]
    assert [code_of(number, key=KEY) for number in (0, 1, 2, RANGE - 1)] == of_today
