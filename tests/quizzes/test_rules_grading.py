from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.types import Grading, Option, QuestionKind
from app.quizzes.rules.scoring import GRADERS
from app.quizzes.types import UNANSWERED, Outcome, Response, Verdict
from tests.quizzes.writing import essay, multiple, question, short, single, truefalse

WEIGHTS = st.lists(st.sampled_from([-0.5, -0.25, 0.0, 0.0, 0.25, 0.5, 1.0, 1.0]), min_size=1, max_size=7)
POINTS = st.sampled_from([0.5, 1.0, 2.0, 3.3])


def mark(asked, response, grading=Grading.PARTIAL):
    return GRADERS[asked.kind](asked, response, grading)


@st.composite
def asked_and_answered(draw):
    kind = draw(st.sampled_from(sorted(GRADERS)))
    weights = draw(WEIGHTS)
    if kind is QuestionKind.TRUEFALSE:
        weights = [float(weight >= 1) for weight in weights]
    if kind in {QuestionKind.SHORT, QuestionKind.ESSAY}:
        weights = []
    made = question("q", kind, weights, points=draw(POINTS), accepted=("ha",))
    keys = [option.key for option in made.options]
    match kind:
        case QuestionKind.SINGLE:
            response = Response(chosen=tuple(draw(st.lists(st.sampled_from(keys), max_size=1))))
        case QuestionKind.MULTIPLE:
            response = Response(chosen=tuple(sorted(draw(st.sets(st.sampled_from(keys))))))
        case QuestionKind.TRUEFALSE:
            response = Response(truths=draw(st.dictionaries(st.sampled_from(keys), st.booleans())))
        case _:
            response = Response(text=draw(st.sampled_from(["", "ha", "HA.", "yoʻq"])))
    return made, response


@given(asked_and_answered(), st.sampled_from(Grading))
def test_a_mark_lies_between_nothing_and_all_the_points(case, grading):
    made = mark(*case, grading)
    assert 0 <= made.points <= made.possible == Fraction(str(case[0].points))
    assert set(made.verdicts) <= {option.key for option in case[0].options}


@given(asked_and_answered())
def test_all_or_nothing_never_earns_more_than_partial(case):
    assert mark(*case, Grading.ALL_OR_NOTHING).points <= mark(*case, Grading.PARTIAL).points


@given(asked_and_answered())
def test_all_or_nothing_earns_all_or_nothing(case):
    made = mark(*case, Grading.ALL_OR_NOTHING)
    assert made.points in {0, made.possible}


@given(asked_and_answered(), st.randoms(use_true_random=False), st.sampled_from(Grading))
def test_the_order_of_options_changes_no_mark(case, random, grading):
    asked, response = case
    mixed, chosen = list(asked.options), list(response.chosen)
    random.shuffle(mixed)
    random.shuffle(chosen)
    other = mark(replace(asked, options=tuple(mixed)), replace(response, chosen=tuple(chosen)), grading)
    assert other == mark(asked, response, grading)


@given(WEIGHTS, st.data(), st.sampled_from(Grading))
def test_one_more_right_option_never_costs_points(weights, data, grading):
    asked = multiple(weights)
    right = [option.key for option in asked.options if option.weight > 0]
    chosen = data.draw(st.sets(st.sampled_from([option.key for option in asked.options])))
    for key in right:
        before = mark(asked, Response(chosen=tuple(chosen)), grading).points
        chosen.add(key)
        assert mark(asked, Response(chosen=tuple(chosen)), grading).points >= before


@given(asked_and_answered(), st.sampled_from(Grading))
def test_no_answer_is_unanswered_and_earns_nothing(case, grading):
    made = mark(case[0], UNANSWERED, grading)
    assert (made.points, made.outcome) == (0, Outcome.UNANSWERED)


@given(asked_and_answered(), st.sampled_from(Grading))
def test_the_outcome_says_what_the_points_say(case, grading):
    made = mark(*case, grading)
    expected = {Fraction(0): {Outcome.WRONG, Outcome.UNANSWERED, Outcome.AWAITING}, made.possible: {Outcome.RIGHT}}
    assert made.outcome in expected.get(made.points, {Outcome.PARTLY})


def test_a_single_choice_earns_its_written_weight():
    asked = single((1, 0.25, 0), points=2)
    assert mark(asked, Response(chosen=("2",))).points == Fraction(1, 2)
    assert mark(asked, Response(chosen=("2",)), Grading.ALL_OR_NOTHING).points == 0
    assert mark(asked, Response(chosen=("2",))).verdicts == {"1": Verdict.MISSED, "2": Verdict.WRONG}


def test_a_negative_weight_takes_nothing_from_other_questions():
    assert mark(single((1, -0.5)), Response(chosen=("2",))).points == 0


@pytest.mark.parametrize(
    ("chosen", "points"),
    [("12", 1), ("1", Fraction(1, 2)), ("123", Fraction(1, 2)), ("13", 0), ("34", 0), ("1234", 0)],
)
def test_a_multiple_choice_earns_right_minus_wrong(chosen, points):
    assert mark(multiple(), Response(chosen=tuple(chosen))).points == points


def test_a_multiple_choice_with_written_weights_goes_by_them():
    asked = multiple((0.75, 0.25, -0.25, 0), points=4)
    assert mark(asked, Response(chosen=("1",))).points == 3
    assert mark(asked, Response(chosen=("1", "3"))).points == 2
    assert mark(asked, Response(chosen=("1", "4"))).points == 1
    assert mark(asked, Response(chosen=("1", "2")), Grading.ALL_OR_NOTHING).points == 4


def test_a_multiple_choice_tells_what_was_right_wrong_and_missed():
    made = mark(multiple(), Response(chosen=("1", "3")))
    assert made.verdicts == {"1": Verdict.RIGHT, "2": Verdict.MISSED, "3": Verdict.WRONG}


def test_each_statement_counts_alone():
    asked = truefalse((1, 0, 1, 0), points=2)
    made = mark(asked, Response(truths={"1": True, "2": True, "3": True}))
    assert made.points == 1
    assert list(made.verdicts.values()) == [Verdict.RIGHT, Verdict.WRONG, Verdict.RIGHT, Verdict.MISSED]


def test_an_open_statement_is_not_taken_as_false():
    assert mark(truefalse((0, 0)), Response(truths={"1": False})).points == Fraction(1, 2)


@pytest.mark.parametrize("text", ["Toshkent", "  toshkent ", "TOSHKENT.", "Тошкент", "ташкент"])
def test_a_short_answer_is_right_in_every_usual_spelling(text):
    assert mark(short(), Response(text=text)).outcome is Outcome.RIGHT


@pytest.mark.parametrize("text", ["Samarqand", "Tosh", "Toshkent shahri", "."])
def test_another_short_answer_is_wrong(text):
    assert mark(short(), Response(text=text)).outcome is Outcome.WRONG


def test_an_essay_awaits_a_person():
    made = mark(essay(points=3), Response(text="Kod — mening imzom."))
    assert (made.outcome, made.points, made.possible) == (Outcome.AWAITING, 0, 3)


def test_a_mark_is_exact_for_decimals():
    assert mark(multiple((0.1, 0.2, 0.7)), Response(chosen=("1", "2", "3"))).points == 1


def test_a_question_without_a_right_option_earns_nothing_and_breaks_nothing():
    asked = replace(multiple(), options=(Option(key="1", weight=0.0),))
    assert mark(asked, Response(chosen=("1",))).points == 0
