"""What coming in by a card and by a picture have in common: the PIN is judged, one session ends, another begins."""

from flask import g, request
from flask_babel import gettext as _

from app.accounts.queries.sessions import find_session
from app.accounts.service.people import join_visitor
from app.accounts.service.sessions import (
    begin_try,
    end_session,
    hash_token,
    open_card_session,
    settle_try,
)
from app.accounts.types import Seat, SessionFacts
from app.centres.queries.cards import find_card_by_id
from app.centres.queries.doors import find_own_door
from app.centres.service.attendance import mark_by_card
from app.centres.service.cards import card_login
from app.centres.types.cards import CardFacts
from app.infra.database import write_tx
from app.infra.passwords import is_password
from app.kernel.errors import TooManyError
from app.web import cookies
from app.web.viewer import Viewer, become, current_viewer


def is_right_pin(card: CardFacts | None, pin: str) -> str | None:
    """The try, to be settled by whoever lets the person in, when this is the card's PIN; else None. TooManyError.

    Tries are counted by the card, never by the address: a class shares one. For codes that are nobody's it takes as
    long, and they are counted by the address: whoever tries many of them locks out no card.
    """
    with write_tx():
        try_id = begin_try(card_login(card.id) if card else f"unknown card {request.remote_addr}")
    return try_id if is_password(pin, card.pin_hash if card else None) and card else None


def let_in(card: CardFacts, try_id: str, *, seat: Seat | None, bring: bool = False) -> bool:
    """Let this browser in, in the open transaction; whether the card is still as good as when the PIN was judged.

    Whoever comes in while the door of their class is held open has come to that class.
    """
    known = find_card_by_id(card.id)
    if known is None or known.pin_hash != card.pin_hash:
        return False
    settle_try(try_id)
    if bring and can_bring():
        join_visitor(str(current_viewer().person_id), card.person_id)
    before = session_before()
    if before is not None:
        end_session(before.session_id)
    user_agent = request.headers.get("User-Agent", "")
    g.fresh_session = open_card_session(card.person_id, user_agent=user_agent, seat=seat)
    if (own := find_own_door(card.person_id)) is not None:
        _code, door = own
        mark_by_card(door.meeting_id, card.person_id, by=door.opened_by)
    return True


def session_before() -> SessionFacts | None:
    """The session that this browser brings along, live or over."""
    token = cookies.read(cookies.session_name())
    return find_session(hash_token(token)) if token else None


def can_bring() -> bool:
    """Whether a visitor learned on this browser who may turn out to be the one who comes in now."""
    viewer = current_viewer()
    return viewer.person_id is not None and not viewer.is_signed_in and not viewer.shown_name


def show_as(card: CardFacts, seat: Seat | None) -> None:
    """The answer to this request is this person's."""
    become(
        Viewer(
            person_id=card.person_id,
            is_signed_in=True,
            is_by_card=True,
            door=seat.door if seat else "",
            face=seat.face if seat else "",
            shown_name=seat.shown_name if seat else "",
        )
    )


def minutes_left(locked: TooManyError) -> str:
    """How long to wait, and what helps at once."""
    minutes = (locked.retry_after + 59) // 60
    return str(
        _(
            "Koʻp marta xato yozildi. %(minutes)s daqiqadan keyin qaytadan urinib koʻring yoki trenerdan yangi PIN"
            " soʻrang.",
            minutes=minutes,
        )
    )
