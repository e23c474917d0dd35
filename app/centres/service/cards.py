"""Writes about cards. A PIN is known to whoever asked for it, once, and to nobody after."""

import hmac
from collections.abc import Iterable, Iterator, Mapping

from flask import current_app
from sqlalchemy import select

from app.accounts.service.sessions import end_card_sessions, forgive_tries
from app.centres.models.cards import Card
from app.centres.queries.cards import find_card_of, list_cards
from app.centres.queries.members import list_members
from app.centres.queries.places import get_cohort
from app.centres.rules.codes import CARD, new_code
from app.centres.rules.faces import choose_face
from app.centres.types.cards import CardFacts, NewPin, NoCardError
from app.infra.audit import record
from app.infra.database import add, db, lock, serialise
from app.infra.passwords import hash_password, is_password
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.pins import draw_pin
from app.web.pins import FACES


def draw_pins(people: Mapping[str, str], *, once: str) -> dict[str, NewPin]:
    """A PIN for each of these people (id -> phone, may be empty), with its hash; slow: never inside a transaction.

    They are drawn from `once`, a random text that the form brings along: the same form sent twice draws the same PINs,
    so that both answers are true, and nothing needs to be kept for it.
    """
    drawn = {}
    for person_id, phone in people.items():
        pin = draw_pin(_numbers(f"{once}\0{person_id}"), phone=phone or None)
        drawn[person_id] = NewPin(pin=pin, pin_hash=hash_password(pin))
    return drawn


def _numbers(seed: str) -> Iterator[int]:
    """Numbers below ten thousand that nobody without our key can tell, for as long as they are wanted."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    turn = 0
    while True:
        digest = hmac.digest(key, f"pin\0{seed}\0{turn}".encode("utf-8", "surrogatepass"), "sha256")
        yield int.from_bytes(digest[:8]) % 10_000
        turn += 1


def have_pins(cards: Mapping[str, CardFacts], drawn: Mapping[str, NewPin]) -> frozenset[str]:
    """Who of these people has the drawn PIN already: the form was sent before. Slow, as above."""
    return frozenset(one for one, new in drawn.items() if one in cards and is_password(new.pin, cards[one].pin_hash))


def make_cards(cohort_id: str, person_ids: Iterable[str], drawn: Mapping[str, NewPin], *, by: str) -> frozenset[str]:
    """Give each of these members who has no card one, with the drawn PIN; who got one.

    `person_ids` are ids that people go by now. Pictures differ within a group while they last. NoCardError for whoever
    signs in with a telephone or an e-mail, NotFoundError for whoever is no member.
    """
    cohort = get_cohort(cohort_id)
    serialise(f"cards {cohort.centre.id}")
    members = {one.person_id: one for one in list_members(cohort_id)}
    cards = list_cards(members)
    faces, made = [one.face for one in cards.values()], set()
    for person_id in person_ids:
        if person_id not in members:
            raise NotFoundError
        if person_id in cards or person_id in made:
            continue
        if members[person_id].has_login:
            raise NoCardError
        faces.append(choose_face(members[person_id].name, faces, tuple(FACES)))
        _add_card(person_id, cohort.centre.id, faces[-1], drawn[person_id], by=by)
        record("centres.card-made", actor_id=by, subject_id=person_id, cohort=cohort_id)
        made.add(person_id)
    return frozenset(made)


def reset_pin(person_id: str, new: NewPin, *, by: str) -> None:
    """A new PIN: wrong tries of before are forgiven, and sessions that came in with the old one end. NotFoundError."""
    card = find_card_of(person_id)
    if card is None:
        raise NotFoundError
    _set_pin(card, new)
    record("centres.card-pin-reset", actor_id=by, subject_id=person_id)


def change_own_pin(person_id: str, new_hash: str, *, session_id: str) -> None:
    """The holder's own new PIN; their other sessions by card end. NotFoundError."""
    card = find_card_of(person_id)
    if card is None:
        raise NotFoundError
    _set_pin(card, NewPin(pin="", pin_hash=new_hash), but=session_id)
    record("centres.card-pin-changed", actor_id=person_id, subject_id=person_id)


def renew_card(cohort_id: str, person_id: str, new: NewPin, *, old_id: str, by: str) -> None:
    """Another card for one that was lost: a new code and a new PIN, since the old one may be written on it.

    The second time, when `old_id` is good no longer, nothing happens. NotFoundError for whoever has no card.
    """
    cohort = get_cohort(cohort_id)
    serialise(f"cards {cohort.centre.id}")
    old = find_card_of(person_id)
    if old is None:
        raise NotFoundError
    if old.id != old_id:
        return
    end_card(old.id)
    _add_card(person_id, cohort.centre.id, old.face, new, by=by)
    end_card_sessions(person_id)
    record("centres.card-renewed", actor_id=by, subject_id=person_id, cohort=cohort_id)


def end_card(card_id: str) -> None:
    """The card opens nothing from now on."""
    row = lock(Card, card_id)
    if row is not None and row.ended_at is None:
        row.ended_at = clock.now()


def end_own_card(person_id: str, session_id: str) -> None:
    """The holder has another way in and wants the card no more; their other sessions by card end."""
    card = find_card_of(person_id)
    if card is not None:
        end_card(card.id)
        end_card_sessions(person_id, but=session_id)
        record("centres.card-ended", actor_id=person_id, subject_id=person_id)


def card_login(card_id: str) -> str:
    """The name under which tries of a card's PIN are counted, whichever way they came."""
    return f"card {card_id}"


def _set_pin(card: CardFacts, new: NewPin, *, but: str | None = None) -> None:
    row = lock(Card, card.id)
    if row is None:
        raise NotFoundError
    row.pin_hash, row.pin_set_at = new.pin_hash, clock.now()
    forgive_tries(card_login(card.id))
    end_card_sessions(card.person_id, but=but)


def _add_card(person_id: str, centre_id: str, face: str, new: NewPin, *, by: str) -> None:
    now = clock.now()
    add(
        Card(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            centre_id=centre_id,
            code=_unused_code(),
            face=face,
            pin_hash=new.pin_hash,
            made_at=now,
            made_by=by,
            pin_set_at=now,
        )
    )


def _unused_code() -> str:
    while True:
        code = new_code(CARD)
        if db.session.scalars(select(Card.id).where(Card.code == code)).first() is None:
            return code
