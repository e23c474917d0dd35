"""What the list of attendance sends: a radio a person, what the page had seen, names of guests.

Fields of a row: `state.<subject>` what is chosen, `was.<subject>` what the page showed, `stamp.<subject>` the greatest
stamp that it had seen. A row that is as the page showed it says nothing, so that an old page takes nothing back.
"""

from collections.abc import Collection, Mapping

from app.centres.rules.marking import GUEST, LARGEST_STAMP, Mark, is_page_key
from app.centres.types.attendance import MarkWay, Presence
from app.kernel.errors import BadInputError, BadTextError, TextProblem
from app.kernel.text import clean_line

NAME_LIMIT, MOST_GUESTS = 90, 30
STATES = frozenset(Presence)


def read_key(form: Mapping[str, str]) -> str:
    """What the page calls itself. BadInputError."""
    key = form.get("key", "")
    if not is_page_key(key):
        raise BadInputError
    return key


def read_way(text: str) -> MarkWay:
    """How the marks came about: from the list, unless they are entered from a sheet."""
    return MarkWay.SHEET if text == MarkWay.SHEET else MarkWay.LIST


def read_marks(form: Mapping[str, str], subjects: Collection[str]) -> list[Mark]:
    """The marks of people and guests that a page has sent, those of `subjects` alone. BadInputError.

    With the button `all` everybody whose row says nothing yet is there.
    """
    marks = []
    for subject in subjects:
        was = form.get(f"was.{subject}", "")
        state = form.get(f"state.{subject}", "")
        if not state and "all" in form and f"was.{subject}" in form:
            state = Presence.PRESENT.value
        if state == was or not state:
            continue
        if state not in STATES:
            raise BadInputError
        marks.append(_mark(subject, Presence(state), _stamp(form.get(f"stamp.{subject}", "0"))))
    return marks


def _mark(subject: str, state: Presence, stamp: int) -> Mark:
    if subject.startswith(GUEST):
        return Mark(state=state, stamp=stamp, guest_id=subject.removeprefix(GUEST))
    return Mark(state=state, stamp=stamp, person_id=subject)


def _stamp(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text[:5]) >= LARGEST_STAMP:
        raise BadInputError
    return int(text) + 1


def read_guests(text: str) -> list[Mark]:
    """A guest a line. BadTextError when a line cannot be a name."""
    names = [clean_line(line, NAME_LIMIT) for line in text.splitlines() if line.strip()]
    if len(names) > MOST_GUESTS:
        raise BadTextError(TextProblem.TOO_LONG)
    if not all(sum(char.isalpha() for char in name) > 1 for name in names):
        raise BadTextError(TextProblem.TOO_FEW_LETTERS)
    return [
        Mark(state=Presence.PRESENT, guest_name=name, place=names[:place].count(name))
        for place, name in enumerate(names)
    ]
