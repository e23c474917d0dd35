"""Writes of the room: an attempt begins, is answered, is submitted. Each has one outcome however often it is asked."""

import secrets
from dataclasses import replace
from datetime import datetime

from flask import current_app
from sqlalchemy import select

from app.content.types.quizzes import Quiz
from app.infra.bus import announce
from app.infra.database import add, count, db, serialise
from app.infra.jobs import enqueue
from app.kernel import clock
from app.kernel.locale import Tag
from app.quizzes.events import AttemptStarted, AttemptSubmitted
from app.quizzes.models import Answer, Attempt, HandedIn, HintOpened, SubmittedAttempt
from app.quizzes.queries.attempts import (
    find_extra_time,
    get_any_attempt,
    get_paper_of,
    get_quiz,
    get_quiz_of,
    get_record,
    score_of,
)
from app.quizzes.rules.attempt import end_of, is_answer_closed, may_start, receive
from app.quizzes.rules.response import to_json
from app.quizzes.rules.scoring import count_hints
from app.quizzes.types.answers import Given, QuestionNotAskedError, Response
from app.quizzes.types.attempts import (
    AttemptFacts,
    AttemptState,
    CooldownError,
    NoAttemptsLeftError,
    Receipt,
    Resume,
    Start,
    WaitUntil,
)

END = "quizzes.end_attempt"
"""The job that ends an attempt when its time is over."""


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
    now = clock.now()
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
        started_at=now,
        ends_at=end_of(quiz, started_at=now, extra=find_extra_time(person_id)),
    )
    add(attempt)
    if attempt.ends_at is not None:
        enqueue(END, {"attempt_id": attempt.id}, key=f"{END} {attempt.id}", due_at=attempt.ends_at)
    announce(AttemptStarted(attempt_id=attempt.id, person_id=person_id, course_key=quiz.course, quiz_key=quiz.key))
    return attempt.id


def save_answer(
    attempt: AttemptFacts, question_id: str, response: Response, *, stamp: int | None = None
) -> tuple[Receipt, int]:
    """Keep what was answered; what became of it, and the stamp of the answer that counts now.

    The table of outcomes stands at `rules.attempt.receive`. Raises QuestionNotAskedError.
    """
    now_kept, now = locked(attempt), clock.now()
    if not get_paper_of(now_kept).asks(question_id):
        raise QuestionNotAskedError
    given = now_kept.answers.get(question_id)
    receipt = receive(
        get_quiz_of(now_kept).feedback, is_over=now_kept.is_over(now), given=given, new=response, stamp=stamp
    )
    is_late = receipt is Receipt.LATE
    if receipt is Receipt.SAVED or (is_late and now_kept.late.get(question_id) != response):
        answer = Answer(
            node_id=current_app.config["NODE_ID"],
            attempt_id=attempt.id,
            question_id=question_id,
            revision=now_kept.revisions.get(question_id, 0) + 1,
            stamp=stamp if stamp is not None else (given.stamp if given else 0) + 1,
            is_late=is_late,
            response=to_json(response),
            given_at=now,
        )
        add(answer)
        given = given if is_late else Given(response=response, stamp=answer.stamp)
    return receipt, given.stamp if given else 0


def open_hint(attempt: AttemptFacts, question_id: str) -> int:
    """Open the next hint of a question, where hints cost points; how many are open now.

    Nothing happens when all are open, when the question is closed, or when the time is over.
    """
    now_kept = locked(attempt)
    quiz, opened = get_quiz_of(now_kept), now_kept.hints.get(question_id, 0)
    question = next((one for one in quiz.questions if one.id == question_id), None)
    if question is None or not get_paper_of(now_kept).asks(question_id):
        raise QuestionNotAskedError
    given = now_kept.responses.get(question_id)
    is_closed = now_kept.is_over(clock.now()) or is_answer_closed(quiz.feedback, given)
    if is_closed or quiz.unassisted or not quiz.hint_cost_percent or opened >= count_hints(question):
        return opened
    add(
        HintOpened(
            node_id=current_app.config["NODE_ID"],
            attempt_id=attempt.id,
            question_id=question_id,
            number=opened + 1,
            opened_at=clock.now(),
        )
    )
    return opened + 1


def submit_attempt(attempt: AttemptFacts, language: Tag) -> bool:
    """End an attempt and grade it with the quiz that it was made with. The second time nothing happens: False.

    With essays to mark it is handed in, and graded when the last of them is marked. When its time was over before,
    it ended then.
    """
    now_kept = locked(attempt)
    if now_kept.state is not AttemptState.OPEN:
        return False
    ended_at = min(clock.now(), now_kept.ends_at or clock.now())
    if score_of(now_kept).awaiting:
        add(
            HandedIn(
                node_id=current_app.config["NODE_ID"],
                attempt_id=attempt.id,
                person_id=attempt.person_id,
                course_key=attempt.course_key,
                quiz_key=attempt.quiz_key,
                language=language,
                handed_in_at=ended_at,
            )
        )
    else:
        give_grade(now_kept, language, ended_at)
    return True


def end_overdue(attempt_id: str) -> bool:
    """End an attempt whose time is over, in the language that it was begun in; False when there is nothing to end."""
    facts = get_any_attempt(attempt_id)
    if facts.state is not AttemptState.OPEN or not facts.is_over(clock.now()):
        return False
    language = db.session.scalars(select(Attempt.language).where(Attempt.id == attempt_id)).one()
    return submit_attempt(facts, Tag(language))


def locked(attempt: AttemptFacts) -> AttemptFacts:
    """The attempt as it is now, while nobody else writes to it."""
    serialise(f"attempt {attempt.id}")
    return replace(get_any_attempt(attempt.id), person_id=attempt.person_id)


def give_grade(attempt: AttemptFacts, language: Tag, ended_at: datetime) -> None:
    """Grade an attempt that is locked, once and for ever."""
    result = score_of(attempt)
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
            submitted_at=ended_at,
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
