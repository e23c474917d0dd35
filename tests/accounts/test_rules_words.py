"""Six words: what a word of the list must be, and how much of what people type is understood."""

import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from app.accounts.rules.words import read_words, resume_words, spell_words, words_from
from app.kernel.locale import RU, UZ, UZ_CYRL
from app.kernel.uzbek import fold, to_cyrillic

RUSSIAN_KEYBOARD = str.maketrans("ўқғҳ", "укгх")
SIX = ("olma", "anor", "bahor", "daryo", "choynak", "quyosh")
AS_TYPED = [
    "olma anor bahor daryo choynak quyosh",
    "OLMA, ANOR, BAHOR, DARYO, CHOYNAK, QUYOSH",
    "1. olma 2. anor 3. bahor 4. daryo 5. choynak 6. quyosh",
    "olma-anor-bahor-daryo-choynak-quyosh",
    "  Olma   anor — bahor;daryo\tchoynak.quyosh ",
    "олма анор баҳор дарё чойнак қуёш",
    "Олма, Анор, Баҳор, Дарё, Чойнак, Қуёш",
    "олма анор бахор дарё чойнак куёш",
    "олма анор бахор даре чойнак куеш",
    "olma anor baxor daryo choynak kuyosh",
    "olmа anor bahor daryo choynak quyosh",
]


def test_there_are_1024_different_words_so_that_each_stands_for_ten_bits():
    assert len(resume_words()) == len(set(resume_words())) == 1024


def test_the_order_of_the_list_is_part_of_every_printed_code():
    assert (resume_words()[0], resume_words()[511], resume_words()[1023]) == ("achchiq", "namlik", "zumrad")


def test_a_word_is_short_and_has_no_letter_with_a_sign():
    assert not [word for word in resume_words() if not re.fullmatch("[a-z]{3,8}", word)]
    assert not [word for word in resume_words() if re.search("c(?!h)|w", word)]


def test_a_word_is_the_same_after_both_alphabets():
    assert not [word for word in resume_words() if fold(to_cyrillic(word)) != word]


def test_no_two_words_are_one_slip_apart_in_either_alphabet():
    spelled = [(word, to_cyrillic(word), to_cyrillic(word).translate(RUSSIAN_KEYBOARD)) for word in resume_words()]
    near = [
        (one[0], other[0])
        for one, other in combinations(spelled, 2)
        if any(OSA.distance(a, b, score_cutoff=1) <= 1 for a, b in zip(one, other, strict=True))
    ]
    assert not near


@pytest.mark.parametrize("typed", AS_TYPED)
def test_the_words_are_understood_however_they_are_written(typed):
    assert read_words(typed).words == SIX


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("olmma", "olma"), ("chynak", "choynak"), ("qyuosh", "quyosh"), ("чайнак", "choynak"), ("дарёо", "daryo")],
)
def test_one_slip_is_mended(typed, meant):
    assert read_words(typed).words == (meant,)


def test_a_word_near_none_or_two_is_named_with_its_place():
    reading = read_words("olma zzzzz bahor daryo choynak quyosh")
    assert not reading.is_whole
    assert reading.unknown == ((2, "zzzzz"),)


def test_too_few_words_are_no_code():
    assert not read_words("olma anor").is_whole
    assert not read_words("").is_whole


@given(st.binary(min_size=32, max_size=32))
def test_whatever_is_drawn_is_read_back_in_every_spelling(digest):
    words = words_from(digest)
    assert len(words) == 6
    for tag in (UZ, UZ_CYRL, RU):
        assert read_words(" ".join(spell_words(words, tag))).words == words


@given(st.text(max_size=500))
def test_nothing_that_is_typed_breaks_the_reading(text):
    read_words(text)
