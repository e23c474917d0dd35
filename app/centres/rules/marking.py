"""How marks of attendance come together. What was said later counts, in whichever order and however often it arrives.

A mark carries a stamp: one more than the greatest that whoever said it had seen of that person, as an answer of a quiz
does (`app/decisions/0016-answers-are-ordered-by-a-counter.md`). The same mark sent twice has the same key.
"""

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.centres.types.attendance import MarkWay, Presence

LATE_AFTER = timedelta(minutes=15)
LARGEST_STAMP = 9999
GUEST = "g-"
"""Before the id of a guest without an account, where a person's would stand."""
_PAGE = re.compile(r"[A-Za-z0-9_-]{8,22}", re.ASCII)
_THERE = frozenset({Presence.PRESENT, Presence.LATE, Presence.LEFT_EARLY})


@dataclass(frozen=True, kw_only=True)
class Mark:
    """What is said of somebody in a meeting: of a person or a guest that is known, or of a guest by name alone."""

    state: Presence
    stamp: int = 1
    person_id: str | None = None
    guest_id: str | None = None
    guest_name: str = ""
    place: int = 0
    """Tells guests of the same name apart who are named at once."""

    @property
    def subject(self) -> str:
        """Whom it is about."""
        return self.person_id or (f"{GUEST}{self.guest_id}" if self.guest_id else f"{self.guest_name} {self.place}")


@dataclass(frozen=True, kw_only=True)
class Said:
    """A mark that is kept."""

    person_id: str | None
    """The id that it was said of; the person may go by another now."""
    key: str
    state: Presence
    stamp: int
    way: MarkWay
    at: datetime
    by: str


def is_page_key(text: str) -> bool:
    """Whether a text can be what a page calls itself."""
    return _PAGE.fullmatch(text) is not None


def key_of(page: str, mark: Mark) -> str:
    """Names a mark where it was made; at most 60 characters."""
    subject = hashlib.sha256(mark.subject.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{page}.{subject}.{mark.stamp}.{mark.state.value}"


def latest(said: Iterable[Said]) -> Said | None:
    """The mark that counts, of all about one id: that with the greatest stamp, in any order of arrival."""
    return max(said, key=lambda one: (one.stamp, one.key), default=None)


def counting(said: Sequence[Said]) -> Said | None:
    """The mark that counts, of all about one person. Two ids that are one person now: there with either is there."""
    ids = {one.person_id for one in said}
    last = [one for id_ in ids if (one := latest(each for each in said if each.person_id == id_))]
    return max(last, key=lambda one: (one.state in _THERE, one.at, one.key), default=None)


def is_there(state: Presence | None) -> bool:
    """Whether somebody was there at all."""
    return state in _THERE


def presence_at(begins_at: datetime, now: datetime) -> Presence:
    """How somebody has come who comes through the door at this moment."""
    return Presence.LATE if now - begins_at > LATE_AFTER else Presence.PRESENT
