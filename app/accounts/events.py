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
