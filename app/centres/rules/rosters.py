"""What comes of a line of a group's list: a member, a question to the trainer, or a fault to be mended first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from app.accounts.types import Relation
from app.centres.rules.headings import is_under_age, read_relation
from app.centres.rules.names import is_alike, is_mixed, mend_mixed
from app.centres.types.people import CohortMember, PhoneOwner
from app.kernel.errors import BadTextError
from app.kernel.sheets import SheetRow
from app.kernel.text import NAME_LIMIT, clean_name

MOST_LINES = 120
"""More people than any class, and fewer fields than a form may have."""
LONGEST_TYPED = 40


class Doubt(StrEnum):
    """What is to be asked about a line, or mended in it."""

    NO_NAME = "no-name"
    BAD_NAME = "bad-name"
    MIXED = "mixed"
    """Letters of both scripts in one word."""
    BAD_PHONE = "bad-phone"
    CHILD = "child"
    """Under 14, and nobody is named who agreed."""
    SAME_PHONE = "same-phone"
    """The phone stands further up in the list."""
    MEMBER = "member"
    """The phone belongs to somebody who is in the group."""
    KNOWN = "known"
    """The phone belongs to an account."""
    TWICE = "twice"
    """The name, or one very like it, stands further up in the list."""
    LIKE_MEMBER = "like-member"
    MENDED = "mended"
    """Letters of both scripts were in one word; it was mended."""
    NO_AGE = "no-age"
    """What is said of the age cannot be read."""
    BAD_PLACE = "bad-place"
    NO_SEAT = "no-seat"


FAULTS = frozenset({Doubt.NO_NAME, Doubt.BAD_NAME, Doubt.MIXED, Doubt.BAD_PHONE, Doubt.CHILD, Doubt.SAME_PHONE})
"""Nothing comes of such a line until it is mended."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line as it was understood, and as the trainer has corrected it since."""

    number: int
    name: str
    phone: str = ""
    """Normalised; empty where there is none, or none that is read."""
    typed: str = ""
    """What stands in place of a phone that cannot be read."""
    is_child: bool = False
    parent: str = ""
    relation: str = ""
    """A `Relation`, or empty."""
    region: str = ""
    district: str = ""
    notes: tuple[str, ...] = ()
    """`Doubt`s that come from the file itself."""
    take: bool | None = None
    """What the trainer ticked; None before they have seen it."""
    agreed: tuple[str, ...] = ()
    """The questions to which they said yes."""


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A line, and how it stands."""

    line: Line
    doubt: Doubt | None = None
    about: str = ""
    """Whom the doubt is about, as pages name them."""
    question: str = ""
    """Names the doubt with whom it is about: a yes is good for this one only."""
    owner_id: str | None = None
    """Whose account is added."""

    @property
    def is_taken(self) -> bool:
        """Whether a member comes of it as it stands."""
        return self.doubt is None and self.line.take is not False

    @property
    def is_open(self) -> bool:
        """Whether it stands in the way of all others: it was ticked, and is not settled."""
        return self.doubt not in {None, Doubt.MEMBER} and self.line.take is True

    @property
    def is_ticked(self) -> bool:
        """How its tick is shown: what must be mended is wanted until the trainer says no."""
        return self.line.take if self.line.take is not None else self.doubt is None or self.doubt in FAULTS


def understand(
    rows: Iterable[SheetRow],
    *,
    read_phone: Callable[[str], str | None],
    find_place: Callable[[str, str], tuple[str, str] | None],
    today: date,
) -> list[Line]:
    """What each row says."""
    return [_understood(row, read_phone, find_place, today) for row in rows]


def _understood(
    row: SheetRow,
    read_phone: Callable[[str], str | None],
    find_place: Callable[[str, str], tuple[str, str] | None],
    today: date,
) -> Line:
    said = {column: " ".join(cell.split()) for column, cell in row.cells.items()}
    written = " ".join(said.get(part, "") for part in ("surname", "name", "patronymic")).strip()
    name, typed = mend_mixed(written), said.get("phone", "")
    place = find_place(said.get("region", ""), said.get("district", ""))
    birth, child = said.get("birth", ""), said.get("child", "")
    is_child = is_under_age(birth, child, today)
    relation = read_relation(said.get("relation", ""))
    doubts = {
        Doubt.MENDED: name != written,
        Doubt.NO_AGE: bool(birth) and is_child is None,
        Doubt.BAD_PLACE: place is None,
    }
    return with_phone(
        Line(
            number=row.line,
            name=name[:NAME_LIMIT],
            is_child=bool(is_child),
            parent=said.get("parent", "")[:NAME_LIMIT],
            relation=relation.value if relation else "",
            region=place[0] if place else "",
            district=place[1] if place else "",
            notes=tuple(doubt.value for doubt, is_there in doubts.items() if is_there),
        ),
        typed,
        read_phone,
    )


def with_phone(line: Line, typed: str, read_phone: Callable[[str], str | None]) -> Line:
    """The line with this phone; one that cannot be read is kept as it was typed."""
    phone = read_phone(typed) or ""
    return replace(line, phone=phone, typed="" if phone else typed.strip()[:LONGEST_TYPED])


def judge(
    lines: Sequence[Line], *, members: Sequence[CohortMember], owners: Mapping[str, PhoneOwner], seats: int
) -> list[Judged]:
    """How each line stands. `owners` by their phone; `seats` are those that are free."""
    found: list[Judged] = []
    for line in lines:
        one = _judged(line, [each.line for each in found if each.line.take is not False], members, owners)
        if one.is_taken and sum(each.is_taken for each in found) >= seats:
            one = replace(one, doubt=Doubt.NO_SEAT)
        found.append(one)
    return found


def _judged(
    line: Line, before: Sequence[Line], members: Sequence[CohortMember], owners: Mapping[str, PhoneOwner]
) -> Judged:
    fault = _fault(line)
    if fault is None and line.phone and any(line.phone == one.phone for one in before):
        fault = Doubt.SAME_PHONE
    if fault is not None:
        return Judged(line=line, doubt=fault)
    owner = owners.get(line.phone) if line.phone else None
    if owner is not None and any(one.person_id == owner.person_id for one in members):
        return Judged(line=line, doubt=Doubt.MEMBER, about=owner.name)
    for doubt, about, key in _questions(line, before, members, owner):
        question = f"{doubt} {key}".strip()
        if question not in line.agreed:
            return Judged(line=line, doubt=doubt, about=about, question=question)
    return Judged(line=line, owner_id=owner.person_id if owner else None)


def _fault(line: Line) -> Doubt | None:
    """What must be mended in the line itself."""
    try:
        clean_name(line.name)
    except BadTextError:
        return Doubt.BAD_NAME if line.name else Doubt.NO_NAME
    if is_mixed(line.name):
        return Doubt.MIXED
    if line.typed:
        return Doubt.BAD_PHONE
    if line.is_child and not (is_name(line.parent) and line.relation in set(Relation)):
        return Doubt.CHILD
    return None


def is_name(text: str) -> bool:
    """Whether it can be kept as a person's name."""
    try:
        return bool(clean_name(text))
    except BadTextError:
        return False


def _questions(
    line: Line, before: Sequence[Line], members: Sequence[CohortMember], owner: PhoneOwner | None
) -> Iterable[tuple[Doubt, str, str]]:
    """What the trainer is asked, one after the other: the doubt, whom it is about, and what names them."""
    if owner is not None:
        yield Doubt.KNOWN, f"{owner.name}, {owner.masked}", owner.person_id
    for one in before:
        if is_alike(one.name, line.name):
            yield Doubt.TWICE, one.name, str(one.number)
    for member in members if owner is None else ():
        if is_alike(member.name, line.name):
            yield Doubt.LIKE_MEMBER, member.name, member.person_id
    for note in line.notes:
        yield Doubt(note), "", ""
