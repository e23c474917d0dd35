"""A disk on which there is no room, for a while: no file grows beyond a size, whoever writes it.

The limit is the kernel's own (RLIMIT_FSIZE): it needs neither rights nor a disk to fill, and holds for files that are
open already. What it refuses is refused with an OSError, as a full disk does.
"""

import os
import resource
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

NO_END = resource.RLIM_INFINITY


@contextmanager
def full_disk(*, room: int = 0, processes: Iterable[int] = ()) -> Iterator[None]:
    """Files written by these processes, or by this one, end at `room` bytes for as long as the block lasts."""
    pids = list(processes) or [os.getpid()]
    for pid in pids:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (room, NO_END))
    try:
        yield
    finally:
        for pid in pids:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (NO_END, NO_END))


@contextmanager
def full_database(engine: Engine) -> Iterator[None]:
    """A database that gets no more pages: SQLite counts them itself, PostgreSQL says of every row what it then says."""
    fill, empty = (_FILL_SQLITE, _EMPTY_SQLITE) if engine.dialect.name == "sqlite" else (_FILL, _EMPTY)
    _run(engine, fill)
    try:
        yield
    finally:
        _run(engine, empty)


_FILL_SQLITE = ("VACUUM", "PRAGMA max_page_count = 1")
_EMPTY_SQLITE = ("PRAGMA max_page_count = 4294967294",)
_FILL = (
    """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$""",
    "CREATE TRIGGER full_disk BEFORE INSERT ON infra_job FOR EACH ROW EXECUTE FUNCTION full_disk()",
)
_EMPTY = ("DROP FUNCTION full_disk CASCADE",)


def _run(engine: Engine, statements: Iterable[str]) -> None:
    """On the pool's one connection, outside of any transaction of the house."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        for statement in statements:
            cursor.execute(statement)
        connection.commit()
    finally:
        connection.close()
