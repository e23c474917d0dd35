"""One question outside an attempt: told at once, stored nowhere, and never one whose answers must stay secret."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.content.types.quizzes import Feedback
from app.infra.database import db as database
from app.quizzes.models import Answer, Attempt
from tests.support.counting import queries

FILM = "/uz/courses/my-gov-uz/quiz/status-film/check/q-status-link/"
NAME = "answer.q-status-link"


def final(bookcase):
    return bookcase.current().quizzes["my-gov-uz/final"]


def test_a_question_stands_by_itself_and_tells_how_the_answer_was(reader):
    page = reader.get(FILM)
    assert page.h1 == "Oʻzingizni tekshiring"
    page = reader.submit("/q-status-link/", **{NAME: "2"})
    assert page.h1 == "Javobingiz"
    assert page.soup.find(attrs={"data-outcome": "right"})


def test_nothing_of_it_is_stored_and_nobody_becomes_a_person(app, reader):
    reader.get(FILM)
    with queries(app) as asked:
        answer = reader.client.post(FILM, data={NAME: "1"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers or "session" not in answer.headers["Set-Cookie"]
    assert not [query for query in asked if not query.lstrip().upper().startswith(("SELECT", "PRAGMA"))]
    with app.app_context():
        assert [database.session.scalar(select(func.count()).select_from(kind)) for kind in (Attempt, Answer)] == [0, 0]


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_question_of_the_final_quiz_is_not_there_whatever_its_rules_say(reader, bookcase, method):
    bookcase.change_quiz(feedback=Feedback.IMMEDIATE)
    question = final(bookcase).questions[0]
    address = f"/uz/courses/my-gov-uz/quiz/final/check/{question.id}/"
    if method == "get":
        reader.get(address, status=404)
    else:
        reader.post(address, {f"answer.{question.id}": "1"}, status=404)


@pytest.mark.parametrize("feedback", [Feedback.AFTER, Feedback.NEVER])
def test_a_quiz_that_tells_later_tells_nothing_here(reader, bookcase, feedback):
    other = replace(bookcase.current().quizzes["my-gov-uz/status-film"], feedback=feedback)
    bookcase.publish(quizzes={**bookcase.current().quizzes, "my-gov-uz/status-film": other})
    reader.get(FILM, status=404)
    reader.post(FILM, {NAME: "2"}, status=404)


@pytest.mark.parametrize(
    "address",
    [
        FILM.replace("q-status-link", "q-gone"),
        FILM.replace("status-film", "gone"),
        FILM.replace("my-gov-uz", "gone"),
    ],
)
def test_what_is_not_asked_is_not_found(reader, address):
    reader.get(address, status=404)


def test_without_an_answer_it_is_asked_again(reader):
    reader.get(FILM)
    page = reader.submit("/q-status-link/", status=400)
    assert "Avval javob bering." in page.main
    assert page.title.startswith("Oʻzingizni tekshiring — xato bor")


@pytest.mark.parametrize("fields", [{NAME: "9"}, {NAME: ["1", "2"]}, {"answer.q-other": "1"}])
def test_what_no_page_of_ours_sends_is_refused(reader, fields):
    reader.get(FILM)
    reader.post(FILM, fields, status=400)


@pytest.mark.parametrize("kind", ["single", "multiple", "truefalse", "short"])
def test_every_kind_can_be_asked_and_is_told_right(reader, bookcase, kind):
    question = next(each for each in final(bookcase).questions if each.kind.value == kind)
    own = replace(bookcase.current().quizzes["my-gov-uz/status-film"], questions=(question,))
    bookcase.publish(quizzes={**bookcase.current().quizzes, "my-gov-uz/status-film": own})
    reader.get(FILM.replace("q-status-link", question.id))
    name = f"answer.{question.id}"
    right = [option.key for option in question.options if option.is_right]
    fields = {
        "single": {name: right},
        "multiple": {name: right},
        "truefalse": {f"{name}.{option.key}": str(option.is_right).lower() for option in question.options},
        "short": {name: list(question.accepted[:1])},
    }[kind]
    page = reader.post(reader.page.path, fields)
    assert page.soup.find(attrs={"data-outcome": "right"})


def test_a_long_answer_is_told_so(reader, bookcase):
    question = next(each for each in final(bookcase).questions if each.kind.value == "short")
    own = replace(bookcase.current().quizzes["my-gov-uz/status-film"], questions=(question,))
    bookcase.publish(quizzes={**bookcase.current().quizzes, "my-gov-uz/status-film": own})
    reader.get(FILM.replace("q-status-link", question.id))
    page = reader.submit(f"/{question.id}/", status=400, **{f"answer.{question.id}": "a" * 501})
    assert "Javob juda uzun." in page.main


def test_the_way_back_leads_only_to_this_site(reader):
    page = reader.get(f"{FILM}?next=https://elsewhere.example/")
    assert page.links["Darsga qaytish"] == "/uz/courses/my-gov-uz/"


def test_a_post_from_elsewhere_is_refused(reader):
    answer = reader.client.post(FILM, data={NAME: "2"}, headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code in {400, 403}
    assert b"data-outcome" not in answer.data
