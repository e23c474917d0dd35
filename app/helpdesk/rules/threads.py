"""Where a question stands, told from its turns; who may answer; how a person who answers is named."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from app.helpdesk.types import HOLDING, HeldByOtherError, QuestionState, Standing, TurnFacts, TurnKind
from app.kernel.permissions import HELD, SITE, Grant, Permission, Role, Scope

TAKE_LASTS = timedelta(hours=2)
"""Whoever took a question and did not answer lets it go after this."""
_STATES = {
    TurnKind.FOLLOWED_UP: QuestionState.WAITING,
    TurnKind.PASSED_ON: QuestionState.WITH_AUTHORS,
    TurnKind.ANSWERED: QuestionState.ANSWERED,
    TurnKind.ASKED_BACK: QuestionState.ASKED_BACK,
    TurnKind.CLOSED: QuestionState.CLOSED,
}
_SURNAME_ENDS = ("ov", "ev", "yev", "ova", "eva", "yeva", "ов", "ев", "ёв", "ова", "ева", "ёва", "skiy", "ский", "ская")


def standing_of(asked_at: datetime, turns: Sequence[TurnFacts], now: datetime) -> Standing:
    """Where a question stands now. `turns` are in the order in which they happened."""
    since = max([asked_at, *(turn.said_at for turn in turns if turn.kind is TurnKind.FOLLOWED_UP)])
    last = turns[-1] if turns else None
    if last and last.kind is TurnKind.TAKEN and now - last.said_at < TAKE_LASTS:
        return Standing(state=QuestionState.TAKEN, holder_id=last.author_id, holder_name=last.author_name, since=since)
    moves = [_STATES[turn.kind] for turn in turns if turn.kind not in HOLDING]
    return Standing(state=moves[-1] if moves else QuestionState.WAITING, since=since)


def demand_free(standing: Standing, actor_id: str) -> None:
    """HeldByOtherError when somebody else is answering."""
    if standing.holder_id not in {None, actor_id}:
        raise HeldByOtherError


def role_answering(grants: Iterable[Grant], places: Iterable[Scope]) -> Role:
    """The role in which somebody with these grants answers a thing in these places."""
    reached = {SITE, *places}
    fitting = (
        grant.role for grant in grants if Permission.ANSWER_QUESTIONS in HELD[grant.role] and grant.scope in reached
    )
    return next(fitting, Role.TRAINER)


def first_name(name: str) -> str:
    """The first name of a full one, also where the surname was written first."""
    words = name.split()
    return next((word for word in words if not word.lower().endswith(_SURNAME_ENDS)), words[0] if words else "")
