"""Where a person's ids stand: a walk over every column of every table, whatever it is called."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Table, select

from app.infra.database import db


def holdings(words: Iterable[str]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Table, column and row of every value that holds one of these words, be it inside of JSON. In the application."""
    wanted = tuple(words)
    for table in db.metadata.sorted_tables:
        for row in rows_of(table):
            for name, value in row.items():
                written = value if isinstance(value, str) else json.dumps(value, default=str, ensure_ascii=False)
                if any(word in written for word in wanted):
                    yield table.name, name, row


def rows_of(table: Table) -> Iterator[dict[str, Any]]:
    """Every row of a table."""
    for row in db.session.execute(select(table)).mappings():
        yield dict(row)
