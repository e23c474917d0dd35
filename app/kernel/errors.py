"""Errors as facts with names. A room subclasses the kind that it means; one place turns kinds into pages.

Facts know nothing of HTTP and carry no sentences: what a person reads is written, and translated, where it is shown.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import ClassVar


class Kind(StrEnum):
    """What a fact means for the person who asked."""

    BAD_INPUT = "bad-input"
    NOT_SIGNED_IN = "not-signed-in"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    CONFLICT = "conflict"
    GONE = "gone"
    TOO_MANY = "too-many"
    BUSY = "busy"


class FactError(Exception):
    """Something true that stops what was asked. Raising it undoes the transaction."""

    kind: ClassVar[Kind]


class BadInputError(FactError):
    """What was sent cannot be taken. `problems` maps a field to the key of its message."""

    kind = Kind.BAD_INPUT

    def __init__(self, problems: Mapping[str, str] | None = None) -> None:
        self.problems: Mapping[str, str] = dict(problems or {})
        super().__init__(self.problems)


class TextProblem(StrEnum):
    """Why a typed text is refused."""

    TOO_LONG = "too-long"
    UNREADABLE = "unreadable"
    """NUL, another control character, or half of a surrogate pair: databases differ in what they do with these."""
    TOO_FEW_LETTERS = "too-few-letters"
    NOT_A_NAME = "not-a-name"
    """A character that no name has: a digit, an emoji, a sign, or a letter neither Latin nor Cyrillic."""


class BadTextError(BadInputError):
    """A typed text that cannot be kept."""

    def __init__(self, problem: TextProblem) -> None:
        self.problem = problem
        super().__init__()

    def __str__(self) -> str:
        return str(self.problem)


class NotSignedInError(FactError):
    """Only a person with an account may do this."""

    kind = Kind.NOT_SIGNED_IN


class ForbiddenError(FactError):
    """This person may not do this, and may know that it exists."""

    kind = Kind.FORBIDDEN


class NotFoundError(FactError):
    """There is no such thing, or this person may not know of it."""

    kind = Kind.NOT_FOUND


class ConflictError(FactError):
    """It was possible before and is not now: closed, taken, already done."""

    kind = Kind.CONFLICT


class GoneError(FactError):
    """It was here and was taken away for good."""

    kind = Kind.GONE


class TooManyError(FactError):
    """Too many tries. `retry_after` is in whole seconds."""

    kind = Kind.TOO_MANY

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(retry_after)


class BusyError(FactError):
    """The installation cannot do it just now; nothing was changed. `retry_after` is in whole seconds."""

    kind = Kind.BUSY

    def __init__(self, retry_after: int) -> None:
        self.retry_after = retry_after
        super().__init__(retry_after)
