"""Numbers that are somebody's are known by their structure, however they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.personal_numbers import digits_of, holds_somebodys, is_card, is_pinfl, phone_zone

SAMPLES = ["31210632040244", "31210932040247", "40201902050010"]
CARD = "8600123456789019"
"""Passes Luhn's check; nobody's."""


def with_check(first):
    return first + str(sum(int(digit) * (7, 3, 1)[place % 3] for place, digit in enumerate(first)) % 10)


@pytest.mark.parametrize("number", SAMPLES)
def test_published_samples_are_pinfls(number):
    assert is_pinfl(number)


@pytest.mark.parametrize("number", ["31210632040245", "33102632040244", "01210632040244", "3121063204024", "x" * 14])
def test_a_wrong_check_digit_or_a_day_that_is_none_makes_no_pinfl(number):
    assert not is_pinfl(number)


def test_luhn_tells_cards():
    good = [CARD[:-1] + str(last) for last in range(10) if is_card(CARD[:-1] + str(last))]
    assert len(good) == 1
    assert not is_card("123")


@given(st.sampled_from(SAMPLES), st.text(alphabet="abcʻ .,:;", max_size=8), st.sampled_from(["", " ", "-", " - "]))
def test_a_pinfl_is_found_whatever_stands_around_and_between(number, around, gap):
    text = f"{around}{gap.join(number)}{around}"
    assert holds_somebodys(text, frozenset())
    assert not holds_somebodys(text, frozenset({number}))


def test_digits_of_other_scripts_are_digits():
    arabic = SAMPLES[0].translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))
    assert digits_of(arabic) == SAMPLES[0]
    assert holds_somebodys(arabic, frozenset())


def test_a_number_glued_to_the_personas_is_still_found():
    known = frozenset({SAMPLES[2]})
    assert holds_somebodys(SAMPLES[2] + SAMPLES[0], known)
    assert not holds_somebodys(f"{SAMPLES[2]} 12", known)


@given(st.integers(0, 999999))
def test_every_number_with_a_right_check_digit_is_one(serial):
    assert is_pinfl(with_check(f"4020190{serial:06d}"))


def test_the_zone_of_a_phone():
    assert phone_zone("998001234567") == "00"
    assert phone_zone("99800123456") is None
