import fcntl
import hashlib
import json
import threading
from dataclasses import replace

import pytest

from app.infra import audit
from app.infra.backups.manifest import BadBackupError, list_backups, read_backup, read_media
from app.infra.database import db as database
from app.infra.database import write_tx
from app.infra.storage import get_storage
from app.kernel.ids import new_id
from app.operations.service.backups import make_backup, merge_erasures, thin
from app.operations.service.proving import verify_backup
from app.operations.types import Keeping
from tests.support.certified import PDF, certify, person_named


def made(settings):
    return make_backup(settings, version="test")


def proof_of(backup, settings, **more):
    return verify_backup(backup.path, settings, **{"identity": None, "sample": None, "keys_dir": None} | more)


def deeds(count=3):
    for _ in range(count):
        with write_tx():
            audit.record("tests.done", actor_id=new_id())


@pytest.fixture
def certified(app, db):
    return certify(app, person_named("Nodira Karimova", phone="+998901234567"))


def test_a_backup_tells_what_it_holds_and_is_whole(db, full, certified):
    deeds()
    backup = made(full)
    proof = proof_of(backup, full)
    assert proof.is_good, proof.problems
    assert backup.manifest.certificates == 1
    assert backup.manifest.audit_head == str(audit.find_head())
    assert backup.manifest.rows["accounts_account"] == 1
    assert backup.manifest.release


def test_the_manifest_names_nobody(db, full, certified):
    backup = made(full)
    told = (backup.path / "manifest.json").read_text() + (backup.path / "media.json").read_text()
    assert "Nodira" not in told
    assert "901234567" not in told


def test_nobody_else_reads_a_backup(db, full):
    backup = made(full)
    for name in (backup.manifest.database, backup.manifest.keys):
        assert (backup.path / name).stat().st_mode & 0o077 == 0, name
    assert full.backups.stat().st_mode & 0o077 == 0


def test_ad08_a_backup_while_people_write_is_of_one_moment(app, db, full):
    stop, failed = threading.Event(), []

    def write():
        with app.app_context():
            while not stop.is_set():
                try:
                    deeds(1)
                except Exception as error:  # noqa: BLE001 - none may come
                    failed.append(error)
                    return

    writers = [threading.Thread(target=write) for _ in range(2)]
    for writer in writers:
        writer.start()
    backups = [made(full) for _ in range(3)]
    stop.set()
    for writer in writers:
        writer.join()
    assert not failed
    for backup in backups:
        assert proof_of(backup, full).is_good, proof_of(backup, full).problems
        assert backup.manifest.rows["infra_audit"] == int((backup.manifest.audit_head or "0:").split(":")[0])


def test_a_second_backup_writes_only_what_is_new(app, db, full):
    first = made(full)
    files = {path: path.stat().st_mtime_ns for path in first.pool.rglob("*") if path.is_file()}
    digest = get_storage().put(b"%PDF new")
    second = made(full)
    assert set(read_media(second)) - set(read_media(first)) == {f"storage/{digest[:2]}/{digest}"}
    assert {path: path.stat().st_mtime_ns for path in files} == files


@pytest.mark.parametrize("part", ["database", "keys", "media.json"])
def test_a_part_that_was_damaged_is_named(db, full, part):
    backup = made(full)
    name = getattr(backup.manifest, part, part)
    path = backup.path / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    if part != "media.json":
        path.write_bytes(data)
    else:
        path.write_text(json.dumps(read_media(backup) | {"storage/aa/aa": "0" * 64}))
    assert any(name in problem for problem in proof_of(backup, full).problems)


def test_a_certificate_that_was_damaged_or_lost_is_named(app, db, full, certified):
    backup = made(full)
    digest = hashlib.sha256(PDF + certified.encode()).hexdigest()
    name = f"storage/{digest[:2]}/{digest}"
    listed = read_media(backup)
    (backup.pool / name).unlink()
    assert f"{name} is missing from the pool" in proof_of(backup, full).problems
    del listed[name]
    (backup.path / "media.json").write_text(json.dumps(listed))
    plain = json.loads((backup.path / "manifest.json").read_text())
    del plain["files"]["media.json"]
    (backup.path / "manifest.json").write_text(json.dumps(plain))
    assert proof_of(backup, full).problems == (f"certificate {certified}: its PDF is missing",)


def test_ad03_an_audit_log_that_was_touched_in_the_copy_is_named(db, full):
    deeds()
    backup = made(full)
    assert not proof_of(backup, full).problems
    wrong = replace(full, audit_key="0" * 64)
    keys = backup.path / backup.manifest.keys
    plain = json.loads((backup.path / "manifest.json").read_text())
    del plain["files"][keys.name]
    (backup.path / "manifest.json").write_text(json.dumps(plain))
    keys.unlink()
    assert any("audit log, entry 1: changed" in problem for problem in proof_of(backup, wrong).problems)


def test_an_encrypted_backup_opens_with_the_private_key_only(db, full, certified, holder):
    public, path = holder
    sealed = replace(full, backup_recipients=(public,))
    backup = made(sealed)
    assert backup.manifest.is_sealed
    for file in (*backup.path.iterdir(), *backup.pool.rglob("*")):
        assert file.is_dir() or b"Nodira" not in file.read_bytes()
        assert file.is_dir() or b"%PDF" not in file.read_bytes()
    unopened = proof_of(backup, sealed)
    assert unopened.is_good
    assert any("--identity" in note for note in unopened.notes)
    words = path.read_text().splitlines()[1]
    assert proof_of(backup, sealed, identity=words).is_good


def test_a_recipient_that_is_none_stops_the_backup_before_it_begins(db, full):
    with pytest.raises(BadBackupError, match="not an age public key"):
        made(replace(full, backup_recipients=("age1x",)))
    assert list_backups(full.backups) == []


def test_keys_can_lie_apart(db, full, tmp_path):
    apart = replace(full, backup_keys_dir=tmp_path / "keys")
    backup = made(apart)
    assert not (backup.path / backup.manifest.keys).exists()
    assert "keys.tar is missing" in proof_of(backup, apart).problems
    assert proof_of(backup, apart, keys_dir=tmp_path / "keys").is_good


def test_a_folder_without_a_manifest_is_no_backup(tmp_path):
    with pytest.raises(BadBackupError, match="no backup"):
        read_backup(tmp_path)


def test_old_backups_go_with_the_files_that_only_they_named(app, db, full, clock):
    digest = get_storage().put(b"%PDF of somebody who is erased later")
    path = full.data_dir / "storage" / digest[:2] / digest
    old = made(full)
    path.unlink()
    clock.shift(days=60)
    new = made(full)
    assert thin(full) == 1
    assert [one.path for one in list_backups(full.backups)] == [new.path]
    assert not old.path.exists()
    assert not (new.pool / "storage" / digest[:2] / digest).exists()
    assert proof_of(new, full).is_good


def test_thinning_keeps_the_number_that_was_asked_for(db, full, clock):
    for _ in range(5):
        made(full)
        clock.shift(hours=1)
    assert thin(full, Keeping(hours=2, days=1, weeks=1)) == 3
    assert len(list_backups(full.backups)) == 2


def test_whoever_is_on_either_list_of_erasures_stays_on_it(tmp_path):
    for name, people in (("a", {"1": "x", "2": "y", "tmp8": ""}), ("b", {"2": "z", "3": "x"})):
        (tmp_path / name).mkdir()
        for person, words in people.items():
            (tmp_path / name / f"{person}.json").write_text(words)
    for _ in range(2):
        merge_erasures(tmp_path / "a", tmp_path / "b")
    found = {path.name[:1] + path.suffix: path.read_text() for path in (tmp_path / "b").glob("?.json")}
    assert found == {"1.json": "x", "2.json": "z", "3.json": "x"}
    assert [path.read_text() for path in (tmp_path / "b").glob("2-*.json")] == ["y"]
    assert len(list((tmp_path / "b").iterdir())) == 4


def test_two_backups_at_once_are_one(db, full):
    made(full)
    with (full.backups / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with pytest.raises(BadBackupError, match="being made"):
            made(full)


def test_the_operator_makes_and_looks_through_backups(app, db, certified):
    run = app.test_cli_runner().invoke
    answer = run(args=["backup", "make"])
    assert answer.exit_code == 0, answer.output
    assert "not encrypted" in answer.output
    database.session.rollback()
    answer = run(args=["backup", "verify"])
    assert answer.exit_code == 0, answer.output
    assert "Good." in answer.output
    database.session.rollback()
    answer = run(args=["backup", "restore"])
    assert answer.exit_code == 1, "there is nobody in this installation, or it was replaced unasked"


def test_what_a_killed_backup_left_is_taken_away_by_the_next(db, full):
    left = full.data_dir / ".backup-killed"
    left.mkdir()
    (left / "savodxon.db").write_bytes(b"half")
    made(full)
    assert not list(full.data_dir.glob(".backup-*"))
