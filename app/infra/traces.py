"""What a person has left in tables: read out for them, and given to an id that leads to nobody once they are erased.

Both follow what a table declares in `__pii__`. A column there that ends in `_id` or `_by` holds a person. Where it is
kept as a record or a proof, the row stays and gets the other id; any other row goes. `_by` names who answers for a
thing that is somebody else's: such a row is not read out to them.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Text, cast, delete, or_, select, update

from app.infra.audit import AuditEntry
from app.infra.database import Table, db
from app.infra.jobs import Job
from app.infra.outbox import Letter
from app.infra.personal import Keep

Rows = list[dict[str, Any]]
Ids = Collection[str] | ScalarSelect[str]

STAYS = frozenset({Keep.RECORD, Keep.PROOF})
SECRET = ("_hash", "secret", "seal", "token")
"""How columns end that open something, or prove something to us alone: nobody gets them, not even their owner."""
INTERNAL = frozenset({"node_id"})


def models_of(room: str) -> list[type[Table]]:
    """The tables of a room in the order of their foreign keys: a row that needs another comes after it."""
    order = {table.name: place for place, table in enumerate(Table.metadata.sorted_tables)}
    models: list[type[Table]] = [mapper.class_ for mapper in Table.registry.mappers]
    mine = [model for model in models if model.__tablename__.startswith(f"{room}_")]
    return sorted(mine, key=lambda model: order[model.__tablename__])


def read_out(model: type[Table], condition: ColumnElement[bool]) -> Rows:
    """The rows of a table that meet the condition, oldest first, as JSON values without secrets."""
    columns = [column for column in model.__table__.columns if _is_told(column.name)]
    rows = db.session.execute(select(*columns).where(condition).order_by(model.__table__.columns["id"])).mappings()
    return [{name: _json(value) for name, value in row.items()} for row in rows]


def read_out_room(room: str, ids: Ids) -> dict[str, Rows]:
    """All rows of a room's tables that are this person's, by table."""
    found = {}
    for model in models_of(room):
        own = [name for name in _persons(model) if name.endswith("_id")]
        if own:
            columns = model.__table__.columns
            found[model.__tablename__] = read_out(model, or_(*(columns[name].in_(ids) for name in own)))
    return found


def erase_in_room(room: str, old_id: str, new_id: str) -> None:
    """Let an id that leads to nobody take the place of a person's in a room's tables, in the open transaction."""
    for model in reversed(models_of(room)):
        for name in _persons(model):
            is_theirs = model.__table__.columns[name] == old_id
            if model.__pii__[name].keep in STAYS:
                blanks = _blanks(model) if name.endswith("_id") else {}
                db.session.execute(update(model).where(is_theirs).values({name: new_id} | blanks))
            else:
                db.session.execute(delete(model).where(is_theirs))


def export_person(ids: Ids) -> dict[str, Rows]:
    """What lies with no room: letters to the person, and what the audit log says of them."""
    about = AuditEntry.subject_id.in_(ids)
    deeds = AuditEntry.actor_id.in_(ids) & ~about
    own = read_out(AuditEntry, about)
    told = ("id", "done_at", "action", "actor_id")
    others = [{name: row[name] for name in told} for row in read_out(AuditEntry, deeds)]
    return {"infra_letter": read_out(Letter, Letter.person_id.in_(ids)), "infra_audit": own + others}


def erase_person(old_id: str, addresses: Collection[str]) -> None:
    """Take away the person's letters, and the jobs that speak of them. The audit log stays: it holds ids only."""
    db.session.execute(delete(Letter).where(or_(Letter.person_id == old_id, Letter.address.in_(addresses))))
    db.session.execute(delete(Job).where(cast(Job.payload, Text).contains(old_id)))


def _persons(model: type[Table]) -> list[str]:
    """The columns that hold a person."""
    return [name for name in model.__pii__ if name.endswith(("_id", "_by"))]


def _blanks(model: type[Table]) -> dict[str, object]:
    """What of a row that stays goes with the account: names, free texts."""
    gone = [name for name, pii in model.__pii__.items() if pii.keep is Keep.ACCOUNT]
    return {name: None if model.__table__.columns[name].nullable else "" for name in gone}


def _is_told(name: str) -> bool:
    return not name.endswith(SECRET) and name not in INTERNAL


def _json(value: Any) -> Any:  # noqa: ANN401 - whatever a column holds
    return value.isoformat() if isinstance(value, datetime) else value
