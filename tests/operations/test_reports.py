from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from app.infra import audit, outbox
from app.infra.audit import AuditEntry
from app.infra.backups.manifest import find_verdict, list_backups
from app.infra.database import db as database
from app.infra.database import write_tx
from app.infra.jobs import desk, run_all
from app.infra.outbox import Letter
from app.kernel import clock as house
from app.operations import jobs
from app.operations.service.reports import find_last_check, send_report, write_report
from tests.support.certified import person_named
from tests.support.cleaning import lifted_triggers


@pytest.fixture
def own(full, tmp_path):
    """Reports of this test alone."""
    folder = tmp_path / "data"
    folder.mkdir()
    return full.__class__(**(vars(full) | {"data_dir": folder}))


def deeds(count=3):
    for _ in range(count):
        with write_tx():
            audit.record("tests.done", actor_id=None)


def test_a_report_holds_numbers_and_the_end_of_the_log_and_names_nobody(app, db, own):
    person_named("Nodira Karimova", phone="+998901234567")
    deeds()
    text = write_report(own, house.today())
    assert f"audit head: {own.node_id} {audit.find_head()}" in text
    assert "accounts_account: 1" in text
    assert "audit log: whole, " in text
    assert "Nodira" not in text
    assert "901234567" not in text
    assert (own.data_dir / "reports" / f"{house.today()}.txt").read_text() == text
    assert find_last_check(own) == (house.today(), True)


def test_ad03_a_tail_that_was_cut_off_is_found_by_the_reports(app, db, own):
    deeds()
    write_report(own, house.today() - timedelta(days=1))
    with write_tx() as session, lifted_triggers(session):
        session.execute(delete(AuditEntry).where(AuditEntry.number == 3))
    database.session.rollback()
    run = app.test_cli_runner().invoke
    assert run(args=["audit", "verify"]).exit_code == 0
    answer = run(args=["audit", "verify", "--reports", str(own.data_dir / "reports")])
    assert answer.exit_code == 1
    assert "Entry 3: the seal noted outside is not here" in answer.output
    assert "NOT WHOLE" in write_report(own, house.today())
    assert find_last_check(own) == (house.today(), False)


def test_the_report_is_sent_once_to_the_operator_when_there_is_a_way(app, db, own):
    settings = own.__class__(**(vars(own) | {"operator_email": "operator@example.uz"}))
    for _ in range(2):
        with write_tx():
            assert send_report(settings, "text", house.today())
    assert database.session.scalars(select(Letter.address)).all() == ["operator@example.uz"]
    with write_tx():
        assert not send_report(own, "text", house.today())


def test_every_night_a_backup_is_made_looked_through_and_written_down(app, db, full, monkeypatch):
    settle = jobs._back_up(full, "test")
    with write_tx():
        settle()
    assert find_verdict(list_backups(full.backups)[0]) is True
    assert audit.list_entries(limit=1)[0].action == "operations.backed-up"
    assert jobs._back_up(full, "test") is jobs._nothing, "a second worker finds it there"
    assert len(list_backups(full.backups)) == 1


def test_backup_and_report_are_planned_for_every_day(app, db):
    assert {jobs.BACK_UP, jobs.REPORT} <= set(desk().daily)
    assert run_all() == 0
    assert outbox.count_by_state(house.now()) == {}
