"""The seal: what is encoded is read back, and nothing else is believed."""

import unicodedata
from dataclasses import fields, replace
from datetime import date, timedelta

import cbor2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import assume, given
from hypothesis import strategies as st

from app.kernel.codes import code_of, number_of
from app.seals.rules.payload import (
    CERTIFICATE_1,
    CERTIFICATE_2,
    check,
    encode,
    encode_delegated,
    from_digits,
    kid_of,
    make_grant,
    to_digits,
)
from app.seals.types.facts import Kind, SealFacts, Voucher
from app.seals.types.keys import Grant, PublicKey, Window
from app.seals.types.papers import Flaw

TODAY = date(2026, 11, 26)
ROOT = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
NODE = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
KID = kid_of(ROOT.public_key().public_bytes_raw())
LETTERS = st.characters(exclude_categories=["Cc", "Cs", "Mn"])


def public(private, **window):
    raw = private.public_key().public_bytes_raw()
    return PublicKey(kid=kid_of(raw), public=raw, window=Window(**({"starts_on": date(2026, 1, 1)} | window)))


KEYS = [public(ROOT)]
FACTS = SealFacts(
    code=code_of(2**79 + 1),
    name="Oʻgʻiloy Gʻulomova",
    title="my.gov.uz portali bilan ishlash",
    issued_on=TODAY,
    minutes=60,
    percent=94,
    status_index=48213,
)
GRANT = Grant(
    node_id="qishloq-7",
    node_public=NODE.public_key().public_bytes_raw(),
    starts_on=date(2026, 11, 1),
    ends_on=date(2027, 4, 30),
    scope=("my-gov-uz", "paths/beginner"),
)
TOKEN = make_grant(GRANT, KID, ROOT.sign)


def read(payload, keys=KEYS, **more):
    return check(to_digits(payload), keys, today=TODAY, **more)


def sealed(facts=FACTS, private=ROOT):
    return encode(facts, kid_of(private.public_key().public_bytes_raw()), private.sign)


@st.composite
def any_facts(draw):
    voucher = draw(st.sampled_from(Voucher))
    text = st.text(LETTERS, min_size=1, max_size=60)
    return SealFacts(
        code=code_of(draw(st.integers(0, 2**80 - 1))),
        name=draw(st.text(LETTERS, min_size=1, max_size=90)),
        title=draw(text),
        issued_on=draw(st.dates(date(2026, 1, 1), date(2200, 1, 1))),
        minutes=draw(st.integers(0, 100_000)),
        percent=draw(st.integers(0, 100)),
        status_index=draw(st.integers(0, 2**31)),
        kind=draw(st.sampled_from(Kind)),
        voucher=voucher,
        voucher_name="" if voucher is Voucher.LEARNER else draw(text),
        is_supervised=draw(st.booleans()),
        is_unassisted=draw(st.booleans()),
    )


def composed(facts):
    """The facts as they are printed: in NFC."""
    return replace(
        facts,
        **{name: unicodedata.normalize("NFC", getattr(facts, name)) for name in ("name", "title", "voucher_name")},
    )


@given(any_facts())
def test_what_is_sealed_is_read_back(facts):
    facts = composed(facts)
    assume(len(facts.name) <= 90 and len(facts.title) <= 60 and len(facts.voucher_name) <= 60)
    found = read(sealed(facts))
    assert (found.flaw, found.facts, found.kid) == (None, facts, KID)


@given(st.binary(min_size=1).filter(lambda one: one[0] != 0))
def test_digits_lose_nothing(payload):
    assert from_digits(to_digits(payload)) == payload


@given(st.integers(0, 2**80 - 1))
def test_a_code_is_its_80_bits(number):
    assert number_of(code_of(number)) == number


@given(st.data())
def test_ce02_any_changed_byte_is_rejected(data):
    payload = bytearray(data.draw(st.sampled_from([sealed(), encode_delegated(FACTS, TOKEN, NODE.sign)])))
    place = data.draw(st.integers(0, len(payload) - 1))
    payload[place] ^= data.draw(st.integers(1, 255))
    assume(payload[0] != 0)
    assert read(bytes(payload)).facts is None


@given(st.data())
def test_ce02_whatever_is_cut_or_added_is_rejected(data):
    payload = data.draw(st.sampled_from([sealed(), encode_delegated(FACTS, TOKEN, NODE.sign)]))
    cut = payload[: data.draw(st.integers(1, len(payload) - 1))]
    longer = payload + data.draw(st.binary(min_size=1, max_size=80))
    assert read(cut).facts is None
    assert read(longer).facts is None


@pytest.mark.parametrize(
    ("change", "letter"), [({"name": "Oʻgʻiloу Gʻulomova"}, "у"), ({"title": "my.gov.uz роrtali bilan ishlash"}, "ро")]
)
def test_ce02_a_look_alike_letter_is_another_seal(change, letter):
    assert sealed(replace(FACTS, **change)) != sealed()
    forged = sealed().replace(FACTS.name.encode(), replace(FACTS, **change).name.encode())
    if forged != sealed():
        assert read(forged).facts is None


@pytest.mark.parametrize("field", [field.name for field in fields(SealFacts)])
def test_every_fact_is_part_of_the_seal(field):
    other = {
        "code": code_of(3),
        "name": "Ali",
        "title": "Boshqa",
        "issued_on": date(2026, 11, 25),
        "minutes": 61,
        "percent": 95,
        "status_index": 1,
        "kind": Kind.PATH,
        "voucher": Voucher.TRAINER,
        "voucher_name": "Buxoro markazi",
        "is_supervised": True,
        "is_unassisted": True,
    }
    change = {field: other[field]}
    if field.startswith("voucher"):
        change = {"voucher": Voucher.TRAINER, "voucher_name": "Buxoro markazi"}
    assert sealed(replace(FACTS, **change)) != sealed()


def body_with(**changes):
    """A body of version 1 that is signed rightly and written otherwise than we write."""
    body = cbor2.loads(sealed()[5:-64])
    for place, value in changes.items():
        body[int(place[1:])] = value
    return body


def signed_as(packed):
    start = b"\x01" + bytes.fromhex(KID) + packed
    return start + ROOT.sign(CERTIFICATE_1 + start)


NOT_CANONICAL = {
    "an indefinite list": b"\x9f" + sealed()[6:-64] + b"\xff",
    "a long way of writing a small number": sealed()[5:-64].replace(b"\x18\x5e", b"\x19\x00\x5e"),
    "a byte after the end": sealed()[5:-64] + b"\x00",
    "a tag": b"\xd8\x2a" + sealed()[5:-64],
    "nothing": b"",
    "a map": cbor2.dumps({1: 2}),
}
WRONG = {
    "a field less": lambda: body_with()[:-1],
    "a field more": lambda: [*body_with(), 0],
    "fields in another order": lambda: body_with()[::-1],
    "a short code": lambda: body_with(_0=b"123456789"),
    "no name": lambda: body_with(_1=""),
    "a name of 91 letters": lambda: body_with(_1="a" * 91),
    "a name in bytes": lambda: body_with(_1=b"Ali"),
    "a title of 61 letters": lambda: body_with(_2="a" * 61),
    "a day before the first": lambda: body_with(_3=-1),
    "a day that no calendar has": lambda: body_with(_3=2**40),
    "half a minute": lambda: body_with(_4=0.5),
    "more than everything": lambda: body_with(_5=101),
    "yes for a number": lambda: body_with(_5=True),
    "an endless index": lambda: body_with(_6=2**70),
    "a fourth kind": lambda: body_with(_7=3),
    "a nameless trainer": lambda: body_with(_8=[1, ""]),
    "a named learner": lambda: body_with(_8=[0, "x"]),
    "a third voucher": lambda: body_with(_8=[3, "x"]),
    "a voucher without a name": lambda: body_with(_8=1),
    "a flag that means nothing": lambda: body_with(_9=4),
}


@pytest.mark.parametrize("packed", NOT_CANONICAL.values(), ids=NOT_CANONICAL)
def test_cbor_that_is_not_canonical_is_rejected_even_when_it_is_signed(packed):
    assert read(signed_as(packed)).flaw is Flaw.NOT_A_SEAL


@pytest.mark.parametrize("body", WRONG.values(), ids=WRONG)
def test_a_body_of_other_types_is_rejected_even_when_it_is_signed(body):
    assert read(signed_as(cbor2.dumps(body(), canonical=True))).flaw is Flaw.NOT_A_SEAL


@pytest.mark.parametrize(
    "digits", ["", "0", "01", "12a", "١٢٣", "-5", "1.5", "1" * 3001, " 12", "1\n", "9" * 3000, "1"]
)
def test_what_is_no_seal_is_called_so(digits):
    assert check(digits, KEYS, today=TODAY).flaw in {Flaw.NOT_A_SEAL, Flaw.UNKNOWN_VERSION}


@pytest.mark.parametrize("version", [3, 127, 255])
def test_a_version_of_later_is_not_guessed_at(version):
    assert read(bytes([version]) + sealed()[1:]).flaw is Flaw.UNKNOWN_VERSION


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "a" * 91},
        {"title": ""},
        {"percent": 101},
        {"percent": -1},
        {"minutes": -1},
        {"issued_on": date(2019, 12, 31)},
        {"code": "7K3M"},
        {"code": "7K3M-9QPT-X2VB-R8DN-D"},
        {"voucher": Voucher.TRAINER},
        {"voucher_name": "Markaz"},
        {"status_index": -1},
    ],
)
def test_facts_that_no_certificate_has_are_not_sealed(change):
    with pytest.raises(ValueError, match=r"certificate|code|days"):
        sealed(replace(FACTS, **change))


def test_a_long_title_is_cut_where_the_cut_is_seen():
    found = read(sealed(replace(FACTS, title="Juda uzun nom " * 6))).facts
    assert len(found.title) <= 60
    assert found.title.endswith("…")


def test_ce03_a_key_that_is_not_ours_seals_nothing():
    assert read(sealed(private=STRANGER)).flaw is Flaw.UNKNOWN_KEY
    as_ours = sealed(private=STRANGER)[:-64]
    as_ours = as_ours[:1] + bytes.fromhex(KID) + as_ours[5:]
    assert read(as_ours + STRANGER.sign(CERTIFICATE_1 + as_ours)).flaw is Flaw.ALTERED


@pytest.mark.parametrize("signature", [bytes(64), b"\xff" * 64])
def test_ce03_no_signature_is_no_algorithm_of_ours(signature):
    assert read(sealed()[:-64] + signature).flaw is Flaw.ALTERED


@pytest.mark.parametrize(
    ("window", "flaw", "is_retired"),
    [
        ({"starts_on": TODAY}, None, False),
        ({"starts_on": TODAY, "ends_on": TODAY}, None, False),
        ({"ends_on": TODAY + timedelta(days=1)}, None, False),
        ({"starts_on": TODAY + timedelta(days=1)}, Flaw.OUTSIDE_WINDOW, False),
        ({"ends_on": TODAY - timedelta(days=1)}, Flaw.OUTSIDE_WINDOW, False),
        ({"withdrawn_on": TODAY}, Flaw.WITHDRAWN_KEY, False),
        ({"withdrawn_on": TODAY + timedelta(days=9)}, Flaw.WITHDRAWN_KEY, False),
    ],
)
def test_ce03_a_key_seals_only_within_its_window(window, flaw, is_retired):
    found = read(sealed(), [public(ROOT, **window)])
    assert (found.flaw, found.is_retired, found.facts is None) == (flaw, is_retired, flaw is not None)


def test_ce03_what_a_retired_key_sealed_in_its_time_holds_and_says_so():
    found = check(to_digits(sealed()), [public(ROOT, ends_on=TODAY)], today=TODAY + timedelta(days=900))
    assert (found.facts, found.is_retired) == (FACTS, True)


def test_two_keys_of_one_name_are_told_apart():
    twin = replace(public(STRANGER), kid=KID)
    assert read(sealed(), [twin, public(ROOT)]).facts == FACTS


def test_what_a_node_seals_is_believed_before_any_sync():
    found = read(encode_delegated(FACTS, TOKEN, NODE.sign), course_key="my-gov-uz")
    assert (found.flaw, found.facts, found.grant) == (None, FACTS, GRANT)


@pytest.mark.parametrize(
    ("day", "flaw"),
    [
        (GRANT.starts_on, None),
        (GRANT.ends_on, None),
        (GRANT.starts_on - timedelta(days=1), Flaw.OUTSIDE_GRANT),
        (GRANT.ends_on + timedelta(days=1), Flaw.OUTSIDE_GRANT),
    ],
)
def test_a_node_seals_only_on_the_days_of_its_grant(day, flaw):
    assert read(encode_delegated(replace(FACTS, issued_on=day), TOKEN, NODE.sign)).flaw is flaw


def test_a_node_seals_only_for_its_courses():
    payload = encode_delegated(FACTS, TOKEN, NODE.sign)
    assert read(payload, course_key="another").flaw is Flaw.OUTSIDE_GRANT
    free = make_grant(replace(GRANT, scope=()), KID, ROOT.sign)
    assert read(encode_delegated(FACTS, free, NODE.sign), course_key="another").flaw is None


def test_another_key_cannot_use_a_nodes_grant():
    assert read(encode_delegated(FACTS, TOKEN, STRANGER.sign)).flaw is Flaw.ALTERED


def test_a_node_cannot_grant_itself_more():
    wider = make_grant(replace(GRANT, ends_on=date(2040, 1, 1)), KID, NODE.sign)
    assert read(encode_delegated(FACTS, wider, NODE.sign)).flaw is Flaw.ALTERED


def test_a_grant_of_a_key_that_was_not_in_use_then_is_none():
    payload = encode_delegated(FACTS, TOKEN, NODE.sign)
    assert read(payload, [public(ROOT, ends_on=date(2026, 10, 1))]).flaw is Flaw.OUTSIDE_WINDOW
    assert read(payload, [public(ROOT, withdrawn_on=TODAY)]).flaw is Flaw.WITHDRAWN_KEY
    assert read(payload, []).flaw is Flaw.UNKNOWN_KEY


def test_a_signature_for_one_purpose_serves_no_other():
    body = sealed()[:-64]
    assert read(body + ROOT.sign(CERTIFICATE_2 + body)).flaw is Flaw.ALTERED
    assert read(body + ROOT.sign(body)).flaw is Flaw.ALTERED


@pytest.mark.parametrize(
    "change",
    [
        {"node_id": ""},
        {"node_id": "x" * 41},
        {"node_public": b"short"},
        {"ends_on": date(2026, 10, 1)},
        {"scope": ("",)},
    ],
)
def test_a_grant_of_nothing_is_not_made(change):
    with pytest.raises(ValueError, match="facts"):
        make_grant(replace(GRANT, **change), KID, ROOT.sign)
