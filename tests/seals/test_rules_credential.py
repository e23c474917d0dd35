"""The credential: the same bytes each time, canonical as PyLD has it, and accepted by a library that is not ours."""

import gzip
import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import date

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.ldp import OB3LdpVerifier, verify_data_integrity_proof

from app.kernel.codes import code_of
from app.kernel.locale import RU, UZ, UZ_CYRL
from app.seals.rules import proof
from app.seals.rules.credential import LIST_SIZE, method_of, profile_of, status_list_of
from app.seals.rules.multibase import from_multibase, to_multibase, to_multikey
from app.seals.rules.payload import kid_of
from app.seals.rules.proof import canonical, sign_credential, sign_document, verify_credential
from app.seals.types.facts import CredentialFacts, Kind, Voucher
from app.seals.types.keys import PublicKey, Window

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
PEM = PRIVATE.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
KID = kid_of(PUBLIC)
KEYS = {KID: PublicKey(kid=KID, public=PUBLIC, window=Window(starts_on=date(2025, 1, 1)))}
ISSUER = "https://savodxon.uz/v/issuer.json"
FACTS = CredentialFacts(
    code=code_of(2**79 + 1),
    name="Oʻgʻiloy Gʻulomova",
    title="my.gov.uz portali bilan ishlash",
    issued_on=date(2025, 11, 26),
    minutes=60,
    percent=94,
    status_index=LIST_SIZE + 5,
    language=UZ,
    description="Portaldan foydalanishni oʻrgatadi.",
    competences=("2.3", "4.1"),
    verify_address=f"https://savodxon.uz/c/{code_of(2**79 + 1)}",
    organiser="Savodxon",
    issuer_address=ISSUER,
    achievement_key="my-gov-uz",
)
LETTERS = st.characters(exclude_categories=["Cc", "Cs"])


def made(facts=FACTS):
    return sign_credential(facts, KID, PRIVATE.sign)


def independent(data):
    return OB3LdpVerifier(pubkey_pem=PEM).verify(data)


@pytest.fixture(autouse=True)
def no_network(monkeypatch):
    """Nothing may be fetched: whoever tries fails."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("socket.getaddrinfo", refuse)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", [UZ, UZ_CYRL, RU])
def test_an_independent_verifier_accepts_it_offline(kind, language):
    facts = replace(FACTS, kind=kind, language=language, voucher=Voucher.TRAINER, voucher_name="Buxoro markazi")
    found = independent(made(facts))
    assert found.id == f"{FACTS.verify_address}.json"
    assert found.identifiers[0].identity_hash == FACTS.name
    assert (found.results[0].value, found.achievement.name) == ("94", FACTS.title)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"94"', '"95"'),
        ("Oʻgʻiloy", "Oʻgʻiloу"),
        ("2025-11-26", "2025-11-27"),
        ("my.gov.uz portali", "Dasturlash"),
        (str(5), str(6)),
        ("ext:fullName", "ext:fullname"),
        (FACTS.code, code_of(7)),
        ("oʻzi yozgan", "treneri tasdiqlagan"),
    ],
)
def test_an_independent_verifier_rejects_a_tampered_one(old, new):
    data = made().decode()
    assert old in data
    with pytest.raises(LibOpenBadgesException):
        independent(data.replace(old, new).encode())


def test_an_independent_verifier_rejects_another_key():
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
    with pytest.raises(LibOpenBadgesException):
        independent(sign_credential(FACTS, KID, stranger.sign))


def test_the_same_facts_make_the_same_bytes():
    first = made()
    proof._template.cache_clear()
    assert made() == first
    assert json.loads(first)["proof"]["created"] == "2025-11-26T00:00:00+05:00"


@settings(max_examples=60)
@given(
    st.text(LETTERS, min_size=1, max_size=90),
    st.integers(0, 100),
    st.integers(0, 2**31),
    st.dates(date(2025, 1, 1), date(2025, 12, 31)),
    st.integers(0, 2**80 - 1),
)
def test_statements_put_in_order_beforehand_are_the_canonical_ones(name, percent, index, day, number):
    """What is signed is what PyLD makes of the finished document, whatever stands in it."""
    code = code_of(number)
    facts = replace(
        FACTS,
        name=name,
        percent=percent,
        status_index=index,
        issued_on=day,
        code=code,
        verify_address=f"https://savodxon.uz/c/{code}",
    )
    filled = proof._filled(proof._template(proof._common(facts)), proof._texts(facts))
    document = json.loads(made(facts))
    del document["proof"]
    assert filled == canonical(document)
    assert verify_credential(made(facts), KEYS, facts)


@pytest.mark.parametrize(
    "change",
    [
        {"name": "Ali\nVali"},
        {"name": "\0"},
        {"name": ""},
        {"organiser": "urn:mark:name"},
        {"title": "a\x1bb"},
    ],
)
def test_a_text_that_no_certificate_prints_makes_no_credential(change):
    with pytest.raises(proof.BadTextError):
        made(replace(FACTS, **change))


@pytest.mark.parametrize(
    "name", ['"Ali" \\ Vali', "urn:mark:code", "urn:mark:percent", "_:c14n0", "<script>", "a\u2028b"]
)
def test_a_name_that_looks_like_something_else_stays_a_name(name):
    facts = replace(FACTS, name=name)
    assert independent(made(facts)).identifiers[0].identity_hash == name
    assert verify_credential(made(facts), KEYS, facts)


@pytest.mark.parametrize(
    "change",
    [
        {"code": code_of(1)},
        {"name": "Ali Valiyev"},
        {"percent": 95},
        {"issued_on": date(2025, 11, 25)},
        {"title": "Boshqa kurs"},
        {"status_index": 6},
    ],
)
def test_a_credential_of_another_certificate_does_not_fit_a_seal(change):
    assert verify_credential(made(), KEYS, FACTS)
    assert not verify_credential(made(), KEYS, replace(FACTS, **change))


@pytest.mark.parametrize(
    "data",
    [b"", b"{}", b"[]", b"null", b"\xff", b'{"proof": 5}', b'{"proof": {"proofValue": "z"}}', b"x" * 70_000],
)
def test_what_is_no_credential_is_none(data):
    assert not verify_credential(data, KEYS, FACTS)


@pytest.mark.parametrize("change", [{"starts_on": date(2025, 12, 1)}, {"withdrawn_on": date(2026, 1, 1)}])
def test_a_credential_of_a_key_outside_its_window_is_none(change):
    window = Window(**({"starts_on": date(2025, 1, 1)} | change))
    assert not verify_credential(made(), {KID: replace(KEYS[KID], window=window)}, FACTS)


def test_a_status_list_has_a_bit_set_for_whatever_is_gone():
    document = status_list_of(ISSUER, 1, [3, LIST_SIZE + 5, LIST_SIZE + 8, 5 * LIST_SIZE], date(2025, 11, 26))
    encoded = document["credentialSubject"]["encodedList"]
    bits = gzip.decompress(urlsafe_b64decode(encoded[1:] + "=="))
    assert len(bits) * 8 == LIST_SIZE
    assert [place for place in range(64) if bits[place // 8] >> (7 - place % 8) & 1] == [5, 8]
    assert sum(bit.bit_count() for bit in bits) == 2


def test_an_independent_library_accepts_the_status_list():
    document = status_list_of(ISSUER, 0, [5], date(2025, 11, 26))
    data = json.loads(sign_document(document, date(2025, 11, 26), method_of(ISSUER, KID), PRIVATE.sign))
    verify_data_integrity_proof(data, PEM)
    data["issuer"] = "https://evil.example"
    with pytest.raises(LibOpenBadgesException):
        verify_data_integrity_proof(data, PEM)


def test_the_profile_names_every_key_and_trusts_no_withdrawn_one():
    bad = PublicKey(
        kid="00000000", public=bytes(32), window=Window(starts_on=FACTS.issued_on, withdrawn_on=FACTS.issued_on)
    )
    profile = profile_of(ISSUER, "Savodxon", [KEYS[KID], bad])
    assert [one["id"] for one in profile["verificationMethod"]] == [f"{ISSUER}#{KID}", f"{ISSUER}#00000000"]
    assert profile["assertionMethod"] == [f"{ISSUER}#{KID}"]
    assert profile["verificationMethod"][0]["publicKeyMultibase"] == to_multikey(PUBLIC)


@given(st.binary())
def test_base58_loses_nothing(data):
    assert from_multibase(to_multibase(data)) == data


@pytest.mark.parametrize("text", ["", "abc", "z0", "zl", "m1"])
def test_what_is_no_base58_is_refused(text):
    with pytest.raises(ValueError, match="base58"):
        from_multibase(text)
