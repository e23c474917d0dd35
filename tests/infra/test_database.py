"""The one way to write: it commits whole or not at all, and nothing else writes."""

import threading
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import event, insert, select, text, update
from sqlalchemy.exc import OperationalError

from app.infra.database import Moment, WriteOutsideTransactionError, add, after_commit, serialise, write_tx
from app.infra.database import db as database
from app.infra.jobs import Job
from app.kernel import clock
from app.kernel.ids import new_id
from tests.support.full_disk import full_database


def job(kind="test"):
    return Job(kind=kind, payload={}, created_at=clock.now(), due_at=clock.now(), tries=0)


def test_what_is_written_in_a_transaction_is_there_after_it(db):
    with write_tx():
        row_id = add(job()).id
    assert db.session.get(Job, row_id).kind == "test"


def test_raising_undoes_everything(db):
    with pytest.raises(LookupError), write_tx():
        add(job())
        raise LookupError
    assert db.session.scalars(select(Job)).all() == []


@pytest.mark.parametrize(
    "statement", [insert(Job).values(kind="x"), update(Job).values(kind="x"), text("DELETE FROM infra_job")]
)
def test_a_write_outside_a_transaction_is_refused(db, statement):
    with pytest.raises(WriteOutsideTransactionError):
        db.session.execute(statement)


def test_the_right_to_write_ends_with_the_transaction(db):
    with write_tx():
        add(job())
    db.session.get(Job, new_id())
    with pytest.raises(WriteOutsideTransactionError):
        db.session.execute(update(Job).values(kind="x"))


def test_only_a_door_opens_a_transaction(db):
    with pytest.raises(WriteOutsideTransactionError), write_tx(), write_tx():
        pass


def test_changes_made_before_a_transaction_are_a_fault(db):
    db.session.add(job())
    with pytest.raises(WriteOutsideTransactionError, match="before"), write_tx():
        pass
    db.session.rollback()


def test_what_waits_for_the_commit_runs_after_it_and_never_without(db):
    heard = []
    with write_tx():
        after_commit(lambda: heard.append("kept"))
        assert heard == []
    with pytest.raises(LookupError), write_tx():
        after_commit(lambda: heard.append("lost"))
        raise LookupError
    with write_tx():
        pass
    assert heard == ["kept"]


def test_a_moment_comes_back_as_the_same_moment_in_utc(db):
    tashkent = timezone(timedelta(hours=5))
    row = job()
    row.due_at = datetime(2026, 11, 23, 9, 30, tzinfo=tashkent)
    with write_tx():
        row_id = add(row).id
    db.session.expire_all()
    kept = db.session.get(Job, row_id).due_at
    assert kept == datetime(2026, 11, 23, 4, 30, tzinfo=UTC)
    assert kept.tzinfo is UTC


def test_a_connection_that_breaks_at_the_end_spoils_no_answer_that_is_ready(app):
    def breaks(_connection):
        raise OperationalError("ROLLBACK", {}, Exception("the server closed the connection"))

    with app.app_context():
        engine = database.engine
        event.listen(engine, "rollback", breaks)
        database.session.execute(text("SELECT 1"))
    event.remove(engine, "rollback", breaks)
    with app.app_context():
        assert database.session.execute(text("SELECT 1")).scalar() == 1


def test_a_moment_without_time_zone_is_a_fault():
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 1, 1), None)  # noqa: DTZ001 - the fault under test


def test_sqlite_is_the_fixed_library_with_our_pragmas(db):
    if db.engine.dialect.name != "sqlite":
        return
    asked = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "busy_timeout": 10000, "trusted_schema": 0}
    answers = {name: db.session.execute(text(f"PRAGMA {name}")).scalar() for name in asked}
    assert answers == asked
    version = db.session.execute(text("SELECT sqlite_version()")).scalar()
    assert tuple(map(int, version.split("."))) >= (3, 51, 3), "older ones can corrupt the write-ahead log"


def test_read_modify_write_by_many_at_once_loses_nothing(app, db):
    """856 of 997 acknowledged increments were lost with the defaults of SQLAlchemy and SQLite."""
    with write_tx():
        row_id = add(job()).id

    def increment():
        with app.app_context():
            for _ in range(10):
                with write_tx() as session:
                    serialise("counter")
                    session.get(Job, row_id, populate_existing=True).tries += 1

    threads = [threading.Thread(target=increment) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.expire_all()
    assert db.session.get(Job, row_id).tries == 80


BULK = "x" * 100_000


def grow():
    """Write more than fits into what the database has of empty pages."""
    with write_tx():
        add(Job(kind="test", payload={"bulk": BULK}, created_at=clock.now(), due_at=clock.now()))


def test_ad11_after_a_full_disk_the_same_connection_writes_again(db):
    with write_tx():
        kept = add(job()).id
    with full_database(db.engine):
        for _ in range(3):
            with pytest.raises(OperationalError, match=r"full|53100"):
                grow()
            assert db.session.scalars(select(Job.id)).all() == [kept], "reading goes on"
            db.session.rollback()
    grow()
    assert len(db.session.scalars(select(Job.id)).all()) == 2
