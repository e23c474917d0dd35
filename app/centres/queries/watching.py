"""Reads about what goes on in a class: where everybody is, which test is open, who is helped."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.accounts.models.people import Person
from app.centres.models.papers import Sheet, SheetEntry
from app.centres.models.tests import HelperNote, QuizOpening
from app.centres.rules.watching import Spot, Work, latest_spot, wrong_in_a_row
from app.centres.types.places import MeetingFacts
from app.courses.queries import list_done_of
from app.infra.database import db
from app.practice.queries import list_walks_of
from app.practice.types import WalkGlance
from app.progress.queries import list_passed_of
from app.quizzes.queries.glances import list_glances
from app.quizzes.types.attempts import AttemptGlance

EARLY, LATE = timedelta(minutes=30), timedelta(minutes=60)
"""What is done so long before a meeting and after it belongs to it: classes begin and end as they do."""


@dataclass(frozen=True, kw_only=True)
class Watched:
    """Somebody in a class."""

    spot: Spot | None
    done: frozenset[tuple[str, str]]
    """Course and lesson, of all lessons that they have done."""
    passed: frozenset[str]
    """Keys of the courses that they have passed."""


@dataclass(frozen=True, kw_only=True)
class Opening:
    """A test that was started for all."""

    id: str
    meeting_id: str
    course_key: str
    quiz_key: str
    opened_at: datetime
    closes_at: datetime

    def holds(self, moment: datetime) -> bool:
        """Whether it was open then."""
        return self.opened_at <= moment < self.closes_at


def time_of(meeting: MeetingFacts) -> tuple[datetime, datetime]:
    """From when until when what people do belongs to a meeting."""
    return meeting.begins_at - EARLY, meeting.ends_at + LATE


def watch(person_ids: Sequence[str], meeting: MeetingFacts) -> dict[str, Watched]:
    """What each of these people does in a meeting: seven statements, however many they are."""
    begin, end = time_of(meeting)
    attempts = list_glances(person_ids, begin, end, with_tries=True)
    walks = list_walks_of(person_ids, begin, end)
    lessons, passed = list_done_of(person_ids), list_passed_of(person_ids)
    return {
        id_: Watched(
            spot=latest_spot(
                [
                    *_quiz_spots(attempts.get(id_, ())),
                    *map(_walk_spot, walks.get(id_, ())),
                    *(
                        Spot(work=Work.LESSON, course_key=one.course_key, key=one.lesson_key, at=one.at, is_open=False)
                        for one in lessons.get(id_, ())
                    ),
                ]
            ),
            done=frozenset((one.course_key, one.lesson_key) for one in lessons.get(id_, ())),
            passed=passed.get(id_, frozenset()),
        )
        for id_ in person_ids
    }


def _quiz_spots(attempts: Iterable[AttemptGlance]) -> list[Spot]:
    """One a attempt; what was answered wrongly before in the same quiz of this class is counted along."""
    tries: dict[tuple[str, str, str], list[bool]] = defaultdict(list)
    spots = []
    for one in attempts:
        for id_, own in one.tries.items():
            tries[one.course_key, one.quiz_key, id_].extend(own)
        rows = {id_: wrong_in_a_row(tries[one.course_key, one.quiz_key, id_]) for id_ in one.question_ids}
        worst = max(rows, key=lambda id_: rows[id_], default="")
        now = one.question_ids[one.number - 1] if one.question_ids else ""
        spots.append(
            Spot(
                work=Work.QUIZ,
                course_key=one.course_key,
                key=one.quiz_key,
                at=one.last_at,
                is_open=one.ended_at is None,
                number=one.number,
                total=len(one.question_ids),
                percent=one.percent,
                is_passed=one.is_passed,
                wrongs=rows.get(worst, 0),
                wrong_number=one.question_ids.index(worst) + 1 if worst else 0,
                has_hints=now in one.hinted,
            )
        )
    return spots


def _walk_spot(walk: WalkGlance) -> Spot:
    return Spot(
        work=Work.PRACTICE,
        course_key=walk.course_key,
        key=walk.scenario_key,
        at=walk.last_at,
        is_open=not walk.is_over,
        number=walk.step,
        percent=walk.percent,
        wrongs=walk.wrongs,
        wrong_number=walk.step,
    )


def list_openings(meeting_id: str) -> list[Opening]:
    """The tests that were started for all in a meeting, oldest first."""
    return _openings(QuizOpening.meeting_id == meeting_id)


def _openings(condition: object) -> list[Opening]:
    query = select(QuizOpening).where(condition)  # type: ignore[arg-type]  # a column expression
    return [
        Opening(
            id=row.id,
            meeting_id=row.meeting_id,
            course_key=row.course_key,
            quiz_key=row.quiz_key,
            opened_at=row.opened_at,
            closes_at=row.closes_at,
        )
        for row in db.session.scalars(query.order_by(QuizOpening.opened_at, QuizOpening.id))
    ]


def list_helped(meeting_id: str) -> frozenset[str]:
    """Who was noted to be helped in a meeting, by the ids that they go by now; what was noted last counts."""
    rows = db.session.execute(
        select(Person.canonical_id, HelperNote.had_helper)
        .join(Person, Person.id == HelperNote.person_id)
        .where(HelperNote.meeting_id == meeting_id)
        .order_by(HelperNote.noted_at, HelperNote.id)
    )
    last = {row[0]: row[1] for row in rows}
    return frozenset(person_id for person_id, had_helper in last.items() if had_helper)


def list_paper_attempts(cohort_id: str, meeting: MeetingFacts) -> frozenset[str]:
    """Ids of the attempts that were entered from paper and taken in a meeting."""
    begin, end = time_of(meeting)
    rows = db.session.execute(
        select(SheetEntry.attempt_id, SheetEntry.meeting_id, SheetEntry.taken_at)
        .join(Sheet, Sheet.id == SheetEntry.sheet_id)
        .where(Sheet.cohort_id == cohort_id)
    )
    return frozenset(
        attempt_id for attempt_id, of, at in rows if of == meeting.id or (of is None and begin <= at <= end)
    )
