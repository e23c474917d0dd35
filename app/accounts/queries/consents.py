"""Reads about consent."""

from sqlalchemy import select

from app.accounts.models.people import Account, Consent, ParentConsent
from app.accounts.queries.people import ids_of
from app.accounts.types import GivenConsent, ParentWord, Relation
from app.infra.database import db


def find_consent(person_id: str) -> GivenConsent | None:
    """What a person agreed to last; None for a visitor, who was never asked."""
    query = select(Consent).where(Consent.person_id.in_(ids_of(person_id)))
    row = db.session.scalars(query.order_by(Consent.given_at.desc(), Consent.id.desc()).limit(1)).first()
    if row is None:
        return None
    return GivenConsent(notice=row.notice, given_at=row.given_at, parent=_find_parent(person_id))


def _find_parent(person_id: str) -> ParentWord | None:
    query = select(ParentConsent).where(ParentConsent.person_id.in_(ids_of(person_id)), ParentConsent.relation != "")
    row = db.session.scalars(query.order_by(ParentConsent.given_at.desc(), ParentConsent.id.desc()).limit(1)).first()
    return ParentWord(name=row.parent_name, relation=Relation(row.relation)) if row else None


def wants_consent(person_id: str) -> bool:
    """Whether a person with an account agreed to an older notice only, or to none: a list brought them in."""
    given = find_consent(person_id)
    if given is not None:
        return not given.is_current
    return db.session.scalars(select(Account.id).where(Account.person_id.in_(ids_of(person_id)))).first() is not None
