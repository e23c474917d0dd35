"""Reads about many people's attempts at once, for a class: three statements, however many people there are."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.accounts.models.people import Person
from app.content.types.quizzes import Quiz
from app.infra.database import db
from app.published.queries import get_library
from app.quizzes.models import Answer, Attempt, ExtraTimeGiven, HandedIn, HintOpened, SittingConfirmed, SubmittedAttempt
from app.quizzes.queries.attempts import paper_of
from app.quizzes.queries.sittings import facts_of, latest_of
from app.quizzes.rules.attempt import latest
from app.quizzes.rules.response import from_json
from app.quizzes.rules.scoring import grade_one
from app.quizzes.types.answers import Given
from app.quizzes.types.attempts import AttemptGlance, ExtraTime


def list_glances(
    person_ids: Collection[str],
    begin: datetime,
    end: datetime,
    *,
    also: Collection[str] = (),
    with_tries: bool = False,
) -> dict[str, list[AttemptGlance]]:
    """The attempts that these people began in a time, and those with ids in `also`, by person, oldest first.

    People by the ids that they go by now. Whether each answer was right is worked out on wish:
    `with_tries`.
    """
    rows = db.session.execute(
        select(
            Attempt,
            Person.canonical_id,
            SubmittedAttempt.percent,
            SubmittedAttempt.is_passed,
            SubmittedAttempt.submitted_at,
            HandedIn.handed_in_at,
            SittingConfirmed,
        )
        .join(Person, Person.id == Attempt.person_id)
        .outerjoin(SubmittedAttempt, SubmittedAttempt.attempt_id == Attempt.id)
        .outerjoin(HandedIn, HandedIn.attempt_id == Attempt.id)
        .outerjoin(SittingConfirmed, SittingConfirmed.id == latest_of(Attempt.id))
        .where(
            Person.canonical_id.in_(sorted(person_ids)),
            (Attempt.started_at.between(begin, end)) | Attempt.id.in_(sorted(also)),
        )
        .order_by(Attempt.started_at, Attempt.id)
    ).all()
    ids = [row[0].id for row in rows]
    answers, hints = _answers_of(ids), _hints_of(ids)
    found: dict[str, list[AttemptGlance]] = defaultdict(list)
    for attempt, person_id, *rest in rows:
        own = answers.get(attempt.id, ())
        glance = _glance(attempt, person_id, rest, own, hints.get(attempt.id, {}), with_tries=with_tries)
        found[person_id].append(glance)
    return dict(found)


def list_extra_times(person_ids: Collection[str]) -> dict[str, ExtraTime]:
    """How much longer than others each of these people has, by the id that they go by now; absent for most."""
    rows = db.session.execute(
        select(ExtraTimeGiven, Person.canonical_id)
        .join(Person, Person.id == ExtraTimeGiven.person_id)
        .where(Person.canonical_id.in_(sorted(person_ids)))
        .order_by(ExtraTimeGiven.given_at, ExtraTimeGiven.id)
    )
    last = {person_id: ExtraTime(percent=row.more_percent, minutes=row.more_minutes) for row, person_id in rows}
    return {person_id: extra for person_id, extra in last.items() if not extra.is_none}


def _answers_of(ids: Sequence[str]) -> dict[str, list[Answer]]:
    query = select(Answer).where(Answer.attempt_id.in_(ids), Answer.is_late.is_(False))
    found: dict[str, list[Answer]] = defaultdict(list)
    for row in db.session.scalars(query.order_by(Answer.revision, Answer.given_at, Answer.id)):
        found[row.attempt_id].append(row)
    return found


def _hints_of(ids: Sequence[str]) -> dict[str, dict[str, datetime]]:
    query = select(HintOpened.attempt_id, HintOpened.question_id, HintOpened.opened_at)
    found: dict[str, dict[str, datetime]] = defaultdict(dict)
    for row in db.session.execute(query.where(HintOpened.attempt_id.in_(ids)).order_by(HintOpened.opened_at)):
        found[row.attempt_id][row.question_id] = row.opened_at
    return found


def _glance(
    attempt: Attempt,
    person_id: str,
    rest: Sequence[Any],
    answers: Sequence[Answer],
    hints: Mapping[str, datetime],
    *,
    with_tries: bool,
) -> AttemptGlance:
    percent, is_passed, submitted_at, handed_in_at, said = rest
    given: dict[str, list[Given]] = defaultdict(list)
    for row in answers:
        given[row.question_id].append(Given(response=from_json(row.response), stamp=row.stamp))
    counting = {id_: last for id_, all_ in given.items() if (last := latest(all_))}
    order = paper_of(attempt.quiz_digest, attempt.seed).question_ids
    open_ones = [
        number for number, id_ in enumerate(order, 1) if id_ not in counting or counting[id_].response.is_empty
    ]
    moments = (attempt.started_at, *(row.given_at for row in answers), *hints.values())
    return AttemptGlance(
        attempt_id=attempt.id,
        person_id=person_id,
        course_key=attempt.course_key,
        quiz_key=attempt.quiz_key,
        started_at=attempt.started_at,
        last_at=max(moments),
        question_ids=order,
        number=open_ones[0] if open_ones else len(order),
        tries=_tries(get_library().quiz(attempt.quiz_digest), given) if with_tries else {},
        hinted=tuple(hints),
        percent=percent,
        is_passed=bool(is_passed),
        ended_at=submitted_at or handed_in_at,
        facts=facts_of(said),
    )


def _tries(quiz: Quiz, given: Mapping[str, Sequence[Given]]) -> dict[str, tuple[bool, ...]]:
    """By question: whether each of its answers was right, as they came."""
    questions = {question.id: question for question in quiz.questions}
    return {
        id_: tuple(
            mark.points >= mark.possible
            for one in all_
            if not one.response.is_empty
            for mark in (grade_one(quiz, questions[id_], one.response),)
        )
        for id_, all_ in given.items()
        if id_ in questions
    }
