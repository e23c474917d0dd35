import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.types.quizzes import Grading, QuestionKind
from app.quizzes.rules import response as rules
from app.quizzes.rules.response import field_name, from_json, to_json
from app.quizzes.rules.scoring import GRADERS
from app.quizzes.types.answers import UNANSWERED, BadAnswerError, BadAnswerProblem, Response
from tests.quizzes.writing import (
    asked as on_paper,
)
from tests.quizzes.writing import (
    cloze,
    essay,
    every_kind,
    hotspot,
    match,
    multiple,
    numeric,
    order,
    short,
    single,
    truefalse,
)

KINDS = every_kind()
HOSTILE = ["NaN", "1e999", "9" * 20, "9" * 5000, "1\0", "\ud800", "[" * 100_000, "null", "-1", "\u0661\u0664", "0x0e"]


def parse_response(question, raw):
    return rules.parse_response(question, raw, on_paper(question))


def parts(asked, *values):
    """A form whose parts, in the order of the page, hold these values."""
    return {field_name(asked.id, str(place)): [value] for place, value in enumerate(values, 1)}


def keys(asked):
    """The keys of what is shown, in the order of the page."""
    return on_paper(asked).option_keys


@pytest.mark.parametrize(
    ("asked", "raw", "response"),
    [
        (single(), {"answer.q-single": ["2"]}, Response(chosen=("2",))),
        (multiple(), {"answer.q-multiple": ["3", "1"]}, Response(chosen=("1", "3"))),
        (
            truefalse(),
            {"answer.q-tf.1": ["true"], "answer.q-tf.2": ["false"]},
            Response(truths={"1": True, "2": False}),
        ),
        (truefalse(), {"answer.q-tf.2": ["true"]}, Response(truths={"2": True})),
        (hotspot(), {"answer.q-hotspot": ["3", "1"]}, Response(chosen=("1", "3"))),
        (numeric(), {"answer.q-numeric": [" 14,0 "]}, Response(text="14,0")),
        (cloze(), parts(cloze(), "14", "", " DXM  "), Response(gaps={"1": "14", "3": "DXM"})),
        (essay(), {"answer.q-essay": ["Bir.\r\n\r\n\r\n\r\n  Ikki. "]}, Response(text="Bir.\n\nIkki.")),
        (short(), {"answer.q-short": ["  Toshkent\u200b shahri "]}, Response(text="Toshkent shahri")),
    ],
)
def test_a_posted_answer_is_read(asked, raw, response):
    assert parse_response(asked, raw) == response


@pytest.mark.parametrize("asked", KINDS)
def test_nothing_chosen_is_an_empty_response(asked):
    assert parse_response(asked, {"csrf_token": ["t"]}) == UNANSWERED


def test_fields_left_open_are_an_empty_response():
    for asked in (order(), match(), cloze(gaps=cloze().gaps * 1)):
        assert parse_response(asked, parts(asked, "", "", "")) == UNANSWERED
    assert parse_response(numeric(), {"answer.q-numeric": ["  "]}) == UNANSWERED


def test_a_place_in_the_form_means_what_is_shown_there():
    """Nothing in the form says which key stands where: only this paper does."""
    first, second, *_others = keys(order())
    assert parse_response(order(), parts(order(), "2", "", "", "1")).pairs == {first: "2", keys(order())[3]: "1"}
    sides = on_paper(match()).side_keys
    lefts = keys(match())
    assert parse_response(match(), parts(match(), "4", "1")).pairs == {lefts[0]: sides[3], lefts[1]: sides[0]}
    choices = on_paper(cloze()).choice_keys["2"]
    assert parse_response(cloze(), parts(cloze(), "", "3")).gaps == {"2": choices[2]}
    assert first != second


def test_one_right_side_may_be_picked_twice():
    assert set(parse_response(match(), parts(match(), "1", "1", "1")).pairs) == {"1", "2", "3"}


@pytest.mark.parametrize("asked", KINDS)
def test_qz09_a_made_up_score_is_not_looked_at(asked):
    raw = {"score": ["100"], "passed": ["1"], "is_correct": ["true"], "attempt_no": ["1"]}
    assert parse_response(asked, raw) == UNANSWERED


@pytest.mark.parametrize(
    ("asked", "raw", "problem"),
    [
        (single(), {"answer.q-other": ["1"]}, BadAnswerProblem.FOREIGN_FIELD),
        (single(), {"answer.q-single": ["1"], "answer.q-other": ["1"]}, BadAnswerProblem.FOREIGN_FIELD),
        (single(), {"answer.q-single.1": ["true"]}, BadAnswerProblem.FOREIGN_FIELD),
        (truefalse(), {"answer.q-tf": ["1"]}, BadAnswerProblem.FOREIGN_FIELD),
        (truefalse(), {"answer.q-tf.9": ["true"]}, BadAnswerProblem.FOREIGN_FIELD),
        (single(), {"answer.q-single": ["9"]}, BadAnswerProblem.UNKNOWN_OPTION),
        (single(), {"answer.q-single": ["٢"]}, BadAnswerProblem.UNKNOWN_OPTION),
        (single(), {"answer.q-single": [""]}, BadAnswerProblem.UNKNOWN_OPTION),
        (multiple(), {"answer.q-multiple": ["1", "9"]}, BadAnswerProblem.UNKNOWN_OPTION),
        (truefalse(), {"answer.q-tf.1": ["maybe"]}, BadAnswerProblem.UNKNOWN_OPTION),
        (single(), {"answer.q-single": ["1", "2"]}, BadAnswerProblem.TOO_MANY),
        (multiple(), {"answer.q-multiple": ["1", "1"]}, BadAnswerProblem.TOO_MANY),
        (multiple(), {"answer.q-multiple": [str(n) for n in range(1000)]}, BadAnswerProblem.TOO_MANY),
        (truefalse(), {"answer.q-tf.1": ["true", "false"]}, BadAnswerProblem.TOO_MANY),
        (short(), {"answer.q-short": ["a", "b"]}, BadAnswerProblem.TOO_MANY),
        (short(), {"answer.q-short": ["a" * 501]}, BadAnswerProblem.TOO_LONG),
        (hotspot(), {"answer.q-hotspot": ["4"]}, BadAnswerProblem.UNKNOWN_OPTION),
        (hotspot(), {"answer.q-hotspot": ["1", "2", "3", "3"]}, BadAnswerProblem.TOO_MANY),
        (order(), {"answer.q-order": ["1"]}, BadAnswerProblem.FOREIGN_FIELD),
        (order(), {"answer.q-order.5": ["1"]}, BadAnswerProblem.FOREIGN_FIELD),
        (order(), {"answer.q-match.1": ["1"]}, BadAnswerProblem.FOREIGN_FIELD),
        (order(), parts(order(), "5"), BadAnswerProblem.UNKNOWN_OPTION),
        (order(), parts(order(), "01"), BadAnswerProblem.UNKNOWN_OPTION),
        (order(), {"answer.q-order.1": ["1", "2"]}, BadAnswerProblem.TOO_MANY),
        (order(), parts(order(), "2", "1", "2"), BadAnswerProblem.SAME_PLACE),
        (match(), parts(match(), "5"), BadAnswerProblem.UNKNOWN_OPTION),
        (match(), parts(match(), "1", "1", "1", "1"), BadAnswerProblem.FOREIGN_FIELD),
        (match(), {"answer.q-match.1": ["1"] * 1000}, BadAnswerProblem.TOO_MANY),
        (cloze(), {"answer.q-cloze.4": ["a"]}, BadAnswerProblem.FOREIGN_FIELD),
        (cloze(), {"answer.q-other.1": ["a"]}, BadAnswerProblem.FOREIGN_FIELD),
        (cloze(), {"answer.q-cloze": ["a"]}, BadAnswerProblem.FOREIGN_FIELD),
        (cloze(), parts(cloze(), "1", "4"), BadAnswerProblem.UNKNOWN_OPTION),
        (cloze(), parts(cloze(), "oʻn toʻrt"), BadAnswerProblem.NOT_A_NUMBER),
        (cloze(), parts(cloze(), "", "", "a" * 501), BadAnswerProblem.TOO_LONG),
        (cloze(), {"answer.q-cloze.3": ["a", "b"]}, BadAnswerProblem.TOO_MANY),
        (numeric(), {"answer.q-numeric": ["14 ta"]}, BadAnswerProblem.NOT_A_NUMBER),
        (numeric(), {"answer.q-numeric": ["14", "15"]}, BadAnswerProblem.TOO_MANY),
        (essay(), {"answer.q-essay": ["a" * 3001]}, BadAnswerProblem.TOO_LONG),
        (essay(), {"answer.q-essay": ["a" * 1_000_000]}, BadAnswerProblem.TOO_LONG),
        (short(), {"answer.q-short": ["a" * 1_000_000]}, BadAnswerProblem.TOO_LONG),
    ],
)
def test_qz07_what_no_page_of_ours_sends_is_refused(asked, raw, problem):
    with pytest.raises(BadAnswerError) as caught:
        parse_response(asked, raw)
    assert caught.value.problem is problem


@pytest.mark.parametrize("hostile", HOSTILE)
def test_qz08_hostile_values_are_refused_and_never_crash(hostile):
    raws = [(single(), "answer.q-single"), (multiple(), "answer.q-multiple"), (truefalse(), "answer.q-tf.1")]
    raws += [(order(), "answer.q-order.1"), (match(), "answer.q-match.1"), (cloze(), "answer.q-cloze.2")]
    for asked, name in raws:
        with pytest.raises(BadAnswerError):
            parse_response(asked, {name: [hostile]})


@pytest.mark.parametrize("hostile", HOSTILE)
def test_qz08_what_is_no_number_is_told_or_is_a_number_and_wrong(hostile):
    raws = [(numeric(), "answer.q-numeric"), (cloze(), "answer.q-cloze.1")]
    for asked, name in raws:
        if hostile == "-1":
            assert GRADERS[asked.kind](asked, parse_response(asked, {name: [hostile]}), Grading.PARTIAL).points == 0
            continue
        with pytest.raises(BadAnswerError) as caught:
            parse_response(asked, {name: [hostile]})
        assert caught.value.field == name


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "\x1b[2J"])
@pytest.mark.parametrize("asked", [short(), essay()])
def test_qz08_a_text_that_no_database_likes_is_refused(asked, text):
    with pytest.raises(BadAnswerError) as caught:
        parse_response(asked, {field_name(asked.id): [text]})
    assert caught.value.problem is BadAnswerProblem.UNREADABLE


@given(
    st.sampled_from(KINDS),
    st.dictionaries(
        st.sampled_from([field_name(one.id, part) for one in KINDS for part in (None, "1", "3")]) | st.text(max_size=9),
        st.lists(st.sampled_from(["1", "2", "3", "true"]) | st.text(max_size=9), max_size=2),
    ),
)
def test_any_form_at_all_is_read_or_refused(asked, raw):
    try:
        response = parse_response(asked, raw)
    except BadAnswerError:
        return
    assert from_json(json.loads(json.dumps(to_json(response)))) == response


RESPONSES = st.builds(
    Response,
    chosen=st.lists(st.text(max_size=3)).map(tuple),
    truths=st.dictionaries(st.text(max_size=3), st.booleans()),
    text=st.text(),
    pairs=st.dictionaries(st.text(max_size=3), st.text(max_size=3)),
    gaps=st.dictionaries(st.text(max_size=3), st.text(max_size=9)),
)


@given(RESPONSES)
def test_a_response_comes_back_from_its_row(response):
    assert from_json(json.loads(json.dumps(to_json(response)))) == response


def test_a_row_holds_only_the_fields_in_use():
    assert to_json(UNANSWERED) == {}
    assert to_json(Response(text="ha")) == {"text": "ha"}


@pytest.mark.parametrize(
    "value",
    [
        *(None, [], "x", 1, {"chosen": "12"}, {"chosen": [1]}, {"truths": {"1": 1}}, {"text": 5}, {"score": 100}),
        *({"pairs": {"1": 1}}, {"pairs": ["1"]}, {"gaps": "1"}, {"gaps": {"1": None}}),
    ],
)
def test_a_row_that_we_did_not_write_is_refused(value):
    with pytest.raises(ValueError, match="not a response"):
        from_json(value)


def test_every_kind_that_is_graded_can_be_read():
    assert {one.kind for one in KINDS} == set(GRADERS) - {QuestionKind.PRACTICE}, "no form gives a walk"
