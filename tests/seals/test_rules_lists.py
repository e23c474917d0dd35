"""The public list: what a verifier takes home, whole or not at all."""

import json
from datetime import UTC, date, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from app.seals.rules.lists import message_of, read_list, to_base64url, wrap, write_list
from app.seals.rules.payload import kid_of
from app.seals.types.keys import BadListError, Gone, PaperKey, PublicKey, PublicList, Window

PRIVATE = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = PRIVATE.public_key().public_bytes_raw()
DAY = date(2026, 11, 26)
KEY = PublicKey(kid=kid_of(PUBLIC), public=PUBLIC, window=Window(starts_on=DAY))
LIST = PublicList(
    issuer="https://savodxon.uz",
    organiser="Savodxon",
    made_at=datetime(2026, 11, 26, 9, tzinfo=UTC),
    keys=(KEY,),
    papers=(PaperKey(public=b"\x30\x59", window=Window(starts_on=DAY, ends_on=date(2027, 1, 1), withdrawn_on=DAY)),),
    gone={7: Gone(on=DAY, is_replaced=False), 2: Gone(on=DAY, is_replaced=True)},
)


def served(what=LIST, private=PRIVATE):
    text = write_list(what)
    return wrap(text, KEY.kid, to_base64url(private.sign(message_of(text))))


days = st.dates(date(2020, 1, 1), date(2200, 1, 1))
windows = st.builds(Window, starts_on=days, ends_on=days | st.none(), withdrawn_on=days | st.none())


@given(
    st.lists(st.builds(PaperKey, public=st.binary(max_size=100), window=windows)),
    st.dictionaries(st.integers(0, 2**31), st.builds(Gone, on=days, is_replaced=st.booleans())),
    st.text(st.characters(exclude_categories=["Cs"])),
)
def test_a_list_that_is_served_is_read_back(papers, gone, organiser):
    what = PublicList(
        issuer=LIST.issuer, organiser=organiser, made_at=LIST.made_at, keys=(KEY,), papers=tuple(papers), gone=gone
    )
    assert read_list(served(what).encode()) == what


def test_it_is_written_as_verifiers_in_browsers_read_it():
    assert json.loads(json.loads(served())["list"]) == {
        "issuer": "https://savodxon.uz",
        "organiser": "Savodxon",
        "made": 1795683600,
        "keys": [{"kid": KEY.kid, "public": to_base64url(PUBLIC), "from": 2521, "to": None}],
        "papers": [{"public": "MFk", "from": 2521, "to": 2557, "withdrawn": 2521}],
        "gone": [[2, 2521, 2], [7, 2521, 1]],
    }


@given(st.data())
def test_a_changed_list_is_no_list(data):
    whole = bytearray(served().encode())
    inner = range(whole.index(b"issuer"), whole.index(b'"kid": "'))
    place = data.draw(st.sampled_from(inner))
    whole[place] ^= data.draw(st.integers(1, 127))
    with pytest.raises(BadListError):
        read_list(bytes(whole))


@pytest.mark.parametrize(
    "spoiled",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b"<html>",
        b"\xff\xfe",
        b'{"list": 5, "kid": "x", "signature": ""}',
        b'{"list": "{}", "kid": "x", "signature": ""}',
        b'{"list": "[" , "kid": "x", "signature": "!"}',
        b"[" * 100_000,
    ],
)
def test_what_is_no_list_is_called_so(spoiled):
    with pytest.raises(BadListError):
        read_list(spoiled)


def test_a_list_signed_by_somebody_else_or_by_a_withdrawn_key_is_refused():
    stranger = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
    withdrawn = PublicKey(kid=KEY.kid, public=PUBLIC, window=Window(starts_on=DAY, withdrawn_on=DAY))
    gone = PublicList(**(vars(LIST) | {"keys": (withdrawn,)}))
    for one in (served(private=stranger), served(gone)):
        with pytest.raises(BadListError, match="signature"):
            read_list(one.encode())
