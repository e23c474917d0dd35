"""What happens to people."""

from dataclasses import dataclass

from app.kernel.events import Event


@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """A visitor has become a person with a name; what they did before is theirs."""

    person_id: str


@dataclass(frozen=True, kw_only=True)
class PersonsJoined(Event):
    """A visitor turned out to be a person we know; from now on both ids mean `person_id`."""

    person_id: str
    visitor_id: str


@dataclass(frozen=True, kw_only=True)
class PersonErased(Event):
    """A person was erased; where their id stood in facts, one that leads to nobody stands now.

    Told once for each id that they went by. Who hears it erases what they keep; the row that carries it is forgotten
    within a day.
    """

    person_id: str
    tombstone_id: str
