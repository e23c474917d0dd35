from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.types.quizzes import Grading
from app.quizzes.rules.scoring import score, what_to_learn_again
from app.quizzes.rules.selection import draw
from app.quizzes.types.answers import UNKNOWN, Response
from app.quizzes.types.grades import EssayVerdict, Outcome
from tests.quizzes.writing import essay, multiple, quiz, short, single, truefalse

RIGHT, WRONG = Response(chosen=("2",)), Response(chosen=("1",))


def scored(written, responses):
    return score(written, draw(written, "seed"), responses)


def test_a_paper_adds_up_its_marks():
    written = quiz(single(), multiple(points=2), truefalse(), short())
    result = scored(
        written,
        {
            "q-single": RIGHT,
            "q-multiple": Response(chosen=("1",)),
            "q-tf": Response(truths={"1": True, "2": True}),
            "q-short": Response(text="toshkent"),
        },
    )
    assert (result.points, result.possible, result.percent) == (Fraction(7, 2), 5, 70)
    assert result.is_passed
    assert [mark.outcome for mark in result.marks.values()].count(Outcome.PARTLY) == 2


def test_an_unanswered_question_earns_nothing():
    result = scored(quiz(single(), short()), {"q-single": RIGHT})
    assert (result.percent, result.is_passed) == (50, False)
    assert result.marks["q-short"].outcome is Outcome.UNANSWERED


def test_nobody_has_passed_while_an_essay_awaits_its_mark():
    written = quiz(single(points=3), essay())
    result = scored(written, {"q-single": RIGHT, "q-essay": Response(text="Kod — mening imzom.")})
    assert (result.points, result.possible, result.percent, result.is_passed) == (3, 4, 69, False)
    assert scored(written, {"q-single": RIGHT}).is_passed


def test_an_answer_to_a_question_not_asked_counts_for_nothing():
    written = quiz(*(single(id_=f"q-{n}") for n in range(4)), draw=2)
    result = scored(written, {f"q-{n}": RIGHT for n in range(4)})
    assert (result.points, result.possible) == (2, 2)


@pytest.mark.parametrize(
    ("right", "percent", "is_passed"),
    [(139, 69, False), (140, 70, True), (141, 71, True), (0, 0, False), (200, 100, True)],
)
def test_a_fail_is_never_rounded_up_to_a_pass(right, percent, is_passed):
    written = quiz(*(single(id_=f"q-{n}") for n in range(200)))
    result = scored(written, {f"q-{n}": RIGHT for n in range(right)})
    assert (result.percent, result.is_passed) == (percent, is_passed)


def test_thirds_that_make_a_whole_pass_at_a_hundred():
    written = quiz(*(multiple((1, 1, 1), id_=f"q-{n}", points=0.1) for n in range(3)), pass_percent=100)
    assert scored(written, {f"q-{n}": Response(chosen=("1", "2", "3")) for n in range(3)}).is_passed


@given(st.integers(0, 30), st.integers(1, 100))
def test_the_percent_shown_and_the_pass_never_contradict_each_other(right, pass_percent):
    written = quiz(*(single(id_=f"q-{n}") for n in range(30)), pass_percent=pass_percent)
    result = scored(written, {f"q-{n}": RIGHT for n in range(right)})
    assert result.is_passed == (result.percent >= pass_percent)
    assert 0 <= result.percent <= 100


@given(st.permutations(range(6)))
def test_the_order_of_answering_changes_no_score(order):
    written = quiz(*(single(id_=f"q-{n}") for n in range(6)), grading=Grading.ALL_OR_NOTHING)
    answers = {f"q-{n}": RIGHT if n % 2 else WRONG for n in range(6)}
    assert scored(written, {f"q-{n}": answers[f"q-{n}"] for n in order}) == scored(written, answers)


def test_a_bank_without_points_is_never_passed():
    assert not scored(quiz(single(points=0), pass_percent=0), {"q-single": RIGHT}).percent
    assert not scored(quiz(), {}).is_passed


def test_what_to_learn_again_is_what_lost_most_first():
    written = quiz(
        single(id_="q-1", tags=("sign-in", "otp")),
        single(id_="q-2", tags=("pay",), points=3),
        single(id_="q-3", tags=("safety",)),
        single(id_="q-4", tags=("help", "sign-in")),
    )
    result = scored(written, {"q-1": WRONG, "q-3": RIGHT})
    lessons = ("what", "sign-in", "pay", "safety", "help")
    assert again(written, result, lessons) == {"pay": 1, "sign-in": 2, "help": 1}
    assert list(again(written, result, lessons)) == ["pay", "sign-in", "help"]


def test_nothing_is_to_be_learnt_again_after_a_full_score():
    written = quiz(single(tags=("sign-in",)))
    assert again(written, scored(written, {"q-single": RIGHT}), ("sign-in",)) == {}


def test_what_was_not_known_or_paid_for_is_to_be_learnt_again_and_an_unmarked_essay_is_not():
    written = quiz(single(tags=("sign-in",)), short(tags=("pay",)), essay(tags=("safety",)), hint_cost_percent=50)
    answers = {"q-single": RIGHT, "q-short": UNKNOWN, "q-essay": Response(text="a")}
    result = score(written, draw(written, "seed"), answers, hints={"q-single": 1})
    assert again(written, result, ("sign-in", "pay", "safety")) == {"pay": 1, "sign-in": 1}


def again(written, result, lessons):
    return {one.lesson_key: one.questions for one in what_to_learn_again(written, result, lessons)}


def test_a_hint_costs_what_the_quiz_says():
    written = quiz(single(points=2), hint_cost_percent=25)
    paper = draw(written, "seed")
    for hints, points in ((0, 2), (1, Fraction(3, 2)), (2, 1), (4, 0), (9, 0)):
        result = score(written, paper, {"q-single": RIGHT}, hints={"q-single": hints})
        assert result.points == points
    assert score(quiz(single()), paper, {"q-single": RIGHT}, hints={"q-single": 3}).points == 1


@given(st.integers(0, 9), st.integers(0, 100), st.sampled_from([RIGHT, WRONG, Response(), UNKNOWN]))
def test_a_mark_stays_between_nothing_and_its_points_whatever_hints_cost(hints, cost, response):
    written = quiz(single((0, 0.5, 1), points=3), hint_cost_percent=cost)
    result = score(written, draw(written, "seed"), {"q-single": response}, hints={"q-single": hints})
    assert 0 <= result.points <= 3


@pytest.mark.parametrize("written", [single(), multiple((-0.5, 1, 0.5)), truefalse(), short(), essay()])
def test_i_do_not_know_earns_nothing_costs_nothing_and_is_told_apart(written):
    result = scored(quiz(written), {written.id: UNKNOWN})
    assert (result.points, result.marks[written.id].outcome, result.awaiting) == (0, Outcome.UNKNOWN, ())


def test_an_essay_waits_until_it_is_marked():
    written = quiz(single(), essay(points=4))
    paper, responses = draw(written, "seed"), {"q-single": RIGHT, "q-essay": Response(text="a")}
    waiting = score(written, paper, responses)
    assert (waiting.awaiting, waiting.is_passed) == (("q-essay",), False)
    marked = score(written, paper, responses, essays={"q-essay": EssayVerdict(points=Fraction(3), note="")})
    assert (marked.awaiting, marked.points, marked.is_passed) == ((), 4, True)
    assert marked.marks["q-essay"].outcome is Outcome.PARTLY


def test_an_essay_that_says_nothing_waits_for_nobody():
    assert scored(quiz(essay()), {}).awaiting == ()
