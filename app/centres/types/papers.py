"""Class packs, answer sheets, what was entered of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.kernel.errors import ConflictError
from app.kernel.locale import Tag


class PackPart(StrEnum):
    """One part of a class pack, in the order printed."""

    PLAN = "plan"
    """For the trainer: what to do, minute by minute."""
    SIGN_IN = "sign-in"
    CARDS = "cards"
    HANDOUTS = "handouts"
    STEPS = "steps"
    """Practice step sheets."""
    QUIZ = "quiz"
    ANSWERS = "answers"
    """Answer sheets."""
    KEY = "key"
    """For the trainer alone."""
    CERTIFICATES = "certificates"


class Variants(StrEnum):
    """Who gets which questions on paper."""

    OWN = "own"
    """Everybody others."""
    LETTERS = "letters"
    """A, B, C and D in turn."""


@dataclass(frozen=True, kw_only=True)
class PackFacts:
    """A class pack: what was asked for, and how far it is."""

    id: str
    cohort_id: str
    meeting_id: str | None
    parts: tuple[PackPart, ...]
    course_key: str
    variants: Variants
    spare: int
    """How many sheets without a name."""
    asked_at: datetime
    done: int
    total: int
    """Papers to print; 0 until the first of them."""
    digest: str | None
    pages: int
    fault: str
    """The part that could not be printed."""
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class EntryFacts:
    """An answer sheet that was entered: whose it is, and the attempt that it became."""

    sheet_id: str
    code: str
    """Of the sheet."""
    cohort_id: str
    meeting_id: str | None
    person_id: str
    """The id that they go by now."""
    attempt_id: str
    typed: Mapping[int, str]
    """By the number of the question, as it was typed."""
    taken_at: datetime
    entered_at: datetime


@dataclass(frozen=True, kw_only=True)
class SheetFacts:
    """A printed answer sheet."""

    id: str
    code: str
    cohort_id: str
    pack_id: str
    meeting_id: str | None
    person_id: str | None
    """The id that its owner goes by now; None for a spare sheet."""
    variant: str
    course_key: str
    quiz_key: str
    quiz_digest: str
    release: str
    seed: str
    language: Tag
    printed_at: datetime


class NoPaperError(ConflictError):
    """The quiz cannot be asked on paper: too few of its questions can."""


class EnteredOtherwiseError(ConflictError):
    """The sheet was entered before, with other answers: they stay."""
