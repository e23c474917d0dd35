"""Reads about questions: by their link, by their id, those of a person, those that wait."""

from collections import defaultdict

from sqlalchemy import Select, func, or_, select, true
from sqlalchemy.sql.elements import ColumnElement

from app.accounts.models.people import Account, Person
from app.accounts.queries.people import ids_of
from app.helpdesk.models import Question, Turn
from app.helpdesk.queries.reach import courses_in, list_first_names
from app.helpdesk.types import HOLDING, SETTLED, QuestionFacts, Reply, TurnFacts, TurnKind
from app.infra.database import db
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import SITE, Role, Scope, ScopeKind

AT_ONCE = 50
"""Rows on a page of the staff; the oldest come first, so nobody is forgotten behind them."""
LATEST_KIND = (
    select(Turn.kind)
    .where(Turn.question_id == Question.id, Turn.kind.not_in([kind.value for kind in HOLDING]))
    .order_by(Turn.said_at.desc(), Turn.id.desc())
    .limit(1)
    .scalar_subquery()
)
SETTLED_NOW = LATEST_KIND.in_([kind.value for kind in SETTLED])
"""Whether a question of the query around it waits for nobody, or for its asker."""


def questions() -> Select[Question, str]:
    """Questions, each with the region of its asker's account."""
    return (
        select(Question, func.coalesce(Account.region, ""))
        .outerjoin(Person, Person.id == Question.person_id)
        .outerjoin(Account, Account.person_id == Person.canonical_id)
    )


def find_thread(code: str) -> QuestionFacts | None:
    """The question that this link opens."""
    return next(iter(facts_of(questions().where(Question.code == code))), None)


def get_question(question_id: str) -> QuestionFacts:
    """A question. NotFoundError."""
    found = facts_of(questions().where(Question.id == question_id))
    if not found:
        raise NotFoundError
    return found[0]


def list_open(reach: frozenset[Scope]) -> list[QuestionFacts]:
    """Questions in reach that wait for the staff, oldest first."""
    waits = or_(LATEST_KIND.is_(None), ~SETTLED_NOW)
    return facts_of(questions().where(_in(reach), waits).order_by(Question.asked_at, Question.id).limit(AT_ONCE))


def list_settled(reach: frozenset[Scope]) -> list[QuestionFacts]:
    """Questions in reach that wait for nobody or for the asker, newest first."""
    query = questions().where(_in(reach), SETTLED_NOW)
    return facts_of(query.order_by(Question.asked_at.desc(), Question.id.desc()).limit(AT_ONCE))


def count_open(reach: frozenset[Scope]) -> int:
    """How many questions in reach wait for the staff."""
    waits = or_(LATEST_KIND.is_(None), ~SETTLED_NOW)
    query = questions().where(_in(reach), waits).with_only_columns(func.count(), maintain_column_froms=True)
    return db.session.scalar(query) or 0


def list_questions(person_id: str | None) -> list[QuestionFacts]:
    """What a person has asked, newest first."""
    if person_id is None:
        return []
    query = questions().where(Question.person_id.in_(ids_of(person_id)))
    return facts_of(query.order_by(Question.asked_at.desc(), Question.id.desc()).limit(AT_ONCE))


def _in(reach: frozenset[Scope]) -> ColumnElement[bool]:
    regions = [scope.key for scope in reach if scope.kind is ScopeKind.REGION]
    return true() if SITE in reach else or_(Account.region.in_(regions), courses_in(reach, Question.course_key))


def facts_of(query: Select[Question, str]) -> list[QuestionFacts]:
    """What a query of `questions()` finds, each with its turns: three queries, however many there are."""
    rows = db.session.execute(query).all()
    said = list(
        db.session.scalars(
            select(Turn)
            .where(Turn.question_id.in_([question.id for question, _region in rows]))
            .order_by(Turn.said_at, Turn.id)
        )
    )
    names = list_first_names(turn.author_id for turn in said)
    turns: dict[str, list[TurnFacts]] = defaultdict(list)
    for turn in said:
        turns[turn.question_id].append(_turn(turn, names))
    return [_question(question, region, tuple(turns[question.id])) for question, region in rows]


def _turn(turn: Turn, names: dict[str, str]) -> TurnFacts:
    return TurnFacts(
        kind=TurnKind(turn.kind),
        said_at=turn.said_at,
        text=turn.text,
        author_id=turn.author_id,
        author_name=names.get(turn.author_id or "", ""),
        role=Role(turn.role) if turn.role else None,
    )


def _question(row: Question, region: str, turns: tuple[TurnFacts, ...]) -> QuestionFacts:
    return QuestionFacts(
        id=row.id,
        code=row.code,
        person_id=row.person_id,
        language=Tag(row.language),
        course_key=row.course_key,
        lesson_key=row.lesson_key,
        name=row.name,
        reply=Reply(row.reply),
        text=row.text,
        asked_at=row.asked_at,
        region=region,
        turns=turns,
    )
