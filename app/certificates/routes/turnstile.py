"""How many may be let in to work that costs much. Counted for all together, never by address: a class shares one."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from app.kernel import clock
from app.kernel.errors import BusyError, TooManyError

MINUTE = 60.0


class Turnstile:
    """Lets `at_once` in at a time, and `a_minute` within any minute, in this process."""

    def __init__(self, *, at_once: int, a_minute: int) -> None:
        self._at_once, self._a_minute = at_once, a_minute
        self._inside = 0
        self._entered: list[float] = []
        self._lock = Lock()

    @contextmanager
    def one(self) -> Iterator[None]:
        """Let one in. BusyError while it is full inside, TooManyError when too many came within the minute."""
        now = clock.monotonic()
        with self._lock:
            self._entered = [moment for moment in self._entered if moment > now - MINUTE]
            if len(self._entered) >= self._a_minute:
                raise TooManyError(retry_after=int(MINUTE))
            if self._inside >= self._at_once:
                raise BusyError(retry_after=5)
            self._entered.append(now)
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1
