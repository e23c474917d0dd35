"""Letters to people: written as rows in the transaction that wants them, sent after it, by whichever plug is set.

A letter is claimed in a transaction of its own before it is handed over, so no two workers send it. A gateway that is
down is tried again later. When the hand-over breaks off and nobody knows whether it arrived, a gateway that can tell a
repeated letter by its id gets it again; any other does not, for a letter must not come twice: it stays «doubtful».
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import ClassVar, Protocol

import structlog
from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import Index, String, Text, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table, add, count, db, lock, serialise, write_tx
from app.infra.jobs import Jobs, Payload, Settle, enqueue
from app.infra.personal import Keep, Pii
from app.kernel import clock, gsm
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
    """Handed over, but nobody knows whether it arrived; it is not sent again unless the operator says so."""
    EXPIRED = "expired"
    """What it says was no longer true when the gateway came back."""
    HELD = "held"
    """Never handed over: today's limit for this address, or for the whole installation, was reached."""


LIVE = frozenset({LetterState.WAITING, LetterState.SENDING})


class Letter(HasId, Table):
    """A letter to one address. Words and address are blanked when they are no longer needed."""

    __tablename__ = "infra_letter"
    __table_args__ = (
        Index("ix_infra_letter_state", "state", "created_at"),
        Index("ix_infra_letter_created", "created_at"),
        Index("ix_infra_letter_address", "address", "purpose", "created_at"),
    )
    __pii__: ClassVar = {
        "person_id": Pii(what=_l("Xabar kimga atalgani"), why=_l("Xabarni sizga yetkazish"), keep=Keep.WEEK),
        "address": Pii(what=_l("Xabar yuboriladigan manzil"), why=_l("Xabarni sizga yetkazish"), keep=Keep.WEEK),
        "subject": Pii(what=_l("Xabar mavzusi"), why=_l("Xabarni sizga yetkazish"), keep=Keep.SENT),
        "text": Pii(what=_l("Xabar matni"), why=_l("Xabarni sizga yetkazish"), keep=Keep.SENT),
        "leave_url": Pii(
            what=_l("Xabarlarni toʻxtatish havolasi"), why=_l("Bir bosishda voz kechishingiz"), keep=Keep.SENT
        ),
    }

    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    """Says that this letter is about one thing: a second one with the same key is not written. Nothing personal."""
    person_id: Mapped[str | None] = mapped_column(String(36), index=True)
    purpose: Mapped[str] = mapped_column(String(40))
    channel: Mapped[str] = mapped_column(String(20))
    address: Mapped[str] = mapped_column(String(254))
    subject: Mapped[str] = mapped_column(String(200))
    text: Mapped[str] = mapped_column(Text)
    leave_url: Mapped[str] = mapped_column(String(300), default="")
    """Where one post ends letters of this purpose (RFC 8058); empty for letters that people asked for."""
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(String(20))
    turn: Mapped[int] = mapped_column(default=1)
    """How often it was given a job: once, and again when the job before gave up."""
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
    leave_url: str = ""


class Plug(Protocol):
    """A way to one gateway."""

    @property
    def is_repeatable(self) -> bool:
        """Whether the same envelope may be handed over again without the person getting it twice."""

    def deliver(self, envelope: Envelope) -> None:
        """Hand it over. NotNowError, RefusedError; any other error means that nobody knows."""


class PagePlug:
    """For a first look on one machine: letters are not sent, they are read on a page of the site."""

    is_repeatable = True

    def deliver(self, envelope: Envelope) -> None:
        """Nothing: the row itself is what is shown."""


@dataclass(frozen=True, kw_only=True)
class Limits:
    """How many letters a day leave at most, so that nobody can make us bomb a number or empty a purse."""

    to_one: int = 5
    """To one address or one person, for one purpose."""
    to_all: int = 5000


class Outbox:
    """Which plug serves which channel; filled by the factory."""

    def __init__(self, plugs: Mapping[Channel, Plug], limits: Limits | None = None) -> None:
        self.plugs = dict(plugs)
        self.limits = limits or Limits()

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
    leave_url: str = "",
) -> Letter:
    """Write a letter, in the open transaction; it leaves after the commit. With a known `key`, the one of before.

    Past the day's limit it is written as HELD and does not leave: what it tells of was done all the same. An SMS is
    kept as it will be sent, with plain signs for ʻ and «.
    """
    if key is not None:
        serialise(f"letter {key}")
        known = db.session.scalars(select(Letter).where(Letter.key == key)).first()
        if known is not None:
            return known
    serialise(f"letters to {channel} {address}")
    letter = Letter(
        id=new_id(),
        key=key,
        person_id=person_id,
        purpose=purpose,
        channel=channel.value,
        address=address,
        subject=subject,
        text=gsm.plain(text) if channel is Channel.SMS else text,
        leave_url=leave_url,
        created_at=clock.now(),
        expires_at=expires_at,
        state=LetterState.WAITING.value,
        turn=1,
    )
    if _is_over_limit(letter):
        letter.state, letter.ended_at = LetterState.HELD.value, letter.created_at
        letter.subject = letter.text = letter.leave_url = ""
        log.warning("outbox.held", purpose=purpose, channel=channel.value)
        return add(letter)
    give_job(add(letter))
    return letter


def give_job(letter: Letter) -> None:
    """Ask that this letter be delivered, in the open transaction; one job for each of its turns."""
    enqueue(DELIVER, {"letter_id": letter.id}, key=job_key(letter.id, letter.turn))


def job_key(letter_id: str, turn: int) -> str:
    """The key of the job of a letter's turn."""
    return f"{DELIVER} {letter_id} {turn}"


def count_today() -> int:
    """How many letters were written today in Tashkent, those that were held aside."""
    return count(Letter, Letter.created_at >= _midnight(), Letter.state != LetterState.HELD.value)


def _is_over_limit(letter: Letter) -> bool:
    """Counted in the database. The limit to one is exact; those to all who write at the same instant may both pass."""
    limits = get_outbox().limits
    to_them = Letter.address == letter.address
    if letter.person_id is not None:
        to_them = or_(to_them, Letter.person_id == letter.person_id)
    is_counted = (Letter.created_at >= _midnight(), Letter.state != LetterState.HELD.value)
    to_one = count(Letter, to_them, Letter.purpose == letter.purpose, *is_counted)
    return to_one >= limits.to_one or count_today() >= limits.to_all


def _midnight() -> datetime:
    return datetime.combine(clock.today(), time(), clock.TASHKENT)


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
    plug = get_outbox().plugs[envelope.channel]
    try:
        plug.deliver(envelope)
    except NotNowError:
        with write_tx():
            _end(letter_id, LetterState.WAITING, "not-now")
        raise
    except RefusedError:
        return lambda: _end(letter_id, LetterState.REFUSED, "refused")
    except Exception as error:
        log.exception("outbox.broken_off", letter=letter_id)
        name = type(error).__name__
        if not plug.is_repeatable:
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
    if letter is None or letter.state not in LIVE:
        return None
    now = clock.now()
    plug = get_outbox().plugs.get(Channel(letter.channel))
    if letter.state == LetterState.SENDING and not (plug and plug.is_repeatable):
        _end(letter_id, LetterState.DOUBTFUL, "broken-off")
        return None
    if letter.expires_at is not None and letter.expires_at <= now:
        _end(letter_id, LetterState.EXPIRED, None)
        return None
    if plug is None:
        _end(letter_id, LetterState.REFUSED, "no-plug")
        return None
    letter.state, letter.claimed_at = LetterState.SENDING.value, now
    return Envelope(
        id=letter.id,
        channel=Channel(letter.channel),
        address=letter.address,
        subject=letter.subject,
        text=letter.text,
        leave_url=letter.leave_url,
    )


def _end(letter_id: str, state: LetterState, error: str | None) -> None:
    letter = lock(Letter, letter_id)
    if letter is None or letter.state not in LIVE:
        return
    letter.state, letter.last_error = state.value, error
    if state is LetterState.WAITING:
        return
    letter.ended_at = clock.now()
    if state is not LetterState.DOUBTFUL and not get_outbox().shows_letters:
        forget_words(letter)


def forget_words(letter: Letter) -> None:
    """What it said is no longer needed."""
    letter.subject = letter.text = letter.leave_url = ""


def _nothing() -> None:
    """There was nothing to settle."""
