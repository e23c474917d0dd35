"""What a release holds, as frozen values. Everything that another room learns about courses and quizzes is here.

Keys (course, lesson, question, option) are an author's and never change; texts lie beside them, one a language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from app.kernel.locale import Tag


class Severity(StrEnum):
    """An error keeps the old release; a warning is listed and does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, order=True)
class Fault:
    """One thing wrong with the written content, said to its author: `file:line: code: sentence`."""

    file: str
    line: int
    code: str
    sentence: str
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.code}: {self.sentence}"


@dataclass(frozen=True, kw_only=True)
class Section:
    """A heading inside a lesson: an anchor that is the same in every language."""

    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class MediaFile:
    """A picture, sound or film of a course. Its address is `/media/<digest>/<name>`: it never changes its bytes."""

    digest: str
    name: str
    mimetype: str
    size: int
    """Bytes."""


@dataclass(frozen=True, kw_only=True)
class Narration:
    """A section of a lesson read aloud by a person: the same words as sound, in one or two formats."""

    section: str
    files: tuple[MediaFile, ...]
    is_stale: bool
    """The text has changed since it was read."""


@dataclass(frozen=True, kw_only=True)
class LessonText:
    """A lesson in one language. `*_html` is safe to print as it stands; other strings are plain text."""

    title: str
    summary: str
    objectives_html: tuple[str, ...]
    keypoints_html: tuple[str, ...]
    body_html: str
    sections: tuple[Section, ...]
    is_derived: bool
    """Transliterated by machine and read by nobody yet."""
    is_stale: bool
    """The source text has changed since this translation was made."""
    narrations: tuple[Narration, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FilmQuestion:
    """A question of a quiz of the same course that a film asks. Moments are in seconds."""

    at: float
    quiz: str
    question: str
    is_required: bool
    """The film does not go on until it is answered."""
    back: float | None
    """Where to look again after a wrong answer."""


@dataclass(frozen=True, kw_only=True)
class Scene:
    """A chapter of a film with all that is said in it; a film without chapters is one scene without a title."""

    at: float
    """Seconds."""
    title: str
    said: str


@dataclass(frozen=True, kw_only=True)
class FilmText:
    """A film in one language."""

    title: str
    captions: MediaFile
    chapters: MediaFile | None
    scenes: tuple[Scene, ...]


@dataclass(frozen=True, kw_only=True)
class Film:
    """A film of a course: one file in one or two formats, with words in every language."""

    key: str
    files: tuple[MediaFile, ...]
    poster: MediaFile
    width: int
    height: int
    seconds: float | None
    is_silent: bool
    questions: tuple[FilmQuestion, ...]
    cues: MediaFile | None
    """The questions as a track for the player."""
    texts: Mapping[Tag, FilmText]


@dataclass(frozen=True, kw_only=True)
class Lesson:
    """One lesson; what does not depend on the language."""

    key: str
    minutes: int
    services: tuple[str, ...]
    competences: tuple[str, ...]
    quiz: str | None
    """Key of the quiz that closes this lesson, in the same course."""
    practice: str | None
    authors: tuple[str, ...]
    sources_as_of: date | None
    checked_on: date | None
    """The day a named person walked the live portal; None until then."""
    checked_by: str | None
    was: tuple[str, ...] = ()
    """Former keys of this lesson in its course."""
    texts: Mapping[Tag, LessonText]


@dataclass(frozen=True, kw_only=True)
class Term:
    """A glossary entry in one language."""

    id: str
    term: str
    definition_html: str


@dataclass(frozen=True, kw_only=True)
class CourseText:
    """A course's landing page in one language."""

    title: str
    summary: str
    outcomes_html: tuple[str, ...]
    body_html: str
    glossary: tuple[Term, ...]
    is_derived: bool
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class Course:
    """A course and its lessons in teaching order. `quiz` is the key of the final quiz."""

    key: str
    level: str
    minutes: int
    lessons: tuple[Lesson, ...]
    quiz: str | None
    certificate: str | None
    """Key of the certificate design in `certificates/`; None when the course gives none."""
    competences: tuple[str, ...]
    digcomp_version: str
    services: tuple[str, ...]
    licence: str
    authors: tuple[str, ...]
    requires: tuple[str, ...]
    was: tuple[str, ...]
    """Former keys of this course; their addresses forward here."""
    texts: Mapping[Tag, CourseText]
    films: tuple[Film, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CoursePathText:
    """A path's landing page in one language."""

    title: str
    summary: str
    outcomes_html: tuple[str, ...]
    body_html: str
    is_derived: bool
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class CoursePath:
    """A path: courses to be taken in order. Every course is there in every language of the path."""

    key: str
    courses: tuple[str, ...]
    """Keys, in order."""
    certificate: str | None
    """Key of the certificate design for the whole path; None when it gives none of its own."""
    was: tuple[str, ...]
    """Former keys of this path; their addresses forward here."""
    texts: Mapping[Tag, CoursePathText]


class QuestionKind(StrEnum):
    """The shapes of a question; one grader each."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUEFALSE = "truefalse"
    SHORT = "short"
    NUMERIC = "numeric"
    CLOZE = "cloze"
    ORDER = "order"
    MATCH = "match"
    HOTSPOT = "hotspot"
    ESSAY = "essay"
    PRACTICE = "practice"


class Feedback(StrEnum):
    """When a learner sees what was right."""

    IMMEDIATE = "immediate"
    AFTER = "after"
    NEVER = "never"


class Grading(StrEnum):
    """Whether part of an answer earns part of the points."""

    ALL_OR_NOTHING = "all-or-nothing"
    PARTIAL = "partial"


class AreaShape(StrEnum):
    """What an area of a picture looks like."""

    RECT = "rect"
    CIRCLE = "circle"


@dataclass(frozen=True, kw_only=True)
class Area:
    """A part of a picture, in percent of its width and height; a circle's radius is in percent of the width.

    `numbers` are left, top, right and bottom of a rectangle, or centre and radius of a circle.
    """

    shape: AreaShape
    numbers: tuple[float, ...]


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice, one statement of a true/false question, one item to order, or one left side to match.

    `key` is its place in the written file ("1", "2", …), the same in every language.
    `weight` is 1.0 for right, 0.0 for wrong, or the written share (may be negative).
    """

    key: str
    weight: float
    area: Area | None = None
    """Where it lies on the picture of a hotspot."""

    @property
    def is_right(self) -> bool:
        """A statement that is true, or an option that earns all its points."""
        return self.weight >= 1.0


class GapKind(StrEnum):
    """What goes into a gap."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A gap in a sentence, or all there is to a numeric question. `key` is its place in the stem, from "1"."""

    key: str
    kind: GapKind
    accepted: tuple[str, ...] = ()
    """Accepted texts, of all languages together, as written."""
    least: str = ""
    most: str = ""
    """The bounds of a number, both of them right: decimals, exact."""
    choices: tuple[str, ...] = ()
    """Keys of what may be picked, in written order."""
    right: str = ""
    """The key of the right one of them."""


@dataclass(frozen=True, kw_only=True)
class QuestionText:
    """A question in one language. Mappings are by option key; an option without feedback is absent there.

    Where the stem has a gap, it says `<span class="gap">(1)</span>`, with the gap's key: see `rules.filling`.
    """

    prompt_html: str
    stem_html: str
    hints_html: tuple[str, ...]
    options_html: Mapping[str, str]
    feedback_html: Mapping[str, str]
    explanation_html: str
    sides_html: Mapping[str, str] = field(default_factory=dict)
    """The right sides of a question to match, by their key."""
    choices: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Plain texts of what may be picked for a gap, by gap and key."""


@dataclass(frozen=True, kw_only=True)
class Question:
    """One question of a bank; the answer key is here and nowhere on a page before its time."""

    id: str
    kind: QuestionKind
    points: float
    tags: tuple[str, ...]
    options: tuple[Option, ...]
    accepted: tuple[str, ...]
    """Accepted texts of a short answer, of all languages together, as written."""
    texts: Mapping[Tag, QuestionText]
    sides: tuple[str, ...] = ()
    """Keys of the right sides of a question to match: that of a left side for its own, others for distractors."""
    gaps: tuple[Gap, ...] = ()
    """The gaps of a stem; the one number of a numeric question."""
    practice: str = ""
    """Digest of the scenario that is the answer; empty for other kinds."""


@dataclass(frozen=True, kw_only=True)
class QuizText:
    """A quiz's own words in one language."""

    title: str
    intro_html: str
    is_derived: bool
    is_stale: bool


@dataclass(frozen=True, kw_only=True)
class Quiz:
    """A bank of questions and the rules of an attempt at it."""

    course: str
    key: str
    digest: str
    """Names this exact bank and these exact rules; an attempt keeps it."""
    pass_percent: int
    draw: int
    """How many questions an attempt asks; never more than the bank holds."""
    shuffle: bool
    attempts: int | None
    """How many attempts a person has; None when there is no limit."""
    cooldown_minutes: int
    """Wait between the end of a failed attempt and the next start."""
    feedback: Feedback
    grading: Grading
    unassisted: bool
    questions: tuple[Question, ...]
    texts: Mapping[Tag, QuizText]
    time_limit_minutes: int = 0
    """From the start of an attempt to its end; 0 when there is no limit."""
    hint_cost_percent: int = 0
    """What opening a hint costs, in percent of its question's points."""


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


@dataclass(frozen=True, kw_only=True)
class Service:
    """A row of the portal register."""

    key: str
    names: Mapping[Tag, str]
    address: str
    fee_bhm_percent: str | None
    term: Mapping[Tag, str]
    legal_basis: str | None
    sources_as_of: date | None
    checked_on: date | None
    checked_by: str | None


@dataclass(frozen=True, kw_only=True)
class Release:
    """All that is published, frozen; `digest` names it. Quizzes and scenarios are keyed `<course>/<key>`."""

    digest: str
    languages: tuple[Tag, ...]
    courses: tuple[Course, ...]
    quizzes: Mapping[str, Quiz]
    services: Mapping[str, Service]
    media: Mapping[str, MediaFile]
    """By digest."""
    paths: tuple[CoursePath, ...] = ()
    """Paths through the courses, by key."""
    scenarios: Mapping[str, Scenario] = field(default_factory=dict)
    """Practice scenarios, in the order of a course's folder."""
