"""Essays that wait for a trainer."""

from sqlalchemy import select, true

from app.accounts.queries.people import list_ids
from app.infra.database import db
from app.kernel.permissions import SITE, Scope, ScopeKind
from app.quizzes.models import HandedIn, SubmittedAttempt
from app.quizzes.queries.attempts import get_any_attempt, get_paper_of, score_of
from app.quizzes.types.attempts import AttemptState
from app.quizzes.types.grades import WaitingEssay

AT_ONCE = 50


def list_waiting(reach: frozenset[Scope], viewer_id: str) -> list[WaitingEssay]:
    """Essays of the courses in these places that no trainer has marked, the oldest first; of fifty attempts at most."""
    keys = [scope.key for scope in reach if scope.kind is ScopeKind.COURSE]
    query = (
        select(HandedIn.attempt_id)
        .outerjoin(SubmittedAttempt, SubmittedAttempt.attempt_id == HandedIn.attempt_id)
        .where(SubmittedAttempt.id.is_(None), true() if SITE in reach else HandedIn.course_key.in_(keys))
        .order_by(HandedIn.handed_in_at, HandedIn.id)
        .limit(AT_ONCE)
    )
    own = set(list_ids(viewer_id))
    return [
        essay
        for attempt_id in db.session.scalars(query).all()
        for essay in list_waiting_of(attempt_id, own_ids=frozenset(own))
    ]


def list_waiting_of(attempt_id: str, *, own_ids: frozenset[str]) -> list[WaitingEssay]:
    """The essays of one attempt that wait, in the order asked. NotFoundError."""
    facts = get_any_attempt(attempt_id)
    if facts.state is not AttemptState.AWAITING or facts.handed_in_at is None:
        return []
    places = {id_: number for number, id_ in enumerate(get_paper_of(facts).question_ids, 1)}
    return [
        WaitingEssay(
            attempt_id=attempt_id,
            question_id=id_,
            number=places[id_],
            course_key=facts.course_key,
            quiz_key=facts.quiz_key,
            handed_in_at=facts.handed_in_at,
            is_own=facts.owner_id in own_ids,
        )
        for id_ in score_of(facts).awaiting
    ]
