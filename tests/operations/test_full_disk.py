"""A backup for which there is no room: said in words, and nothing half stays that a later one could take for whole."""

import random
from dataclasses import replace

import pytest

from app.infra.backups.manifest import BadBackupError, list_backups
from app.infra.storage import get_storage
from app.operations.service.backups import make_backup
from app.operations.service.proving import verify_backup
from tests.support.full_disk import full_disk


@pytest.fixture
def large():
    """Makes a stored file of three megabytes, which is gone after the test."""
    digests = []

    def store(seed):
        digests.append(get_storage().put(random.Random(seed).randbytes(3_000_000)))

    yield store
    for digest in digests:
        get_storage().remove(digest)


@pytest.fixture
def sealed(full, holder, tmp_path):
    """An installation whose backups are encrypted, with the keys apart: each part is written and none is linked."""
    return replace(full, backup_recipients=(holder[0],), backup_keys_dir=tmp_path / "keys")


def written(settings, tmp_path):
    """All files of backups, and what stands about in the data folder beside what belongs there."""
    kept = [path for place in (settings.backups, tmp_path / "keys") for path in place.rglob("*")]
    return {path for path in (*kept, *settings.data_dir.glob(".backup-*")) if path.name != ".lock"}


@pytest.mark.parametrize("room", [0, 5_000, 100_000, 2_500_000])
def test_ad11_a_backup_without_room_leaves_nothing_half_and_the_next_is_whole(
    db, large, sealed, holder, tmp_path, room
):
    make_backup(sealed, version="test")
    before = {path: path.stat().st_size for path in written(sealed, tmp_path)}
    large(room)
    with full_disk(room=room), pytest.raises(BadBackupError, match=r"could not|failed"):
        make_backup(sealed, version="test")
    assert len(list_backups(sealed.backups)) == 1
    left = {path: path.stat().st_size for path in written(sealed, tmp_path) - set(before) if path.is_file()}
    assert not [path for path in left if sealed.backups / "media" not in path.parents], "only whole files of the pool"
    words = holder[1].read_text().splitlines()[1]
    backup = make_backup(sealed, version="test")
    proof = verify_backup(backup.path, sealed, identity=words, sample=None, keys_dir=tmp_path / "keys")
    assert proof.is_good, proof.problems
    assert all(path.stat().st_size == size for path, size in (before | left).items())
