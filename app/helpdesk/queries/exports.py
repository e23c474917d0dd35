"""All that this room knows of one person."""

from sqlalchemy import or_, select

from app.accounts.queries.people import ids_of
from app.helpdesk.models import Question, Turn
from app.infra.traces import Rows, read_out, read_out_room


def export_person(person_id: str) -> dict[str, Rows]:
    """Rows by table: what they asked with all that was said to it, and what they did as staff."""
    ids = ids_of(person_id)
    own = select(Question.id).where(Question.person_id.in_(ids))
    turns = read_out(Turn, or_(Turn.question_id.in_(own), Turn.author_id.in_(ids)))
    return read_out_room("helpdesk", ids) | {"helpdesk_turn": turns}
