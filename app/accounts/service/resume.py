"""Making resume codes."""

from sqlalchemy import func, select

from app.accounts.models.coming_back import ResumeCode
from app.accounts.queries.people import ids_of
from app.accounts.queries.resume import derive_words, hash_words
from app.infra.audit import record
from app.infra.database import add, db, serialise
from app.kernel import clock


def make_code(person_id: str) -> None:
    """Give a person a resume code; whatever code they had before is good no longer."""
    serialise(f"resume {person_id}")
    now = clock.now()
    earlier = list(
        db.session.scalars(
            select(ResumeCode).where(ResumeCode.person_id.in_(ids_of(person_id)), ResumeCode.ended_at.is_(None))
        )
    )
    for row in earlier:
        row.ended_at = now
    number = _next_number(person_id)
    words = derive_words(person_id, number)
    add(ResumeCode(person_id=person_id, number=number, code_hash=hash_words(words), made_at=now))
    action = "accounts.resume-code-renewed" if earlier else "accounts.resume-code-made"
    record(action, actor_id=person_id, subject_id=person_id, number=number)


def _next_number(person_id: str) -> int:
    """The first number after the person's last; one whose words somebody has already is left out."""
    number = (db.session.scalar(select(func.max(ResumeCode.number)).where(ResumeCode.person_id == person_id)) or 0) + 1
    while db.session.scalar(
        select(ResumeCode.id).where(ResumeCode.code_hash == hash_words(derive_words(person_id, number)))
    ):
        number += 1
    return number
