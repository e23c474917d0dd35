"""Trainers mark essays. The last mark of an attempt gives it its grade, and the learner is told."""

from fractions import Fraction

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import select

from app.accounts.queries.addresses import find_address
from app.accounts.queries.people import list_ids
from app.infra import outbox
from app.infra.audit import record
from app.infra.database import add, db
from app.kernel import clock
from app.kernel.errors import BadInputError
from app.kernel.locale import Tag
from app.quizzes.models import EssayMark, HandedIn
from app.quizzes.queries.attempts import get_any_attempt, score_of
from app.quizzes.service.attempts import give_grade, locked
from app.quizzes.types.attempts import AttemptFacts, AttemptState
from app.quizzes.types.grades import NothingToMarkError, OwnEssayError
from app.web.i18n import in_language
from app.web.links import public_link


def mark_essay(attempt_id: str, question_id: str, *, points: Fraction, note: str, by: str) -> bool:
    """Keep what a trainer gives for an essay; whether it was the last one, so that the attempt has its grade now.

    Raises NotFoundError, NothingToMarkError (marked by somebody else meanwhile), OwnEssayError, BadInputError for
    points that the question does not have.
    """
    facts = locked(get_any_attempt(attempt_id))
    if facts.owner_id in list_ids(by):
        raise OwnEssayError
    result = score_of(facts)
    if facts.state is not AttemptState.AWAITING or question_id not in result.awaiting:
        raise NothingToMarkError
    if not 0 <= points <= result.marks[question_id].possible:
        raise BadInputError({"points": "out-of-range"})
    add(
        EssayMark(
            node_id=current_app.config["NODE_ID"],
            attempt_id=attempt_id,
            question_id=question_id,
            points=str(points),
            note=note,
            marked_by=by,
            marked_at=clock.now(),
        )
    )
    record("quizzes.essay-marked", actor_id=by, subject_id=facts.owner_id, attempt=attempt_id, question=question_id)
    return _finish(get_any_attempt(attempt_id))


def _finish(facts: AttemptFacts) -> bool:
    """Grade an attempt of which every essay is marked now; False when one still waits."""
    if score_of(facts).awaiting or facts.handed_in_at is None:
        return False
    handed_in = db.session.scalars(
        select(HandedIn).where(HandedIn.attempt_id == facts.id).order_by(HandedIn.id)
    ).first()
    language = Tag(handed_in.language) if handed_in else next(iter(current_app.config["LANGUAGES"]))
    give_grade(facts, language, facts.handed_in_at)
    _tell_learner(facts, language)
    return True


def _tell_learner(facts: AttemptFacts, language: Tag) -> None:
    """A letter that there is a result, where the person has an address and this installation can send to it."""
    address = find_address(facts.owner_id)
    channel = (outbox.Channel.SMS if address.phone else outbox.Channel.EMAIL) if address else None
    if address is None or channel is None or not outbox.can_send(channel):
        return
    with in_language(language):
        link = public_link("quizzes.result", course=facts.course_key, quiz=facts.quiz_key, attempt=facts.id)
        outbox.send(
            channel=channel,
            address=address.value,
            subject=_("Test natijangiz chiqdi"),
            text=_("Savodxon. Test javoblaringiz tekshirildi. Natija: %(link)s", link=link),
            purpose="quizzes.graded",
            person_id=facts.owner_id,
            key=f"quizzes.graded {facts.id}",
        )
