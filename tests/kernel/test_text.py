import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.errors import BadInputError, BadTextError, TextProblem
from app.kernel.text import clean_line, clean_name, clean_text


def test_a_line_is_trimmed_and_has_single_spaces():
    assert clean_line("  Yangi\t\n hayot\u00a0\u00a0 ", 40) == "Yangi hayot"


def test_a_line_is_composed():
    assert clean_line("и\u0306", 10) == "й"


def test_a_line_loses_hidden_characters():
    assert clean_line("\ufeffa\u200bb\u202ec\u2066d\u00ad", 10) == "abcd"


@pytest.mark.parametrize("text", ["a\0b", "\x1b[31m", "a\ud800", "\udfff", "\x7f", "a\x85b"])
def test_au14_controls_and_lone_surrogates_are_refused(text):
    with pytest.raises(BadTextError) as caught:
        clean_line(text, 100)
    assert caught.value.problem is TextProblem.UNREADABLE


@pytest.mark.parametrize("text", ["a" * 11, "a" * 10_000, "a" + "\u0301" * 20])
def test_au14_a_text_over_its_limit_is_refused_and_not_cut(text):
    with pytest.raises(BadTextError) as caught:
        clean_line(text, 10)
    assert caught.value.problem is TextProblem.TOO_LONG


@given(st.text(max_size=60))
def test_a_clean_line_is_clean(text):
    try:
        line = clean_line(text, 60)
    except BadInputError:
        return
    assert clean_line(line, 60) == line
    assert line.encode().decode() == line
    assert not {unicodedata.category(char) for char in line} & {"Cc", "Cs", "Cf", "Zl", "Zp"}


@pytest.mark.parametrize(
    "name", ["Oʻgʻiloy Saʼdullayeva", "Тўхтасинов А. Б.", "Дарья Иванова-Петрова", "Ǵani Ámetov", "Али"]
)
def test_a_name_is_kept_as_it_is_written(name):
    assert clean_name(f" {name} ") == name


@pytest.mark.parametrize("typed", ["G'ulom Isʼhoqov", "G‘ulom Is’hoqov", "Gʼulom Isʻhoqov", "G`ulom Is´hoqov"])
def test_a_name_gets_the_right_apostrophes(typed):
    assert clean_name(typed) == "Gʻulom Isʼhoqov"


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("", TextProblem.TOO_FEW_LETTERS),
        (" \u200b\u00a0 ", TextProblem.TOO_FEW_LETTERS),
        ("A. B.", TextProblem.TOO_FEW_LETTERS),
        ("----", TextProblem.TOO_FEW_LETTERS),
        ("Ali 2", TextProblem.NOT_A_NAME),
        ("Ali 😀 Vali", TextProblem.NOT_A_NAME),
        ("<b>Ali</b>", TextProblem.NOT_A_NAME),
        ("=cmd()", TextProblem.NOT_A_NAME),
        ("𝐀𝐥𝐢𝐲𝐞𝐯", TextProblem.NOT_A_NAME),
        ("Ali\0Vali", TextProblem.UNREADABLE),
        ("Ali\ud800", TextProblem.UNREADABLE),
        ("A" * 91, TextProblem.TOO_LONG),
        ("A" * 10_000, TextProblem.TOO_LONG),
    ],
)
def test_au14_what_is_no_name_is_refused_with_the_reason(name, problem):
    with pytest.raises(BadTextError) as caught:
        clean_name(name)
    assert caught.value.problem is problem


def test_several_lines_stay_lines_and_lose_what_nobody_sees():
    assert clean_text("  Bir \u200b ikki\r\nuch\n\n\n\ntoʻrt\t5  \n", 40) == "Bir ikki\nuch\n\ntoʻrt 5"
    assert clean_text(" \n \n", 5) == ""


@pytest.mark.parametrize(
    ("text", "problem"), [("a" * 11, "too-long"), ("a\x00b", "unreadable"), ("\ud800", "unreadable")]
)
def test_au14_a_text_that_cannot_be_kept_is_refused(text, problem):
    with pytest.raises(BadTextError, match=problem):
        clean_text(text, 10)
