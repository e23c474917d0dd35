"""Gives out what is published. Each process keeps the release in memory and looks for a new one once a second."""

import logging
import threading
from functools import lru_cache
from pathlib import Path

from app.content.bundle.codec import BadContentError
from app.content.bundle.shelf import Shelf
from app.content.types.quizzes import Quiz
from app.content.types.releases import Release
from app.content.types.scenarios import Scenario
from app.kernel import clock
from app.kernel.errors import NotFoundError

LOOK_EVERY_SECONDS = 1.0
QUIZZES_IN_MEMORY = 256
"""Versions of quizzes that attempts are open on: older ones are read again when somebody asks. Likewise scenarios."""

log = logging.getLogger(__name__)


class UnknownQuizError(NotFoundError, KeyError):
    """No release has ever held a quiz with this digest."""


class UnknownScenarioError(NotFoundError, KeyError):
    """No release has ever held a scenario with this digest."""


class Library:
    """The releases in a folder. Safe for threads."""

    def __init__(self, folder: Path) -> None:
        self._shelf = Shelf(folder)
        self._lock = threading.Lock()
        self._release: Release | None = None
        self._seen: tuple[int, int, int] | None = None
        self._told: object = None
        self._next_look = float("-inf")
        self._quiz = lru_cache(maxsize=QUIZZES_IN_MEMORY)(self._shelf.read_quiz)
        self._scenario = lru_cache(maxsize=QUIZZES_IN_MEMORY)(self._shelf.read_scenario)

    def current(self) -> Release | None:
        """The published release; None before the first. A new one that cannot be read leaves the old one standing."""
        if clock.monotonic() >= self._next_look:
            self.refresh()
        return self._release

    def refresh(self) -> None:
        """Look now, whenever the last look was."""
        with self._lock:
            self._next_look = clock.monotonic() + LOOK_EVERY_SECONDS
            stamp = self._shelf.stamp()
            if stamp is not None and stamp != self._seen:
                self._load(stamp)

    def quiz(self, digest: str) -> Quiz:
        """The quiz of this digest, of whichever release. UnknownQuizError."""
        try:
            return self._quiz(digest)
        except FileNotFoundError:
            raise UnknownQuizError(digest) from None

    def scenario(self, digest: str) -> Scenario:
        """The scenario of this digest, of whichever release. UnknownScenarioError."""
        try:
            return self._scenario(digest)
        except FileNotFoundError:
            raise UnknownScenarioError(digest) from None

    def media_path(self, digest: str) -> Path:
        """The file of a picture. FileNotFoundError for what is no digest."""
        return self._shelf.media_path(digest)

    def _load(self, stamp: tuple[int, int, int]) -> None:
        try:
            self._release = self._shelf.read_current()
            self._seen = stamp
        except (OSError, ValueError, BadContentError) as error:
            if stamp != self._told:
                log.warning("the new release cannot be read, the old one stays: %s", error)
            self._told = stamp
