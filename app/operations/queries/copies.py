"""Looking through a copy of the database: its rows, its audit log, its certificates."""

import hashlib
from collections.abc import Callable, Sequence
from secrets import SystemRandom

from sqlalchemy import Connection, func, inspect, select
from sqlalchemy.orm import Session

from app.certificates.models import Certificate, PrintedCertificate
from app.infra.audit import AuditEntry, Source, read_head, verify
from app.infra.backups.databases import facts_of
from app.infra.backups.manifest import Manifest

Fetch = Callable[[str], bytes | None]
"""The bytes of a stored file by its digest; None when there are none."""


def compare(connection: Connection, manifest: Manifest) -> list[str]:
    """Where the copy is not what the manifest says, in rows, schema and the ends of the audit log."""
    facts = facts_of(connection)
    problems = [
        f"{name}: {facts.rows.get(name, 0)} rows, the manifest says {count}"
        for name, count in manifest.rows.items()
        if facts.rows.get(name, 0) != count
    ]
    if facts.schema != manifest.schema:
        problems.append(f"the schema is {facts.schema}, the manifest says {manifest.schema}")
    if facts.audit_heads != manifest.audit_heads:
        problems.append("the audit log ends elsewhere than the manifest says")
    return problems


def check_audit(connection: Connection, manifest: Manifest, key: str) -> list[str]:
    """What is wrong with the audit log of the copy, with the manifest's end as the anchor."""
    if not inspect(connection).has_table(AuditEntry.__tablename__):
        return []
    anchors = [read_head(manifest.audit_head)] if manifest.audit_head else []
    source = Source(session=Session(connection), node_id=manifest.node_id, key=key)
    return [f"audit log, entry {fault}" for fault in verify(anchors, source=source).faults]


def count_certificates(connection: Connection) -> int:
    """How many have been issued."""
    if not inspect(connection).has_table(Certificate.__tablename__):
        return 0
    return connection.scalar(select(func.count()).select_from(Certificate.__table__)) or 0


def check_certificates(connection: Connection, fetch: Fetch, *, sample: int | None) -> tuple[int, list[str]]:
    """How many printed certificates were compared with their files, and which are not what was printed."""
    if not inspect(connection).has_table(PrintedCertificate.__tablename__):
        return 0, []
    rows: Sequence[tuple[str, str]] = [
        (row.code, row.digest)
        for row in connection.execute(
            select(Certificate.code, PrintedCertificate.digest)
            .join(PrintedCertificate, PrintedCertificate.certificate_id == Certificate.id)
            .where(Certificate.name != "")  # of somebody who was erased there is no file any more
            .order_by(Certificate.id)
        )
    ]
    if sample is not None and sample < len(rows):
        rows = SystemRandom().sample(rows, sample)
    return len(rows), [problem for code, digest in rows if (problem := _judge(code, digest, fetch(digest)))]


def _judge(code: str, digest: str, data: bytes | None) -> str:
    if data is None:
        return f"certificate {code}: its PDF is missing"
    return "" if hashlib.sha256(data).hexdigest() == digest else f"certificate {code}: its PDF is damaged"
