"""Reads about cards."""

from collections.abc import Collection

from sqlalchemy import Row, Select, select

from app.accounts.models.people import Account, Person
from app.accounts.queries.people import ids_of
from app.centres.models.cards import Card
from app.centres.types.cards import CardFacts
from app.infra.database import db
from app.kernel.ids import is_id


def find_card(code: str) -> CardFacts | None:
    """The good card with this code, written as `rules/codes.py` reads it; None also when its holder is shut out."""
    rows = db.session.execute(_good().where(Card.code == code).order_by(Card.made_at)).all()
    return _card(rows[0]) if rows else None


def find_card_by_id(card_id: str) -> CardFacts | None:
    """The good card with this id; None also when its holder is shut out."""
    rows = db.session.execute(_good().where(Card.id == card_id)).all() if is_id(card_id) else []
    return _card(rows[0]) if rows else None


def find_card_of(person_id: str) -> CardFacts | None:
    """The card that a person holds, the latest if there are two; from any of their ids."""
    rows = db.session.execute(_good().where(Card.person_id.in_(ids_of(person_id))).order_by(Card.made_at.desc()))
    row = rows.first()
    return _card(row) if row else None


def list_cards(person_ids: Collection[str]) -> dict[str, CardFacts]:
    """The card that each of these people holds, by the id that they go by now; the latest if there are two."""
    query = _good().where(Person.canonical_id.in_(person_ids)).order_by(Card.made_at, Card.id)
    return {one.person_id: one for one in map(_card, db.session.execute(query))}


def _good() -> Select[Card, str, str]:
    query = select(Card, Person.canonical_id, Account.name).join(Person, Person.id == Card.person_id)
    query = query.join(Account, Account.person_id == Person.canonical_id)
    return query.where(Card.ended_at.is_(None), Account.disabled_at.is_(None))


def _card(row: Row[Card, str, str]) -> CardFacts:
    card, person_id, name = row
    return CardFacts(
        id=card.id,
        person_id=person_id,
        name=name,
        code=card.code,
        face=card.face,
        pin_hash=card.pin_hash,
        made_at=card.made_at,
        pin_set_at=card.pin_set_at,
    )
