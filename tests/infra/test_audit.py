from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from app.infra import audit
from app.infra.audit import AuditEntry, record
from app.infra.database import write_tx
from app.kernel.clock import clock as house_clock
from app.kernel.ids import new_id
from tests.support.cleaning import lifted_triggers


def entries(count=3):
    for number in range(count):
        with write_tx():
            record("tests.done", actor_id=new_id(), subject_id=new_id(), number=number)


def tamper(statement):
    with write_tx() as session, lifted_triggers(session):
        session.execute(statement)


def test_a_chain_that_nobody_touched_is_whole(db):
    entries(5)
    verdict = audit.verify()
    assert (verdict.count, verdict.faults) == (5, ())
    assert verdict.head == audit.find_head()


def test_an_empty_chain_is_whole(db):
    assert audit.verify().faults == ()
    assert audit.find_head() is None


def test_an_entry_is_undone_with_what_it_tells_of(db):
    with pytest.raises(RuntimeError), write_tx():
        record("tests.done", actor_id=None)
        raise RuntimeError
    assert audit.verify().count == 0


@pytest.mark.parametrize(
    "change",
    [{"action": "tests.other"}, {"facts": {"number": 7}}, {"actor_id": None}, {"subject_id": "x"}, {"seal": "0" * 64}],
    ids=lambda change: next(iter(change)),
)
def test_ad03_an_edited_entry_is_named(db, change):
    entries()
    tamper(update(AuditEntry).where(AuditEntry.number == 2).values(**change))
    assert audit.verify().faults[0].startswith("2: changed")


def test_ad03_a_moved_moment_is_named(db):
    entries()
    moment = db.session.scalars(select(AuditEntry.done_at).where(AuditEntry.number == 2)).one()
    tamper(update(AuditEntry).where(AuditEntry.number == 2).values(done_at=moment - timedelta(days=1)))
    assert audit.verify().faults[0].startswith("2: changed")


def test_ad03_a_deleted_entry_is_named(db):
    entries()
    tamper(delete(AuditEntry).where(AuditEntry.number == 2))
    assert audit.verify().faults[0] == "2 to 2: missing"


def test_ad03_entries_that_changed_places_are_named(db):
    entries()
    for number, new in ((1, 9), (2, 1), (9, 2)):
        tamper(update(AuditEntry).where(AuditEntry.number == number).values(number=new))
    assert audit.verify().faults


def test_ad03_a_tail_that_was_cut_off_is_found_by_an_anchor(db):
    entries()
    anchor = audit.find_head()
    assert audit.verify([anchor]).faults == ()
    tamper(delete(AuditEntry).where(AuditEntry.number == 3))
    assert audit.verify().faults == ()
    assert audit.verify([anchor]).faults


def test_the_database_itself_refuses_to_change_an_entry(db):
    entries()
    for statement in (update(AuditEntry).values(action="x"), delete(AuditEntry)):
        with pytest.raises(DBAPIError, match="only added to"), write_tx() as session:
            session.execute(statement)


def test_entries_of_one_moment_keep_their_order(db):
    house_clock.set(house_clock.now())
    entries(4)
    assert [entry.facts["number"] for entry in audit.list_entries(limit=10)] == [3, 2, 1, 0]


def test_the_operator_verifies_from_the_command_line(app, db):
    entries()
    run = app.test_cli_runner().invoke
    head = run(args=["audit", "head"]).output.strip()
    assert run(args=["audit", "verify", "--anchor", head]).exit_code == 0
    tamper(update(AuditEntry).where(AuditEntry.number == 3).values(action="tests.other"))
    answer = run(args=["audit", "verify"])
    assert answer.exit_code == 1
    assert "Entry 3: changed" in answer.output
    assert run(args=["audit", "verify", "--anchor", "x"]).exit_code == 2
