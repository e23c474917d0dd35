"""What was typed, as words to look for."""

import pytest

from app.kernel.errors import BadTextError
from app.search.rules.question import LIMIT, MOST_WORDS, words_in


def test_words_are_taken_as_typed_each_once():
    assert words_in("  Bog'cha   боғча, navbat! ") == ("Bog'cha", "navbat")


@pytest.mark.parametrize("typed", ["", "   ", "...", '"*-:', "'", "ʻ"])
def test_where_there_is_no_word_there_is_nothing_to_look_for(typed):
    assert words_in(typed) == ()


@pytest.mark.parametrize("typed", ["a\0b", "\ud800", "x" * (LIMIT + 1), "x " * 5000])
def test_what_cannot_be_read_or_is_too_long_is_said(typed):
    with pytest.raises(BadTextError):
        words_in(typed)


def test_the_first_words_of_a_long_question_are_looked_for():
    assert len(words_in(" ".join(f"s{number}" for number in range(20)))) == MOST_WORDS
