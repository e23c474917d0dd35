"""Reads about keys: from the database, and from a copy of their public parts beside them when the database is away.

So a seal is checked while the database is down or restored; what is then not known is which certificates are gone.
"""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.exc import SQLAlchemyError

from app.infra.database import db
from app.kernel import clock
from app.seals.models import Closing, GrantGiven, Key, KeyWithdrawal
from app.seals.rules.lists import from_base64url, to_base64url
from app.seals.types.keys import Gone, GrantRecord, KeyRecord, KeyUse, PaperKey, PublicKey, PublicList, Window

FOLDER = "keys/seals"
COPY = "public.json"


def folder_of_keys() -> Path:
    """Where the files of the keys lie; covered by every backup, with all of `keys/`."""
    data_dir: Path = current_app.extensions["settings"].data_dir
    return data_dir / FOLDER


def issuer_address() -> str:
    """Where the issuer's profile is served; every credential names it."""
    return f"{current_app.config['PUBLIC_URL']}/v/issuer.json"


def list_keys() -> list[KeyRecord]:
    """Every key that was ever ours, oldest first; from the copy when the database does not answer."""
    try:
        return list_stored_keys()
    except SQLAlchemyError:
        db.session.rollback()
        return read_copy(folder_of_keys() / COPY)


def list_stored_keys() -> list[KeyRecord]:
    """The same from the database alone. SQLAlchemyError."""
    rows = db.session.execute(select(Key, _closed_on(), _withdrawn_on()).order_by(Key.starts_on, Key.made_at, Key.id))
    return [_record(key, ends_on, withdrawn_on) for key, ends_on, withdrawn_on in rows]


def list_grants() -> list[GrantRecord]:
    """Every grant that was given, oldest first."""
    rows = db.session.scalars(select(GrantGiven).order_by(GrantGiven.made_at, GrantGiven.id))
    return [
        GrantRecord(
            kid=row.kid,
            granted_to=row.granted_to,
            starts_on=row.starts_on,
            ends_on=row.ends_on,
            scope=tuple(row.scope),
        )
        for row in rows
    ]


def get_public_list(gone: Mapping[int, Gone] | None) -> PublicList:
    """What a verifier needs to know now; `gone` by status index, None when nobody can say."""
    keys = list_keys()
    return PublicList(
        issuer=current_app.config["PUBLIC_URL"],
        organiser=current_app.config["ORGANISER"],
        made_at=clock.now().replace(microsecond=0),
        keys=tuple(public_key(one) for one in keys if one.use is KeyUse.SEAL),
        papers=tuple(PaperKey(public=one.public, window=one.window) for one in keys if one.use is KeyUse.PAPER),
        gone=gone or {},
        is_gone_known=gone is not None,
    )


def public_key(record: KeyRecord) -> PublicKey:
    """A sealing key as verifiers know it."""
    return PublicKey(kid=record.kid, public=record.public, window=record.window)


def _closed_on() -> ScalarSelect[date]:
    return select(func.min(Closing.ends_on)).where(Closing.key_id == Key.id).scalar_subquery()


def _withdrawn_on() -> ScalarSelect[date]:
    return select(func.min(KeyWithdrawal.withdrawn_on)).where(KeyWithdrawal.key_id == Key.id).scalar_subquery()


def _record(key: Key, ends_on: date | None, withdrawn_on: date | None) -> KeyRecord:
    return KeyRecord(
        id=key.id,
        use=KeyUse(key.use),
        kid=key.kid,
        public=from_base64url(key.public),
        chain_pem=key.chain,
        window=Window(starts_on=key.starts_on, ends_on=ends_on, withdrawn_on=withdrawn_on),
        made_at=key.made_at,
    )


def to_copy(keys: list[KeyRecord]) -> bytes:
    """What is written beside the keys."""
    return json.dumps([_plain(one) for one in keys], indent=1).encode()


def read_copy(path: Path) -> list[KeyRecord]:
    """The keys as they were written there last; none when there is no copy, or it is spoiled."""
    try:
        rows: list[dict[str, Any]] = json.loads(path.read_bytes())
        return [_from_plain(one) for one in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _plain(record: KeyRecord) -> dict[str, Any]:
    window = record.window
    return {
        "id": record.id,
        "use": record.use.value,
        "kid": record.kid,
        "public": to_base64url(record.public),
        "chain": record.chain_pem,
        "from": window.starts_on.isoformat(),
        "to": window.ends_on.isoformat() if window.ends_on else None,
        "withdrawn": window.withdrawn_on.isoformat() if window.withdrawn_on else None,
        "made": record.made_at.isoformat(),
    }


def _from_plain(plain: Mapping[str, Any]) -> KeyRecord:
    return KeyRecord(
        id=plain["id"],
        use=KeyUse(plain["use"]),
        kid=plain["kid"],
        public=from_base64url(plain["public"]),
        chain_pem=plain["chain"],
        window=Window(
            starts_on=date.fromisoformat(plain["from"]),
            ends_on=date.fromisoformat(plain["to"]) if plain["to"] else None,
            withdrawn_on=date.fromisoformat(plain["withdrawn"]) if plain["withdrawn"] else None,
        ),
        made_at=datetime.fromisoformat(plain["made"]),
    )
