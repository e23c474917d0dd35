"""Keys: made, kept, rotated, withdrawn, granted; and what keeps certificates from being issued (CE13, CE03, AD04)."""

import os
import shutil
import stat
from dataclasses import replace
from datetime import date, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from app.infra import audit
from app.infra.database import db as database
from app.infra.database import write_tx
from app.operations.queries.state import get_state
from app.operations.rules import find_troubles
from app.seals.queries import COPY, folder_of_keys, get_public_list, list_keys, read_copy
from app.seals.rules.lists import from_base64url, read_list
from app.seals.rules.payload import encode_delegated, kid_of, to_digits
from app.seals.service import ring
from app.seals.service.checking import check_seal
from app.seals.service.issuing import can_issue, make_credential, make_list, paper_signer, seal, sign_list
from app.seals.types.keys import Fault, Gone, Grant, KeyRefusedError, KeyUse, NoKeyError
from app.seals.types.papers import Flaw
from tests.support.counting import rows
from tests.support.seals import facts, with_keys


def file_of(use):
    return next(folder_of_keys().glob(f"{use}-*.pem"))


def by_use(records):
    return {one.use: one for one in records}


def everything_refuses():
    """Nothing leaves without its signature."""
    for sign in (lambda: seal(facts()), lambda: make_credential(facts()), lambda: sign_list("{}")):
        with pytest.raises(NoKeyError):
            sign()


def test_keys_are_encrypted_files_for_their_owner_only(app, keys):
    files = sorted(folder_of_keys().glob("*.pem"))
    assert [file.name.split("-")[0] for file in files] == ["paper", "root", "seal"]
    assert stat.S_IMODE(folder_of_keys().stat().st_mode) == 0o700
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert file.read_bytes().startswith(b"-----BEGIN ENCRYPTED PRIVATE KEY-----")
        serialization.load_pem_private_key(file.read_bytes(), app.config["SEAL_KEY"].encode())
        with pytest.raises(ValueError, match=r"."):
            serialization.load_pem_private_key(file.read_bytes(), b"another")


def test_no_table_and_no_repr_tells_a_private_key(keys):
    told = repr(paper_signer()) + str(database.session.execute(text("SELECT * FROM seals_key")).all())
    assert "PRIVATE" not in told


def test_with_keys_things_are_signed(keys):
    assert can_issue() is None
    assert check_seal(seal(facts())).facts.name == facts().name
    assert b'"proofValue"' in make_credential(facts())


def test_the_paper_key_has_a_certificate_of_a_root_of_ours_and_may_only_sign_documents(keys):
    leaf, root = x509.load_pem_x509_certificates(paper_signer().chain_pem.encode())
    leaf.verify_directly_issued_by(root)
    root.verify_directly_issued_by(root)
    usage = leaf.extensions.get_extension_for_class(x509.KeyUsage).value
    assert (usage.digital_signature, usage.content_commitment, usage.key_cert_sign) == (True, True, False)
    constraints = root.extensions.get_extension_for_class(x509.BasicConstraints).value
    assert (constraints.ca, constraints.path_length) == (True, 0)
    private = serialization.load_pem_private_key(paper_signer().key_pem.encode(), None)
    assert isinstance(private, ec.EllipticCurvePrivateKey)
    assert private.public_key() == leaf.public_key()


def test_ce13_without_keys_nothing_is_issued_and_the_site_runs(app, db, reader):
    assert can_issue().fault is Fault.NO_KEY
    everything_refuses()
    assert reader.client.get("/healthz").json["issuing"] == "off"
    reader.get("/uz/")


def spoil(what):
    file = file_of("seal")
    match what:
        case "open":
            file.chmod(0o640)
        case "gone":
            file.unlink()
        case "a folder":
            file.unlink()
            file.mkdir(mode=0o700)
        case "empty":
            file.write_bytes(b"")
        case "garbage":
            file.write_bytes(os.urandom(200))
        case "another's":
            shutil.copyfile(file_of("paper"), file)
        case "not encrypted":
            private = Ed25519PrivateKey.generate()
            pem = private.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            file.write_bytes(pem)


@pytest.mark.parametrize(
    ("what", "fault"),
    [
        ("open", Fault.OPEN_TO_OTHERS),
        ("gone", Fault.MISSING),
        ("a folder", Fault.UNREADABLE),
        ("empty", Fault.UNREADABLE),
        ("garbage", Fault.UNREADABLE),
        ("another's", Fault.OTHER_KEY),
        ("not encrypted", Fault.UNREADABLE),
    ],
)
def test_ce13_a_key_file_that_is_not_as_it_should_be_signs_nothing(app, keys, reader, what, fault):
    before = seal(facts())
    spoil(what)
    trouble = can_issue()
    assert trouble.fault is fault
    assert str(file_of("seal") if what != "gone" else folder_of_keys()) in trouble.says
    assert trouble.do
    everything_refuses()
    assert reader.client.get("/healthz").json == reader.client.get("/healthz").json | {"status": "ok", "issuing": "off"}
    assert "no-issuing" in find_troubles(get_state(app.extensions["settings"]))
    assert check_seal(before).flaw is None


def test_ce13_with_another_seal_key_setting_nothing_is_signed(app, keys, monkeypatch):
    monkeypatch.setitem(app.config, "SEAL_KEY", "x" * 64)
    assert can_issue().fault is Fault.UNREADABLE
    everything_refuses()


def test_a_file_that_is_right_again_signs_again(keys):
    file_of("seal").chmod(0o644)
    assert can_issue().fault is Fault.OPEN_TO_OTHERS
    file_of("seal").chmod(0o600)
    assert can_issue() is None


def test_a_clock_set_back_before_the_keys_is_told(keys, clock):
    clock.shift(days=-2)
    assert can_issue().fault is Fault.CLOCK_BACK
    everything_refuses()


def test_a_clock_set_back_before_the_last_seal_is_told(keys, clock):
    clock.shift(days=40)
    seal(facts())
    clock.shift(days=-3)
    assert can_issue().fault is Fault.CLOCK_BACK
    assert "set back" in can_issue().says
    everything_refuses()
    clock.shift(days=3)
    assert can_issue() is None


def test_nothing_is_sealed_for_a_day_to_come(keys):
    with pytest.raises(NoKeyError) as refused:
        seal(replace(facts(), issued_on=facts().issued_on + timedelta(days=1)))
    assert refused.value.trouble.fault is Fault.CLOCK_BACK


def test_nothing_is_sealed_for_a_day_before_the_first_key(keys):
    with pytest.raises(NoKeyError) as refused:
        seal(replace(facts(), issued_on=facts().issued_on - timedelta(days=1)))
    assert refused.value.trouble.fault is Fault.NOT_IN_WINDOW


def test_keys_can_begin_earlier_for_what_was_issued_before(db):
    with_keys(date(2026, 1, 1))
    assert check_seal(seal(facts(issued_on=date(2026, 3, 1)))).flaw is None


def test_first_keys_are_made_once(app, keys):
    before = rows(app)
    with pytest.raises(KeyRefusedError, match="rotate"), write_tx():
        ring.make_keys(date(2026, 1, 1))
    assert rows(app) == before


def test_rotation_overlaps_and_what_was_sealed_goes_on_to_hold(keys, clock):
    old = by_use(keys)
    first, day = seal(facts()), facts().issued_on
    signed_before = paper_signer(day).chain_pem
    clock.shift(days=10)
    with write_tx():
        new = by_use(ring.rotate_keys())
    assert check_seal(seal(facts())).kid == new[KeyUse.SEAL].kid
    late = seal(facts(issued_on=day))
    assert check_seal(late).kid == old[KeyUse.SEAL].kid
    assert paper_signer(day).chain_pem == signed_before
    clock.shift(days=400)
    assert (check_seal(first).flaw, check_seal(first).is_retired) == (None, True)
    assert can_issue() is None


def test_a_rotation_keeps_the_root_that_readers_trust(keys):
    root = paper_signer().chain_pem.partition("-----END CERTIFICATE-----\n")[2]
    with write_tx():
        made = ring.rotate_keys()
    assert KeyUse.ROOT not in by_use(made)
    assert paper_signer().chain_pem.partition("-----END CERTIFICATE-----\n")[2] == root


def test_a_lost_root_is_replaced_at_the_next_rotation(keys):
    file_of("root").unlink()
    assert can_issue() is None
    with write_tx():
        assert KeyUse.ROOT in by_use(ring.rotate_keys())
    assert can_issue() is None


def test_there_is_nothing_to_rotate_without_keys(db):
    with pytest.raises(KeyRefusedError, match="new"), write_tx():
        ring.rotate_keys()


def test_a_clock_set_back_rotates_nothing(app, keys, clock):
    before = rows(app)
    clock.shift(days=-5)
    with pytest.raises(KeyRefusedError, match="clock"), write_tx():
        ring.rotate_keys()
    assert rows(app) == before


@pytest.mark.parametrize("use", [KeyUse.SEAL, KeyUse.PAPER])
def test_ad04_the_key_in_use_cannot_be_withdrawn(app, keys, use):
    before = rows(app)
    with pytest.raises(KeyRefusedError, match="in use"), write_tx():
        ring.withdraw_key(by_use(keys)[use].kid, "yoʻqoldi")
    assert rows(app) == before


@pytest.mark.parametrize("kid", ["", "00000000", "x"])
def test_what_is_no_key_of_ours_cannot_be_withdrawn(keys, kid):
    with pytest.raises(KeyRefusedError, match="no key"), write_tx():
        ring.withdraw_key(kid, "sinov")


def test_of_a_withdrawn_key_nothing_is_believed_any_more(keys):
    before = seal(facts())
    with write_tx():
        ring.rotate_keys(overlap=timedelta(0))
    with write_tx():
        ring.withdraw_key(by_use(keys)[KeyUse.SEAL].kid, "begona qoʻlda")
    assert check_seal(before).flaw is Flaw.WITHDRAWN_KEY
    assert can_issue() is None
    with pytest.raises(KeyRefusedError, match="before"), write_tx():
        ring.withdraw_key(by_use(keys)[KeyUse.SEAL].kid, "yana")


def test_a_node_is_let_seal_and_its_seal_is_believed(keys):
    node = Ed25519PrivateKey.generate()
    grant = Grant(
        node_id="qishloq",
        node_public=node.public_key().public_bytes_raw(),
        starts_on=facts().issued_on,
        ends_on=facts().issued_on + timedelta(days=30),
        scope=("my-gov-uz",),
    )
    with write_tx():
        token = from_base64url(ring.give_grant(grant))
    found = check_seal(to_digits(encode_delegated(facts(), token, node.sign)), course_key="my-gov-uz")
    assert (found.flaw, found.grant) == (None, grant)


def test_keys_are_deeds_of_the_audit_log(keys):
    with write_tx():
        ring.rotate_keys()
    assert [entry.action for entry in audit.list_entries(limit=2)] == ["seals.keys-rotated", "seals.keys-made"]
    assert audit.list_entries(limit=1)[0].facts["closed"]


def test_the_public_list_is_whole_and_signed(app, keys):
    found = read_list(make_list({3: Gone(on=date(2026, 11, 26), is_replaced=True)}).encode())
    assert [one.kid for one in found.keys] == [by_use(keys)[KeyUse.SEAL].kid]
    assert [one.public for one in found.papers] == [by_use(keys)[KeyUse.PAPER].public]
    assert found.gone == {3: Gone(on=date(2026, 11, 26), is_replaced=True)}
    assert (found.issuer, found.organiser) == (app.config["PUBLIC_URL"], app.config["ORGANISER"])


def test_the_copy_beside_the_keys_says_what_the_database_says(keys):
    with write_tx():
        ring.rotate_keys()
    with write_tx():
        ring.withdraw_key(by_use(keys)[KeyUse.PAPER].kid, "sinov")
    assert read_copy(folder_of_keys() / COPY) == list_keys()


def test_a_key_that_was_not_committed_is_not_in_the_copy(keys):
    with pytest.raises(ZeroDivisionError), write_tx():
        ring.rotate_keys()
        raise ZeroDivisionError
    assert read_copy(folder_of_keys() / COPY) == list_keys() == list(keys)


def lose_the_database(monkeypatch):
    """Every question is refused, as by a server that is down."""

    def refuse(*_args, **_kwargs):
        raise OperationalError("SELECT", {}, Exception("down"))

    monkeypatch.setattr(database.session, "execute", refuse)
    monkeypatch.setattr(database.session, "scalars", refuse)


def test_ce08_with_the_database_down_a_seal_is_still_checked(keys, monkeypatch):
    before = seal(facts())
    lose_the_database(monkeypatch)
    assert check_seal(before).flaw is None
    assert not get_public_list(None).is_gone_known
    assert kid_of(by_use(keys)[KeyUse.SEAL].public) == check_seal(before).kid


def test_ce08_a_spoiled_copy_believes_nothing(keys, monkeypatch):
    before = seal(facts())
    (folder_of_keys() / COPY).write_bytes(b"{")
    lose_the_database(monkeypatch)
    assert check_seal(before).flaw is Flaw.UNKNOWN_KEY
