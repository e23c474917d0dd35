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
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import func, select

from app.content.library import Library
from app.content.types.quizzes import Question, Quiz
from app.infra.database import count, db
from app.published.queries import get_library
from app.quizzes.models import Answer, Attempt, EssayMark, HintOpened, Regrading, SubmittedAttempt
from app.quizzes.queries.attempts import get_any_attempt, get_graded_quiz_of, paper_of
from app.quizzes.rules.analysis import Analysis, Answered, seconds_of
from app.quizzes.rules.attempt import latest
from app.quizzes.rules.response import from_json, text_of
from app.quizzes.rules.scoring import grade_one
from app.quizzes.types.answers import UNANSWERED, Given, Response
from app.quizzes.types.grades import EssayVerdict, Mark

AT_ONCE = 300
MOST_A_LOOK = 3000
"""Attempts told in one look at the page: a few seconds. The next look goes on from there."""
ROOM_FOR = 8
MOST_MARKS = 20_000


@dataclass
class Told:
    """The analysis of one quiz in one release or all, as far as it has been told."""

    analysis: Analysis = field(default_factory=Analysis)
    questions: dict[str, Question] = field(default_factory=dict)
    """The latest seen of each version."""
    last_id: str = ""
    regradings: int = 0
    is_whole: bool = False
    """Every attempt that has ended was told."""
    versions: dict[str, dict[str, str]] = field(default_factory=dict)
    """By the digest of a quiz: the version of each of its questions."""
    marks: dict[tuple[str, str], Mark] = field(default_factory=dict)
    """Marks of answers that came before: most people give the same ones."""


_told: WeakKeyDictionary[Library, OrderedDict[tuple[str, str, str], Told]] = WeakKeyDictionary()
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
    """How the questions of a quiz do, in one version of it or, without `digest`, in all; as far as one look tells."""
    regradings = count(Regrading)
    with _lock:
        shelf, key = _told.setdefault(get_library(), OrderedDict()), (course_key, quiz_key, digest)
        told = shelf.pop(key, Told())
        if told.regradings != regradings:
            told = Told(regradings=regradings)
        for _ in range(MOST_A_LOOK // AT_ONCE):
            batch = _next(course_key, quiz_key, digest, told.last_id)
            told.is_whole = len(batch) < AT_ONCE
            if batch:
                _tell(told, batch)
            if told.is_whole:
                break
        shelf[key] = told
        while len(shelf) > ROOM_FOR:
            shelf.popitem(last=False)
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
    versions = {} if row.regrading else _versions_of(told, quiz)
    heard = {}
    for question_id in paper_of(row.quiz_digest, row.seed).question_ids:
        question, kept = questions[question_id], latest(given.get(question_id, ()))
        version = versions.get(question_id) or version_of(question)
        response = kept.response if kept else UNANSWERED
        paid, verdict = hints[id_, question_id], essays.get((id_, question_id))
        if paid or verdict:
            mark = grade_one(quiz, question, response, paid, verdict)
        else:
            mark = _mark(told, version, quiz, question, response)
        told.questions[version] = question
        heard[version] = _answered(mark, response, seconds.get(question_id))
    told.analysis.add(heard)


def _versions_of(told: Told, quiz: Quiz) -> dict[str, str]:
    known = told.versions.get(quiz.digest)
    if known is None:
        known = told.versions[quiz.digest] = {question.id: version_of(question) for question in quiz.questions}
    return known


def _mark(told: Told, version: str, quiz: Quiz, question: Question, response: Response) -> Mark:
    """The mark of an answer without hints, worked out once for all who give it."""
    key = (f"{version} {quiz.grading}", text_of(response))
    mark = told.marks.get(key)
    if mark is None:
        if len(told.marks) >= MOST_MARKS:
            told.marks.clear()
        mark = told.marks[key] = grade_one(quiz, question, response)
    return mark


def _answered(mark: Mark, response: Response, seconds: int | None) -> Answered:
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


def version_of(question: Question) -> str:
    """Names a question with its words and its key; its tags may change without making it another."""
    written = repr(replace(question, tags=()))
    return f"{question.id} {hashlib.sha256(written.encode('utf-8', 'surrogatepass')).hexdigest()}"
