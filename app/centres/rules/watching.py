"""Who is stuck in a class, and on what: given what people have done in it, and the moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

STILL = timedelta(minutes=10)
"""So long without a step in something that was begun."""
OFTEN = 3
"""So often wrong in a row at one place: more than twice."""


class Work(StrEnum):
    """What somebody is at."""

    QUIZ = "quiz"
    PRACTICE = "practice"
    LESSON = "lesson"


class Trouble(StrEnum):
    """Why somebody may need the trainer, the plainest first."""

    WRONG = "wrong"
    """The same place is answered wrongly again and again."""
    HINTS = "hints"
    """Hints were opened at the question of now."""
    STILL = "still"


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where somebody is in one thing that they do."""

    work: Work
    course_key: str
    key: str
    """Of the quiz, the scenario or the lesson."""
    at: datetime
    """When something was done in it last."""
    is_open: bool
    """It was begun and has no end."""
    number: int = 0
    """Which question or step it is; 0 for a lesson, which is only ever done."""
    total: int = 0
    percent: int | None = None
    is_passed: bool = False
    wrongs: int = 0
    """How often in a row that place was answered wrongly."""
    wrong_number: int = 0
    has_hints: bool = False


def latest_spot(spots: Iterable[Spot]) -> Spot | None:
    """Where somebody is: what is open goes before what has ended, then what was touched last."""
    return max(spots, key=lambda one: (one.is_open, one.at), default=None)


def trouble_at(spot: Spot | None, now: datetime) -> Trouble | None:
    """Why somebody is stuck there; None while all goes well, and where nothing is open."""
    if spot is None or not spot.is_open:
        return None
    if spot.wrongs >= OFTEN:
        return Trouble.WRONG
    if spot.has_hints:
        return Trouble.HINTS
    return Trouble.STILL if now - spot.at >= STILL else None


def wrong_in_a_row(tries: Sequence[bool]) -> int:
    """How many wrong answers there are since the last right one."""
    count = 0
    for is_right in reversed(tries):
        if is_right:
            break
        count += 1
    return count
