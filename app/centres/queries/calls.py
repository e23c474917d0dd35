"""What a member's pages call them to: the test that was started for all, until they have taken it."""

from sqlalchemy import select

from app.accounts.models.people import Person
from app.accounts.queries.people import ids_of
from app.centres.models.people import Departure, Membership
from app.centres.models.places import Meeting
from app.centres.models.tests import QuizOpening
from app.infra.bell import get_bell
from app.infra.database import db
from app.kernel import clock
from app.published.queries import find_release
from app.quizzes.models import Attempt, HandedIn, SubmittedAttempt
from app.web.calls import Call
from app.web.i18n import current_language


def find_call(person_id: str) -> Call | None:
    """The test that is open to all of a meeting of this person's group, unless they have ended it since.

    No statement while nothing is open on this machine, else one or two.
    """
    now = clock.now()
    if not get_bell().rings(now):
        return None
    mine = ids_of(person_id)
    query = (
        select(QuizOpening)
        .join(Meeting, Meeting.id == QuizOpening.meeting_id)
        .join(Membership, Membership.cohort_id == Meeting.cohort_id)
        .where(QuizOpening.opened_at <= now, QuizOpening.closes_at > now, Meeting.cancelled_at.is_(None))
        .where(Membership.person_id.in_(mine), Membership.id.not_in(select(Departure.membership_id)))
        .order_by(QuizOpening.opened_at.desc(), QuizOpening.id.desc())
    )
    opening = db.session.scalars(query.limit(1)).first()
    if opening is None or _has_ended(person_id, opening):
        return None
    return Call(course_key=opening.course_key, quiz_key=opening.quiz_key, title=_title(opening))


def _has_ended(person_id: str, opening: QuizOpening) -> bool:
    """Whether they have ended an attempt that they began since it was open, or passed it before."""
    query = (
        select(Attempt.id)
        .join(Person, Person.id == Attempt.person_id)
        .outerjoin(SubmittedAttempt, SubmittedAttempt.attempt_id == Attempt.id)
        .outerjoin(HandedIn, HandedIn.attempt_id == Attempt.id)
        .where(Attempt.person_id.in_(ids_of(person_id)))
        .where(Attempt.course_key == opening.course_key, Attempt.quiz_key == opening.quiz_key)
        .where(
            SubmittedAttempt.is_passed.is_(True)
            | (
                (Attempt.started_at >= opening.opened_at)
                & (SubmittedAttempt.id.is_not(None) | HandedIn.id.is_not(None))
            )
        )
    )
    return db.session.scalars(query.limit(1)).first() is not None


def _title(opening: QuizOpening) -> str:
    release = find_release()
    quiz = release.quizzes.get(f"{opening.course_key}/{opening.quiz_key}") if release else None
    text = quiz.texts.get(current_language().tag) if quiz else None
    return text.title if text else ""
