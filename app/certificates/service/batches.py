"""Issuing in bulk. Who is on the list is a fact, and so is what became of each; the work goes chunk by chunk.

A chunk is decided in one transaction together with its job, then printed by a second job, which asks for the next
chunk of its lane. So a process that is killed loses nothing, a second one on the same work does nothing twice, and
between two chunks whoever passes just now gets their certificate: at most one chunk of each lane is in the queue.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import insert, select

from app.accounts.queries.people import list_canonical
from app.certificates.models import Batch, BatchMember, BatchOutcome
from app.certificates.queries.batches import list_open_members
from app.certificates.service.issuing import PRINT, issue_one
from app.certificates.service.keeping import keep_document
from app.infra.audit import record
from app.infra.database import add, db, lock, serialise
from app.infra.jobs import enqueue
from app.kernel import clock
from app.kernel.errors import BadInputError
from app.kernel.ids import is_id, new_id

ISSUE_CHUNK, PRINT_CHUNK = "certificates.issue_chunk", "certificates.print_chunk"
CHUNK = 50
LANES = 2
"""How many processes are at a batch at most."""
MOST = 20_000


@dataclass(frozen=True, kw_only=True)
class Chunk:
    """Some members of a batch, by their places: from `first` on, `CHUNK` at most."""

    batch_id: str
    first: int

    @property
    def places(self) -> range:
        """The places in it."""
        return range(self.first, self.first + CHUNK)

    @property
    def payload(self) -> dict[str, object]:
        """As a job holds it."""
        return {"batch_id": self.batch_id, "first": self.first}

    def job_key(self, kind: str) -> str:
        """Names the one job of this kind for it."""
        return f"{kind} {self.batch_id} {self.first}"


def begin_batch(key: str, people: Sequence[str], *, title: str, by: str | None) -> str:
    """Ask for a course's or a path's certificates for these people, each once, in this order: the batch's id.

    BadInputError for nobody, for more than 20,000, and for ids that are nobody's.
    """
    is_good = 0 < len(people) <= MOST and all(map(is_id, people))
    canonical = list_canonical(people) if is_good else {}
    if not is_good or not set(people) <= set(canonical):
        raise BadInputError({"people": "out-of-range"})
    members = list(dict.fromkeys(canonical[one] for one in people))
    node_id = current_app.config["NODE_ID"]
    batch = add(
        Batch(node_id=node_id, course_key=key, title=title, total=len(members), asked_by=by, asked_at=clock.now())
    )
    rows = [
        {"id": new_id(), "node_id": node_id, "batch_id": batch.id, "place": place, "person_id": person_id}
        for place, person_id in enumerate(members)
    ]
    db.session.execute(insert(BatchMember), rows)
    for lane in range(LANES):
        _ask(batch, Chunk(batch_id=batch.id, first=lane * CHUNK))
    record("certificates.batch-begun", actor_id=by, batch=batch.id, course=key, people=len(members))
    return batch.id


def issue_chunk(chunk: Chunk) -> None:
    """Decide what becomes of a chunk's members, and ask that it be printed. Who is decided already stays so."""
    serialise(f"chunk {chunk.batch_id} {chunk.first}")
    batch = db.session.scalars(select(Batch).where(Batch.id == chunk.batch_id)).one()
    members = list_open_members(chunk.batch_id, chunk.places)
    for person_id in sorted(set(list_canonical([one.person_id for one in members]).values())):
        serialise(f"learner {person_id}")
    for member in members:
        outcome, certificate_id = issue_one(member.person_id, batch.course_key)
        add(
            BatchOutcome(
                node_id=batch.node_id,
                batch_id=batch.id,
                member_id=member.id,
                outcome=outcome.value,
                certificate_id=certificate_id,
                settled_at=clock.now(),
            )
        )
    enqueue(PRINT_CHUNK, chunk.payload, key=chunk.job_key(PRINT_CHUNK))


def keep_documents(chunk: Chunk, digests: Mapping[str, str], spoiled: Iterable[str] = ()) -> None:
    """Keep the PDFs of a chunk by certificate, and go on with the next chunk of its lane.

    Each that is spoiled gets a job of its own, and waits there until somebody has mended it.
    """
    for certificate_id in sorted(digests):
        keep_document(certificate_id, digests[certificate_id])
    for certificate_id in sorted(spoiled):
        enqueue(PRINT, {"certificate_id": certificate_id}, key=f"{PRINT} {certificate_id}")
    batch = lock(Batch, chunk.batch_id)
    if batch is not None:
        _ask(batch, Chunk(batch_id=batch.id, first=chunk.first + LANES * CHUNK))


def note_fetched(batch_id: str, *, by: str) -> None:
    """Write down that somebody took all of a batch's certificates with them."""
    record("certificates.batch-fetched", actor_id=by, batch=batch_id)


def _ask(batch: Batch, chunk: Chunk) -> None:
    if chunk.first < batch.total:
        enqueue(ISSUE_CHUNK, chunk.payload, key=chunk.job_key(ISSUE_CHUNK))
