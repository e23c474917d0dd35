"""Row ids: UUIDs of version 7, made where a row is born, so that two offline places never give the same one.

They sort by the time of their making; within one process each is greater than the one before.
"""

import os
import re
import secrets
import threading
import uuid
from datetime import UTC, datetime, timedelta

from app.kernel import clock

_SHAPE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_COUNTER_BITS = 74
_STEP = 1 << 32
_SETBACK = 10_000
"""Milliseconds. A clock set back by less is waited out; by more, it was wrong before and is followed."""


class _Maker:
    """RFC 9562, 6.2 method 2: random bits, raised by a random step when the millisecond has not changed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._millisecond = 0
        self._counter = 0

    def make(self) -> uuid.UUID:
        with self._lock:
            self._advance((clock.now() - _EPOCH) // _MILLISECOND)
            return _assemble(self._millisecond, self._counter)

    def _advance(self, millisecond: int) -> None:
        if self._millisecond - _SETBACK <= millisecond <= self._millisecond:
            self._counter += 1 + secrets.randbelow(_STEP)
            if self._counter < 1 << _COUNTER_BITS:
                return
            millisecond = self._millisecond + 1
        self._millisecond = millisecond
        self._counter = secrets.randbits(_COUNTER_BITS - 1)  # the top bit stays free for steps


def _assemble(millisecond: int, counter: int) -> uuid.UUID:
    high, low = counter >> 62, counter & ((1 << 62) - 1)
    return uuid.UUID(int=millisecond << 80 | 7 << 76 | high << 64 | 2 << 62 | low)


_maker = _Maker()


def _forget() -> None:
    """A forked worker starts from its own random bits, not from its parent's."""
    global _maker  # noqa: PLW0603 - one maker a process is the point
    _maker = _Maker()


os.register_at_fork(after_in_child=_forget)


def new_id() -> str:
    """A new id in lower case with dashes, greater than any made before in this process."""
    return str(_maker.make())


def new_tombstone() -> str:
    """An id that leads to nobody and does not even say when it was made: its time is that of the epoch."""
    return str(_assemble(0, secrets.randbits(_COUNTER_BITS)))


def is_id(text: str) -> bool:
    """Whether a text is written exactly as `new_id` writes: other spellings of the same UUID are not ids."""
    return _SHAPE.fullmatch(text) is not None


def time_of(id_: str) -> datetime:
    """The moment in UTC, to the millisecond, at which an id was made. ValueError when it is no id."""
    if not is_id(id_):
        raise ValueError("not an id")
    try:
        return _EPOCH + (uuid.UUID(id_).int >> 80) * _MILLISECOND
    except OverflowError as error:
        raise ValueError("an id from after the year 9999") from error
