"""QZ01: nothing that reaches a browser before its time tells which answer is right."""

import re
from dataclasses import replace

import pytest

from app.content.types.quizzes import Feedback
from tests.support.bookcase import flipped
from tests.support.learner import QUIZ, answer_all, asked_on, attempt_of, bank, begin, right, sign_up, wrong
from tests.support.page import Page

PARTS = (*(f"{number}/" for number in range(1, 11)), "review/")


def turn_round(bookcase):
    """The bank and all attempts at it are marked the other way round from here on; nothing else is different."""
    quiz = bookcase.current().quizzes["my-gov-uz/final"]
    turned = replace(quiz, questions=tuple(map(flipped, quiz.questions)))
    bookcase._quizzes[quiz.digest] = turned
    bookcase._release = replace(bookcase.current(), quizzes={"my-gov-uz/final": turned})


def all_that_is_sent(page: Page) -> tuple[str, list[tuple[str, str]]]:
    """Body and headers of an answer, but for the masked token and the number of the request."""
    body = re.sub(r'name="_token" value="\w+"', "", page.html)
    return body, [(name, value) for name, value in page.headers if name not in {"X-Request-ID", "Content-Length"}]


def seen(reader):
    """All that a learner's browser is sent on the way from the start to the end."""
    paths = (QUIZ, *(attempt_of(reader.page) + part for part in PARTS))
    return {path: all_that_is_sent(reader.get(path)) for path in paths}


@pytest.mark.parametrize("feedback", [Feedback.AFTER, Feedback.NEVER, Feedback.IMMEDIATE])
def test_qz01_the_pages_are_the_same_whatever_is_right(reader, bookcase, feedback):
    bookcase.change_quiz(feedback=feedback)
    visitor = all_that_is_sent(reader.stranger().get(QUIZ))
    sign_up(reader)
    begin(reader)
    before = seen(reader)
    turn_round(bookcase)
    assert seen(reader) == before
    assert all_that_is_sent(reader.stranger().get(QUIZ)) == visitor


@pytest.mark.parametrize("feedback", [Feedback.AFTER, Feedback.NEVER])
def test_qz01_the_pages_are_the_same_whatever_is_right_of_what_was_answered(app, reader, bookcase, feedback):
    bookcase.change_quiz(feedback=feedback)
    begin(reader)
    answer_all(reader, bank(app))
    before = seen(reader)
    turn_round(bookcase)
    assert seen(reader) == before


@pytest.mark.parametrize("choose", [right, wrong])
def test_qz01_the_answer_to_an_answer_does_not_say_how_it_was(app, reader, choose):
    page = begin(reader)
    fields = choose(asked_on(page, bank(app)))
    answer = reader.post(f"{page.path}answer", fields, follow=False, status=303)
    assert answer.location == f"{attempt_of(page)}2/"
    assert not answer.headers.getlist("Set-Cookie")


def test_qz01_no_feedback_explanation_or_accepted_text_is_on_a_page_before_the_end(app, reader):
    begin(reader)
    questions = bank(app).questions
    texts = [question.texts["uz"] for question in questions]
    secrets = [html for text in texts for html in (*text.feedback_html.values(), text.explanation_html) if html]
    for path, (body, _headers) in seen(reader).items():
        assert not [secret for secret in secrets if secret in body], path
        for word in ("weight", "is_right", "correct", "accepted", bank(app).digest):
            assert word not in body, path


def test_qz01_no_name_or_order_of_options_tells_the_right_one(app, reader):
    """Right answers stand at every place, and their keys are the writer's, which say nothing either."""
    places = set()
    for _ in range(4):
        visitor = reader.stranger()
        begin(visitor)
        for part in PARTS[:-1]:
            page = visitor.get(attempt_of(visitor.page) + part)
            question = asked_on(page, bank(app))
            if question.kind.value == "single":
                keys = [str(field["value"]) for field in page.form("/answer").find_all("input", type="radio")]
                places.add(keys.index(right(question)[f"answer.{question.id}"][0]))
                ids = [str(field["id"]) for field in page.form("/answer").find_all("input", type="radio")]
                assert ids == ["answer", *(f"answer-{place}" for place in range(2, len(ids) + 1))]
    assert len(places) >= 3


def test_qz01_the_release_and_the_bank_have_no_address(reader):
    for path in ("/quizzes/my-gov-uz/final.uz.md", "/content/", "/static/release.json", "/media/", "/healthz/key"):
        reader.get(path, status=404)
