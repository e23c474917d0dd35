"""Reads about quizzes: banks from the release, attempts from the database."""

from collections import Counter
from fractions import Fraction
from functools import lru_cache
from typing import Any, cast

from flask import current_app
from markupsafe import Markup
from sqlalchemy import bindparam, select

from app.accounts.queries.people import find_language, ids_of
from app.content.library import Library, UnknownQuizError
from app.content.types import Course, Quiz, Release
from app.infra.database import db
from app.infra.traces import Rows, read_out, read_out_room
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id
from app.kernel.locale import Tag
from app.quizzes.models import Answer, Attempt, SubmittedAttempt
from app.quizzes.rules.response import from_json
from app.quizzes.rules.selection import draw
from app.quizzes.types import AttemptFacts, Grade, Paper, QuizRecord, Submission

TRUTH = {True: "+", False: "\N{MINUS SIGN}"}
"""How a statement held to be true or false stands in an export."""


def get_library() -> Library:
    """Where releases, and the quizzes of all releases, are kept."""
    return cast("Library", current_app.extensions["library"])


def find_release() -> Release | None:
    """What is published now, if anything."""
    return get_library().current()


def get_quiz(course_key: str, quiz_key: str, tag: Tag) -> tuple[Course, Quiz, str]:
    """A quiz that is published now in a language, with its course and the release's digest. NotFoundError."""
    release = find_release()
    quiz = release.quizzes.get(f"{course_key}/{quiz_key}") if release else None
    course = next((one for one in release.courses if one.key == course_key), None) if release else None
    if release is None or quiz is None or course is None or tag not in quiz.texts or tag not in course.texts:
        raise NotFoundError
    return course, quiz, release.digest


def find_course(course_key: str) -> Course | None:
    """A course that is published now."""
    release = find_release()
    return next((one for one in release.courses if one.key == course_key), None) if release else None


def find_new_key(course_key: str) -> str | None:
    """What a course is called now that was once called `course_key`."""
    release = find_release()
    return next((one.key for one in release.courses if course_key in one.was), None) if release else None


def get_quiz_of(attempt: AttemptFacts) -> Quiz:
    """The bank and the rules that an attempt was made with, whatever is published since."""
    return get_library().quiz(attempt.quiz_digest)


@lru_cache(maxsize=4096)
def _paper(quiz_digest: str, seed: str) -> Paper:
    return draw(get_library().quiz(quiz_digest), seed)


def get_paper_of(attempt: AttemptFacts) -> Paper:
    """What an attempt asks. Digest and seed decide it for ever, so it is drawn once a process."""
    return _paper(attempt.quiz_digest, attempt.seed)


_ATTEMPT = (
    select(
        Attempt.id,
        Attempt.course_key,
        Attempt.quiz_key,
        Attempt.quiz_digest,
        Attempt.release,
        Attempt.seed,
        SubmittedAttempt.points,
        SubmittedAttempt.possible,
        SubmittedAttempt.percent,
        SubmittedAttempt.is_passed,
    )
    .outerjoin(SubmittedAttempt, SubmittedAttempt.attempt_id == Attempt.id)
    .where(Attempt.id == bindparam("attempt_id"), Attempt.person_id.in_(ids_of(bindparam("person_id"))))
    .order_by(SubmittedAttempt.submitted_at, SubmittedAttempt.id)
    .limit(1)
)
_ANSWERS = (
    select(Answer.question_id, Answer.response)
    .where(Answer.attempt_id == bindparam("attempt_id"))
    .order_by(Answer.revision, Answer.given_at, Answer.id)
)
"""Both are built once: they run at every answer that anybody gives."""


def get_attempt(attempt_id: str, person_id: str | None, *, course_key: str, quiz_key: str) -> AttemptFacts:
    """A person's own attempt. NotFoundError for anybody else's, and for an id that is none."""
    if person_id is None or not is_id(attempt_id):
        raise NotFoundError
    row = db.session.execute(_ATTEMPT, {"attempt_id": attempt_id, "person_id": person_id}).first()
    if row is None or (row.course_key, row.quiz_key) != (course_key, quiz_key):
        raise NotFoundError
    answers = db.session.execute(_ANSWERS, {"attempt_id": attempt_id}).all()
    return AttemptFacts(
        id=row.id,
        person_id=person_id,
        course_key=row.course_key,
        quiz_key=row.quiz_key,
        quiz_digest=row.quiz_digest,
        release=row.release,
        seed=row.seed,
        grade=None if row.points is None else _grade(row),
        responses={answer.question_id: from_json(answer.response) for answer in answers},
        revisions=Counter(answer.question_id for answer in answers),
    )


def _grade(row: Any) -> Grade:  # noqa: ANN401 - a row of the statement above
    return Grade(
        points=Fraction(row.points), possible=Fraction(row.possible), percent=row.percent, is_passed=row.is_passed
    )


def get_record(person_id: str | None, course_key: str, quiz_key: str) -> QuizRecord:
    """All that a person has done at a quiz."""
    if person_id is None:
        return QuizRecord(submissions=(), open_attempt_id=None)
    rows = db.session.execute(
        select(Attempt.id, SubmittedAttempt)
        .outerjoin(SubmittedAttempt, SubmittedAttempt.attempt_id == Attempt.id)
        .where(Attempt.person_id.in_(ids_of(person_id)))
        .where(Attempt.course_key == course_key, Attempt.quiz_key == quiz_key)
        .order_by(Attempt.started_at, Attempt.id)
    ).all()
    ended = tuple(
        Submission(at=submission.submitted_at, is_passed=submission.is_passed) for _id, submission in rows if submission
    )
    return QuizRecord(submissions=ended, open_attempt_id=next((id_ for id_, ended in rows if ended is None), None))


def list_passed(person_id: str, course_key: str) -> frozenset[str]:
    """Keys of the quizzes of a course that a person has passed."""
    query = select(SubmittedAttempt.quiz_key).where(
        SubmittedAttempt.person_id.in_(ids_of(person_id)),
        SubmittedAttempt.course_key == course_key,
        SubmittedAttempt.is_passed,
    )
    return frozenset(db.session.scalars(query))


def export_person(person_id: str) -> dict[str, Rows]:
    """All that the room knows of a person, for them: rows by table; each answer with its question, in words."""
    found = read_out_room("quizzes", ids_of(person_id))
    mine = select(Attempt.id).where(Attempt.person_id.in_(ids_of(person_id)))
    answers = read_out(Answer, Answer.attempt_id.in_(mine))
    attempts = {row["id"]: row for row in found["quizzes_attempt"]}
    language = find_language(person_id)
    return found | {"quizzes_answer": [row | _in_words(row, attempts[row["attempt_id"]], language) for row in answers]}


def _in_words(answer: dict[str, Any], attempt: dict[str, Any], language: Tag | None) -> dict[str, str]:
    """The question as it stood in the release of the attempt, in the person's language, and what was answered."""
    try:
        quiz = get_library().quiz(attempt["quiz_digest"])
    except UnknownQuizError:
        return {"question": "", "answer": ""}
    question = next((one for one in quiz.questions if one.id == answer["question_id"]), None)
    if question is None:
        return {"question": "", "answer": ""}
    texts, own = question.texts, language or Tag(attempt["language"])
    text = texts.get(own) or texts.get(Tag(attempt["language"])) or next(iter(texts.values()))
    given, options = from_json(answer["response"]), text.options_html
    chosen = [_plain(options[key]) for key in given.chosen if key in options]
    truths = [f"{TRUTH[is_true]} {_plain(options[key])}" for key, is_true in given.truths.items() if key in options]
    said = [*chosen, *truths, *(text for text in (given.text, given.practice) if text)]
    return {"question": _plain(f"{text.prompt_html} {text.stem_html}"), "answer": "; ".join(said)}


def _plain(html: str) -> str:
    return Markup(html).striptags()  # noqa: S704 - compiled and cleaned at publish; the tags go
