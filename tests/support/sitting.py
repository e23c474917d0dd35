"""A member of a group at the final test, by the rooms' own services: begun, answered, ended. Inside no application."""

from flask import Flask

from app.infra.database import write_tx
from app.kernel.locale import UZ
from app.quizzes.queries.attempts import get_any_attempt, get_paper_of, get_quiz_of
from app.quizzes.service.attempts import save_answer, start_attempt, submit_attempt
from app.quizzes.types.answers import Response
from tests.support.learner import right_response

ALL = 1000


def begin(app: Flask, person_id: str, *, answers: int = 0) -> str:
    """An attempt of the final test with so many right answers, open; its id."""
    with app.app_context(), write_tx():
        attempt_id = start_attempt(person_id, "my-gov-uz", "final", UZ)
    with app.app_context():
        ids = get_paper_of(get_any_attempt(attempt_id)).question_ids
    for id_ in ids[:answers]:
        answer(app, attempt_id, id_)
    return attempt_id


def answer(app: Flask, attempt_id: str, question_id: str, *, rightly: bool = True, stamp: int | None = None) -> None:
    """Answer one question; a wrong answer is a text that fits no kind of question, with its stamp in it."""
    with app.app_context(), write_tx():
        attempt = get_any_attempt(attempt_id)
        question = next(one for one in get_quiz_of(attempt).questions if one.id == question_id)
        response = right_response(question) if rightly else Response(text=f"xato {stamp}")
        save_answer(attempt, question_id, response, stamp=stamp)


def sit(app: Flask, person_id: str) -> str:
    """A passed attempt; its id."""
    attempt_id = begin(app, person_id, answers=ALL)
    with app.app_context(), write_tx():
        submit_attempt(get_any_attempt(attempt_id), UZ)
    return attempt_id
