import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.content.types import QuestionKind
from app.quizzes.rules.response import field_name, from_json, parse_response, to_json
from app.quizzes.rules.scoring import GRADERS
from app.quizzes.types import UNANSWERED, BadAnswerError, BadAnswerProblem, Response
from tests.quizzes.writing import essay, multiple, question, short, single, truefalse

KINDS = (single(), multiple(), truefalse(), short(), essay())


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
        (essay(), {"answer.q-essay": ["Bir.\r\n\r\n\r\n\r\n  Ikki. "]}, Response(text="Bir.\n\nIkki.")),
        (short(), {"answer.q-short": ["  Toshkent\u200b shahri "]}, Response(text="Toshkent shahri")),
    ],
)
def test_a_posted_answer_is_read(asked, raw, response):
    assert parse_response(asked, raw) == response


@pytest.mark.parametrize("asked", KINDS)
def test_nothing_chosen_is_an_empty_response(asked):
    assert parse_response(asked, {"csrf_token": ["t"]}) == UNANSWERED
    assert parse_response(asked, {field_name(asked.id): []} if asked.kind != "truefalse" else {}).is_empty


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
        (essay(), {"answer.q-essay": ["a" * 3001]}, BadAnswerProblem.TOO_LONG),
        (essay(), {"answer.q-essay": ["a" * 1_000_000]}, BadAnswerProblem.TOO_LONG),
        (short(), {"answer.q-short": ["a" * 1_000_000]}, BadAnswerProblem.TOO_LONG),
    ],
)
def test_qz07_what_no_page_of_ours_sends_is_refused(asked, raw, problem):
    with pytest.raises(BadAnswerError) as caught:
        parse_response(asked, raw)
    assert caught.value.problem is problem


@pytest.mark.parametrize(
    "hostile", ["NaN", "1e999", "9" * 20, "9" * 5000, "1\0", "\ud800", "[" * 100_000, "null", "-1"]
)
def test_qz08_hostile_values_are_refused_and_never_crash(hostile):
    raws = [(single(), "answer.q-single"), (multiple(), "answer.q-multiple"), (truefalse(), "answer.q-tf.1")]
    for asked, name in raws:
        with pytest.raises(BadAnswerError):
            parse_response(asked, {name: [hostile]})


@pytest.mark.parametrize("text", ["a\0b", "\ud800", "\x1b[2J"])
@pytest.mark.parametrize("asked", [short(), essay()])
def test_qz08_a_text_that_no_database_likes_is_refused(asked, text):
    with pytest.raises(BadAnswerError) as caught:
        parse_response(asked, {field_name(asked.id): [text]})
    assert caught.value.problem is BadAnswerProblem.UNREADABLE


@given(
    st.sampled_from(KINDS),
    st.dictionaries(
        st.sampled_from(["answer.q-single", "answer.q-tf.1", "answer.q-short", "answer.", "x"]) | st.text(max_size=9),
        st.lists(st.text(max_size=9), max_size=3),
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
)


@given(RESPONSES)
def test_a_response_comes_back_from_its_row(response):
    assert from_json(json.loads(json.dumps(to_json(response)))) == response


def test_a_row_holds_only_the_fields_in_use():
    assert to_json(UNANSWERED) == {}
    assert to_json(Response(text="ha")) == {"text": "ha"}


@pytest.mark.parametrize(
    "value", [None, [], "x", 1, {"chosen": "12"}, {"chosen": [1]}, {"truths": {"1": 1}}, {"text": 5}, {"score": 100}]
)
def test_a_row_that_we_did_not_write_is_refused(value):
    with pytest.raises(ValueError, match="not a response"):
        from_json(value)


@pytest.mark.parametrize("kind", GRADERS)
def test_every_kind_that_is_graded_can_be_read(kind):
    weights = () if kind in {QuestionKind.SHORT, QuestionKind.ESSAY} else (1, 0)
    assert parse_response(question("q", kind, weights), {}).is_empty
