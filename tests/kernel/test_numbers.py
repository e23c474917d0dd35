from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.numbers import read_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("14", "14"),
        (" 1 000 000 ", "1000000"),
        ("4\u00a0000\u202f000", "4000000"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("-3", "-3"),
        ("\u2212 3", "-3"),
        ("+3", "3"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_as_people_write_it(text, number):
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        *("", "-", ",", "1e9", "NaN", "Infinity", "1,000,000", "1.2.3", "5%", "14 ta", "\u0663", "²", "½", "0x10"),
        *("9" * 5000, "1_000", "1.", ".5", "--1", "1-2", "\u0967"),
    ],
)
def test_what_is_no_number_is_none(text):
    assert read_number(text) is None


@given(st.text(max_size=30))
def test_any_text_at_all_is_a_number_or_none(text):
    assert read_number(text) is None or read_number(text).is_finite()
