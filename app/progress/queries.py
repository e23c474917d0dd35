"""Reads about what learners have achieved."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, false, func, literal, select, true, union_all

from app.accounts.models.people import Account, Person
from app.accounts.models.telegram import TelegramChat
from app.accounts.queries.people import ids_of, is_chat_of
from app.content.types.courses import Course
from app.courses.models import Completion, Enrolment
from app.courses.queries import list_courses, list_lessons
from app.infra.database import db
from app.infra.outbox import Channel
from app.infra.traces import Rows, read_out_room
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.progress.models import CoursePass, Reminder, ReminderChoice
from app.progress.types import CourseFacts, CourseProgress, Learner, LearnerFacts, Learning, PassFacts, Step
from app.quizzes.models import Attempt, SittingConfirmed, SubmittedAttempt
from app.quizzes.queries.sittings import facts_of, latest_of


def get_pass(pass_id: str) -> PassFacts:
    """A pass. NotFoundError."""
    rows = _passes(CoursePass.id == pass_id)
    if not rows:
        raise NotFoundError
    return rows[0]


def list_passes(person_id: str) -> list[PassFacts]:
    """The passes of a person, under whichever id, oldest first."""
    return _passes(CoursePass.person_id.in_(ids_of(person_id)))


def _passes(condition: ColumnElement[bool]) -> list[PassFacts]:
    rows = db.session.execute(
        select(CoursePass, SittingConfirmed)
        .outerjoin(SubmittedAttempt, SubmittedAttempt.id == CoursePass.submission_id)
        .outerjoin(SittingConfirmed, SittingConfirmed.id == latest_of(SubmittedAttempt.attempt_id))
        .where(condition)
        .order_by(CoursePass.passed_at, CoursePass.id)
    ).all()
    return [_facts(row, said) for row, said in rows]


def list_who_passed(course_keys: Collection[str], since: datetime) -> list[str]:
    """Ids, as they go by now, of all who have passed one of these courses since a moment; each once, in order."""
    query = (
        select(Person.canonical_id)
        .join(CoursePass, CoursePass.person_id == Person.id)
        .where(CoursePass.course_key.in_(course_keys), CoursePass.passed_at >= since)
    )
    return list(db.session.scalars(query.distinct().order_by(Person.canonical_id)))


def list_passed_courses(person_id: str) -> frozenset[str]:
    """Keys of the courses that a person has passed."""
    query = select(CoursePass.course_key).where(CoursePass.person_id.in_(ids_of(person_id)))
    return frozenset(db.session.scalars(query))


def list_passed_of(person_ids: Collection[str]) -> dict[str, frozenset[str]]:
    """Keys of the courses that these people have passed, by the ids that they go by now: one statement."""
    rows = db.session.execute(
        select(Person.canonical_id, CoursePass.course_key)
        .join(Person, Person.id == CoursePass.person_id)
        .where(Person.canonical_id.in_(sorted(person_ids)))
    )
    found: dict[str, set[str]] = defaultdict(set)
    for person_id, course_key in rows:
        found[person_id].add(course_key)
    return {person_id: frozenset(keys) for person_id, keys in found.items()}


def list_begun(person_id: str | None) -> dict[str, CourseProgress]:
    """The courses that a person has begun, by key."""
    return dict(find_learning(person_id).begun)


def find_learning(person_id: str | None) -> Learning:
    """Where a person is in all that they have begun, and whether they want reminders: one query, for their own page."""
    if person_id is None:
        return Learning(begun={}, wants_reminders=True)
    ids = ids_of(person_id)
    said = select(ReminderChoice.is_wanted, ReminderChoice.chosen_at).where(ReminderChoice.person_id.in_(ids))
    last = said.order_by(ReminderChoice.chosen_at.desc(), ReminderChoice.id.desc()).limit(1).subquery()
    rows = db.session.execute(
        union_all(
            select(Enrolment.course_key, literal(""), false(), Enrolment.enrolled_at).where(
                Enrolment.person_id.in_(ids)
            ),
            select(Completion.course_key, Completion.lesson_key, false(), Completion.completed_at).where(
                Completion.person_id.in_(ids)
            ),
            select(CoursePass.course_key, literal(""), true(), CoursePass.passed_at).where(
                CoursePass.person_id.in_(ids)
            ),
            select(literal(_CHOICE), literal(""), last.c.is_wanted, last.c.chosen_at),
        )
    ).all()
    found: dict[str, list[Row[str, str, bool, datetime]]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    choices = found.pop(_CHOICE, [])
    return Learning(
        begun={course_key: _progress(facts) for course_key, facts in found.items()},
        wants_reminders=bool(choices[0][2]) if choices else True,
    )


_CHOICE = ""
"""Stands where a course's key would, in the row that tells whether reminders are wanted."""


def _progress(facts: Sequence[Row[str, str, bool, datetime]]) -> CourseProgress:
    return CourseProgress(
        done=frozenset(lesson_key for _course, lesson_key, _is_passed, _at in facts if lesson_key),
        is_passed=any(is_passed for _course, _lesson, is_passed, _at in facts),
        last_at=max(at for _course, _lesson, _is_passed, at in facts),
    )


def find_step(course_key: str, progress: CourseProgress, tag: Tag) -> Step | None:
    """What comes next in a course, in a language; None when nothing is left, or nothing is offered any more."""
    for course, _text in list_courses(tag):
        if course.key == course_key:
            return step_in(course, progress, tag)
    return None


def step_in(course: Course, progress: CourseProgress, tag: Tag) -> Step | None:
    """What comes next in this course: the first lesson that is not done, then the quiz until it is passed."""
    if progress.is_passed:
        return None
    for lesson, words in list_lessons(course, tag):
        if lesson.key not in progress.done:
            return Step(course_key=course.key, lesson_key=lesson.key, title=words.title, minutes=lesson.minutes)
    return Step(course_key=course.key, quiz_key=course.quiz) if course.quiz else None


def list_learners(after: str, limit: int) -> list[Learner]:
    """People who can be written to, with what they have done, in the order of `key`, from after it: two queries."""
    chat = (
        select(func.max(TelegramChat.chat_id))
        .where(is_chat_of(Account.person_id), TelegramChat.ended_at.is_(None))
        .scalar_subquery()
    )
    people = db.session.execute(
        select(Account.id, Account.person_id, Account.phone, Account.email, Person.language, chat)
        .join(Person, Person.id == Account.person_id)
        .where(Account.disabled_at.is_(None), Person.canonical_id == Person.id, Account.id > after)
        .order_by(Account.id)
        .limit(limit)
    ).all()
    facts = _facts_of([person_id for _id, person_id, *_rest in people])
    return [
        Learner(
            key=account_id,
            person_id=person_id,
            language=Tag(language),
            addresses={
                channel: address
                for channel, address in ((Channel.TELEGRAM, chat_id), (Channel.SMS, phone), (Channel.EMAIL, email))
                if address
            },
            facts=_learner_facts(facts[person_id]),
        )
        for account_id, person_id, phone, email, language, chat_id in people
    ]


_BEGUN, _DONE, _PASSED, _TRIED, _REMINDED, _SAID = range(6)
Fact = tuple[int, str, str, datetime, bool]
"""Kind, course, lesson, moment, and what was said where somebody said yes or no."""
_NONE, _YES = literal(""), true()
_ARMS: tuple[tuple[Any, int, Any, Any, Any, Any], ...] = (
    (Enrolment, _BEGUN, Enrolment.course_key, _NONE, Enrolment.enrolled_at, _YES),
    (Completion, _DONE, Completion.course_key, Completion.lesson_key, Completion.completed_at, _YES),
    (CoursePass, _PASSED, CoursePass.course_key, _NONE, CoursePass.passed_at, _YES),
    (Attempt, _TRIED, Attempt.course_key, _NONE, Attempt.started_at, _YES),
    (SubmittedAttempt, _TRIED, SubmittedAttempt.course_key, _NONE, SubmittedAttempt.submitted_at, _YES),
    (Reminder, _REMINDED, Reminder.course_key, _NONE, Reminder.reminded_at, _YES),
    (ReminderChoice, _SAID, literal(_CHOICE), _NONE, ReminderChoice.chosen_at, ReminderChoice.is_wanted),
)


def _facts_of(people: Sequence[str]) -> dict[str, list[Fact]]:
    """What these people did, under whichever id, by the id that each goes by now."""
    arms = [
        select(Person.canonical_id, literal(kind), course, lesson, moment, said)
        .select_from(table)
        .join(Person, Person.id == table.person_id)
        .where(Person.canonical_id.in_(people))
        for table, kind, course, lesson, moment, said in _ARMS
    ]
    found: dict[str, list[Fact]] = defaultdict(list)
    for person_id, kind, course, lesson, moment, said in db.session.execute(union_all(*arms)):
        found[person_id].append((kind, course, lesson, moment, bool(said)))
    return found


def _learner_facts(facts: Iterable[Fact]) -> LearnerFacts:
    begun: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        begun[fact[1]].append(fact)
    said = begun.pop(_CHOICE, [])
    return LearnerFacts(
        courses={course_key: _course_facts(own) for course_key, own in begun.items()},
        wants_reminders=max(said, key=lambda fact: fact[3])[4] if said else True,
    )


def _course_facts(facts: Sequence[Fact]) -> CourseFacts:
    deeds = [moment for kind, _course, _lesson, moment, _said in facts if kind != _REMINDED]
    reminded = [moment for kind, _course, _lesson, moment, _said in facts if kind == _REMINDED]
    return CourseFacts(
        done=frozenset(lesson for kind, _course, lesson, *_rest in facts if kind == _DONE),
        is_passed=any(kind == _PASSED for kind, *_rest in facts),
        last_at=max(deeds, default=None),
        reminders=len(reminded),
        reminded_at=max(reminded, default=None),
    )


def _facts(row: CoursePass, said: SittingConfirmed | None) -> PassFacts:
    return PassFacts(
        id=row.id,
        person_id=row.person_id,
        course_key=row.course_key,
        release=row.release,
        language=Tag(row.language),
        percent=row.percent,
        passed_at=row.passed_at,
        sitting=facts_of(said),
    )


def export_person(person_id: str) -> dict[str, Rows]:
    """All that the room knows of a person, for them: rows by table."""
    return read_out_room("progress", ids_of(person_id))
