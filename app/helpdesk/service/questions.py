"""Writes about questions: asking, following up, taking, answering, passing on, closing."""

import secrets
from collections.abc import Callable

from flask import current_app

from app.helpdesk.models import Question, Turn
from app.helpdesk.queries.lessons import get_lesson
from app.helpdesk.queries.questions import get_question
from app.helpdesk.queries.senders import find_same_question
from app.helpdesk.rules.masking import mask
from app.helpdesk.rules.threads import demand_free, standing_of
from app.helpdesk.service.bounds import (
    DAY,
    FOLLOW_UPS_AN_HOUR,
    HOUR,
    demand_room_for_question,
)
from app.helpdesk.service.letters import tell_asker
from app.helpdesk.service.reports import report_difference
from app.helpdesk.types import (
    Difference,
    HourFullError,
    NewQuestion,
    Place,
    QuestionFacts,
    Reply,
    TurnKind,
)
from app.infra.audit import record
from app.infra.database import add, count, serialise
from app.kernel import clock
from app.kernel.permissions import Role
from app.published.queries import get_release


def ask(new: NewQuestion, *, sender: str, person_id: str | None, make_person: Callable[[], str]) -> str:
    """Keep a question; the answer is the code of its page. The same words within a day are the same question.

    `make_person` is asked for an id when `person_id` is None. Raises HourFullError, DayFullError, NotFoundError.
    """
    if new.place is not None:
        get_lesson(new.place.course_key, new.place.key, new.language)
    text = mask(new.text)
    serialise("helpdesk questions")
    known = find_same_question(text, sender, person_id, clock.now() - DAY)
    if known is not None:
        return known
    demand_room_for_question(sender, person_id)
    return add(
        Question(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id or make_person(),
            code=new_code(),
            course_key=new.place.course_key if new.place else "",
            lesson_key=new.place.key if new.place else "",
            language=new.language,
            release=get_release().digest if new.place else "",
            text=text,
            name=new.name,
            reply=new.reply.value,
            contact=new.phone or new.email or "" if new.reply is Reply.ADDRESS else "",
            sender=sender,
            asked_at=clock.now(),
        )
    ).code


def new_code() -> str:
    """What makes the address of a question's page unguessable: 96 random bits, none of them a sign to stumble over."""
    return secrets.token_hex(12)


def follow_up(question: QuestionFacts, text: str) -> None:
    """The asker writes once more; the same words again within a day change nothing. HourFullError."""
    serialise(f"question {question.id}")
    said, now = mask(text), clock.now()
    mine = (Turn.question_id == question.id, Turn.kind == TurnKind.FOLLOWED_UP.value)
    if count(Turn, *mine, Turn.text == said, Turn.said_at > now - DAY):
        return
    if count(Turn, *mine, Turn.said_at > now - HOUR) >= FOLLOW_UPS_AN_HOUR:
        raise HourFullError(retry_after=int(HOUR.total_seconds()))
    _add_turn(question.id, TurnKind.FOLLOWED_UP, said)


def take_question(question_id: str, *, actor_id: str, role: Role) -> None:
    """«I shall answer this»: others see it and leave it. HeldByOtherError."""
    _demand_free(question_id, actor_id)
    _add_turn(question_id, TurnKind.TAKEN, "", actor_id, role)


def return_question(question_id: str, *, actor_id: str, role: Role) -> None:
    """Let others answer after all; nothing happens when nobody holds it. HeldByOtherError."""
    question = _demand_free(question_id, actor_id)
    if standing_of(question.asked_at, question.turns, clock.now()).holder_id == actor_id:
        _add_turn(question_id, TurnKind.RETURNED, "", actor_id, role)


def answer_question(question_id: str, text: str, *, actor_id: str, role: Role, asks_back: bool = False) -> None:
    """Answer, or ask back, and tell the asker. The same words twice are one answer. HeldByOtherError."""
    question = _demand_free(question_id, actor_id)
    kind = TurnKind.ASKED_BACK if asks_back else TurnKind.ANSWERED
    last = question.turns[-1] if question.turns else None
    if last and (last.kind, last.text, last.author_id) == (kind, text, actor_id):
        return
    turn = _add_turn(question_id, kind, text, actor_id, role)
    record("helpdesk.question-answered", actor_id=actor_id, subject_id=question_id, kind=kind, turn=turn.id)
    tell_asker(question, turn)


def close_question(question_id: str, *, actor_id: str, role: Role) -> None:
    """End a question without an answer or after one. HeldByOtherError."""
    _demand_free(question_id, actor_id)
    _add_turn(question_id, TurnKind.CLOSED, "", actor_id, role)
    record("helpdesk.question-closed", actor_id=actor_id, subject_id=question_id)


def close_for_good(question_id: str) -> None:
    """End a question whose asker is gone: nobody did it, nobody is told."""
    _add_turn(question_id, TurnKind.CLOSED, "")


def pass_on(question_id: str, *, actor_id: str, role: Role) -> None:
    """Give a question to the authors; when it is about a lesson, it becomes a report on it too. HeldByOtherError."""
    question = _demand_free(question_id, actor_id)
    if any(turn.kind is TurnKind.PASSED_ON for turn in question.turns):
        return
    if question.lesson_key:
        report_difference(
            Place(course_key=question.course_key, key=question.lesson_key),
            Difference.OTHER,
            language=question.language,
            words=question.text,
            question_id=question.id,
        )
    _add_turn(question_id, TurnKind.PASSED_ON, "", actor_id, role)
    record("helpdesk.question-passed-on", actor_id=actor_id, subject_id=question_id)


def _demand_free(question_id: str, actor_id: str) -> QuestionFacts:
    serialise(f"question {question_id}")
    question = get_question(question_id)
    demand_free(standing_of(question.asked_at, question.turns, clock.now()), actor_id)
    return question


def _add_turn(
    question_id: str, kind: TurnKind, text: str, author_id: str | None = None, role: Role | None = None
) -> Turn:
    return add(
        Turn(
            node_id=current_app.config["NODE_ID"],
            question_id=question_id,
            kind=kind.value,
            author_id=author_id,
            role=role.value if role else "",
            text=text,
            said_at=clock.now(),
        )
    )
