"""Facts and grants as CBOR, in the one way of writing them (RFC 8949, section 4.2) that is believed when read back."""

import unicodedata
from collections.abc import Iterator
from typing import Any

import cbor2

from app.kernel.codes import code_of, number_of
from app.seals.rules.days import LAST, day_number, day_of_number
from app.seals.types.facts import Kind, SealFacts, Voucher
from app.seals.types.keys import Grant

CODE, KEY = 10, 32
"""Sizes in bytes."""
NAME_LETTERS, TITLE_LETTERS, NODE_LETTERS = 90, 60, 40
LARGEST = 1 << 31
KINDS = (Kind.COURSE, Kind.PATH, Kind.TRAINER)
VOUCHERS = (Voucher.LEARNER, Voucher.TRAINER, Voucher.PROVIDER)
SUPERVISED, UNASSISTED = 1, 2
FIELDS = 10


def pack_facts(facts: SealFacts) -> bytes:
    """The body of a seal: texts in NFC, the title cut to 60 letters. ValueError for what no certificate says."""
    name = unicodedata.normalize("NFC", facts.name)
    _check(1 <= len(name) <= NAME_LETTERS)
    _check((facts.voucher is Voucher.LEARNER) == (not facts.voucher_name))
    named = _cut(facts.voucher_name)
    body = [
        number_of(facts.code).to_bytes(CODE),
        name,
        _cut(facts.title),
        day_number(facts.issued_on),
        facts.minutes,
        facts.percent,
        facts.status_index,
        KINDS.index(facts.kind),
        [VOUCHERS.index(facts.voucher), named] if named else 0,
        facts.is_supervised * SUPERVISED | facts.is_unassisted * UNASSISTED,
    ]
    packed = _dumps(body)
    _check(read_facts(packed) is not None)
    return packed


def _cut(text: str) -> str:
    """A text of at most 60 letters; the cut is shown by an ellipsis."""
    plain = unicodedata.normalize("NFC", text)
    return plain if len(plain) <= TITLE_LETTERS else plain[: TITLE_LETTERS - 1].rstrip() + "…"


def _check(is_right: bool) -> None:  # noqa: FBT001 - reads as an assertion
    if not is_right:
        raise ValueError("no certificate has such facts")


def read_facts(packed: bytes) -> SealFacts | None:
    """The facts of a canonical body; None for any other bytes."""
    body = _loads(packed)
    if body is None or len(body) != FIELDS or not all(_fields_are_right(body)):
        return None
    code, name, title, day, minutes, percent, index, kind, voucher, flags = body
    who, named = voucher or (0, "")
    return SealFacts(
        code=code_of(int.from_bytes(code)),
        name=name,
        title=title,
        issued_on=day_of_number(day),
        minutes=minutes,
        percent=percent,
        status_index=index,
        kind=KINDS[kind],
        voucher=VOUCHERS[who],
        voucher_name=named,
        is_supervised=bool(flags & SUPERVISED),
        is_unassisted=bool(flags & UNASSISTED),
    )


def _fields_are_right(body: list[Any]) -> Iterator[bool]:
    code, name, title, day, minutes, percent, index, kind, voucher, flags = body
    yield type(code) is bytes and len(code) == CODE
    yield _is_text(name, NAME_LETTERS)
    yield _is_text(title, TITLE_LETTERS)
    yield _is_day(day)
    yield _is_number(minutes, LARGEST)
    yield _is_number(percent, 100)
    yield _is_number(index, LARGEST)
    yield _is_number(kind, len(KINDS) - 1)
    yield voucher == 0 if type(voucher) is int else _is_named(voucher)
    yield _is_number(flags, SUPERVISED | UNASSISTED)


def _is_named(voucher: object) -> bool:
    if type(voucher) is not list or len(voucher) != 2:  # noqa: PLR2004 - who, and their name
        return False
    return voucher[0] != 0 and _is_number(voucher[0], len(VOUCHERS) - 1) and _is_text(voucher[1], TITLE_LETTERS)


def pack_grant(grant: Grant) -> bytes:
    """The body of a grant. ValueError for one of no days, no key or no name."""
    days = [day_number(grant.starts_on), day_number(grant.ends_on)]
    packed = _dumps([grant.node_id, grant.node_public, *days, list(grant.scope)])
    _check(read_grant(packed) is not None)
    return packed


def read_grant(packed: bytes) -> Grant | None:
    """The grant of a canonical body; None for any other bytes."""
    body = _loads(packed)
    if body is None or len(body) != 5 or not all(_grant_is_right(body)):  # noqa: PLR2004 - the five things of a grant
        return None
    node_id, public, start, end, scope = body
    return Grant(
        node_id=node_id,
        node_public=public,
        starts_on=day_of_number(start),
        ends_on=day_of_number(end),
        scope=tuple(scope),
    )


def _grant_is_right(body: list[Any]) -> Iterator[bool]:
    node_id, public, start, end, scope = body
    yield _is_text(node_id, NODE_LETTERS)
    yield type(public) is bytes and len(public) == KEY
    yield _is_day(start) and _is_day(end) and start <= end
    yield type(scope) is list and all(_is_text(one, NAME_LETTERS) for one in scope)


def _is_text(value: object, most: int) -> bool:
    return type(value) is str and 1 <= len(value) <= most


def _is_number(value: object, most: int) -> bool:
    return type(value) is int and 0 <= value <= most


def _is_day(value: object) -> bool:
    return type(value) is int and _is_number(value, LAST)


def _dumps(value: object) -> bytes:
    packed: bytes = cbor2.dumps(value, canonical=True)
    return packed


def _loads(packed: bytes) -> list[Any] | None:
    """The list that these bytes are the one canonical encoding of; None for any other bytes."""
    try:
        value = cbor2.loads(packed)
        is_canonical = type(value) is list and _dumps(value) == packed
    except Exception:  # noqa: BLE001 - a tag of CBOR may raise whatever its type does; none of them is ours
        return None
    return value if is_canonical else None
