from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.types.quizzes import Grading, Option, QuestionKind
from app.quizzes.rules.scoring import GRADERS
from app.quizzes.types.answers import UNANSWERED, Response
from app.quizzes.types.grades import Outcome, Verdict
from tests.quizzes.writing import (
    cloze,
    essay,
    match,
    multiple,
    number,
    numeric,
    order,
    pick,
    question,
    short,
    single,
    text_gap,
    truefalse,
)

WEIGHTS = st.lists(st.sampled_from([-0.5, -0.25, 0.0, 0.0, 0.25, 0.5, 1.0, 1.0]), min_size=1, max_size=7)
INTO = st.sampled_from(["", "1", "2", "14", "14,0", "-14", "DXM", "дхм", "999"])
GAPS = st.lists(st.sampled_from([number, pick, text_gap]), min_size=1, max_size=5).map(
    lambda makers: tuple(make(str(place)) for place, make in enumerate(makers, 1))
)
POINTS = st.sampled_from([0.5, 1.0, 2.0, 3.3])


def keys(asked):
    return [option.key for option in asked.options]


def mark(asked, response, grading=Grading.PARTIAL):
    return GRADERS[asked.kind](asked, response, grading)


@st.composite
def asked_and_answered(draw):  # noqa: PLR0911 - one a kind
    kind = draw(st.sampled_from(sorted(GRADERS)))
    weights, points = draw(WEIGHTS), draw(POINTS)
    count = len(weights)
    match kind:
        case QuestionKind.SINGLE:
            made = single(weights, points=points)
            return made, Response(chosen=tuple(draw(st.lists(st.sampled_from(keys(made)), max_size=1))))
        case QuestionKind.MULTIPLE | QuestionKind.HOTSPOT:
            made = question("q", kind, weights, points=points)
            return made, Response(chosen=tuple(sorted(draw(st.sets(st.sampled_from(keys(made)))))))
        case QuestionKind.TRUEFALSE:
            made = truefalse([float(weight >= 1) for weight in weights], points=points)
            return made, Response(truths=draw(st.dictionaries(st.sampled_from(keys(made)), st.booleans())))
        case QuestionKind.ORDER:
            made = order(count, points=points)
            places = draw(st.permutations(keys(made)))
            placed = draw(st.sets(st.sampled_from(keys(made))))
            return made, Response(
                pairs={key: place for key, place in zip(keys(made), places, strict=True) if key in placed}
            )
        case QuestionKind.MATCH:
            made = match(count, draw(st.integers(0, 2)), points=points)
            return made, Response(pairs=draw(st.dictionaries(st.sampled_from(keys(made)), st.sampled_from(made.sides))))
        case QuestionKind.CLOZE:
            made = cloze(draw(GAPS), points=points)
            return made, Response(gaps={gap.key: given for gap in made.gaps if (given := draw(INTO))})
        case QuestionKind.NUMERIC:
            return numeric(points=points), Response(text=draw(INTO))
        case _:
            made = question("q", kind, points=points, accepted=("ha",))
            return made, Response(text=draw(st.sampled_from(["", "ha", "HA.", "yoʻq"])))


@given(asked_and_answered(), st.sampled_from(Grading))
def test_a_mark_lies_between_nothing_and_all_the_points(case, grading):
    made = mark(*case, grading)
    assert 0 <= made.points <= made.possible == Fraction(str(case[0].points))
    assert set(made.verdicts) <= {one.key for one in (*case[0].options, *case[0].gaps)}


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

    def mixed(items):
        return tuple(random.sample(list(items), len(items)))

    other = replace(asked, options=mixed(asked.options), sides=mixed(asked.sides), gaps=mixed(asked.gaps))
    turned = replace(
        response,
        chosen=mixed(response.chosen),
        pairs=dict(mixed(response.pairs.items())),
        gaps=dict(mixed(response.gaps.items())),
    )
    assert mark(other, turned, grading) == mark(asked, response, grading)


@given(asked_and_answered(), st.sampled_from(Grading))
def test_one_more_right_part_never_costs_points(case, grading):
    """Whatever stands elsewhere: a statement judged, a pair matched, a gap filled rightly instead of what was there."""
    asked, response = case
    before = mark(asked, response, grading).points
    for better in rightlier(asked, response):
        assert mark(asked, better, grading).points >= before


def rightlier(asked, response):
    """The response with one of its parts made right."""
    match asked.kind:
        case QuestionKind.TRUEFALSE:
            for one in asked.options:
                yield replace(response, truths={**response.truths, one.key: one.is_right})
        case QuestionKind.MATCH:
            for one in asked.options:
                yield replace(response, pairs={**response.pairs, one.key: one.key})
        case QuestionKind.CLOZE:
            for gap in asked.gaps:
                yield replace(response, gaps={**response.gaps, gap.key: gap.right or gap.least or gap.accepted[0]})
        case QuestionKind.ORDER:
            for one, other in combinations(sorted(response.pairs, key=int), 2):
                places = response.pairs
                if int(places[one]) > int(places[other]):
                    yield replace(response, pairs={**places, one: places[other], other: places[one]})


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


@pytest.mark.parametrize(
    ("places", "points"),
    [
        ("1234", 1),
        ("2134", Fraction(2, 3)),
        ("4123", 0),
        ("2341", 0),
        ("1324", Fraction(2, 3)),
        ("2143", Fraction(1, 3)),
        ("4321", 0),
        ("12", Fraction(1, 6)),
        ("1", 0),
    ],
)
def test_an_order_earns_pairs_in_order_minus_pairs_turned_round(places, points):
    response = Response(pairs=dict(zip("1234", places, strict=False)))
    assert mark(order(), response).points == points
    assert mark(order(), response, Grading.ALL_OR_NOTHING).points == (points == 1)


def test_a_row_of_another_machine_with_odd_places_breaks_nothing():
    assert mark(order(), Response(pairs={"1": "9" * 5000, "x": "1", "2": "²"})).points == 0


def test_an_order_tells_which_items_stand_at_their_place():
    verdicts = mark(order(), Response(pairs={"1": "1", "2": "3", "3": "2"})).verdicts
    assert list(verdicts.values()) == [Verdict.RIGHT, Verdict.WRONG, Verdict.WRONG, Verdict.MISSED]


@pytest.mark.parametrize(
    ("pairs", "points"),
    [("123", 3), ("12", 2), ("124", 2), ("111", 1), ("444", 0), ("231", 0)],
)
def test_each_pair_counts_alone_and_a_distractor_takes_nothing(pairs, points):
    response = Response(pairs=dict(zip("123", pairs, strict=False)))
    assert mark(match(points=3), response).points == points
    assert mark(match(points=3), response, Grading.ALL_OR_NOTHING).points == (3 if points == 3 else 0)


def test_each_gap_counts_alone():
    made = mark(cloze(points=3), Response(gaps={"1": "14", "3": "дхм"}))
    assert (made.points, made.outcome) == (2, Outcome.PARTLY)
    assert list(made.verdicts.values()) == [Verdict.RIGHT, Verdict.MISSED, Verdict.RIGHT]
    assert mark(cloze(), Response(gaps={"1": "14", "3": "dxm"}), Grading.ALL_OR_NOTHING).points == 0


@pytest.mark.parametrize("text", ["DXM", " dxm. ", "ДХМ", "Davlat  xizmatlari markazi", "давлат хизматлари маркази"])
def test_a_gap_is_right_in_every_usual_spelling(text):
    assert mark(cloze((text_gap(),)), Response(gaps={"1": text})).outcome is Outcome.RIGHT


@pytest.mark.parametrize("text", ["14", "14,0", "14.00", "+14", " 14 ", "0014"])
def test_a_number_is_right_however_it_is_written(text):
    assert mark(numeric(), Response(text=text)).outcome is Outcome.RIGHT


@pytest.mark.parametrize("text", ["13,9999999", "14,01", "-14", "140", "1 4 0"])
def test_another_number_is_wrong(text):
    assert mark(numeric(), Response(text=text)).outcome is Outcome.WRONG


@pytest.mark.parametrize(("text", "is_right"), [("13,5", True), ("14.5", True), ("13,49", False), ("14,51", False)])
def test_both_bounds_of_a_number_are_right(text, is_right):
    assert mark(numeric("13.5", "14.5"), Response(text=text)).points == is_right


@given(st.decimals(-(10**11), 10**11, places=3, allow_nan=False), st.decimals(0, 1000, places=3, allow_nan=False))
def test_a_number_is_compared_exactly(value, around):
    asked = numeric(f"{value - around:f}", f"{value + around:f}")
    step = Decimal("0.000001")
    for given_, is_right in [(value - around, True), (value + around, True), (value + around + step, False)]:
        assert mark(asked, Response(text=f"{given_:f}".replace(".", ","))).points == is_right


def test_a_mark_is_exact_for_decimals():
    assert mark(multiple((0.1, 0.2, 0.7)), Response(chosen=("1", "2", "3"))).points == 1


def test_a_question_without_a_right_option_earns_nothing_and_breaks_nothing():
    asked = replace(multiple(), options=(Option(key="1", weight=0.0),))
    assert mark(asked, Response(chosen=("1",))).points == 0
