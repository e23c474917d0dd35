"""`certificates keys …`: what an operator types, and what comes of it."""

import json
import stat
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.kernel import clock as house
from app.seals.queries import folder_of_keys, list_keys
from app.seals.rules.lists import from_base64url, read_list, to_base64url
from app.seals.rules.payload import encode_delegated, to_digits
from app.seals.service.checking import check_seal
from app.seals.types.keys import Fault, KeyUse
from tests.support.counting import rows
from tests.support.seals import facts

PUBLIC = to_base64url(Ed25519PrivateKey.from_private_bytes(bytes(range(32))).public_key().public_bytes_raw())


def run(app, *words, **more):
    return app.test_cli_runner().invoke(args=["certificates", "keys", *words], **more)


def kid_in_use(use=KeyUse.SEAL):
    return [one for one in list_keys() if one.use is use][-1].kid


def test_the_first_keys_are_made_and_listed(app, db):
    made = run(app, "new")
    assert made.exit_code == 0
    assert made.output.count("Made: ") == 3
    assert "backup make" in made.output
    listed = run(app, "list")
    assert listed.exit_code == 0
    assert listed.output.count("(in use)  file: good") == 3
    assert "Certificates can be issued." in listed.output


def test_new_keys_twice_are_refused_or_left_as_they_are(app, keys):
    before = rows(app)
    answer = run(app, "new")
    assert (answer.exit_code, "keys rotate" in answer.output) == (1, True)
    assert run(app, "new", "--unless-there").exit_code == 0
    assert rows(app) == before


def test_the_first_keys_can_begin_earlier(app, db):
    assert run(app, "new", "--from", "2026-01-31").exit_code == 0
    assert {str(one.window.starts_on) for one in list_keys()} == {"2026-01-31"}


def test_without_keys_the_list_says_what_to_do(app, db):
    answer = run(app, "list")
    assert answer.exit_code == 1
    assert "certificates keys new" in answer.output


def test_a_list_names_the_file_that_is_wrong(app, keys):
    next(folder_of_keys().glob("paper-*.pem")).chmod(0o604)
    answer = run(app, "list")
    assert answer.exit_code == 1
    assert f"file: {Fault.OPEN_TO_OTHERS}" in answer.output
    assert "mode 0604" in answer.output
    assert "chmod 600" in answer.output


def test_rotating_closes_the_old_ones_after_the_overlap(app, keys):
    old = kid_in_use()
    assert run(app, "rotate", "--overlap", "3").exit_code == 0
    by_kid = {one.kid: one for one in list_keys()}
    assert by_kid[old].window.ends_on == house.today() + timedelta(days=3)
    assert kid_in_use() != old


@pytest.mark.parametrize("overlap", ["-1", "367", "x"])
def test_an_overlap_without_sense_is_refused(app, keys, overlap):
    before = rows(app)
    assert run(app, "rotate", "--overlap", overlap).exit_code == 2
    assert rows(app) == before


def test_ad04_the_key_in_use_is_not_withdrawn(app, keys):
    before = rows(app)
    answer = run(app, "withdraw", kid_in_use(), "--reason", "sinov", "--yes")
    assert answer.exit_code == 1
    assert "keys rotate --overlap 0" in answer.output
    assert rows(app) == before


def test_a_key_is_withdrawn_only_after_a_yes(app, keys):
    old = kid_in_use()
    run(app, "rotate")
    before = rows(app)
    assert run(app, "withdraw", old, "--reason", "begona qoʻlda", input="n\n").exit_code == 1
    assert rows(app) == before
    answer = run(app, "withdraw", old, "--reason", "begona qoʻlda", input="y\n")
    assert (answer.exit_code, f"Withdrawn: seal {old}" in answer.output) == (0, True)
    assert f"WITHDRAWN {house.today()}" in run(app, "list").output


@pytest.mark.parametrize("reason", ["", " ", "a\0b", "x" * 301])
def test_a_reason_that_cannot_be_kept_is_refused(app, keys, reason):
    assert run(app, "withdraw", "00000000", "--reason", reason, "--yes").exit_code == 2


def test_a_granted_node_seals(app, keys):
    node = Ed25519PrivateKey.generate()
    public = to_base64url(node.public_key().public_bytes_raw())
    answer = run(app, "grant", "qishloq-7", "--public", public, "--to", "2100-01-01", "--course", "my-gov-uz")
    assert answer.exit_code == 0
    digits = to_digits(encode_delegated(facts(), from_base64url(answer.output.strip()), node.sign))
    assert check_seal(digits).grant.scope == ("my-gov-uz",)
    assert "qishloq-7: my-gov-uz" in run(app, "list").output


@pytest.mark.parametrize(
    ("node", "public", "to"),
    [
        ("", PUBLIC, "2100-01-01"),
        ("x" * 41, PUBLIC, "2100-01-01"),
        ("a", "short", "2100-01-01"),
        ("a", "!!!", "2100-01-01"),
        ("a", PUBLIC, "2020-01-01"),
    ],
)
def test_a_grant_of_nothing_is_refused(app, keys, node, public, to):
    before = rows(app)
    answer = run(app, "grant", node, "--public", public, "--to", to)
    assert (answer.exit_code, "no grant" in answer.output) == (1, True)
    assert rows(app) == before


def test_a_grant_without_a_key_that_opens_is_refused(app, keys):
    next(folder_of_keys().glob("seal-*.pem")).unlink()
    before = rows(app)
    answer = run(app, "grant", "a", "--public", PUBLIC, "--to", "2100-01-01")
    assert (answer.exit_code, "is not there" in answer.output) == (1, True)
    assert rows(app) == before


def test_the_list_for_an_employer_is_the_one_of_the_site(app, keys, tmp_path, reader):
    file = tmp_path / "list.json"
    assert run(app, "export", str(file)).exit_code == 0
    found = read_list(file.read_bytes())
    served = read_list(reader.client.get("/v/list.json").data)
    assert (found.keys, found.papers, found.gone) == (served.keys, served.papers, served.gone)


def test_without_keys_no_list_is_written(app, db, tmp_path):
    answer = run(app, "export", str(tmp_path / "list.json"))
    assert (answer.exit_code, "keys new" in answer.output) == (1, True)
    assert not list(tmp_path.iterdir())


def test_files_that_cannot_be_written_change_nothing(app, db):
    folder_of_keys().parent.mkdir(parents=True, exist_ok=True)
    folder_of_keys().write_bytes(b"in the way")
    before = rows(app)
    answer = run(app, "new")
    folder_of_keys().unlink()
    assert (answer.exit_code, "nothing was changed" in answer.output) == (1, True)
    assert rows(app) == before


def test_the_copy_beside_the_keys_is_for_its_owner_and_tells_no_secret(app, keys):
    copy = folder_of_keys() / "public.json"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert {one["use"] for one in json.loads(copy.read_text())} == set(KeyUse)
    assert "PRIVATE" not in copy.read_text()
