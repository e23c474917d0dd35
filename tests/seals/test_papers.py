"""A PDF that somebody has: ours as a whole, or what speaks against it."""

import io
from dataclasses import replace
from datetime import timedelta

import pikepdf
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.infra.database import write_tx
from app.infra.pdf.attachments import find_attachment
from app.kernel import clock as house
from app.seals.rules.papers import judge
from app.seals.service import ring
from app.seals.service.chains import make_leaf, make_root
from app.seals.service.checking import LARGEST, examine, get_known, read_paper
from app.seals.service.issuing import make_credential, paper_signer, seal
from app.seals.types.keys import Gone, KeyUse, PaperSigner
from app.seals.types.papers import Flaw, PaperFlaw, Standing
from tests.support.seals import SITE, facts, inside, paper, signed, unsigned


def flaws(pdf):
    return set(read_paper(pdf).flaws)


def stranger():
    """Somebody with keys that look like ours: same names, another hand."""
    root, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_pem = make_root(root, "Savodxon", house.today())
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    chain = make_leaf(key.public_key(), root, root_pem, organiser="Savodxon", starts_on=house.today())
    return PaperSigner(key_pem=pem.decode(), chain_pem=chain)


@pytest.fixture
def whole(keys):
    """One paper of ours."""
    return paper(facts())


def test_a_paper_of_ours_is_known(keys):
    what = facts()
    found = read_paper(paper(what))
    assert (found.flaws, found.is_genuine) == ((), True)
    assert (found.seal.facts.code, found.seal.facts.name) == (what.code, what.name)


def test_a_reader_that_trusts_the_root_trusts_the_signature(keys):
    leaf, root = load_certs_from_pemder_data(paper_signer().chain_pem.encode())
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    reader = PdfFileReader(io.BytesIO(paper(facts())))
    status = validate_pdf_signature(reader.embedded_signatures[0], signer_validation_context=context)
    assert (status.bottom_line, status.trusted, status.signing_cert.dump()) == (True, True, leaf.dump())


def test_the_credential_lies_in_the_paper_as_it_was_made(keys):
    assert find_attachment(paper(facts()), "credential.json") == make_credential(facts())
    assert find_attachment(unsigned(addresses=[], credentials=[]), "credential.json") is None


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_one_changed_byte_is_never_ours(whole, data):
    changed = bytearray(whole)
    place = data.draw(st.integers(0, len(changed) - 1))
    changed[place] ^= data.draw(st.integers(1, 255))
    assert not read_paper(bytes(changed)).is_genuine


def test_digits_of_the_signature_written_otherwise_are_a_change(keys):
    whole = paper(facts())
    start, end = signature_of(whole)
    place = next(one for one in range(start, end) if whole[one : one + 1].isalpha())
    assert not read_paper(whole[:place] + whole[place : place + 1].swapcase() + whole[place + 1 :]).is_genuine


def signature_of(pdf):
    """From where to where the hexadecimal signature stands."""
    start = pdf.index(b"/Contents <") + len(b"/Contents <")
    return start, pdf.index(b">", start)


def test_a_changed_byte_of_the_text_is_called_altered(keys):
    whole = paper(facts())
    place = whole.index(b"stream") + 40
    assert PaperFlaw.ALTERED in flaws(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])


def test_a_paper_without_a_signature_is_not_ours(keys):
    assert flaws(unsigned(**inside(facts()))) == {PaperFlaw.UNSIGNED, PaperFlaw.COPIED_SEAL}


def test_a_real_seal_on_a_paper_of_somebody_elses_is_a_copy(keys):
    found = flaws(paper(facts(), signer=stranger()))
    assert found == {PaperFlaw.FOREIGN_SIGNER, PaperFlaw.COPIED_SEAL}


def test_what_is_added_after_the_signature_is_found(keys):
    whole = paper(facts())
    assert PaperFlaw.APPENDED in flaws(whole + b"\n% more\n")
    with pikepdf.open(io.BytesIO(whole)) as pdf:
        pdf.docinfo["/Title"] = "Boshqa"
        out = io.BytesIO()
        pdf.save(out)
    assert not read_paper(out.getvalue()).is_genuine


def test_a_second_signature_is_found(keys):
    found = flaws(signed(paper(facts()), stranger(), appends=True, field="Yana"))
    assert {PaperFlaw.MANY_SIGNATURES, PaperFlaw.APPENDED, PaperFlaw.FOREIGN_SIGNER} <= found


def test_even_our_own_second_signature_is_one_too_many(keys):
    found = flaws(signed(paper(facts()), paper_signer(), appends=True, field="Yana"))
    assert {PaperFlaw.MANY_SIGNATURES, PaperFlaw.APPENDED} <= found


def test_two_seals_in_one_file_are_found(keys):
    one, two = seal(facts()), seal(facts(number=5, name="Ali Valiyev"))
    assert flaws(paper(facts(), addresses=[f"{SITE}/v#{one}", f"{SITE}/v#{two}"])) == {PaperFlaw.MANY_SEALS}
    assert flaws(paper(facts(), addresses=[f"{SITE}/v#{one}", f"{SITE}/v#{one}"])) == set()


@pytest.mark.parametrize("addresses", [[], [f"{SITE}/c/X"], ["https://example.uz/#v#1"], ["javascript:alert(1)"]])
def test_a_paper_without_a_seal_is_told(keys, addresses):
    assert flaws(paper(facts(), addresses=addresses)) == {PaperFlaw.NO_SEAL}


def test_a_false_seal_is_told_with_its_reason(keys):
    digits = seal(facts())
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    found = read_paper(paper(facts(), addresses=[f"{SITE}/v#{wrong}"]))
    assert (found.flaws, found.seal.flaw, found.seal.facts) == ((PaperFlaw.BAD_SEAL,), Flaw.ALTERED, None)


def test_a_credential_is_there_and_about_the_same_certificate(keys):
    other = make_credential(facts(number=5, name="Ali Valiyev"))
    own = make_credential(facts())
    assert flaws(paper(facts(), credentials=[])) == {PaperFlaw.NO_CREDENTIAL}
    assert flaws(paper(facts(), credentials=[other])) == {PaperFlaw.BAD_CREDENTIAL}
    assert flaws(paper(facts(), credentials=[own.replace(b'"94"', b'"95"')])) == {PaperFlaw.BAD_CREDENTIAL}
    assert flaws(paper(facts(), credentials=[own, own])) == {PaperFlaw.BAD_CREDENTIAL}


def test_a_paper_of_a_retired_key_holds_and_one_signed_later_does_not(keys, clock):
    signer, old = paper_signer(), paper(facts())
    clock.shift(days=30)
    with write_tx():
        ring.rotate_keys(overlap=timedelta(0))
    clock.shift(days=30)
    assert read_paper(old).is_genuine
    assert flaws(paper(facts(), signer=signer)) == {PaperFlaw.OUTSIDE_WINDOW, PaperFlaw.COPIED_SEAL}


def test_a_paper_of_a_withdrawn_key_is_believed_no_more(keys):
    whole = paper(facts())
    with write_tx():
        ring.rotate_keys(overlap=timedelta(0))
    with write_tx():
        ring.withdraw_key(next(one.kid for one in keys if one.use is KeyUse.PAPER), "begona qoʻlda")
    assert PaperFlaw.WITHDRAWN_KEY in flaws(whole)


HOSTILE = {
    "nothing": (b"", PaperFlaw.NOT_PDF),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(500), PaperFlaw.NOT_PDF),
    "a page of the web": (b"<!doctype html><p>%PDF</p>", PaperFlaw.NOT_PDF),
    "only a head": (b"%PDF-1.7\n", PaperFlaw.UNREADABLE),
    "a broken table": (
        b"%PDF-1.7\nxref\n0 99999999\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF",
        PaperFlaw.UNREADABLE,
    ),
    "a table that points at itself": (
        b"%PDF-1.7\nxref\n0 1\n0000000000 65535 f \ntrailer<</Size 1/Prev 9/Root 1 0 R>>\nstartxref\n9\n%%EOF",
        PaperFlaw.UNREADABLE,
    ),
    "brackets without end": (b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nstartxref\n9\n%%EOF", PaperFlaw.UNREADABLE),
}


@pytest.mark.parametrize(("data", "flaw"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_whole_pdf_has_a_clear_finding_and_the_next_is_read(keys, data, flaw):
    assert read_paper(data).flaws in {(flaw,), (PaperFlaw.TOO_HEAVY,)}
    assert read_paper(paper(facts())).is_genuine


def test_a_file_that_is_too_large_is_not_even_opened(keys):
    assert read_paper(b"%PDF-1.7" + bytes(LARGEST)).flaws == (PaperFlaw.TOO_LARGE,)


def test_an_encrypted_file_is_told(keys):
    with pikepdf.open(io.BytesIO(unsigned(**inside(facts())))) as pdf:
        out = io.BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert read_paper(out.getvalue()).flaws == (PaperFlaw.ENCRYPTED,)


def test_an_attachment_that_unpacks_without_end_is_bounded(keys):
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        spec = pikepdf.AttachedFileSpec(pdf, bytes(120 << 20), filename="credential.json")
        pdf.attachments["credential.json"] = spec
        out = io.BytesIO()
        pdf.save(out, compress_streams=True, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    assert PaperFlaw.UNSIGNED in flaws(out.getvalue()) or flaws(out.getvalue()) == {PaperFlaw.TOO_HEAVY}
    assert read_paper(paper(facts())).is_genuine


@pytest.mark.parametrize(
    ("gone", "standing"),
    [
        ({}, Standing.GOOD),
        ({8: Gone(on=facts().issued_on, is_replaced=False)}, Standing.GOOD),
        ({7: Gone(on=facts().issued_on, is_replaced=False)}, Standing.REVOKED),
        ({7: Gone(on=facts().issued_on, is_replaced=True)}, Standing.REPLACED),
        (None, Standing.UNCHECKED),
    ],
)
def test_ce05_a_verdict_says_whether_it_still_holds_and_as_of_when(keys, gone, standing):
    known = get_known(gone)
    found = examine(paper(facts()), known)
    assert found.standing is standing
    assert found.as_of == (None if gone is None else known.made_at)
    assert found.gone == (gone or {}).get(7)


def test_of_what_a_node_sealed_the_sites_own_list_says_nothing(keys):
    """Its indices are another's: a stranger's revocation must not be taken for its own."""
    reading = read_paper(paper(facts()))
    by_node = replace(reading, seal=replace(reading.seal, grant=object()))
    assert judge(by_node, get_known({7: Gone(on=facts().issued_on, is_replaced=False)})).standing is Standing.UNCHECKED
