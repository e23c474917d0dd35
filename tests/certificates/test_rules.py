import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.certificates.rules.codes import new_code, normalise_code
from app.kernel.codes import ALPHABET, code_of

numbers = st.integers(min_value=0, max_value=(1 << 80) - 1)
codes = numbers.map(code_of)


def put(code, place, symbol):
    return code[:place] + symbol + code[place + 1 :]


def symbol_places(code):
    return [place for place, symbol in enumerate(code) if symbol != "-"]


def swap(code, one, other):
    return put(put(code, one, code[other]), other, code[one])


def test_a_code_is_sixteen_symbols_in_groups_of_four_and_a_check_symbol():
    assert [len(group) for group in new_code().split("-")] == [4, 4, 4, 4, 1]
    assert set(new_code()) <= {*ALPHABET, "-"}


def test_codes_do_not_repeat():
    assert len({new_code() for _ in range(1000)}) == 1000


def test_a_code_never_changes_its_meaning():
    """Printed codes live for ever: these values may not change."""
    assert code_of(0) == "0000-0000-0000-0000-0"
    assert code_of(1) == "0000-0000-0000-0001-2"
    assert code_of(0x0123456789ABCDEF0123) == "04HM-ASW9-NF6Y-Y093-X"


def test_more_than_eighty_bits_are_refused():
    for number in (-1, 1 << 80):
        with pytest.raises(ValueError, match="80 bits"):
            code_of(number)


@given(numbers, numbers)
def test_different_bits_have_different_codes(one, other):
    assert (code_of(one) == code_of(other)) == (one == other)


@given(codes)
def test_a_code_as_printed_is_itself(code):
    assert normalise_code(code) == code


@given(codes)
def test_every_single_wrong_symbol_is_noticed(code):
    for place, symbol in itertools.product(symbol_places(code), ALPHABET):
        assert (normalise_code(put(code, place, symbol)) is None) == (symbol != code[place])


@given(codes)
def test_every_exchange_of_two_symbols_is_noticed(code):
    for one, other in itertools.combinations(symbol_places(code), 2):
        if code[one] != code[other]:
            assert normalise_code(swap(code, one, other)) is None


@given(numbers, st.integers(0, 14))
def test_every_doubled_symbol_typed_as_another_is_noticed(number, place):
    first = 75 - 5 * place
    symbol = number >> first & 31
    doubled = code_of(number & ~(31 << first - 5) | symbol << first - 5)
    one, other = symbol_places(doubled)[place : place + 2]
    assert doubled[one] == doubled[other]
    for wrong in set(ALPHABET) - {doubled[one]}:
        assert normalise_code(put(put(doubled, one, wrong), other, wrong)) is None


@given(codes)
def test_small_letters_spaces_and_dashes_do_not_matter(code):
    symbols = code.replace("-", "")
    for typed in (
        code.lower(),
        symbols,
        f"  {code} \n",
        code.replace("-", " "),
        code.replace("-", " – "),
        code.replace("-", "\N{NON-BREAKING HYPHEN}"),
        code.replace("-", "\N{ZERO WIDTH SPACE}."),
        "_".join(symbols),
    ):
        assert normalise_code(typed) == code


@given(codes)
def test_letters_that_look_like_digits_are_read_as_digits(code):
    for letters in ("OI", "ol", "ОІ", "oL"):
        assert normalise_code(code.replace("0", letters[0]).replace("1", letters[1])) == code


@given(codes)
def test_cyrillic_letters_that_look_latin_are_read_as_latin(code):
    cyrillic = code.translate(str.maketrans("ABCEHKMPTYX3", "АВСЕНКМРТУХЗ"))
    assert normalise_code(cyrillic) == code
    assert normalise_code(cyrillic.lower()) == code


@given(codes)
def test_digits_of_wide_keyboards_are_digits(code):
    assert normalise_code("".join(chr(ord(char) + 0xFEE0) for char in code)) == code


@given(codes)
def test_a_pasted_address_is_read_as_its_code(code):
    for address in ("https://savodxon.uz/c/{}", "savodxon.uz/c/{}/", "https://x.uz/c/{}.pdf", "/c/{}?lang=uz#top"):
        assert normalise_code(address.format(code)) == code


@pytest.mark.parametrize(
    "typed", ["", "-", "7K3M", "salom", "0000-0000-0000-0000-U", "0000-0000-0000-0000-00", "ў" * 17]
)
def test_what_cannot_be_a_code_is_none(typed):
    assert normalise_code(typed) is None


@given(st.text(max_size=400))
def test_anything_typed_is_answered_and_the_answer_is_stable(typed):
    code = normalise_code(typed)
    assert code is None or normalise_code(code) == code


def test_a_flood_of_symbols_is_no_code():
    assert normalise_code("0" * 10_000_000) is None
