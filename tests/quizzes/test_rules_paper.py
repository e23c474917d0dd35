"""Questions on paper: what can stand there, how it is answered, and what is typed from it."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.types.quizzes import QuestionKind
from app.quizzes.rules.paper import UNASKABLE, can_ask, find_seed, key_of, rows_of
from app.quizzes.rules.scoring import score
from app.quizzes.rules.selection import draw
from app.quizzes.rules.typing import read_cell
from app.quizzes.types.sheets import CellProblem
from tests.quizzes.writing import (
    asked,
    cloze,
    every_kind,
    hotspot,
    match,
    multiple,
    numeric,
    order,
    pick,
    quiz,
    short,
    single,
    truefalse,
)

ASKABLE = tuple(one for one in every_kind() if one.kind not in UNASKABLE)


@given(seed=st.text("0123456789abcdef", min_size=8, max_size=32))
def test_the_key_of_a_paper_typed_in_earns_all_points(seed):
    bank = quiz(*ASKABLE)
    paper = draw(bank, seed)
    responses = {}
    for number, one in enumerate(paper.questions, 1):
        question = next(each for each in bank.questions if each.id == one.question_id)
        cell = read_cell(number, question, one, key_of(question, one))
        assert cell.problem is None
        responses[question.id] = cell.response
    result = score(bank, paper, responses)
    assert result.points == result.possible


@pytest.mark.parametrize("question", ASKABLE, ids=lambda one: one.kind)
def test_nothing_typed_is_blank_and_a_point_says_that_it_was_left_open(question):
    on_paper = asked(question)
    empty, point = (read_cell(1, question, on_paper, typed) for typed in ("  ", "."))
    assert empty.is_blank
    assert empty.response.is_empty
    assert not point.is_blank
    assert point.response.is_empty
    assert point.problem is None


@pytest.mark.parametrize(
    ("question", "typed", "problem"),
    [
        (single(), "D", CellProblem.UNKNOWN_MARK),
        (single(), "AB", CellProblem.TWO_MARKS),
        (single(), "В", CellProblem.OTHER_SCRIPT),
        (multiple(), "AA", CellProblem.SAME_TWICE),
        (hotspot(), "14", CellProblem.UNKNOWN_MARK),
        (truefalse(), "+", CellProblem.WRONG_COUNT),
        (truefalse(), "+x", CellProblem.UNKNOWN_MARK),
        (order(), "312", CellProblem.WRONG_COUNT),
        (order(), "3122", CellProblem.SAME_TWICE),
        (order(), "ABC", CellProblem.WRONG_COUNT),
        (order(), "3125", CellProblem.UNKNOWN_MARK),
        (match(), "AB", CellProblem.WRONG_COUNT),
        (numeric(), "1O", CellProblem.NOT_A_NUMBER),
        (cloze(), "14; A", CellProblem.WRONG_COUNT),
        (cloze(), "x; A; DXM", CellProblem.NOT_A_NUMBER),
        (cloze(), "14; AB; DXM", CellProblem.TWO_MARKS),
        (short(), "\x00", CellProblem.UNREADABLE),
    ],
)
def test_a_doubtful_cell_is_named_and_never_guessed(question, typed, problem):
    cell = read_cell(1, question, asked(question), typed)
    assert cell.problem is problem
    assert cell.response.is_empty


def test_an_order_is_typed_as_places_or_as_letters():
    question, on_paper = order(), asked(order())
    assert read_cell(1, question, on_paper, "3142").response == read_cell(1, question, on_paper, "bdac").response


def test_part_of_an_answer_may_be_open():
    one = read_cell(1, order(), asked(order()), "3.4.").response
    assert sorted(one.pairs.values()) == ["3", "4"]
    gaps = (pick("1"), pick("2"))
    assert read_cell(1, cloze(gaps), asked(cloze(gaps)), "b.").response.gaps.keys() == {"1"}


def test_true_and_false_are_typed_with_any_dash():
    question, on_paper = truefalse(), asked(truefalse())
    read = [read_cell(1, question, on_paper, typed).response for typed in ("+-", "+−", "+ –")]
    assert sorted(read[0].truths.values()) == [False, True]
    assert read[0] == read[1] == read[2]


def test_paper_asks_no_walk_no_essay_and_nothing_with_too_many_choices():
    assert {one.kind for one in every_kind() if not can_ask(one)} == {QuestionKind.ESSAY}
    assert not can_ask(single((0,) * 6 + (1,)))
    assert can_ask(truefalse((1,) * 8))
    assert not can_ask(truefalse((1,) * 9))
    assert not can_ask(match(3, 4))


def test_each_part_of_a_question_has_a_row():
    rows = {one.kind: rows_of(one, asked(one)) for one in ASKABLE}
    assert [row.marks for row in rows[QuestionKind.ORDER]] == [("1", "2", "3", "4")] * 4
    assert [row.label for row in rows[QuestionKind.CLOZE]] == ["(1)", "(2)", "(3)"]
    assert rows[QuestionKind.SHORT][0].marks == ()


def test_a_paper_is_an_ordinary_draw_whose_seed_was_looked_for():
    essays = tuple(replace(one, id=f"e{place}") for place, one in enumerate(every_kind()[-1:] * 3))
    bank = quiz(*ASKABLE, *essays, draw=4)
    allowed = {one.id for one in ASKABLE}
    seed = find_seed(map(str, range(1000)), lambda one: set(draw(bank, one).question_ids) <= allowed)
    assert seed is not None
    assert len(draw(bank, seed).questions) == 4
    assert find_seed(["a", "b"], lambda _seed: False) is None
