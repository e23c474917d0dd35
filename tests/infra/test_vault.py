"""Files for one person: under names that nobody guesses, gone in time. And the list of erasures."""

import json

import pytest

from app.infra.erasures import Erasures
from app.infra.storage import MissingFileError
from app.infra.vault import Vault
from app.kernel.ids import new_id


def test_a_file_is_found_by_its_name_until_it_is_dropped(tmp_path):
    vault = Vault(tmp_path / "exports")
    name = vault.put(b"mine")
    assert len(name) == 48
    assert vault.get(name) == b"mine"
    vault.drop(name)
    vault.drop(name)
    with pytest.raises(MissingFileError):
        vault.get(name)


def test_only_the_owner_of_the_installation_reads_it(tmp_path):
    vault = Vault(tmp_path / "exports")
    name = vault.put(b"mine")
    assert (tmp_path / "exports").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "exports" / name).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["../secret-key", "a", "", "A" * 48, "/etc/passwd"])
def test_a_name_that_is_none_leads_nowhere(tmp_path, name):
    with pytest.raises(MissingFileError):
        Vault(tmp_path).get(name)


def test_old_files_go(tmp_path, clock):
    vault = Vault(tmp_path / "exports")
    assert vault.drop_older(clock.now()) == 0
    old = vault.put(b"old")
    clock.shift(hours=2)
    young = vault.put(b"young")
    clock.shift(hours=1)
    before = clock.now()
    clock.shift(hours=-2)
    assert vault.drop_older(clock.now()) == 1
    assert before
    assert vault.get(young)
    with pytest.raises(MissingFileError):
        vault.get(old)


def test_an_erased_person_is_written_down_once_by_random_ids(tmp_path):
    ids = (new_id(), new_id())
    erasures = Erasures(tmp_path / "erasures")
    assert erasures.list_entries() == []
    erasures.note(ids)
    erasures.note(reversed(ids))
    (entry,) = erasures.list_entries()
    assert entry.ids == tuple(sorted(ids))
    (file,) = (tmp_path / "erasures").iterdir()
    assert set(json.loads(file.read_text())) == {"ids", "erased_on"}


@pytest.mark.parametrize("ids", [(), ("Zulhumor",), ("+998901234567",)])
def test_nothing_but_ids_comes_on_the_list(tmp_path, ids):
    with pytest.raises(ValueError, match="ids"):
        Erasures(tmp_path).note(ids)
