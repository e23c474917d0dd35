"""Reads about quizzes: banks from the release, attempts from the database."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy import bindparam, func, select

from app.accounts.queries.people import find_language, ids_of
from app.content.library import UnknownQuizError
from app.content.types.courses import Course
from app.content.types.quizzes import Quiz
from app.infra.database import db
from app.infra.traces import Rows, read_out, read_out_room
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id
from app.kernel.locale import Tag
from app.published.queries import find_release, get_library
from app.quizzes.models import (
    Answer,
    Attempt,
    EssayMark,
    ExtraTimeGiven,
    HandedIn,
    HintOpened,
    Regrading,
    SittingConfirmed,
    SubmittedAttempt,
)
from app.quizzes.rules.attempt import latest
from app.quizzes.rules.regrading import with_key_of
from app.quizzes.rules.response import from_json
from app.quizzes.rules.scoring import score
from app.quizzes.rules.selection import draw
from app.quizzes.rules.telling import Voice, tell_given
from app.quizzes.types.answers import Given
from app.quizzes.types.attempts import NO_EXTRA_TIME, AttemptFacts, ExtraTime, QuizRecord, Submission
from app.quizzes.types.grades import EssayVerdict, Grade, Score
from app.quizzes.types.papers import Paper

TRUTH = {True: "+", False: "\N{MINUS SIGN}"}
"""How a statement held to be true or false stands in an export."""


def get_quiz(course_key: str, quiz_key: str, tag: Tag) -> tuple[Course, Quiz, str]:
    """A quiz that is published now in a language, with its course and the release's digest. NotFoundError."""
    release = find_release()
    quiz = release.quizzes.get(f"{course_key}/{quiz_key}") if release else None
    course = next((one for one in release.courses if one.key == course_key), None) if release else None
    if release is None or quiz is None or course is None or tag not in quiz.texts or tag not in course.texts:
        raise NotFoundError
    return course, quiz, release.digest


def get_quiz_of(attempt: AttemptFacts) -> Quiz:
    """The bank and the rules that an attempt was made with, whatever is published since."""
    return get_library().quiz(attempt.quiz_digest)


def get_graded_quiz_of(attempt: AttemptFacts) -> Quiz:
    """The quiz that an attempt is graded with: its own, with the keys of the questions that were graded anew."""
    quiz = get_quiz_of(attempt)
    for question_id, digest in attempt.rekeyed:
        key = next(one for one in get_library().quiz(digest).questions if one.id == question_id)
        quiz = with_key_of(quiz, key)
    return quiz


def score_of(attempt: AttemptFacts) -> Score:
    """The score of an attempt as its rows tell it now."""
    return score(
        get_graded_quiz_of(attempt),
        get_paper_of(attempt),
        attempt.responses,
        hints=attempt.hints,
        essays=attempt.essays,
    )


@lru_cache(maxsize=4096)
def paper_of(quiz_digest: str, seed: str) -> Paper:
    """What an attempt with this seed at this bank asks. Both decide it for ever, so it is drawn once a process."""
    return draw(get_library().quiz(quiz_digest), seed)


def get_paper_of(attempt: AttemptFacts) -> Paper:
    """What an attempt asks."""
    return paper_of(attempt.quiz_digest, attempt.seed)


_ATTEMPT = (
    select(
        Attempt.id,
        Attempt.person_id,
        Attempt.course_key,
        Attempt.quiz_key,
        Attempt.quiz_digest,
        Attempt.release,
        Attempt.seed,
        Attempt.ends_at,
        HandedIn.handed_in_at,
        SubmittedAttempt.points,
        SubmittedAttempt.possible,
        SubmittedAttempt.percent,
        SubmittedAttempt.is_passed,
    )
    .outerjoin(SubmittedAttempt, SubmittedAttempt.attempt_id == Attempt.id)
    .outerjoin(HandedIn, HandedIn.attempt_id == Attempt.id)
    .where(Attempt.id == bindparam("attempt_id"))
    .order_by(SubmittedAttempt.submitted_at, SubmittedAttempt.id)
    .limit(1)
)
_OWN_ATTEMPT = _ATTEMPT.where(Attempt.person_id.in_(ids_of(bindparam("person_id"))))
_ANSWERS = (
    select(Answer.question_id, Answer.response, Answer.stamp, Answer.is_late)
    .where(Answer.attempt_id == bindparam("attempt_id"))
    .order_by(Answer.revision, Answer.given_at, Answer.id)
)
"""All are built once: they run at every answer that anybody gives."""


def get_attempt(attempt_id: str, person_id: str | None, *, course_key: str, quiz_key: str) -> AttemptFacts:
    """A person's own attempt. NotFoundError for anybody else's, and for an id that is none."""
    if person_id is None or not is_id(attempt_id):
        raise NotFoundError
    row = db.session.execute(_OWN_ATTEMPT, {"attempt_id": attempt_id, "person_id": person_id}).first()
    if row is None or (row.course_key, row.quiz_key) != (course_key, quiz_key):
        raise NotFoundError
    return _facts(row, person_id)


def get_any_attempt(attempt_id: str) -> AttemptFacts:
    """Somebody's attempt, for the staff and for jobs. NotFoundError."""
    row = db.session.execute(_ATTEMPT, {"attempt_id": attempt_id}).first() if is_id(attempt_id) else None
    if row is None:
        raise NotFoundError
    return _facts(row, row.person_id)


def _facts(row: Any, person_id: str) -> AttemptFacts:  # noqa: ANN401 - a row of the statements above
    answers = db.session.execute(_ANSWERS, {"attempt_id": row.id}).all()
    in_time: dict[str, list[Given]] = defaultdict(list)
    for one in answers:
        if not one.is_late:
            in_time[one.question_id].append(Given(response=from_json(one.response), stamp=one.stamp))
    regradings = [] if row.points is None else list_regradings([row.id])
    return AttemptFacts(
        id=row.id,
        person_id=person_id,
        owner_id=row.person_id,
        course_key=row.course_key,
        quiz_key=row.quiz_key,
        quiz_digest=row.quiz_digest,
        release=row.release,
        seed=row.seed,
        ends_at=row.ends_at,
        handed_in_at=row.handed_in_at,
        grade=None if row.points is None else _grade(regradings[-1] if regradings else row),
        answers={id_: given for id_, all_ in in_time.items() if (given := latest(all_))},
        late={one.question_id: from_json(one.response) for one in answers if one.is_late},
        revisions=Counter(one.question_id for one in answers),
        hints=_hints_of(row) if get_library().quiz(row.quiz_digest).hint_cost_percent else {},
        essays=_essays_of(row.id) if row.handed_in_at else {},
        rekeyed=tuple((one.question_id, one.key_digest) for one in regradings),
    )


def _hints_of(row: Any) -> dict[str, int]:  # noqa: ANN401 - as above
    query = select(HintOpened.question_id, func.max(HintOpened.number)).where(HintOpened.attempt_id == row.id)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(HintOpened.question_id))}


def _essays_of(attempt_id: str) -> dict[str, EssayVerdict]:
    query = select(EssayMark).where(EssayMark.attempt_id == attempt_id).order_by(EssayMark.marked_at.desc())
    return {
        mark.question_id: EssayVerdict(points=Fraction(mark.points), note=mark.note)
        for mark in db.session.scalars(query)
    }


def list_regradings(attempt_ids: Sequence[str]) -> list[Regrading]:
    """How these attempts were graded anew, oldest first."""
    query = select(Regrading).where(Regrading.attempt_id.in_(attempt_ids))
    return list(db.session.scalars(query.order_by(Regrading.regraded_at, Regrading.id)))


def _grade(row: Any) -> Grade:  # noqa: ANN401 - a row of the statement above
    return Grade(
        points=Fraction(row.points), possible=Fraction(row.possible), percent=row.percent, is_passed=row.is_passed
    )


def get_record(person_id: str | None, course_key: str, quiz_key: str) -> QuizRecord:
    """All that a person has done at a quiz. An attempt that waits for its marks is still open: no other is begun."""
    if person_id is None:
        return QuizRecord(submissions=(), open_attempt_id=None)
    rows = db.session.execute(
        select(Attempt.id, SubmittedAttempt.submitted_at, SubmittedAttempt.is_passed, Regrading.is_passed, HandedIn.id)
        .outerjoin(SubmittedAttempt, SubmittedAttempt.attempt_id == Attempt.id)
        .outerjoin(Regrading, Regrading.attempt_id == Attempt.id)
        .outerjoin(HandedIn, HandedIn.attempt_id == Attempt.id)
        .where(Attempt.person_id.in_(ids_of(person_id)))
        .where(Attempt.course_key == course_key, Attempt.quiz_key == quiz_key)
        .order_by(Attempt.started_at, Attempt.id, Regrading.regraded_at, Regrading.id)
    ).all()
    ended: dict[str, Submission] = {}
    open_: dict[str, bool] = {}
    for id_, at, was_passed, is_passed, handed_in in rows:
        if at is None:
            open_.setdefault(id_, handed_in is not None)
        else:
            ended[id_] = Submission(at=at, is_passed=was_passed if is_passed is None else is_passed)
    first = next(iter(open_), None)
    return QuizRecord(
        submissions=tuple(ended.values()), open_attempt_id=first, is_awaiting=first is not None and open_[first]
    )


def list_passed(person_id: str, course_key: str) -> frozenset[str]:
    """Keys of the quizzes of a course that a person has passed."""
    query = (
        select(SubmittedAttempt.attempt_id, SubmittedAttempt.quiz_key, SubmittedAttempt.is_passed, Regrading.is_passed)
        .outerjoin(Regrading, Regrading.attempt_id == SubmittedAttempt.attempt_id)
        .where(SubmittedAttempt.person_id.in_(ids_of(person_id)), SubmittedAttempt.course_key == course_key)
        .order_by(Regrading.regraded_at, Regrading.id)
    )
    latest_of = {
        attempt_id: (quiz_key, was_passed if is_passed is None else is_passed)
        for attempt_id, quiz_key, was_passed, is_passed in db.session.execute(query)
    }
    return frozenset(quiz_key for quiz_key, is_passed in latest_of.values() if is_passed)


def find_extra_time(person_id: str | None) -> ExtraTime:
    """How much longer than others a person has for a quiz; nothing for a stranger."""
    if person_id is None:
        return NO_EXTRA_TIME
    query = select(ExtraTimeGiven).where(ExtraTimeGiven.person_id.in_(ids_of(person_id)))
    row = db.session.scalars(query.order_by(ExtraTimeGiven.given_at.desc(), ExtraTimeGiven.id.desc()).limit(1)).first()
    return ExtraTime(percent=row.more_percent, minutes=row.more_minutes) if row else NO_EXTRA_TIME


def export_person(person_id: str) -> dict[str, Rows]:
    """All that the room knows of a person, for them: rows by table; each answer with its question, in words."""
    found = read_out_room("quizzes", ids_of(person_id))
    mine = select(Attempt.id).where(Attempt.person_id.in_(ids_of(person_id)))
    answers = read_out(Answer, Answer.attempt_id.in_(mine))
    hints = read_out(HintOpened, HintOpened.attempt_id.in_(mine))
    marks = read_out(EssayMark, EssayMark.attempt_id.in_(mine))
    sittings = read_out(SittingConfirmed, SittingConfirmed.attempt_id.in_(mine))
    attempts = {row["id"]: row for row in found["quizzes_attempt"]}
    language = find_language(person_id)
    told = [row | _in_words(row, attempts[row["attempt_id"]], language) for row in answers]
    own = {"quizzes_hint": hints, "quizzes_essay_mark": marks, "quizzes_sitting": sittings}
    return found | {"quizzes_answer": told} | own


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
    given = from_json(answer["response"])
    told = [str(_("Bilmayman"))] if given.is_unknown else tell_given(question, text, given, _voice(own))
    said = [_plain(html) for html in told] or [given.text]
    return {"question": _plain(f"{text.prompt_html} {text.stem_html}"), "answer": "; ".join(said)}


def _voice(tag: Tag) -> Voice:
    return Voice(tag=tag, judged=lambda html, is_true: f"{TRUTH[is_true]} {html}", number=str)


def _plain(html: str) -> str:
    return Markup(html.replace("<br>", "\n")).striptags()  # noqa: S704 - compiled and cleaned at publish; the tags go
