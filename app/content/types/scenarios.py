"""Portal tasks to practise: screens, fields, buttons, and their words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.kernel.locale import Tag


class Surface(StrEnum):
    """What a screen of a practice scenario looks like."""

    BROWSER = "browser"
    PHONE = "phone"
    SMS = "sms"
    CALL = "call"
    EMAIL = "email"
    END = "end"


class Mode(StrEnum):
    """How a scenario may be walked through."""

    SHOW = "show"
    TRY = "try"
    TEST = "test"


class FieldKind(StrEnum):
    """What a field of a screen takes; the words are those of XLSForm."""

    TEXT = "text"
    DIGITS = "digits"
    DATE = "date"
    PHONE = "phone"
    OTP = "otp"
    PASSWORD = "password"  # noqa: S105 - a kind of field
    SELECT_ONE = "select_one"
    SELECT_MULTIPLE = "select_multiple"
    ACKNOWLEDGE = "acknowledge"
    FILE = "file"
    """One of some made-up files: nothing of a learner's own is ever sent."""


class FieldCheck(StrEnum):
    """What a typed value must look like before it is compared with the answer."""

    PINFL = "pinfl"
    PASSPORT_UZ = "passport-uz"
    PHONE_UZ = "phone-uz"
    DATE = "date"
    PASSWORD_STRENGTH = "password-strength"  # noqa: S105 - the name of a check


class Result(StrEnum):
    """How a scenario ends on a screen."""

    PASS = "pass"  # noqa: S105 - not a password
    FAIL = "fail"


@dataclass(frozen=True, kw_only=True)
class OneTimeCode:
    """The code that comes to the phone of a scenario: how long it is, and how long it lives."""

    length: int
    seconds: int


@dataclass(frozen=True, kw_only=True)
class PracticeField:
    """A field of a screen. `answers` are right in one language or another; for a choice they are keys of options.

    Without answers, whatever passes the check is right. `{{ otp }}` stands for the code that is alive then.
    """

    name: str
    kind: FieldKind
    is_required: bool = True
    check: FieldCheck | None = None
    answers: tuple[str, ...] = ()
    options: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Spot:
    """One thing on a screen that is suspicious or is not; `key` is its place from "1"."""

    key: str
    is_suspicious: bool


@dataclass(frozen=True, kw_only=True)
class Action:
    """A button of a screen; `key` is its place from "1". Choosing it earns `points`, once a walk."""

    key: str
    target: str
    points: int = 0
    is_unsafe: bool = False
    is_submit: bool = False
    """It sends the fields and the spots of its screen."""
    is_new_otp: bool = False
    """It has a new code sent; the one before is dead from then on."""


@dataclass(frozen=True, kw_only=True)
class Screen:
    """One screen of a scenario. Its points are earned by its fields and spots."""

    id: str
    surface: Surface
    url: str = ""
    points: int = 0
    is_unsafe: bool = False
    result: Result | None = None
    """How the scenario ends here; None when it goes on."""
    shows_otp: bool = False
    fields: tuple[PracticeField, ...] = ()
    spots: tuple[Spot, ...] = ()
    actions: tuple[Action, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FieldText:
    """The words of a field in one language; messages by what is wrong: `required`, `pattern`, `answer`."""

    label: str
    hint: str
    options: Mapping[str, str]
    messages: Mapping[str, str]
    answers: tuple[str, ...]
    """What is right, as it is shown in this language."""


@dataclass(frozen=True, kw_only=True)
class ScreenText:
    """A screen in one language. Mappings are by the key of the spot or the action; what says nothing is absent."""

    title: str
    body_html: str
    hints_html: tuple[str, ...]
    fields: Mapping[str, FieldText]
    spots_html: Mapping[str, str]
    feedback_html: Mapping[str, str]
    actions: Mapping[str, str]
    consequences_html: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class ScenarioText:
    """A scenario in one language. The persona's values stand in the texts already; `{{ otp }}` is filled in later."""

    title: str
    intro_html: str
    persona: Mapping[str, str]
    screens: Mapping[str, ScreenText]
    is_derived: bool
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """A task of the portal to practise on screens of our own. The first screen is where every walk begins."""

    course: str
    key: str
    digest: str
    """Names this exact scenario; a walk keeps it."""
    pass_percent: int
    modes: tuple[Mode, ...]
    minutes: int
    services: tuple[str, ...]
    persona: Mapping[str, str]
    """Numbers and codes of an invented person: the same in every language."""
    otp: OneTimeCode | None
    maximum: int
    """Points of the best way from the first screen to a pass."""
    way: tuple[str, ...]
    """The actions of that way, in order, as `<screen>.<action>`."""
    screens: tuple[Screen, ...]
    texts: Mapping[Tag, ScenarioText]
