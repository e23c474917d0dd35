"""Writes of the room: an attempt begins, is answered, is submitted. Each has one outcome however often it is asked."""

import secrets

from flask import current_app
from sqlalchemy import select

from app.content.types import Quiz
from app.infra.bus import announce
from app.infra.database import add, count, db, serialise
from app.infra.traces import erase_in_room
from app.kernel import clock
from app.kernel.locale import Tag
from app.quizzes.events import AttemptStarted, AttemptSubmitted
from app.quizzes.models import Answer, Attempt, SubmittedAttempt
from app.quizzes.queries import get_attempt, get_paper_of, get_quiz, get_quiz_of, get_record
from app.quizzes.rules.attempt import may_start, takes_answer
from app.quizzes.rules.response import to_json
from app.quizzes.rules.scoring import score
from app.quizzes.types import (
    AttemptFacts,
    AttemptState,
    CooldownError,
    NoAttemptsLeftError,
    Response,
    Resume,
    Start,
    WaitUntil,
)


def start_attempt(person_id: str, course_key: str, quiz_key: str, language: Tag) -> str:
    """Begin an attempt, or go on with the open one: the answer is its id.

    Raises NotFoundError, CooldownError, NoAttemptsLeftError.
    """
    _course, quiz, release = get_quiz(course_key, quiz_key, language)
    serialise(f"learner {person_id}")
    record = get_record(person_id, course_key, quiz_key)
    match may_start(quiz, submissions=record.submissions, open_attempt_id=record.open_attempt_id, now=clock.now()):
        case Resume(attempt_id=attempt_id):
            return attempt_id
        case Start():
            return _begin(person_id, quiz, release, language)
        case WaitUntil():
            raise CooldownError
        case _:
            raise NoAttemptsLeftError


def _begin(person_id: str, quiz: Quiz, release: str, language: Tag) -> str:
    mine = (Attempt.person_id == person_id, Attempt.course_key == quiz.course, Attempt.quiz_key == quiz.key)
    attempt = Attempt(
        node_id=current_app.config["NODE_ID"],
        person_id=person_id,
        course_key=quiz.course,
        quiz_key=quiz.key,
        number=count(Attempt, *mine) + 1,
        release=release,
        quiz_digest=quiz.digest,
        seed=secrets.token_hex(16),
        language=language,
        started_at=clock.now(),
    )
    add(attempt)
    announce(AttemptStarted(attempt_id=attempt.id, person_id=person_id, course_key=quiz.course, quiz_key=quiz.key))
    return attempt.id


def save_answer(attempt: AttemptFacts, question_id: str, response: Response) -> None:
    """Keep what was answered. The same answer again changes nothing.

    Raises QuestionNotAskedError, AttemptClosedError, AnswerClosedError.
    """
    serialise(f"attempt {attempt.id}")
    now_kept = get_attempt(attempt.id, attempt.person_id, course_key=attempt.course_key, quiz_key=attempt.quiz_key)
    quiz = get_quiz_of(now_kept)
    is_new = takes_answer(
        quiz.feedback,
        state=now_kept.state,
        paper=get_paper_of(now_kept),
        question_id=question_id,
        given=now_kept.responses.get(question_id),
        new=response,
    )
    if is_new:
        add(
            Answer(
                node_id=current_app.config["NODE_ID"],
                attempt_id=attempt.id,
                question_id=question_id,
                revision=now_kept.revisions.get(question_id, 0) + 1,
                response=to_json(response),
                given_at=clock.now(),
            )
        )


def submit_attempt(attempt: AttemptFacts, language: Tag) -> bool:
    """End an attempt and grade it with the quiz that it was made with. The second time nothing happens: False."""
    serialise(f"attempt {attempt.id}")
    now_kept = get_attempt(attempt.id, attempt.person_id, course_key=attempt.course_key, quiz_key=attempt.quiz_key)
    if now_kept.state is AttemptState.SUBMITTED:
        return False
    quiz = get_quiz_of(now_kept)
    result = score(quiz, get_paper_of(now_kept), now_kept.responses)
    submission = add(
        SubmittedAttempt(
            node_id=current_app.config["NODE_ID"],
            attempt_id=attempt.id,
            person_id=attempt.person_id,
            course_key=attempt.course_key,
            quiz_key=attempt.quiz_key,
            quiz_digest=attempt.quiz_digest,
            points=str(result.points),
            possible=str(result.possible),
            percent=result.percent,
            is_passed=result.is_passed,
            submitted_at=clock.now(),
        )
    )
    announce(
        AttemptSubmitted(
            submission_id=submission.id,
            attempt_id=attempt.id,
            person_id=attempt.person_id,
            course_key=attempt.course_key,
            quiz_key=attempt.quiz_key,
            release=attempt.release,
            language=language,
            percent=result.percent,
            is_passed=result.is_passed,
        )
    )
    return True


def erase_person(person_id: str, tombstone_id: str) -> None:
    """What this id did stays, under one that leads to nobody; what they wrote in words of their own goes."""
    mine = select(Attempt.id).where(Attempt.person_id == person_id)
    for answer in db.session.scalars(select(Answer).where(Answer.attempt_id.in_(mine))):
        if {"text", "gaps"} & answer.response.keys():
            answer.response = {}
    db.session.flush()
    erase_in_room("quizzes", person_id, tombstone_id)
