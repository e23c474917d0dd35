"""Who did what to whom, as a chain: each entry is sealed together with the one before it.

Written in the transaction that does the thing, so that neither exists without the other. Entries hold ids and reasons,
never names or numbers: erasing a person then breaks no link. An edited or deleted entry is found at its place; a tail
that was cut off is found by an anchor, a seal that was noted outside of the database (`audit head`, the daily report).
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from flask import current_app
from sqlalchemy import JSON, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table, add, db, serialise
from app.infra.personal import DEED_ID
from app.kernel import clock
from app.kernel.ids import new_id

BEGINNING = "0" * 64
"""What the first entry is sealed onto."""
AT_ONCE = 1000


class AuditEntry(HasId, Table):
    """One deed. Rows are only added; a trigger refuses anything else."""

    __tablename__ = "infra_audit"
    __table_args__ = (UniqueConstraint("node_id", "number"),)
    __pii__: ClassVar = {
        "actor_id": DEED_ID,
        "subject_id": DEED_ID,
    }

    node_id: Mapped[str] = mapped_column(String(40))
    number: Mapped[int]
    """Its place in the chain of its node, from 1."""
    done_at: Mapped[datetime]
    action: Mapped[str] = mapped_column(String(80))
    actor_id: Mapped[str | None] = mapped_column(String(36))
    """The person who did it; None for the operator's command and for the site itself."""
    subject_id: Mapped[str | None] = mapped_column(String(80))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    seal: Mapped[str] = mapped_column(String(64))


@dataclass(frozen=True, kw_only=True)
class Head:
    """The end of a chain: noted elsewhere, it proves that nothing before it was cut off."""

    number: int
    seal: str

    def __str__(self) -> str:
        return f"{self.number}:{self.seal}"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a look along the whole chain has found."""

    count: int
    head: Head | None
    faults: tuple[str, ...]
    """Each names its entry by number; empty when all is well."""


def record(action: str, *, actor_id: str | None, subject_id: str | None = None, **facts: Any) -> AuditEntry:  # noqa: ANN401 - any JSON value
    """Write down a deed, in the open transaction. `facts` are JSON values: ids and reasons, nothing personal."""
    node_id = str(current_app.config["NODE_ID"])
    serialise(f"audit {node_id}")
    last = _last(node_id)
    entry = AuditEntry(
        id=new_id(),
        node_id=node_id,
        number=last.number + 1 if last else 1,
        done_at=clock.now(),
        action=action,
        actor_id=actor_id,
        subject_id=subject_id,
        facts=facts,
    )
    entry.seal = _seal(entry, last.seal if last else BEGINNING)
    return add(entry)


def find_head() -> Head | None:
    """The end of this node's chain; None before the first entry."""
    last = _last(str(current_app.config["NODE_ID"]))
    return Head(number=last.number, seal=last.seal) if last else None


def verify(anchors: Iterable[Head] = ()) -> Verdict:
    """Look along the chain of this node: every seal, every place, every anchor."""
    seals: dict[int, str] = {}
    faults = []
    before, expected = BEGINNING, 1
    for entry in _entries(str(current_app.config["NODE_ID"])):
        if entry.number != expected:
            faults.append(f"{expected} to {entry.number - 1}: missing")
        elif not hmac.compare_digest(entry.seal, _seal(entry, before)):
            faults.append(f"{entry.number}: changed, or not written by this site ({entry.id}, {entry.action})")
        seals[entry.number] = before = entry.seal
        expected = entry.number + 1
    faults.extend(
        f"{anchor.number}: the seal noted outside is not here: the end was cut off, or rewritten"
        for anchor in anchors
        if seals.get(anchor.number) != anchor.seal
    )
    head = Head(number=expected - 1, seal=before) if expected > 1 else None
    return Verdict(count=len(seals), head=head, faults=tuple(faults))


def list_entries(*, limit: int, before: int | None = None, subject_id: str | None = None) -> list[AuditEntry]:
    """The latest entries of this node, newest first; `before` is the number to go on from."""
    query = select(AuditEntry).where(AuditEntry.node_id == current_app.config["NODE_ID"])
    if before is not None:
        query = query.where(AuditEntry.number < before)
    if subject_id is not None:
        query = query.where(AuditEntry.subject_id == subject_id)
    return list(db.session.scalars(query.order_by(AuditEntry.number.desc()).limit(limit)))


def _entries(node_id: str) -> Iterator[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.node_id == node_id).order_by(AuditEntry.number)
    yield from db.session.scalars(query.execution_options(yield_per=AT_ONCE))


def _last(node_id: str) -> AuditEntry | None:
    query = select(AuditEntry).where(AuditEntry.node_id == node_id).order_by(AuditEntry.number.desc()).limit(1)
    return db.session.scalars(query).first()


def _seal(entry: AuditEntry, before: str) -> str:
    """HMAC-SHA-256 (RFC 2104) over the entry as canonical JSON, and the seal before it."""
    written = {
        "before": before,
        "id": entry.id,
        "node": entry.node_id,
        "number": entry.number,
        "at": entry.done_at.isoformat(),
        "action": entry.action,
        "actor": entry.actor_id,
        "subject": entry.subject_id,
        "facts": entry.facts,
    }
    text = json.dumps(written, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.digest(str(current_app.config["AUDIT_KEY"]).encode(), text.encode(), "sha256").hex()
