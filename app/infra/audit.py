"""Who did what to whom, as a chain: each entry is sealed together with the one before it.

Written in the transaction that does the thing, so that neither exists without the other. Entries hold ids and reasons,
never names or numbers: erasing a person then breaks no link. An edited or deleted entry is found at its place; a tail
that was cut off is found by an anchor, a seal that was noted outside of the database (`audit head`, the daily report).
"""

import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar

from flask import current_app
from sqlalchemy import JSON, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.infra.database import HasId, Table, add, db, serialise
from app.infra.personal import DEED_ID
from app.kernel import clock
from app.kernel.ids import new_id

BEGINNING = "0" * 64
"""What the first entry is sealed onto."""
AT_ONCE = 1000
NOTE = "audit head: "
"""How the line of a report begins that holds a node and the end of its chain."""
RESUMED = "audit.resumed"
"""The first entry after a restore: it names the chain that it goes on from, and the end of that one."""


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
    node_id: str = ""
    """Whose chain; empty when the note does not say."""

    def __str__(self) -> str:
        return f"{self.number}:{self.seal}"


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a look along the whole chain has found."""

    count: int
    head: Head | None
    faults: tuple[str, ...]
    """Each names its entry by number; empty when all is well."""
    lost: tuple[str, ...] = ()
    """Notes of entries that a restore gave up: the chain itself says where it was taken up again."""


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where a log is read: a copy is checked beside the running site, with the key that it was sealed with."""

    session: Session
    node_id: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Chain:
    """One node's entries, looked at once: their seals by number, what is wrong, and what they go on from."""

    node_id: str
    seals: Mapping[int, str]
    faults: tuple[str, ...]
    before: Head | None

    @property
    def head(self) -> Head | None:
        """The end of it."""
        last = max(self.seals, default=0)
        return Head(number=last, seal=self.seals[last], node_id=self.node_id) if last else None


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
    entry.seal = _seal(entry, last.seal if last else BEGINNING, str(current_app.config["AUDIT_KEY"]))
    return add(entry)


def find_head() -> Head | None:
    """The end of this node's chain; None before the first entry."""
    last = _last(str(current_app.config["NODE_ID"]))
    return Head(number=last.number, seal=last.seal, node_id=last.node_id) if last else None


def resume(before: Head | None, *, node_id: str, **facts: Any) -> AuditEntry:  # noqa: ANN401 - any JSON value
    """Begin this node's chain where a restored one of `node_id` ends; in the open transaction, first of all entries."""
    return record(RESUMED, actor_id=None, subject_id=node_id, head=str(before) if before else None, **facts)


def verify(anchors: Iterable[Head] = (), *, source: Source | None = None) -> Verdict:
    """Look along the chain of this node and those that it was restored from: every seal, every place, every anchor."""
    source = source or Source(
        session=db.session(), node_id=str(current_app.config["NODE_ID"]), key=str(current_app.config["AUDIT_KEY"])
    )
    chains, ends = _chains(source)
    own, *older = chains
    faults = [*own.faults, *(f"{fault} [of {one.node_id}]" for one in older for fault in one.faults)]
    faults += [
        f"{end.number}: the end of {end.node_id} that was taken up after a restore is not here, or not the end"
        for one, end in zip(older, ends, strict=True)
        if one.head != end
    ]
    missed = [anchor for anchor in anchors if not any(_holds(one, anchor) for one in chains)]
    lost = [anchor for anchor in missed if any(_was_given_up(anchor, end) for end in ends)]
    faults += [
        f"{anchor.number}: the seal noted outside is not here: the end was cut off, or rewritten"
        for anchor in missed
        if anchor not in lost
    ]
    return Verdict(
        count=sum(len(one.seals) for one in chains),
        head=own.head,
        faults=tuple(faults),
        lost=tuple(f"{anchor.number} of {anchor.node_id}: given up by a restore" for anchor in lost),
    )


def _chains(source: Source) -> tuple[list[Chain], list[Head]]:
    """This node's chain and the ones before it, each with the end that the next one names."""
    chains, ends = [_look_along(source, source.node_id)], []
    while (before := chains[-1].before) is not None and before.node_id not in {one.node_id for one in chains}:
        ends.append(before)
        chains.append(_look_along(source, before.node_id))
    return chains, ends


def _look_along(source: Source, node_id: str) -> Chain:
    seals: dict[int, str] = {}
    faults = []
    resumed = None
    before, expected = BEGINNING, 1
    for entry in _entries(source.session, node_id):
        if entry.number != expected:
            faults.append(f"{expected} to {entry.number - 1}: missing")
        elif not hmac.compare_digest(entry.seal, _seal(entry, before, source.key)):
            faults.append(f"{entry.number}: changed, or not written by this site ({entry.id}, {entry.action})")
        if entry.number == 1 and entry.action == RESUMED and entry.facts.get("head"):
            resumed = read_head(str(entry.facts["head"]), node_id=str(entry.subject_id))
        seals[entry.number] = before = entry.seal
        expected = entry.number + 1
    return Chain(node_id=node_id, seals=seals, faults=tuple(faults), before=resumed)


def read_head(text: str, *, node_id: str = "") -> Head:
    """A head from NUMBER:SEAL. ValueError."""
    number, _, seal = text.partition(":")
    if not number.isdecimal() or not seal:
        raise ValueError(f"{text!r} is not NUMBER:SEAL")
    return Head(number=int(number), seal=seal, node_id=node_id)


def list_noted(folder: Path) -> list[Head]:
    """The ends that the daily reports in a folder have noted. ValueError for one that is spoiled."""
    found = []
    for path in sorted(folder.glob("*.txt")) if folder.is_dir() else ():
        for line in path.read_text().splitlines():
            node_id, _, head = line.removeprefix(NOTE).partition(" ")
            if line.startswith(NOTE) and head:
                found.append(read_head(head, node_id=node_id))
    return found


def _holds(chain: Chain, anchor: Head) -> bool:
    return anchor.node_id in {"", chain.node_id} and chain.seals.get(anchor.number) == anchor.seal


def _was_given_up(anchor: Head, end: Head) -> bool:
    """Whether this was noted of a chain after the moment to which a restore went back."""
    return anchor.node_id == end.node_id and anchor.number > end.number


def list_entries(*, limit: int, before: int | None = None, subject_id: str | None = None) -> list[AuditEntry]:
    """The latest entries of this node, newest first; `before` is the number to go on from."""
    query = select(AuditEntry).where(AuditEntry.node_id == current_app.config["NODE_ID"])
    if before is not None:
        query = query.where(AuditEntry.number < before)
    if subject_id is not None:
        query = query.where(AuditEntry.subject_id == subject_id)
    return list(db.session.scalars(query.order_by(AuditEntry.number.desc()).limit(limit)))


def _entries(session: Session, node_id: str) -> Iterator[AuditEntry]:
    query = select(AuditEntry).where(AuditEntry.node_id == node_id).order_by(AuditEntry.number)
    yield from session.scalars(query.execution_options(yield_per=AT_ONCE))


def _last(node_id: str) -> AuditEntry | None:
    query = select(AuditEntry).where(AuditEntry.node_id == node_id).order_by(AuditEntry.number.desc()).limit(1)
    return db.session.scalars(query).first()


def _seal(entry: AuditEntry, before: str, key: str) -> str:
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
    return hmac.digest(key.encode(), text.encode(), "sha256").hex()
