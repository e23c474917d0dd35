"""Keys are made, closed, withdrawn and granted. A file is there before a row names it, and no file is ever taken away.

Nothing here can leave the site without a key to sign with: what is in use goes only after another has come.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import current_app

from app.infra import audit
from app.infra.database import add, after_commit, db, serialise
from app.kernel import clock
from app.kernel.files import write_whole
from app.seals.models import Closing, GrantGiven, Key, KeyWithdrawal
from app.seals.queries import COPY, folder_of_keys, list_stored_keys, to_copy
from app.seals.rules.choosing import newest_open
from app.seals.rules.lists import to_base64url
from app.seals.rules.payload import kid_of, make_grant
from app.seals.service.chains import make_leaf, make_root
from app.seals.service.keyfiles import KeyFileError, open_key, public_bytes, write_key
from app.seals.types.keys import Grant, KeyRecord, KeyRefusedError, KeyUse

OVERLAP = timedelta(days=7)
"""How long a key goes on after the next has come: what was issued before is still printed."""
LOCK = "seals ring"


def has_keys() -> bool:
    """Whether there are keys in use. Inside a transaction or not."""
    keys = list_stored_keys()
    return newest_open(keys, KeyUse.SEAL) is not None and newest_open(keys, KeyUse.PAPER) is not None


def make_keys(starts_on: date) -> list[KeyRecord]:
    """The first keys. KeyRefusedError when there are some in use, OSError when their files cannot be written."""
    serialise(LOCK)
    if has_keys():
        raise KeyRefusedError("There are keys in use: certificates keys rotate makes the next ones.")
    made = _make_pair(starts_on)
    audit.record("seals.keys-made", actor_id=None, kids=[one.kid for one in made])
    return _written(made)


def rotate_keys(*, overlap: timedelta = OVERLAP) -> list[KeyRecord]:
    """The next keys, from today on; the ones in use are closed when the overlap is over. KeyRefusedError, OSError."""
    serialise(LOCK)
    keys = list_stored_keys()
    before = [found for use in (KeyUse.SEAL, KeyUse.PAPER) if (found := newest_open(keys, use)) is not None]
    if not before:
        raise KeyRefusedError("There are no keys in use: certificates keys new makes the first.")
    today = clock.today()
    if any(today < one.window.starts_on for one in before):
        raise KeyRefusedError("The clock says a day before the keys in use begin: set it, then try again.")
    made = _make_pair(today)
    for one in before:
        _close(one, today + overlap)
    audit.record(
        "seals.keys-rotated", actor_id=None, kids=[one.kid for one in made], closed=[one.kid for one in before]
    )
    return _written(made)


def withdraw_key(kid: str, reason: str) -> KeyRecord:
    """Nothing that this key has signed is believed any more. KeyRefusedError for one in use, or none of ours (AD04)."""
    serialise(LOCK)
    keys = list_stored_keys()
    record = next((one for one in keys if one.kid == kid and one.use is not KeyUse.ROOT), None)
    if record is None:
        raise KeyRefusedError(f"There is no key {kid}: certificates keys list names them.")
    if record.window.withdrawn_on is not None:
        raise KeyRefusedError(f"It was withdrawn before, on {record.window.withdrawn_on}.")
    in_use = newest_open(keys, record.use)
    if in_use is not None and in_use.id == record.id:
        raise KeyRefusedError(
            "It is the key in use: with it gone nothing could be issued. "
            "First make the next one (certificates keys rotate --overlap 0), then withdraw this one."
        )
    add(
        KeyWithdrawal(
            node_id=current_app.config["NODE_ID"],
            key_id=record.id,
            withdrawn_on=clock.today(),
            reason=reason,
            set_at=clock.now(),
        )
    )
    audit.record("seals.key-withdrawn", actor_id=None, kid=kid, reason=reason)
    _mirror()
    return record


def give_grant(grant: Grant) -> str:
    """Let an offline node seal; the answer is its token in base64url. KeyRefusedError, KeyFileError, ValueError."""
    serialise(LOCK)
    root = newest_open(list_stored_keys(), KeyUse.SEAL)
    if root is None or not root.window.holds(grant.starts_on):
        raise KeyRefusedError("There is no key in use on the first day of the grant.")
    private = open_key(folder_of_keys(), root, current_app.config["SEAL_KEY"])
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(root.use)
    token = to_base64url(make_grant(grant, root.kid, private.sign))
    add(
        GrantGiven(
            node_id=current_app.config["NODE_ID"],
            kid=root.kid,
            granted_to=grant.node_id,
            starts_on=grant.starts_on,
            ends_on=grant.ends_on,
            scope=list(grant.scope),
            token=token,
            made_at=clock.now(),
        )
    )
    audit.record("seals.key-granted", actor_id=None, kid=root.kid, node=grant.node_id)
    return token


def _make_pair(starts_on: date) -> list[Key]:
    folder, organiser = folder_of_keys(), str(current_app.config["ORGANISER"])
    root, root_pem, made = _find_root(folder)
    if root is None:
        root = ec.generate_private_key(ec.SECP256R1())
        root_pem = make_root(root, organiser, starts_on)
        made = [_add_key(folder, KeyUse.ROOT, root, root_pem, starts_on)]
    paper = ec.generate_private_key(ec.SECP256R1())
    chain = make_leaf(paper.public_key(), root, root_pem, organiser=organiser, starts_on=starts_on)
    made.append(_add_key(folder, KeyUse.PAPER, paper, chain, starts_on))
    made.append(_add_key(folder, KeyUse.SEAL, Ed25519PrivateKey.generate(), "", starts_on))
    return made


def _find_root(folder: Path) -> tuple[ec.EllipticCurvePrivateKey | None, str, list[Key]]:
    """The root that readers of PDFs may have been told to trust; None when its file is gone: then a new one is made."""
    record = newest_open(list_stored_keys(), KeyUse.ROOT)
    if record is None:
        return None, "", []
    try:
        private = open_key(folder, record, current_app.config["SEAL_KEY"])
    except KeyFileError:
        return None, "", []
    return (private if isinstance(private, ec.EllipticCurvePrivateKey) else None), record.chain_pem, []


def _add_key(
    folder: Path, use: KeyUse, private: Ed25519PrivateKey | ec.EllipticCurvePrivateKey, chain: str, starts_on: date
) -> Key:
    write_key(folder, use, private, current_app.config["SEAL_KEY"])
    public = public_bytes(private)
    return add(
        Key(
            node_id=current_app.config["NODE_ID"],
            use=use.value,
            kid=kid_of(public),
            public=to_base64url(public),
            chain=chain,
            starts_on=starts_on,
            made_at=clock.now(),
        )
    )


def _close(record: KeyRecord, ends_on: date) -> None:
    add(Closing(node_id=current_app.config["NODE_ID"], key_id=record.id, ends_on=ends_on, set_at=clock.now()))


def _written(made: Iterable[Key]) -> list[KeyRecord]:
    ids = {one.id for one in made}
    return [one for one in _mirror() if one.id in ids]


def _mirror() -> list[KeyRecord]:
    """Write the public parts beside the keys, with the commit; the answer is all of them."""
    db.session.flush()
    keys = list_stored_keys()
    after_commit(partial(write_whole, folder_of_keys() / COPY, to_copy(keys)))
    return keys
