"""All that the room knows of a person, for them."""

from app.accounts.queries.people import ids_of
from app.infra.traces import Rows, read_out_room


def export_person(person_id: str) -> dict[str, Rows]:
    """Rows by table, without what opens something."""
    return read_out_room("accounts", ids_of(person_id))
