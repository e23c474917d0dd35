"""What practice says to other rooms and keeps in rows: moves with verdicts, walks, results. Never a typed value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from app.content.types.scenarios import Mode
from app.kernel.errors import BadInputError, ConflictError


class Verdict(StrEnum):
    """How one field or one sign went. Only RIGHT and WRONG count as a try, and only these are kept."""

    RIGHT = "right"
    WRONG = "wrong"
    EMPTY = "empty"
    MISSHAPEN = "misshapen"
    """It does not look as such a value must: told by a page of the portal before anything is compared."""
    EXPIRED = "expired"
    """The code had come too long ago."""
    SOMEBODYS = "somebodys"
    """It holds a living person's number. Nothing of it is kept or shown again."""


COUNTED = frozenset({Verdict.RIGHT, Verdict.WRONG})


class CodeTime(StrEnum):
    """How long a code lives, as the learner has chosen."""

    USUAL = "usual"
    LONG = "long"
    OFF = "off"


@dataclass(frozen=True, kw_only=True)
class Move:
    """One step of a walk: the button that was pressed, and how each field and sign on the screen went."""

    action: str
    """Key of the button on the screen of that moment, or one of TIMES."""
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    """By field name, and by `spot.<key>` for signs."""
    made_at: datetime


TIMES: Mapping[str, CodeTime] = {f"time-{time}": time for time in CodeTime}
"""Moves that change how long codes live; they leave the screen as it is."""


@dataclass(frozen=True, kw_only=True)
class State:
    """Where a walk stands."""

    step: int
    """How many moves were made: a form carries it, so that a late or doubled post is seen as such."""
    screen: str
    tries: Mapping[str, int]
    """By screen: how often it was sent with something wrong."""
    verdicts: Mapping[str, Verdict]
    """Of the last try on this screen; empty when it has just been come to."""
    earned: Mapping[str, Fraction]
    """By screen: the share of its points, given once."""
    chosen: tuple[str, ...]
    """Buttons that were pressed and led on, in order, as `<screen>.<action>`."""
    code_number: int
    """How many codes have come; 0 before the first."""
    code_at: datetime | None
    code_time: CodeTime


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """How what was sent went."""

    verdicts: Mapping[str, Verdict]

    @property
    def is_counted(self) -> bool:
        """Whether it is a try: nothing is empty, misshapen, expired or somebody's."""
        return set(self.verdicts.values()) <= COUNTED

    @property
    def is_right(self) -> bool:
        """Whether all of it is right."""
        return set(self.verdicts.values()) <= {Verdict.RIGHT}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How a walk ended. Points are exact; `percent`, for people, never contradicts `is_passed`."""

    points: Fraction
    possible: int
    percent: int
    is_passed: bool
    is_won: bool
    """Whether the end that was reached is a good one, whatever the points."""
    unsafe: tuple[str, ...]
    """Every unsafe step, in order, once each, as `<screen>.<action>`; also those that were put right later."""


@dataclass(frozen=True, kw_only=True)
class Errand:
    """The question of a quiz that a walk answers."""

    attempt_id: str
    question_id: str
    course_key: str
    """Of the quiz, which may ask a scenario of another course."""
    quiz_key: str


@dataclass(frozen=True, kw_only=True)
class WalkFacts:
    """A walk as its rows tell it."""

    id: str
    person_id: str
    """The id that the person goes by now."""
    course_key: str
    scenario_key: str
    scenario_digest: str
    mode: Mode
    code_time: CodeTime
    code_secret: str
    errand: Errand | None
    started_at: datetime
    moves: tuple[Move, ...]


@dataclass(frozen=True, kw_only=True)
class WalkGlance:
    """A walk as a trainer sees it who looks at a whole class."""

    course_key: str
    scenario_key: str
    step: int
    """Which move comes next, from 1."""
    wrongs: int
    """How often the screen of now was sent with something wrong."""
    last_at: datetime
    percent: int | None
    is_over: bool


class ForgedMoveError(BadInputError):
    """A post that cannot come from the page that we made: an unknown button or field, a choice that is none."""


class WalkTooLongError(ConflictError):
    """So many steps were made that it is better to begin again."""
