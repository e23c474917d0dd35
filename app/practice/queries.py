"""Reads about practice: scenarios from the release, walks from the database."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import bindparam, select

from app.accounts.models.people import Person
from app.accounts.queries.people import ids_of
from app.content.types.courses import Course
from app.content.types.scenarios import Mode, Scenario, ScenarioText
from app.infra.database import db
from app.infra.traces import Rows, read_out, read_out_room
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id
from app.kernel.locale import Tag
from app.practice.models import Ending, Walk
from app.practice.models import Move as MoveRow
from app.practice.rules.walking import begin, walk
from app.practice.types import CodeTime, Errand, Move, State, Verdict, WalkFacts, WalkGlance
from app.published.queries import find_release, get_library


def list_scenarios(course: Course, tag: Tag) -> list[tuple[Scenario, ScenarioText]]:
    """The scenarios of a course in a language: those that lessons name first, in the order of the lessons."""
    release = find_release()
    mine = [one for one in (release.scenarios if release else {}).values() if one.course == course.key]
    order = {lesson.practice: place for place, lesson in reversed(list(enumerate(course.lessons))) if lesson.practice}
    ordered = sorted(mine, key=lambda one: (order.get(one.key, len(course.lessons)), one.key))
    return [(one, one.texts[tag]) for one in ordered if tag in one.texts]


def find_scenario(course_key: str, scenario_key: str) -> Scenario | None:
    """A scenario that is published now, in whichever languages."""
    release = find_release()
    return release.scenarios.get(f"{course_key}/{scenario_key}") if release else None


def get_scenario(course_key: str, scenario_key: str, tag: Tag) -> tuple[Scenario, ScenarioText, str]:
    """A scenario that is published now in a language, and the release's digest. NotFoundError."""
    release, scenario = find_release(), find_scenario(course_key, scenario_key)
    if release is None or scenario is None or tag not in scenario.texts:
        raise NotFoundError
    return scenario, scenario.texts[tag], release.digest


def get_scenario_of(facts: WalkFacts) -> Scenario:
    """The screens that a walk was begun with, whatever is published since."""
    return get_library().scenario(facts.scenario_digest)


def state_of(facts: WalkFacts) -> State:
    """Where a walk stands."""
    scenario = get_scenario_of(facts)
    return walk(scenario, facts.mode, begin(scenario, facts.code_time, facts.started_at), facts.moves)


_WALK = select(Walk).where(Walk.id == bindparam("walk_id"), Walk.person_id.in_(ids_of(bindparam("person_id"))))
_MOVES = (
    select(MoveRow.action, MoveRow.verdicts, MoveRow.made_at)
    .where(MoveRow.walk_id == bindparam("walk_id"))
    .order_by(MoveRow.step, MoveRow.made_at, MoveRow.id)
)


def get_walk(walk_id: str, person_id: str | None, *, course_key: str, scenario_key: str) -> WalkFacts:
    """A person's own walk. NotFoundError for anybody else's, and for an id that is none."""
    if person_id is None or not is_id(walk_id):
        raise NotFoundError
    row = db.session.scalars(_WALK, {"walk_id": walk_id, "person_id": person_id}).first()
    if row is None or (row.course_key, row.scenario_key) != (course_key, scenario_key):
        raise NotFoundError
    return _facts(row, person_id)


def _facts(row: Walk, person_id: str) -> WalkFacts:
    return _facts_with(row, person_id, db.session.execute(_MOVES, {"walk_id": row.id}).all())


def _facts_with(row: Walk, person_id: str, moves: Iterable[Any]) -> WalkFacts:
    return WalkFacts(
        id=row.id,
        person_id=person_id,
        course_key=row.course_key,
        scenario_key=row.scenario_key,
        scenario_digest=row.scenario_digest,
        mode=Mode(row.mode),
        code_time=CodeTime(row.code_time),
        code_secret=row.code_secret,
        errand=_errand(row),
        started_at=row.started_at,
        moves=tuple(
            Move(
                action=one.action,
                verdicts={name: Verdict(verdict) for name, verdict in one.verdicts.items()},
                made_at=one.made_at,
            )
            for one in moves
        ),
    )


def _errand(row: Walk) -> Errand | None:
    if row.attempt_id is None or row.question_id is None:
        return None
    return Errand(
        attempt_id=row.attempt_id,
        question_id=row.question_id,
        course_key=row.quiz_course_key or "",
        quiz_key=row.quiz_key or "",
    )


def find_open_walk(person_id: str | None, course_key: str, scenario_key: str) -> WalkFacts | None:
    """The walk that a person began last for its own sake, when it has no end yet."""
    if person_id is None:
        return None
    query = (
        select(Walk, Ending.id)
        .outerjoin(Ending, Ending.walk_id == Walk.id)
        .where(Walk.person_id.in_(ids_of(person_id)), Walk.attempt_id.is_(None))
        .where(Walk.course_key == course_key, Walk.scenario_key == scenario_key)
        .order_by(Walk.started_at.desc(), Walk.id.desc())
        .limit(1)
    )
    row = db.session.execute(query).first()
    return _facts(row[0], person_id) if row and row[1] is None else None


def find_walk_for(errand: Errand, person_id: str) -> WalkFacts | None:
    """The walk that answers a question of an attempt, once it was begun."""
    query = select(Walk).where(
        Walk.attempt_id == errand.attempt_id,
        Walk.question_id == errand.question_id,
        Walk.person_id.in_(ids_of(person_id)),
    )
    row = db.session.scalars(query.order_by(Walk.started_at, Walk.id)).first()
    return _facts(row, person_id) if row else None


def list_walks_of(person_ids: Collection[str], begin: datetime, end: datetime) -> dict[str, list[WalkGlance]]:
    """The walks for their own sake that these people began in a time, by the ids that they go by now, oldest first.

    Two statements, however many people there are.
    """
    rows = db.session.execute(
        select(Walk, Person.canonical_id, Ending.percent, Ending.ended_at)
        .join(Person, Person.id == Walk.person_id)
        .outerjoin(Ending, Ending.walk_id == Walk.id)
        .where(Person.canonical_id.in_(sorted(person_ids)), Walk.attempt_id.is_(None))
        .where(Walk.started_at.between(begin, end))
        .order_by(Walk.started_at, Walk.id)
    ).all()
    moves: dict[str, list[MoveRow]] = defaultdict(list)
    query = select(MoveRow).where(MoveRow.walk_id.in_([row[0].id for row in rows]))
    for move in db.session.scalars(query.order_by(MoveRow.step, MoveRow.made_at, MoveRow.id)):
        moves[move.walk_id].append(move)
    found: dict[str, list[WalkGlance]] = defaultdict(list)
    for row, person_id, percent, ended_at in rows:
        state = state_of(_facts_with(row, person_id, moves[row.id]))
        found[person_id].append(
            WalkGlance(
                course_key=row.course_key,
                scenario_key=row.scenario_key,
                step=state.step + 1,
                wrongs=state.tries.get(state.screen, 0),
                last_at=ended_at or max((move.made_at for move in moves[row.id]), default=row.started_at),
                percent=percent,
                is_over=ended_at is not None,
            )
        )
    return dict(found)


def list_passed(person_id: str | None, course_key: str) -> frozenset[str]:
    """Keys of the scenarios of a course that a person has passed."""
    if person_id is None:
        return frozenset()
    query = select(Ending.scenario_key).where(
        Ending.person_id.in_(ids_of(person_id)), Ending.course_key == course_key, Ending.is_passed
    )
    return frozenset(db.session.scalars(query))


def export_person(person_id: str) -> dict[str, Rows]:
    """All that the room knows of a person, for them: rows by table."""
    mine = select(Walk.id).where(Walk.person_id.in_(ids_of(person_id)))
    moves = read_out(MoveRow, MoveRow.walk_id.in_(mine))
    return read_out_room("practice", ids_of(person_id)) | {"practice_move": moves}


def persona_rows(text: ScenarioText) -> list[tuple[str, str]]:
    """What the persona is called and has, in the order in which people are asked for it."""
    known = {
        "name": _("Ism"),
        "pinfl": _("JSHSHIR"),
        "passport": _("Pasport"),
        "birth": _("Tugʻilgan kun"),
        "phone": _("Telefon"),
        "email": _("E-pochta"),
        "address": _("Manzil"),
        "login": _("Login"),
        "password": _("Parol"),
        "card": _("Karta"),
        "card_until": _("Karta muddati"),
    }
    named = [(str(words), text.persona[name]) for name, words in known.items() if name in text.persona]
    return named + [(name, value) for name, value in text.persona.items() if name not in known]
