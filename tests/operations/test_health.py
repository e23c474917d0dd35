"""The doctor: each thing that can be wrong is planted, and named with what to do."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text, update

from app.infra import audit, jobs
from app.infra.audit import AuditEntry
from app.infra.backups import databases
from app.infra.backups.manifest import BadBackupError
from app.infra.database import db as database
from app.infra.database import write_tx
from app.operations.queries import health
from app.operations.queries.health import examine
from app.operations.service.backups import make_backup
from app.operations.types import Level
from tests.support.cleaning import lifted_triggers
from tests.support.seals import with_keys


@pytest.fixture
def well(db, full):
    """An installation with nothing wrong, as the doctor sees it."""
    with_keys()
    make_backup(full, version="test")
    full.data_dir.chmod(0o700)
    return replace(full, letters=replace(full.letters, messages="none"))


def amiss(settings):
    """What is wrong, by what it is about."""
    database.session.rollback()
    return {one.about: one for one in examine(settings) if one.level is Level.ERROR}


def test_nothing_is_wrong_with_a_site_that_is_well(well):
    assert amiss(well) == {}


def test_whatever_is_wrong_says_what_to_do(well):
    findings = examine(replace(well, public_url="http://savodxon.uz", secret_key="a" * 40))
    assert all(one.do for one in findings if one.level is not Level.GOOD)


@pytest.mark.parametrize(
    ("change", "about"),
    [
        ({"public_url": "http://savodxon.uz"}, "PUBLIC_URL"),
        ({"secret_key": "changeme" * 5}, "SECRET_KEY"),
        ({"audit_key": "0" * 64}, "AUDIT_KEY"),
    ],
)
def test_ad06_a_setting_that_is_unsafe_in_public_is_named(well, change, about):
    assert about in amiss(replace(well, **change))


@pytest.mark.parametrize(
    "address", ["https://savodxon.uz", "http://127.0.0.1:8000", "http://192.168.1.5", "http://xona.local"]
)
def test_http_is_right_on_ones_own_machine_or_in_a_room(well, address):
    assert "PUBLIC_URL" not in amiss(replace(well, public_url=address))


def test_a_key_that_others_can_read_is_named(well):
    well.data_dir.chmod(0o755)
    key = well.data_dir / "secret-key"
    key.chmod(0o644)
    assert "chmod" in amiss(well)["keys"].do
    key.chmod(0o600)


def test_a_database_of_another_version_is_named_and_nothing_that_follows_from_it(well):
    with write_tx() as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'old'"))
    found = amiss(well)
    with write_tx() as session:
        session.execute(text("UPDATE alembic_version SET version_num = :head"), {"head": health_head()})
    assert found["database"].do == "flask --app wsgi db upgrade"
    assert set(found) == {"database"}


def health_head():
    return health.ScriptDirectory(str(health.ROOT / "migrations")).get_current_head()


def test_a_full_disk_is_named(well, monkeypatch):
    monkeypatch.setattr(health, "is_disk_low", lambda _free, _total: True)
    assert "Make room" in amiss(well)["disk"].do


def test_work_that_nobody_does_is_named(well, clock):
    with write_tx():
        jobs.enqueue("operations.report", {"day": "2026-11-25"})
    clock.shift(minutes=20)
    assert "nobody does them" in amiss(well)["jobs"].do


def test_a_backup_that_is_too_old_or_missing_is_named(well, clock, tmp_path):
    assert "there is none" in amiss(replace(well, backup_dir=tmp_path / "none"))["backup"].says
    clock.shift(hours=48)
    assert "48 hours" in amiss(well)["backup"].says


def test_ad03_an_audit_log_that_was_touched_is_named(well):
    for _ in range(2):
        with write_tx():
            audit.record("tests.done", actor_id=None)
    with write_tx() as session, lifted_triggers(session):
        session.execute(update(AuditEntry).where(AuditEntry.number == 1).values(action="x"))
    assert "entry 1: changed" in amiss(well)["audit log"].says


def test_ad21_a_clock_that_was_set_back_is_named(well, clock):
    clock.shift(days=3)
    with write_tx():
        audit.record("tests.done", actor_id=None)
    clock.shift(days=-3)
    assert "past already" in amiss(well)["clock"].says


def test_a_check_that_breaks_is_a_finding(well, monkeypatch):
    def break_off(_settings):
        raise BadBackupError

    monkeypatch.setattr(health, "find_last_backup", break_off)
    assert "could not be looked at" in amiss(well)["backup"].says


def test_a_missing_program_of_postgresql_is_told_with_its_package(monkeypatch):
    monkeypatch.setattr(databases, "PROGRAMS", "/nowhere")
    monkeypatch.setattr(databases.shutil, "which", lambda _name: None)
    with pytest.raises(BadBackupError, match="postgresql-client"):
        databases.find_program("pg_dump")


def test_the_operator_is_told_and_a_machine_too(app, well):
    run = app.test_cli_runner().invoke
    database.session.rollback()
    answer = run(args=["doctor"])
    assert "to look at" in answer.output
    database.session.rollback()
    found = json.loads(run(args=["doctor", "--json"]).stdout)
    assert {"level", "about", "says", "do"} == set(found[0])


def test_a_day_without_a_backup_is_still_well(well, clock):
    clock.shift(hours=timedelta(hours=30) // timedelta(hours=1))
    assert "backup" not in amiss(well)


def test_ce13_keys_that_cannot_sign_are_named_with_what_to_do(well):
    file = next((well.data_dir / "keys" / "seals").glob("seal-*.pem"))
    file.unlink()
    found = amiss(well)["certificates"]
    assert str(file) in found.says
    assert "certificates keys rotate" in found.do
