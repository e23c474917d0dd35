"""An empty database for the next test. The audit log refuses to be emptied, so its triggers are lifted meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.infra.database import db, write_tx


def empty_all_tables() -> None:
    """Take every row of every table away. Inside the application."""
    with write_tx() as session, lifted_triggers(session):
        for table in reversed(db.metadata.sorted_tables):
            session.execute(table.delete())


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
