"""Copies of a live database, and databases out of copies: SQLite by VACUUM INTO, PostgreSQL by pg_dump.

A copy is of one moment while others go on writing. What it holds is counted in the copy itself (SQLite) or in the very
snapshot that is dumped (PostgreSQL). Never `cp`: of thirty copies of a live file made so, 27 were damaged.
"""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pysqlite3
from sqlalchemy import (
    Connection,
    Engine,
    Integer,
    NullPool,
    String,
    create_engine,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table
from sqlalchemy.exc import SQLAlchemyError

from app.infra.backups.manifest import BadBackupError, Facts
from app.infra.fulltext import is_mapped

SQLITE, POSTGRESQL = "sqlite", "postgresql"
PROGRAMS = "/usr/lib/postgresql"
AUDIT = "infra_audit"
PATIENCE_MS = 10_000


def kind_of(url: str) -> str:
    """`sqlite` or `postgresql`."""
    return SQLITE if url.startswith(SQLITE) else POSTGRESQL


def file_of(url: str) -> Path:
    """The file of a SQLite address."""
    return Path(make_url(url).database or "")


def plain_engine(url: str) -> Engine:
    """A way to a database that is not the running site's: no pool, no guard."""
    own: dict[str, Any] = {"module": pysqlite3} if kind_of(url) == SQLITE else {}
    return create_engine(url, poolclass=NullPool, hide_parameters=True, **own)


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    """A connection to a database that is not the running site's."""
    engine = plain_engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def copy_database(url: str, target: Path) -> Facts:
    """Copy a live database to a file; what it held at that moment. BadBackupError when it cannot be copied."""
    return _copy_sqlite(file_of(url), target) if kind_of(url) == SQLITE else _dump(url, target)


def _copy_sqlite(source: Path, target: Path) -> Facts:
    if not source.is_file():
        raise BadBackupError(f"There is no database at {source}: run `flask --app wsgi db upgrade` first.")
    with closing(pysqlite3.connect(str(source), isolation_level=None)) as connection:
        connection.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
        try:
            connection.execute("VACUUM INTO ?", (str(target),))
        except pysqlite3.OperationalError as error:
            raise BadBackupError(f"The database could not be copied to {target.parent}: {error}.") from None
    with connected(f"sqlite:///{target}") as copy:
        check_sqlite(copy)
        return facts_of(copy)


def _dump(url: str, target: Path) -> Facts:
    program = find_program("pg_dump")
    engine = plain_engine(url)
    try:
        with engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
            snapshot = connection.scalar(text("SELECT pg_export_snapshot()"))
            facts = facts_of(connection)
            arguments = ["--format=custom", f"--snapshot={snapshot}", "--no-owner", f"--file={target}", _libpq(url)]
            run_program([program, *arguments], _secret(url))
    finally:
        engine.dispose()
    check_dump(target)
    return facts


def facts_of(connection: Connection) -> Facts:
    """What a database holds now: rows of each table, its schema, the ends of its audit log; not the search index."""
    names = [name for name in sorted(inspect(connection).get_table_names()) if is_mapped(name, "table", {})]
    rows = {name: connection.scalar(select(func.count()).select_from(sql_table(name))) or 0 for name in names}
    schema = rows.pop("alembic_version", 0) and connection.scalar(text("SELECT version_num FROM alembic_version"))
    return Facts(schema=str(schema or ""), rows=rows, audit_heads=_heads(connection) if AUDIT in rows else {})


def _heads(connection: Connection) -> dict[str, str]:
    node, number, seal = sql_column("node_id", String), sql_column("number", Integer), sql_column("seal", String)
    audit = sql_table(AUDIT, node, number, seal)
    last = select(node, func.max(number).label("last")).select_from(audit).group_by(node).subquery()
    found = select(audit.c.node_id, audit.c.number, audit.c.seal).join(
        last, (last.c.node_id == audit.c.node_id) & (last.c.last == audit.c.number)
    )
    return {row.node_id: f"{row.number}:{row.seal}" for row in connection.execute(found)}


def check_sqlite(connection: Connection) -> None:
    """BadBackupError when the file is damaged, or a row points at one that is not there."""
    found = [row[0] for row in connection.execute(text("PRAGMA integrity_check"))]
    if found != ["ok"]:
        raise BadBackupError(f"The copy of the database is damaged: {'; '.join(map(str, found[:3]))}")
    broken = list(connection.execute(text("PRAGMA foreign_key_check")))
    if broken:
        raise BadBackupError(f"{len(broken)} rows of the copy point at rows that are not there ({broken[0][0]}).")


def check_dump(dump: Path) -> None:
    """BadBackupError when a dump cannot be read to its end."""
    run_program([find_program("pg_restore"), "--list", str(dump)])
    run_program([find_program("pg_restore"), "--file=/dev/null", str(dump)])


def load_copy(copy: Path, url: str) -> None:
    """Make a database at `url`, where none may be, out of a copy."""
    if kind_of(url) == SQLITE:
        file_of(url).touch(mode=0o600)
        shutil.copyfile(copy, file_of(url))
        return
    command = [find_program("pg_restore"), "--no-owner", "--exit-on-error", f"--dbname={_libpq(url)}", str(copy)]
    run_program(command, _secret(url))


def is_living(url: str) -> bool:
    """Whether there is a database with rows of people or deeds."""
    if kind_of(url) == SQLITE and not file_of(url).is_file():
        return False
    try:
        with connected(url) as connection:
            return any(facts_of(connection).rows.values())
    except SQLAlchemyError:
        return kind_of(url) == SQLITE


def is_in_use(url: str) -> bool:
    """Whether another process has this database open."""
    if kind_of(url) == SQLITE:
        return file_of(url).is_file() and not _is_ours_alone(file_of(url))
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    with connected(url) as connection:
        return bool(connection.scalar(text(query)))


def _is_ours_alone(path: Path) -> bool:
    """SQLite gives an exclusive hold of a file in WAL mode only to the one process that has it open."""
    with closing(pysqlite3.connect(str(path), isolation_level=None)) as connection:
        try:
            connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
        except pysqlite3.OperationalError:
            return False
        except pysqlite3.DatabaseError:
            return True
    return True


@contextmanager
def _keeper(url: str) -> Iterator[Connection]:
    """A connection to the server beside the database, for making and renaming databases."""
    engine = create_engine(make_url(url).set(database="postgres"), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            yield connection
    finally:
        engine.dispose()


def create_beside(url: str, suffix: str) -> str:
    """An empty PostgreSQL database beside the one at `url`; the answer is its address."""
    name = f"{make_url(url).database}_{suffix}"
    with _keeper(url) as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def switch(url: str, new: str, *, keep_as: str) -> None:
    """Give the database at `new` the name of the one at `url`, which is kept under another name."""
    own, coming = make_url(url).database, make_url(new).database
    with _keeper(url) as connection:
        names = {name for (name,) in connection.exec_driver_sql("SELECT datname FROM pg_database")}
        if own in names:
            connection.exec_driver_sql(f'ALTER DATABASE "{own}" RENAME TO "{own}_{keep_as}"')
        connection.exec_driver_sql(f'ALTER DATABASE "{coming}" RENAME TO "{own}"')


def drop(url: str) -> None:
    """Take away a database that nobody will need."""
    with _keeper(url) as connection:
        connection.exec_driver_sql(f'DROP DATABASE IF EXISTS "{make_url(url).database}"')


def _libpq(url: str) -> str:
    """The address as PostgreSQL's own programs read it, without the password, which everybody could see there."""
    return make_url(url)._replace(drivername=POSTGRESQL, password=None).render_as_string()


def _secret(url: str) -> dict[str, str] | None:
    password = make_url(url).password
    return {"PGPASSWORD": str(password), "PATH": "/usr/bin:/bin"} if password else None


def find_program(name: str) -> str:
    """Where one of PostgreSQL's programs is: the newest one. BadBackupError when there is none."""
    packaged = sorted(Path(PROGRAMS).glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]), reverse=True)
    found = str(packaged[0]) if packaged else shutil.which(name)
    if found is None:
        raise BadBackupError(f"{name} is not on this machine: apt-get install postgresql-client, then try again.")
    return found


def run_program(command: list[str], environment: Mapping[str, str] | None = None) -> None:
    """Run a program of PostgreSQL; BadBackupError with its last words when it fails."""
    done = subprocess.run(command, capture_output=True, env=environment, check=False)  # noqa: S603 - found by find_program
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip().splitlines()[-2:]
        raise BadBackupError(f"{Path(command[0]).name} failed: {' '.join(words)}")
