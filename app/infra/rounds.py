"""Rounds among the letters: those that were left lying are taken up, what is no longer needed is forgotten.

A letter is left when its job gave up, or when the process died with it in hand. Each gets a job of its next turn, and
the outbox decides what becomes of it; a letter that nobody could send for three days is too late.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, or_, select, update

from app.infra.database import db, lock, write_tx
from app.infra.jobs import LEASE, Job, Jobs
from app.infra.outbox import LIVE, Channel, Letter, LetterState, get_outbox, give_job, job_key
from app.infra.retention import Purge, rows_gone
from app.kernel import clock

SWEEP_SECONDS = 600.0
AT_ONCE = 200
TOO_LATE = timedelta(days=3)
SHOWN = timedelta(days=1)
"""How long a letter is read on the page of a first look."""
KEPT = timedelta(days=7)
"""How long it is known whom a letter went to."""
SHOWN_AT_MOST = 50


def register(jobs: Jobs) -> None:
    """Take on the rounds."""
    jobs.register_round("outbox.sweep", sweep, every=SWEEP_SECONDS)


def sweep() -> int:
    """Give a new job to each letter that was left lying; how many were found."""
    found = 0
    after = ""
    while letters := _list_live(after):
        after = letters[-1].id
        left = [(letter.id, letter.turn) for letter in _without_job(letters)]
        found += len(left)
        if left:
            with write_tx():
                for letter_id, turn in left:
                    _take_up(letter_id, turn)
    return found


def _list_live(after: str) -> Sequence[Letter]:
    """Letters that wait, and those that somebody has had in hand for longer than any hand-over takes."""
    in_hand = or_(Letter.claimed_at.is_(None), Letter.claimed_at < clock.now() - LEASE)
    query = select(Letter).where(Letter.state.in_(LIVE), in_hand, Letter.id > after)
    return db.session.scalars(query.order_by(Letter.id).limit(AT_ONCE)).all()


def _without_job(letters: Sequence[Letter]) -> list[Letter]:
    keys = {job_key(letter.id, letter.turn): letter for letter in letters}
    query = select(Job.key).where(Job.key.in_(keys), Job.done_at.is_(None), Job.failed_at.is_(None))
    working = set(db.session.scalars(query))
    return [letter for key, letter in keys.items() if key not in working]


def _take_up(letter_id: str, turn: int) -> None:
    letter = lock(Letter, letter_id)
    if letter is None or letter.state not in LIVE or letter.turn != turn:
        return
    if letter.expires_at is None and letter.created_at < clock.now() - TOO_LATE:
        letter.expires_at = clock.now()
    letter.turn += 1
    give_job(letter)


def forget_letters(now: datetime) -> int:
    """Forget the words of letters that were shown for a day, and whom a letter went to after a week; how many."""
    words: dict[str, str | None] = {"subject": "", "text": "", "leave_url": ""}
    is_readable = Letter.state.not_in({*LIVE, LetterState.DOUBTFUL})
    return _blank(now - SHOWN, words, is_readable, Letter.text != "") + _blank(
        now - KEPT, words | {"address": "", "person_id": None}, Letter.address != ""
    )


def _blank(before: datetime, values: Mapping[str, str | None], *conditions: ColumnElement[bool]) -> int:
    return rows_gone(update(Letter).where(Letter.ended_at < before, *conditions).values(**values))


PURGES: Mapping[str, Purge] = {"infra_letter": forget_letters}


def list_shown() -> Sequence[Letter]:
    """The letters of the last day, newest first, for the page of a first look; none where letters really leave."""
    if not get_outbox().shows_letters:
        return []
    query = select(Letter).where(Letter.created_at > clock.now() - SHOWN, Letter.state != LetterState.HELD.value)
    return db.session.scalars(query.order_by(Letter.created_at.desc(), Letter.id.desc()).limit(SHOWN_AT_MOST)).all()


def count_letters() -> dict[tuple[Channel, str, LetterState], int]:
    """How many letters there are, by channel, purpose and state."""
    what = (Letter.channel, Letter.purpose, Letter.state)
    rows = db.session.execute(select(*what, func.count()).group_by(*what).order_by(*what))
    return {(Channel(channel), purpose, LetterState(state)): number for channel, purpose, state, number in rows}


def list_doubtful() -> Sequence[Letter]:
    """Letters of which nobody knows whether they arrived, oldest first."""
    query = select(Letter).where(Letter.state == LetterState.DOUBTFUL.value)
    return db.session.scalars(query.order_by(Letter.created_at, Letter.id)).all()


def retry(letter_id: str) -> bool:
    """Send a doubtful letter once more, in the open transaction; False when it is not, or not known any more."""
    letter = lock(Letter, letter_id)
    if letter is None or letter.state != LetterState.DOUBTFUL or not letter.address:
        return False
    letter.state, letter.ended_at, letter.claimed_at = LetterState.WAITING.value, None, None
    letter.turn += 1
    give_job(letter)
    return True
