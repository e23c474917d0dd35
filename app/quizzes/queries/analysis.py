"""Attempts told to the analysis, a few hundred at a time; what was told before is not told again.

Versions of a question with the same words and the same key are one, whichever release they came from. The sums are
kept in the process; a grade worked out anew makes them start over.
"""

import hashlib
import threading
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select

from app.content.types import Question, Quiz
from app.infra.database import count, db
from app.quizzes.models import Answer, Attempt, EssayMark, HintOpened, Regrading, SubmittedAttempt
from app.quizzes.queries.attempts import get_any_attempt, get_graded_quiz_of, get_library, paper_of
from app.quizzes.rules.analysis import Analysis, Answered, seconds_of
from app.quizzes.rules.attempt import latest
from app.quizzes.rules.response import from_json
from app.quizzes.rules.scoring import grade_one
from app.quizzes.types import UNANSWERED, EssayVerdict, Given, Response

AT_ONCE = 300
ROOM_FOR = 8


@dataclass
class Told:
    """The analysis of one quiz in one release or all, as far as it has been told."""

    analysis: Analysis = field(default_factory=Analysis)
    questions: dict[str, Question] = field(default_factory=dict)
    """The latest seen of each version."""
    last_id: str = ""
    regradings: int = 0


_told: OrderedDict[tuple[str, str, str, int], Told] = OrderedDict()
_lock = threading.Lock()


def list_digests(course_key: str, quiz_key: str) -> list[tuple[str, int, str]]:
    """The versions of a quiz that were taken: digest, ended attempts, id of the last one; the newest first."""
    query = (
        select(SubmittedAttempt.quiz_digest, func.count(), func.max(SubmittedAttempt.id))
        .where(SubmittedAttempt.course_key == course_key, SubmittedAttempt.quiz_key == quiz_key)
        .group_by(SubmittedAttempt.quiz_digest)
    )
    found = [(digest, number, last) for digest, number, last in db.session.execute(query)]
    return sorted(found, key=lambda one: one[2], reverse=True)


def analyse(course_key: str, quiz_key: str, digest: str = "") -> Told:
    """How the questions of a quiz do, in one version of it or, without `digest`, in all."""
    regradings = count(Regrading)
    with _lock:
        key = (course_key, quiz_key, digest, id(get_library()))
        told = _told.pop(key, Told())
        if told.regradings != regradings:
            told = Told(regradings=regradings)
        while batch := _next(course_key, quiz_key, digest, told.last_id):
            _tell(told, batch)
        _told[key] = told
        while len(_told) > ROOM_FOR:
            _told.popitem(last=False)
        return told


def _next(course_key: str, quiz_key: str, digest: str, after: str) -> Sequence[Any]:
    query = (
        select(
            SubmittedAttempt.id,
            SubmittedAttempt.attempt_id,
            Attempt.quiz_digest,
            Attempt.seed,
            Attempt.started_at,
            Regrading.id.label("regrading"),
        )
        .join(Attempt, Attempt.id == SubmittedAttempt.attempt_id)
        .outerjoin(Regrading, Regrading.attempt_id == Attempt.id)
        .where(SubmittedAttempt.course_key == course_key, SubmittedAttempt.quiz_key == quiz_key)
        .where(SubmittedAttempt.id > after)
        .order_by(SubmittedAttempt.id)
        .limit(AT_ONCE)
    )
    return db.session.execute(query.where(Attempt.quiz_digest == digest) if digest else query).all()


def _tell(told: Told, batch: Sequence[Any]) -> None:
    ids = [row.attempt_id for row in batch]
    answers = defaultdict(list)
    query = select(Answer.attempt_id, Answer.question_id, Answer.response, Answer.stamp, Answer.given_at).where(
        Answer.attempt_id.in_(ids), ~Answer.is_late
    )
    for row in db.session.execute(query):
        answers[row.attempt_id].append(row)
    hints, essays = _hints(ids), _essays(ids)
    for row in {one.attempt_id: one for one in batch}.values():
        _tell_one(told, row, answers[row.attempt_id], hints, essays)
    told.last_id = batch[-1].id


def _tell_one(
    told: Told,
    row: Any,  # noqa: ANN401 - a row of the statement above
    answers: Sequence[Any],
    hints: Counter[tuple[str, str]],
    essays: dict[tuple[str, str], EssayVerdict],
) -> None:
    id_ = row.attempt_id
    quiz = get_graded_quiz_of(get_any_attempt(id_)) if row.regrading else get_library().quiz(row.quiz_digest)
    given: dict[str, list[Given]] = defaultdict(list)
    for one in answers:
        given[one.question_id].append(Given(response=from_json(one.response), stamp=one.stamp))
    moments = [(one.question_id, one.given_at.timestamp()) for one in answers]
    seconds = seconds_of(row.started_at.timestamp(), moments)
    questions = {question.id: question for question in quiz.questions}
    heard = {}
    for question_id in paper_of(row.quiz_digest, row.seed).question_ids:
        question, kept = questions[question_id], latest(given[question_id])
        version = version_of(question)
        told.questions[version] = question
        heard[version] = _answered(
            quiz,
            question,
            kept.response if kept else UNANSWERED,
            hints=hints[id_, question_id],
            verdict=essays.get((id_, question_id)),
            seconds=seconds.get(question_id),
        )
    told.analysis.add(heard)


def _answered(
    quiz: Quiz,
    question: Question,
    response: Response,
    *,
    hints: int,
    verdict: EssayVerdict | None,
    seconds: int | None,
) -> Answered:
    mark = grade_one(quiz, question, response, hints, verdict)
    return Answered(
        points=float(mark.points),
        possible=float(mark.possible),
        chosen=response.chosen,
        is_unknown=response.is_unknown,
        is_empty=response.is_empty,
        seconds=seconds,
    )


def _hints(ids: Sequence[str]) -> Counter[tuple[str, str]]:
    query = select(HintOpened.attempt_id, HintOpened.question_id).where(HintOpened.attempt_id.in_(ids))
    return Counter((attempt_id, question_id) for attempt_id, question_id in db.session.execute(query))


def _essays(ids: Sequence[str]) -> dict[tuple[str, str], EssayVerdict]:
    marks = db.session.scalars(select(EssayMark).where(EssayMark.attempt_id.in_(ids)))
    return {
        (mark.attempt_id, mark.question_id): EssayVerdict(points=Fraction(mark.points), note=mark.note)
        for mark in marks
    }


@lru_cache(maxsize=4096)
def _version(written: str) -> str:
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()


def version_of(question: Question) -> str:
    """Names a question with its words and its key; its tags may change without making it another."""
    return f"{question.id} {_version(repr(replace(question, tags=())))}"
