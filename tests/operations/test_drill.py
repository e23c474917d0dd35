"""The yearly restore drill, as a test: a copy of a site under load, a crash, a new machine, and what must hold."""

import json
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
from sqlalchemy import select, text

from app.factory import create_app
from app.infra import audit, outbox
from app.infra.backups import databases
from app.infra.backups.manifest import BadBackupError
from app.infra.database import db as database
from app.infra.database import write_tx
from app.infra.outbox import Channel, Letter
from app.kernel.ids import new_id
from app.kernel.locale import Tag
from app.operations.service.backups import make_backup
from app.operations.service.proving import verify_backup
from app.operations.service.restore import LivingError, restore_backup
from app.privacy.service import erase
from app.quizzes.service.attempts import start_attempt
from tests.support.certified import certify, person_named
from tests.support.people import demo_people, signed_in
from tests.support.person import holdings
from tests.support.reader import Reader

WRITER = """
import sys
from dataclasses import replace
from app.factory import create_app
from app.infra import audit
from app.infra.database import write_tx
from config import Settings
plain = Settings.from_env({"DATA_DIR": sys.argv[1], "DATABASE_URL": sys.argv[2], "NODE_ID": sys.argv[3]})
with create_app(replace(plain, is_testing=True)).app_context():
    while True:
        with write_tx():
            entry = audit.record("tests.written", actor_id=None)
        print(entry.number, flush=True)
"""


@pytest.fixture
def load(full):
    """Another process that writes as fast as it can, until it is killed."""
    command = [sys.executable, "-c", WRITER, str(full.data_dir), full.database_url, full.node_id]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603 - our own interpreter
    assert process.stdout.readline(), "the writer did not begin"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def serials(query):
    return {tuple(row) for row in database.session.execute(text(query))}


def all_serials():
    """Every number and code that was ever given, with the node that gave it."""
    return {
        "audit": serials("SELECT node_id, number FROM infra_audit"),
        "attempt": serials("SELECT node_id, person_id, course_key, quiz_key, number FROM quizzes_attempt"),
        "certificate": serials("SELECT 'code', code FROM certificates_certificate"),
    }


def learn(app, person_id, **more):
    """An attempt and a certificate."""
    with app.app_context():
        with write_tx():
            start_attempt(person_id, "my-gov-uz", "final", Tag("uz"))
        return certify(app, person_id, **more)


def restored(backup, settings, **more):
    return restore_backup(backup.path, settings, create_app, is_confirmed=False, **more)


def test_ad09_a_site_comes_back_whole_and_gives_no_number_twice(app, db, full, empty, load, opened):
    person = signed_in(Reader(app), *demo_people(app)["administrator"])
    stolen = person.client.get_cookie("savodxon").value
    old = person_named("Nodira Karimova", phone="+998901234567")
    codes = [learn(app, old)]
    codes += [certify(app, person_named(f"Odam {number}", phone=f"+9989012345{number}")) for number in (10, 11, 12)]
    database.session.rollback()

    backup = make_backup(full, version="test")
    acknowledged = [int(load.stdout.readline()) for _ in range(3)]
    load.send_signal(signal.SIGKILL)
    before = all_serials()
    lost_person = person_named("Karim Aliyev", phone="+998907654321")
    learn(app, lost_person)
    lost = all_serials()
    database.session.rollback()
    assert verify_backup(backup.path, full, identity=None, sample=None, keys_dir=None).is_good
    assert acknowledged

    began = time.monotonic()
    result = restored(backup, empty)
    assert time.monotonic() - began < 15 * 60
    assert result.node_id not in {full.node_id, ""}

    site = opened(empty)
    with site.app_context():
        verdict = audit.verify([audit.read_head(backup.manifest.audit_head)])
        assert verdict.faults == ()
        assert verdict.count >= backup.manifest.rows["infra_audit"] + 2
        coming = all_serials()
        assert coming["certificate"] == {("code", code) for code in codes}
        assert coming["attempt"] <= before["attempt"]
        again = person_named("Yangi Odam", phone="+998907654321")
        learn(site, again)
        learn(site, old)
        learn(site, old)
        with write_tx():
            audit.record("tests.after", actor_id=None)
        new = {name: found - coming[name] for name, found in all_serials().items()}
        assert all(new.values())
        twice = {name: new[name] & lost[name] for name in new}
        assert twice == {"audit": set(), "attempt": set(), "certificate": set()}
        assert audit.verify().faults == ()
        database.session.rollback()

    reader = Reader(site)
    for code in codes:
        assert "Sertifikat" in reader.get(f"/c/{code}?lang=uz").main
        assert reader.client.get(f"/c/{code}.pdf").status_code == 200
    reader.get("/uz/courses/my-gov-uz/tour/")
    reader.submit("/done")
    thief = Reader(site)
    thief.client.set_cookie("savodxon", stolen)
    assert thief.client.get("/uz/me/edit/").status_code == 303, "a session of then is over"


def test_whoever_was_erased_after_the_backup_does_not_come_back(app, db, full, empty, opened):
    gone, stays = person_named("Zulhumor Erkinova", phone="+998917776600"), person_named("Nodira Karimova")
    code, other = learn(app, gone), learn(app, stays)
    backup = make_backup(full, version="test")
    with write_tx():
        erase(gone)
    shutil.copytree(full.data_dir / "erasures", empty.data_dir / "erasures")
    restored(backup, empty)
    shutil.rmtree(full.data_dir / "erasures")

    site = opened(empty)
    with site.app_context():
        left = {table for table, _column, _row in holdings([gone, "Zulhumor", "917776600"])}
        assert left <= {"infra_audit"}, "ids only: a chain that nobody may break"
    reader = Reader(site)
    assert "Zulhumor" not in reader.get(f"/c/{code}?lang=uz").main
    reader.get(f"/c/{code}.pdf", status=410)
    assert "Nodira Karimova" in reader.get(f"/c/{other}?lang=uz").main


def test_both_lists_of_erasures_are_kept(app, db, full, empty):
    backup = make_backup(full, version="test")
    both = {new_id(), new_id()}
    for place, who in zip((full.backups, empty.data_dir), both, strict=True):
        (place / "erasures").mkdir(parents=True, exist_ok=True)
        entry = {"ids": [who], "erased_on": "2026-11-25"}
        (place / "erasures" / f"{who}.json").write_text(json.dumps(entry))
    restored(backup, empty)
    assert both <= {path.stem for path in (empty.data_dir / "erasures").iterdir()}


def test_a_letter_that_waited_is_not_sent_by_the_restored_site(app, db, full, empty, opened):
    with write_tx():
        outbox.send(channel=Channel.SMS, address="+998901234567", text="kod", purpose="tests")
    restored(make_backup(full, version="test"), empty)
    with opened(empty).app_context():
        assert database.session.scalars(select(Letter.state)).all() == ["doubtful"]


def test_a_living_installation_is_replaced_only_when_asked_and_is_kept(app, db, full, empty, opened):
    person_named("Nodira Karimova", phone="+998901234567")
    backup = make_backup(full, version="test")
    restored(backup, empty)
    first = (empty.data_dir / "node-id").read_text()
    living = replace(empty, node_id=first)
    with pytest.raises(LivingError, match="--yes"):
        restored(backup, living)
    assert (empty.data_dir / "node-id").read_text() == first
    result = restore_backup(backup.path, living, create_app, is_confirmed=True)
    assert (result.kept / "node-id").read_text() == first
    assert (empty.data_dir / "node-id").read_text() == result.node_id != first
    if databases.kind_of(empty.database_url) == "sqlite":
        assert (result.kept / "savodxon.db").is_file()
    with opened(empty).app_context():
        assert audit.verify().faults == ()


def test_a_running_site_is_not_replaced(app, db, full, empty, opened):
    person_named("Nodira Karimova", phone="+998901234567")
    backup = make_backup(full, version="test")
    restored(backup, empty)
    site = opened(empty)
    with site.app_context():
        database.session.execute(text("SELECT 1"))
        with pytest.raises(LivingError, match="stop it"):
            restore_backup(
                backup.path,
                replace(empty, node_id=(empty.data_dir / "node-id").read_text()),
                create_app,
                is_confirmed=True,
            )
        database.session.rollback()


def test_a_backup_that_is_not_what_it_says_replaces_nothing(app, db, full, empty):
    person_named("Nodira Karimova", phone="+998901234567")
    backup = make_backup(full, version="test")
    manifest = backup.path / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"accounts_account": 1', '"accounts_account": 2'))
    with pytest.raises(BadBackupError, match="accounts_account: 1 rows, the manifest says 2"):
        restored(backup, empty)
    assert not (empty.data_dir / "content").exists()
    assert not list(empty.data_dir.glob(".restoring*"))


def test_an_encrypted_backup_comes_back_with_the_private_key(app, db, full, empty, holder, opened):
    public, path = holder
    code = certify(app, person_named("Nodira Karimova", phone="+998901234567"))
    database.session.rollback()
    backup = make_backup(replace(full, backup_recipients=(public,)), version="test")
    with pytest.raises(BadBackupError, match="--identity"):
        restored(backup, empty)
    restored(backup, empty, identity=path.read_text().splitlines()[1])
    assert Reader(opened(empty)).client.get(f"/c/{code}.pdf").status_code == 200


def test_a_node_id_from_the_environment_must_be_a_new_one(app, db, full, empty):
    with write_tx():
        audit.record("tests.done", actor_id=None)
    backup = make_backup(full, version="test")
    with pytest.raises(BadBackupError, match="never used"):
        restored(backup, replace(empty, node_id=full.node_id, is_node_set=True))


def test_an_anchor_of_the_lost_time_is_told_and_is_no_fault(app, db, full, empty, opened):
    with write_tx():
        audit.record("tests.done", actor_id=None)
    backup = make_backup(full, version="test")
    with write_tx():
        audit.record("tests.lost", actor_id=None)
    noted = audit.find_head()
    database.session.rollback()
    restored(backup, empty)
    with opened(empty).app_context():
        verdict = audit.verify([noted])
        assert verdict.faults == ()
        assert verdict.lost == (f"{noted.number} of {full.node_id}: given up by a restore",)
        forged = audit.Head(number=1, seal="0" * 64, node_id=full.node_id)
        assert audit.verify([forged]).faults


def test_a_drill_in_another_folder_never_writes_under_the_name_of_the_living(app, db, full, empty):
    living = replace(full, is_node_set=False)
    result = restored(make_backup(living, version="test"), replace(empty, node_id=living.node_id))
    assert result.node_id != living.node_id
