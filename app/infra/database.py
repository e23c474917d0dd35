"""The database, and the one way to write to it.

`write_tx()` is the only transaction that may write; a guard refuses writes outside it, on SQLite and PostgreSQL alike.
SQLite then takes its lock at BEGIN, so that two people submitting at once wait for each other instead of failing.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, ClassVar, TypeVar

import pysqlite3
from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, String, event, func, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from app.infra.meters import find_meters
from app.infra.personal import Pii
from app.kernel import clock
from app.kernel.ids import new_id

PATIENCE_MS = 10_000
"""How long a writer waits for another; then the person is asked to wait, and what they sent is kept on the page."""
SHORT_PATIENCE_MS = 1_000
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    f"busy_timeout={PATIENCE_MS}",
    "trusted_schema=OFF",
    "secure_delete=ON",
)
"""`secure_delete`: what is deleted is overwritten with zeros in the file, so that an erased name is not found there."""
POSTGRESQL = {"pool_pre_ping": True, "connect_args": {"options": f"-c lock_timeout={PATIENCE_MS}"}}
WRITE_VERBS = ("INSERT", "UPDATE", "DELETE", "REPLACE")
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

Row = TypeVar("Row", bound="Table")


class WriteOutsideTransactionError(RuntimeError):
    """A write was tried outside `write_tx()`: a fault in the code, never in the input."""


class Moment(TypeDecorator[datetime]):
    """A point in time: UTC in the database, aware in Python, whatever the database keeps."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """UTC; a naive moment is a fault of the caller."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - as above
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Table(DeclarativeBase):
    """What every table has: an id made where the row is born, and a word on personal data."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar = {datetime: Moment}
    __abstract__ = True
    __pii__: ClassVar[dict[str, Pii]] = {}


class HasId:
    """Primary key: a UUIDv7 in text."""

    id: Mapped[str] = mapped_column(String(36), primary_key=True, default=new_id)


db = SQLAlchemy(metadata=Table.metadata)


def install(app: Flask, url: str) -> None:
    """Connect the site to the database at `url`."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    sqlite = url.startswith("sqlite")
    own = {"module": pysqlite3} if sqlite else POSTGRESQL
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"hide_parameters": True} | own
    db.init_app(app)
    app.teardown_appcontext(let_go)
    with app.app_context():
        watch(db.engine)


def let_go(_error: BaseException | None) -> None:
    """End the session of a request. A connection that has broken meanwhile cannot be rolled back, and need not be.

    It comes before the extension's own end of the session, which would turn an answer that is ready into a fault.
    """
    try:
        db.session.remove()
    except DBAPIError:
        db.session.registry.clear()


def watch(engine: Engine) -> None:
    """Put the guard, and on SQLite the pragmas and the lock at BEGIN, on an engine."""
    event.listen(engine, "before_cursor_execute", _refuse_stray_write)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - the driver has no types
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:  # noqa: ANN401 - as above
    mode = "IMMEDIATE" if connection.get_execution_options().get("writes") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def _refuse_stray_write(connection: Any, _cursor: object, statement: str, *_rest: object) -> None:  # noqa: ANN401 - as above
    verb = statement.lstrip().split(None, 1)[0].upper() if statement.strip() else ""
    if verb in WRITE_VERBS and not connection.get_execution_options().get("writes"):
        raise WriteOutsideTransactionError(f"{verb} outside write_tx()")


@contextmanager
def write_tx() -> Iterator[Session]:
    """A transaction that may write. Leaving it commits; raising rolls back; then what waited for the commit runs."""
    session = db.session()
    if session.info.get("writing"):
        raise WriteOutsideTransactionError("write_tx() inside write_tx(): only a door opens a transaction")
    if session.new or session.dirty or session.deleted:
        raise WriteOutsideTransactionError("changes were made before write_tx()")
    session.rollback()
    began = clock.monotonic()
    session.connection(execution_options={"writes": True})
    if (meters := find_meters()) is not None:
        meters.waits.observe(clock.monotonic() - began)
    session.info["writing"] = True
    waiting: list[Callable[[], None]] = session.info.setdefault("after_commit", [])
    try:
        yield session
        session.commit()
    except BaseException:
        waiting.clear()
        session.rollback()
        raise
    finally:
        session.info["writing"] = False
    calls, waiting[:] = list(waiting), []
    for call in calls:
        call()


def empty_log() -> None:
    """Put the write-ahead log into the database file and cut it off, so that it holds no old pages (SQLite).

    It waits a second for readers, no longer: writers wait with it. PostgreSQL's old rows go with its own vacuum.
    """
    if db.engine.dialect.name != "sqlite":
        return
    db.session.rollback()
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={SHORT_PATIENCE_MS}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        cursor.execute(f"PRAGMA busy_timeout={PATIENCE_MS}")
    finally:
        connection.close()


def after_commit(call: Callable[[], None]) -> None:
    """Run `call` when the open `write_tx()` has committed; never when it is rolled back."""
    if not db.session().info.get("writing"):
        raise WriteOutsideTransactionError("after_commit() outside write_tx()")
    db.session().info["after_commit"].append(call)


def lock(model: type[Row], row_id: str) -> Row | None:
    """The row, held until the end of the transaction: others who lock it wait (PostgreSQL; SQLite already does)."""
    return db.session.get(model, row_id, with_for_update=True, populate_existing=True)


def add(row: Row) -> Row:
    """Put a new row into the open transaction, at once, so that a broken rule is met here."""
    db.session.add(row)
    db.session.flush()
    return row


def count(model: type[Table], *conditions: Any) -> int:  # noqa: ANN401 - SQLAlchemy's column expressions
    """How many rows meet the conditions."""
    return db.session.scalar(select(func.count()).select_from(model).where(*conditions)) or 0


def serialise(key: str) -> None:
    """Let one open `write_tx()` at a time go past this line for the same key (PostgreSQL; SQLite already does)."""
    if db.session.get_bind().dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))
