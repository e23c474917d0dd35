"""From what was sent to verdicts. Typed values end here: nothing that leaves this module holds one.

A field is sent as `f.<name>`, the signs that were found as `spot`. Whatever the page did not offer is refused whole.
"""

from collections.abc import Mapping, Sequence

from app.content.schema.practice.fields import CHOICES
from app.content.schema.practice.placeholders import OTP
from app.content.schema.practice.values import is_same, is_well_formed
from app.content.types.scenarios import FieldKind, PracticeField, Scenario, Screen
from app.kernel.identifiers import digits_of, holds_somebodys
from app.practice.types import ForgedMoveError, Judgement, Verdict

FIELD, SPOT = "f.", "spot"
LONGEST = 200
"""Characters of a typed value."""
TICKED = "yes"

Sent = Mapping[str, Sequence[str]]


def field_name(name: str) -> str:
    """The form field of a field."""
    return f"{FIELD}{name}"


def spot_name(key: str) -> str:
    """What a sign's verdict is called."""
    return f"{SPOT}.{key}"


def find_somebodys(scenario: Scenario, sent: Sent) -> frozenset[str]:
    """Names of the fields that hold a PINFL or a card number which is not the persona's."""
    known = frozenset(digits_of(value) for value in scenario.persona.values())
    return frozenset(name for name, values in sent.items() if any(holds_somebodys(value, known) for value in values))


def demand_own(screen: Screen, sent: Sent) -> None:
    """Refuse what the page of a screen did not offer. ForgedMoveError."""
    fields = {field_name(field.name): field for field in screen.fields}
    for name, values in sent.items():
        field = fields.get(name)
        if field is None and not (name == SPOT and screen.spots):
            raise ForgedMoveError
        offered = _offered(screen, field)
        is_one = field is not None and field.kind is not FieldKind.SELECT_MULTIPLE
        if (is_one and len(values) > 1) or len(set(values)) < len(values):
            raise ForgedMoveError
        if any(len(value) > LONGEST or (offered is not None and value not in offered) for value in values):
            raise ForgedMoveError


def _offered(screen: Screen, field: PracticeField | None) -> frozenset[str] | None:
    """The values that may be chosen; None where anything may be typed."""
    if field is None:
        return frozenset(spot.key for spot in screen.spots)
    if field.kind is FieldKind.ACKNOWLEDGE:
        return frozenset({TICKED})
    return frozenset({"", *field.options}) if field.kind in CHOICES else None


def judge(screen: Screen, sent: Sent, *, code: str | None, somebodys: frozenset[str] = frozenset()) -> Judgement:
    """How a screen that was sent went. `code` is the one that is alive, None when there is none."""
    verdicts = {}
    for field in screen.fields:
        name = field_name(field.name)
        is_somebodys = name in somebodys
        verdicts[field.name] = Verdict.SOMEBODYS if is_somebodys else _judge(field, sent.get(name, ()), code)
    found = sent.get(SPOT, ())
    for spot in screen.spots:
        is_right = (spot.key in found) is spot.is_suspicious
        verdicts[spot_name(spot.key)] = Verdict.RIGHT if is_right else Verdict.WRONG
    if screen.spots and not found:
        verdicts |= {spot_name(spot.key): Verdict.EMPTY for spot in screen.spots}
    return Judgement(verdicts=verdicts)


def _judge(field: PracticeField, values: Sequence[str], code: str | None) -> Verdict:
    given = [value for value in values if value.strip()]
    if not given:
        is_open = not field.is_required and OTP not in field.answers
        return Verdict.RIGHT if is_open else Verdict.EMPTY
    if field.kind is FieldKind.ACKNOWLEDGE:
        return Verdict.RIGHT
    if field.kind in CHOICES:
        return Verdict.RIGHT if set(given) == set(field.answers) else Verdict.WRONG
    return _judge_typed(field, given[0].strip(), code)


def _judge_typed(field: PracticeField, value: str, code: str | None) -> Verdict:
    if not is_well_formed(field, value):
        return Verdict.MISSHAPEN
    if OTP in field.answers and code is None:
        return Verdict.EXPIRED
    answers = [code if answer == OTP and code else answer for answer in field.answers]
    is_right = not answers or any(is_same(field, value, answer) for answer in answers)
    return Verdict.RIGHT if is_right else Verdict.WRONG
