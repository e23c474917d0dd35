"""What machines fetch: our keys, what is gone, a certificate's credential."""

import gzip
import json
from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from openbadgeslib.baking import SVG_ELEMENT_OB3, extract_svg
from openbadgeslib.ob3.ldp import verify_data_integrity_proof

from app.certificates.queries.records import get_certificate
from app.certificates.service.correcting import revoke_certificate
from app.certificates.service.keeping import hide_certificate, keep_document
from app.infra.database import write_tx
from app.infra.storage import get_storage
from app.seals.rules.lists import read_list
from app.seals.service.issuing import make_credential
from tests.support.certified import certify
from tests.support.seals import facts, unsigned

UNKNOWN = "04HM-ASW9-NF6Y-Y093-X"


@pytest.fixture
def sealed(app, keys, person):
    """A certificate whose PDF carries its credential; the answer is its code and the credential."""
    code = certify(app, person, is_printed=False)
    credential = make_credential(facts())
    digest = get_storage().put(unsigned(addresses=[], credentials=[credential]))
    with write_tx():
        keep_document(get_certificate(code).id, digest)
    return code, credential


def test_the_list_is_served_to_anybodys_page(keys, reader):
    answer = reader.client.get("/v/list.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "max-age=300" in answer.headers["Cache-Control"]
    assert "Set-Cookie" not in answer.headers
    assert read_list(answer.data).gone == {}


def test_ce13_without_keys_the_list_says_later(db, reader):
    answer = reader.client.get("/v/list.json")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0


def test_the_profile_holds_the_keys_that_sign(keys, reader):
    answer = reader.client.get("/v/issuer.json")
    profile = answer.json
    assert profile["id"] == "http://localhost/v/issuer.json"
    assert [one["id"].rpartition("#")[2] for one in profile["verificationMethod"]] == [keys[-1].kid]


def test_the_profile_of_a_site_without_keys_is_empty_and_there(db, reader):
    assert reader.client.get("/v/issuer.json").json["verificationMethod"] == []


def test_a_status_list_is_a_credential_of_ours(keys, reader):
    answer = reader.client.get("/v/status/0.json")
    document = json.loads(answer.data)
    pem = pem_of(keys[-1].public)
    verify_data_integrity_proof(document, pem)
    encoded = document["credentialSubject"]["encodedList"]
    assert not any(gzip.decompress(urlsafe_b64decode(encoded[1:] + "==")))


def pem_of(raw):
    return Ed25519PublicKey.from_public_bytes(raw).public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


@pytest.mark.parametrize("number", ["16384", "99999999999999999999", "-1", "x"])
def test_a_status_list_that_cannot_be_is_not_there(keys, reader, number):
    assert reader.client.get(f"/v/status/{number}.json").status_code == 404


def test_a_credential_is_the_very_one_in_the_pdf(sealed, reader):
    code, credential = sealed
    answer = reader.client.get(f"/c/{code}.json")
    assert (answer.status_code, answer.data, answer.mimetype) == (200, credential, "application/ld+json")
    again = reader.client.get(f"/c/{code}.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_ce12_a_credential_that_was_never_given_is_not_there(keys, reader):
    assert reader.client.get(f"/c/{UNKNOWN}.json").status_code == 404
    assert reader.client.get("/c/x.json").status_code == 404


def test_a_certificate_printed_before_there_were_credentials_has_none(app, keys, person, reader):
    assert reader.client.get(f"/c/{certify(app, person)}.json").status_code == 404


def test_while_it_is_printed_there_is_no_credential_yet(app, keys, person, reader):
    assert reader.client.get(f"/c/{certify(app, person, is_printed=False)}.json").status_code == 404


def test_a_revoked_certificates_credential_is_gone(sealed, reader):
    with write_tx():
        revoke_certificate(sealed[0], "xato")
    assert reader.client.get(f"/c/{sealed[0]}.json").status_code == 410


def test_a_hidden_certificates_credential_is_not_for_strangers(sealed, person, reader):
    with write_tx():
        hide_certificate(person, sealed[0], is_hidden=True)
    assert reader.client.get(f"/c/{sealed[0]}.json").status_code == 410


def test_a_badge_is_a_picture_that_carries_the_same_credential(sealed, reader):
    code, credential = sealed
    answer = reader.client.get(f"/c/{code}.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert extract_svg(answer.data, element=SVG_ELEMENT_OB3, text_fallback=True) == credential.decode()
    with write_tx():
        revoke_certificate(code, "xato")
    assert reader.client.get(f"/c/{code}.svg").status_code == 410
