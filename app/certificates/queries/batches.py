"""Reads about batches: how far they are, who is in them, which files they have made."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import and_, func, or_, select

from app.accounts.models.people import Account, Person
from app.certificates.models import Batch, BatchMember, BatchOutcome, Certificate, PrintedCertificate
from app.certificates.types import BatchFacts, Member, Outcome
from app.infra.database import db
from app.infra.jobs import Job
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id

PAGE = 50
LATEST = 20
STALLED = timedelta(minutes=3)
"""Work that nobody has touched for so long is standing still."""
PREFIX = "certificates."


def list_batches() -> list[BatchFacts]:
    """The latest batches, newest first."""
    rows = db.session.scalars(select(Batch).order_by(Batch.asked_at.desc(), Batch.id.desc()).limit(LATEST))
    return [_facts(row) for row in rows]


def get_batch(batch_id: str) -> BatchFacts:
    """A batch. NotFoundError."""
    row = db.session.get(Batch, batch_id) if is_id(batch_id) else None
    if row is None:
        raise NotFoundError
    return _facts(row)


def list_members(batch_id: str, *, page: int | None = None, outcome: Outcome | None = None) -> list[Member]:
    """The people of a batch in their order: all of them, or those of one page, from 1."""
    digest = (
        select(PrintedCertificate.digest)
        .where(PrintedCertificate.certificate_id == Certificate.id)
        .order_by(PrintedCertificate.printed_at, PrintedCertificate.id)
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(BatchMember.place, BatchMember.person_id, BatchOutcome.outcome, Certificate, Account.name, digest)
        .join(Person, Person.id == BatchMember.person_id)
        .outerjoin(Account, Account.person_id == Person.canonical_id)
        .outerjoin(BatchOutcome, BatchOutcome.member_id == BatchMember.id)
        .outerjoin(Certificate, Certificate.id == BatchOutcome.certificate_id)
        .where(BatchMember.batch_id == batch_id)
        .order_by(BatchMember.place)
    )
    if outcome is not None:
        query = query.where(BatchOutcome.outcome == outcome.value)
    if page is not None:
        query = query.limit(PAGE).offset((page - 1) * PAGE)
    return [
        Member(
            place=place + 1,
            person_id=person_id,
            name=certificate.name if certificate else name or "",
            outcome=Outcome(said) if said else None,
            code=certificate.code if certificate else "",
            digest=file if certificate and certificate.name else None,
        )
        for place, person_id, said, certificate, name, file in db.session.execute(query)
    ]


def list_open_members(batch_id: str, places: range) -> list[BatchMember]:
    """Those at these places of whom nothing is decided yet."""
    decided = select(BatchOutcome.member_id).where(BatchOutcome.batch_id == batch_id)
    query = select(BatchMember).where(
        BatchMember.batch_id == batch_id,
        BatchMember.place.between(places.start, places.stop - 1),
        BatchMember.id.not_in(decided),
    )
    return list(db.session.scalars(query.order_by(BatchMember.place)))


def list_unprinted(batch_id: str, places: range) -> list[str]:
    """Ids of the certificates of these places that wait for their PDF."""
    printed = select(PrintedCertificate.certificate_id)
    query = (
        select(BatchOutcome.certificate_id)
        .join(BatchMember, BatchMember.id == BatchOutcome.member_id)
        .join(Certificate, Certificate.id == BatchOutcome.certificate_id)
        .where(
            BatchMember.batch_id == batch_id,
            BatchMember.place.between(places.start, places.stop - 1),
            Certificate.name != "",
            Certificate.id.not_in(printed),
        )
    )
    return [id_ for id_ in db.session.scalars(query.order_by(BatchMember.place)) if id_]


def _facts(row: Batch) -> BatchFacts:
    counts = db.session.execute(
        select(BatchOutcome.outcome, func.count()).where(BatchOutcome.batch_id == row.id).group_by(BatchOutcome.outcome)
    )
    printed = db.session.scalar(
        select(func.count(func.distinct(PrintedCertificate.certificate_id)))
        .join(BatchOutcome, BatchOutcome.certificate_id == PrintedCertificate.certificate_id)
        .where(BatchOutcome.batch_id == row.id)
    )
    stuck = _find_stuck(row.id)
    return BatchFacts(
        id=row.id,
        title=row.title,
        key=row.course_key,
        total=row.total,
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        counts=Counter({Outcome(outcome): number for outcome, number in counts}),
        printed=printed or 0,
        is_stalled=stuck is not None,
        trouble=(stuck.last_error or "") if stuck else "",
    )


def _find_stuck(batch_id: str) -> Job | None:
    """A job of this batch that has failed and waits, or that nobody does."""
    late = clock.now() - STALLED
    is_left = or_(Job.lease_until < late, and_(Job.lease_until.is_(None), Job.due_at < late))
    query = select(Job).where(
        Job.kind.startswith(PREFIX),
        or_(*(Job.key.startswith(f"{PREFIX}{kind} {batch_id} ") for kind in ("issue_chunk", "print_chunk"))),
        Job.done_at.is_(None),
        or_(Job.last_error.is_not(None), is_left),
    )
    return db.session.scalars(query.order_by(Job.due_at, Job.id).limit(1)).first()
