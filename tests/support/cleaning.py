"""An empty database for the next test. The audit log refuses to be emptied, so its triggers are lifted meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from sqlalchemy import literal, select, text, union_all
from sqlalchemy.orm import Session

from app.infra.database import db, write_tx

AUDIT = "infra_audit"


def empty_all_tables() -> None:
    """Take every row of every table away; most tables are empty already, and one question tells which. In the app."""
    filled = filled_tables()
    db.session.rollback()
    if not filled:
        return
    with write_tx() as session, lifted_triggers(session) if AUDIT in filled else nullcontext():
        for table in reversed(db.metadata.sorted_tables):
            if table.name in filled:
                session.execute(table.delete())


def filled_tables() -> set[str]:
    """The tables that hold a row."""
    tables = db.metadata.sorted_tables
    asked = [select(literal(table.name)).where(select(table.c[0]).exists()) for table in tables]
    return set(db.session.scalars(union_all(*asked)))


@contextmanager
def lifted_triggers(session: Session) -> Iterator[None]:
    """The tables without their triggers, for as long as the block lasts; for tests that tamper, too."""
    if session.get_bind().dialect.name != "sqlite":
        session.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        session.execute(text("SET LOCAL session_replication_role = DEFAULT"))
        return
    triggers = session.execute(
        text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'infra_audit'")
    ).all()
    for name, _sql in triggers:
        session.execute(text(f"DROP TRIGGER {name}"))
    yield
    for _name, sql in triggers:
        session.execute(text(sql))
