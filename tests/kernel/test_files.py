"""A file is there whole or not at all."""

import pytest

from app.kernel.files import making, write_whole
from tests.support.full_disk import full_disk

OLD, NEW = b"what was there before", b"n" * 10_000


@pytest.fixture
def path(tmp_path):
    found = tmp_path / "file"
    write_whole(found, OLD)
    return found


def test_what_is_written_is_read_and_by_its_owner_only(path):
    write_whole(path, NEW)
    assert path.read_bytes() == NEW
    assert path.stat().st_mode & 0o777 == 0o600
    write_whole(path, NEW, mode=0o644)
    assert path.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("room", [0, 1, 4096, len(NEW) - 1])
def test_ad11_on_a_full_disk_there_is_what_was_there_before_and_nothing_half(path, room):
    with full_disk(room=room), pytest.raises(OSError, match="large"):
        write_whole(path, NEW)
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]


def test_what_fails_while_it_is_made_leaves_nothing(path):
    with pytest.raises(LookupError), making(path) as part:
        part.write_bytes(NEW)
        raise LookupError
    assert path.read_bytes() == OLD
    assert list(path.parent.iterdir()) == [path]
