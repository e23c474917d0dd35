"""Letters to people: written as rows in the transaction that wants them, sent after it, by whichever plug is set.

A letter is claimed in a transaction of its own before it is handed over, so no two workers send it. A gateway that is
down is tried again later. When the hand-over breaks off and nobody knows whether it arrived, a gateway that can tell a
repeated letter by its id gets it again; any other does not, for a letter must not come twice: it stays «doubtful».
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol

import structlog
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import Index, String, Text, func, select
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table, add, db, lock, serialise, write_tx
from app.infra.jobs import Jobs, Payload, Settle, enqueue
from app.infra.personal import Keep, Pii
from app.kernel import clock
from app.kernel.ids import new_id

DELIVER = "outbox.deliver"

log = structlog.get_logger(__name__)


class Channel(StrEnum):
    """How a letter travels."""

    SMS = "sms"
    EMAIL = "email"
    TELEGRAM = "telegram"


class LetterState(StrEnum):
    """Where a letter is."""

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    REFUSED = "refused"
    """The gateway will never take it: a number that does not exist."""
    DOUBTFUL = "doubtful"
    """Handed over, but nobody knows whether it arrived; it is not sent again."""
    EXPIRED = "expired"
    """What it says was no longer true when the gateway came back."""


class Letter(HasId, Table):
    """A letter to one address. Words and address are blanked when they are no longer needed."""

    __tablename__ = "infra_letter"
    __table_args__ = (Index("ix_infra_letter_state", "state", "created_at"),)
    __pii__: ClassVar = {
        "person_id": Pii(what=_l("Xabar kimga atalgani"), why=_l("Xabarni sizga yetkazish"), keep=Keep.WEEK),
        "address": Pii(what=_l("Xabar yuboriladigan manzil"), why=_l("Xabarni sizga yetkazish"), keep=Keep.WEEK),
        "text": Pii(what=_l("Xabar matni"), why=_l("Xabarni sizga yetkazish"), keep=Keep.SENT),
    }

    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    """Says that this letter is about one thing: a second one with the same key is not written."""
    person_id: Mapped[str | None] = mapped_column(String(36), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20))
    claimed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    """When it was sent, refused, given up or found too late."""
    last_error: Mapped[str | None] = mapped_column(String(80))


class NotNowError(Exception):
    """The gateway certainly did not take the letter; it may be tried again."""


class RefusedError(Exception):
    """The gateway will never take this letter."""


@dataclass(frozen=True, kw_only=True)
class Envelope:
    """What a plug is given."""

    id: str
    """The same at every try, for gateways that tell repeated letters by it."""
    channel: Channel
    address: str
    subject: str
    text: str


class Plug(Protocol):
    """A way to one gateway."""

    is_repeatable: bool
    """Whether the same envelope may be handed over again without the person getting it twice."""

    def deliver(self, envelope: Envelope) -> None:
        """Hand it over. NotNowError, RefusedError; any other error means that nobody knows."""


class PagePlug:
    """For a first look on one machine: letters are not sent, they are read on a page of the site."""

    is_repeatable = True

    def deliver(self, envelope: Envelope) -> None:
        """Nothing: the row itself is what is shown."""


class Outbox:
    """Which plug serves which channel; filled by the factory."""

    def __init__(self, plugs: Mapping[Channel, Plug]) -> None:
        self.plugs = dict(plugs)

    @property
    def shows_letters(self) -> bool:
        """Whether letters are read on a page, so that their words must stay."""
        return any(isinstance(plug, PagePlug) for plug in self.plugs.values())


def get_outbox() -> Outbox:
    """The outbox of the running site."""
    outbox: Outbox = current_app.extensions["outbox"]
    return outbox


def can_send(channel: Channel) -> bool:
    """Whether this installation has a way to send by this channel."""
    return channel in get_outbox().plugs


def send(
    *,
    channel: Channel,
    address: str,
    text: str,
    purpose: str,
    subject: str = "",
    person_id: str | None = None,
    key: str | None = None,
    expires_at: datetime | None = None,
) -> Letter:
    """Write a letter, in the open transaction; it leaves after the commit. With a known `key`, the one of before."""
    if key is not None:
        serialise(f"letter {key}")
        known = db.session.scalars(select(Letter).where(Letter.key == key)).first()
        if known is not None:
            return known
    letter = add(
        Letter(
            id=new_id(),
            key=key,
            person_id=person_id,
            purpose=purpose,
            channel=channel.value,
            address=address,
            subject=subject,
            text=text,
            created_at=clock.now(),
            expires_at=expires_at,
            state=LetterState.WAITING.value,
        )
    )
    enqueue(DELIVER, {"letter_id": letter.id})
    return letter


def count_by_state(since: datetime) -> dict[str, int]:
    """How many letters of this time on are in each state."""
    query = select(Letter.state, func.count()).where(Letter.created_at >= since).group_by(Letter.state)
    return {row.state: row[1] for row in db.session.execute(query)}


def register(jobs: Jobs) -> None:
    """Take on the outbox's work."""
    jobs.register(DELIVER, deliver)


def deliver(payload: Payload) -> Settle:
    """Hand one letter over, if it still waits."""
    letter_id = str(payload["letter_id"])
    with write_tx():
        envelope = _claim(letter_id)
    if envelope is None:
        return _nothing
    try:
        get_outbox().plugs[envelope.channel].deliver(envelope)
    except NotNowError:
        with write_tx():
            _end(letter_id, LetterState.WAITING, "not-now")
        raise
    except RefusedError:
        return lambda: _end(letter_id, LetterState.REFUSED, "refused")
    except Exception as error:
        log.exception("outbox.broken_off", letter=letter_id)
        name = type(error).__name__
        if not get_outbox().plugs[envelope.channel].is_repeatable:
            return lambda: _end(letter_id, LetterState.DOUBTFUL, name)
        with write_tx():
            _end(letter_id, LetterState.WAITING, name)
        raise
    return lambda: _end(letter_id, LetterState.SENT, None)


def give_up_waiting() -> int:
    """Send nothing that waits, in the open transaction: after a restore nobody knows what was sent since; how many."""
    waiting = db.session.scalars(select(Letter).where(Letter.state.in_([LetterState.WAITING, LetterState.SENDING])))
    letters = [letter.id for letter in waiting]
    for letter_id in letters:
        _end(letter_id, LetterState.DOUBTFUL, "restored")
    return len(letters)


def _claim(letter_id: str) -> Envelope | None:
    """The letter, from now on in our hands; None when there is nothing to send."""
    letter = lock(Letter, letter_id)
    if letter is None or letter.state not in {LetterState.WAITING, LetterState.SENDING}:
        return None
    now = clock.now()
    plug = get_outbox().plugs.get(Channel(letter.channel))
    if letter.expires_at is not None and letter.expires_at <= now:
        _end(letter_id, LetterState.EXPIRED, None)
        return None
    if plug is None:
        _end(letter_id, LetterState.REFUSED, "no-plug")
        return None
    if letter.state == LetterState.SENDING and not plug.is_repeatable:
        _end(letter_id, LetterState.DOUBTFUL, "broken-off")
        return None
    letter.state, letter.claimed_at = LetterState.SENDING.value, now
    return Envelope(
        id=letter.id,
        channel=Channel(letter.channel),
        address=letter.address,
        subject=letter.subject,
        text=letter.text,
    )


def _end(letter_id: str, state: LetterState, error: str | None) -> None:
    letter = lock(Letter, letter_id)
    if letter is None or letter.state not in {LetterState.WAITING, LetterState.SENDING}:
        return
    letter.state, letter.last_error = state.value, error
    if state is LetterState.WAITING:
        return
    letter.ended_at = clock.now()
    if not get_outbox().shows_letters:
        letter.text = ""


def _nothing() -> None:
    """There was nothing to settle."""
