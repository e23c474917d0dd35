"""How many queries a piece of code asks, and how many rows stand in the tables."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event, func, select

from app.infra.database import db

NOISE = ("BEGIN", "PRAGMA", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@contextmanager
def queries(app: Flask) -> Iterator[list[str]]:
    """The statements that are sent while the block lasts, beginnings and ends of transactions aside."""
    asked: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        if not statement.lstrip().upper().startswith(NOISE):
            asked.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def rows(app: Flask) -> dict[str, int]:
    """Rows of each table."""
    with app.app_context():
        tables = db.metadata.sorted_tables
        return {table.name: db.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables}
