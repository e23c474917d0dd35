"""Writes of the room: an archive is asked for, made, fetched, dropped; a person wishes to be erased, and is."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from sqlalchemy import delete, func, select

from app.accounts.events import PersonErased
from app.accounts.queries.people import list_ids
from app.accounts.service import traces as accounts
from app.centres.service import members as centres
from app.certificates.service import keeping as certificates
from app.courses import service as courses
from app.helpdesk.service import forgetting as helpdesk
from app.infra import traces
from app.infra.audit import record
from app.infra.bus import announce
from app.infra.database import add, after_commit, db, lock, serialise
from app.infra.erasures import get_erasures
from app.infra.jobs import enqueue
from app.infra.retention import Purge, rows_gone
from app.infra.traces import erase_in_room
from app.infra.vault import get_vault
from app.kernel import clock
from app.kernel.errors import TooManyError
from app.kernel.ids import new_tombstone
from app.kernel.locale import Tag
from app.practice import service as practice
from app.privacy.models import Export, Wish
from app.privacy.queries import count_exports_of_day, find_export, find_wish, list_duties
from app.privacy.types import (
    COOLING,
    EXPORT_LIFE,
    GRACE,
    MOST_A_DAY,
    ExportState,
    HoldsRolesError,
    NotReadyError,
    WishOverError,
)
from app.progress import service as progress
from app.quizzes.service import forgetting as quizzes

MAKE = "privacy.make_export"
DROP = "privacy.drop_export"
ERASE = "privacy.erase"

ERASERS: tuple[Callable[[str, str], None], ...] = (
    centres.erase_person,
    certificates.erase_person,
    helpdesk.erase_person,
    progress.erase_person,
    quizzes.erase_person,
    courses.erase_person,
    practice.erase_person,
    partial(erase_in_room, "privacy"),
    accounts.erase_person,
)
"""Every room that keeps something of a person, from the top down; a new one joins with a line."""


def ask_export(person_id: str, language: Tag) -> None:
    """Have an archive made; while one is being made or waits, nothing happens. TooManyError after five a day."""
    serialise(f"export {person_id}")
    known = find_export(person_id)
    if known is not None and known.state in {ExportState.MAKING, ExportState.READY}:
        return
    if count_exports_of_day(person_id) >= MOST_A_DAY:
        raise TooManyError(retry_after=int(EXPORT_LIFE.total_seconds()))
    export = add(Export(person_id=person_id, language=language, asked_at=clock.now()))
    enqueue(MAKE, {"export_id": export.id})


def keep_export(export_id: str, file_token: str, size: int) -> None:
    """The archive lies in the vault from now on, for a day."""
    export = lock(Export, export_id)
    if export is None:
        after_commit(partial(get_vault().drop, file_token))
        return
    export.file_token, export.size, export.ready_at = file_token, size, clock.now()
    enqueue(DROP, {"export_id": export_id}, due_at=clock.now() + EXPORT_LIFE)


def fetch_export(person_id: str) -> str:
    """Give the archive out, once: the answer is its name in the vault. NotReadyError."""
    known = find_export(person_id)
    export = lock(Export, known.id) if known is not None and known.state is ExportState.READY else None
    if export is None or export.fetched_at is not None or export.file_token is None:
        raise NotReadyError
    export.fetched_at = clock.now()
    enqueue(DROP, {"export_id": export.id}, due_at=clock.now() + GRACE)
    return export.file_token


def drop_export(export_id: str) -> None:
    """Take the archive's file away."""
    export = lock(Export, export_id)
    if export is not None and export.file_token is not None:
        after_commit(partial(get_vault().drop, export.file_token))
        export.file_token = None


def forget_exports(now: datetime) -> int:
    """Archives of yesterday, and files that no row knows any more."""
    get_vault().drop_older(now - EXPORT_LIFE)
    return rows_gone(delete(Export).where(func.coalesce(Export.ready_at, Export.asked_at) < now - EXPORT_LIFE))


def wish_erasure(person_id: str) -> None:
    """A person wishes to be erased in 14 days; the second time nothing happens. HoldsRolesError."""
    serialise(f"wish {person_id}")
    if list_duties(person_id):
        raise HoldsRolesError
    if find_wish(person_id) is None:
        now = clock.now()
        add(Wish(person_id=person_id, wished_at=now, due_at=now + COOLING))
        record("privacy.erasure-wished", actor_id=person_id, subject_id=person_id)


def withdraw_wish(person_id: str) -> None:
    """They have changed their mind. WishOverError when it is too late, or nothing was wished."""
    known = find_wish(person_id)
    wish = lock(Wish, known.id) if known is not None else None
    if wish is None or wish.due_at <= clock.now():
        raise WishOverError
    wish.withdrawn_at = clock.now()
    record("privacy.erasure-withdrawn", actor_id=person_id, subject_id=person_id)


def erase_as_wished(wish_id: str) -> bool:
    """Erase whoever wished it, when the time has come. False: it was taken back, or they answer for others again."""
    wish = lock(Wish, wish_id)
    if wish is None or wish.withdrawn_at is not None or wish.due_at > clock.now() or list_duties(wish.person_id):
        return False
    erase(wish.person_id)
    return True


def erase(person_id: str) -> None:
    """Erase a person under every id that they have gone by.

    They are put on the list of erasures first: it is re-applied to every restored backup, so that what is begun here
    is ended there even when the machine stops in the middle.
    """
    ids = list_ids(person_id)
    get_erasures().note(ids)
    for known in ids:
        _erase_id(known)
    record("privacy.erased", actor_id=None, subject_id=person_id)


def _erase_id(person_id: str) -> None:
    tombstone_id = new_tombstone()
    traces.erase_person(person_id, accounts.list_addresses(person_id))
    for export in _exports_of(person_id):
        after_commit(partial(get_vault().drop, export))
    for erase_in in ERASERS:
        erase_in(person_id, tombstone_id)
    announce(PersonErased(person_id=person_id, tombstone_id=tombstone_id))


def _exports_of(person_id: str) -> list[str]:
    query = select(Export.file_token).where(Export.person_id == person_id, Export.file_token.is_not(None))
    return [token for token in db.session.scalars(query) if token]


def reapply_erasures() -> int:
    """After a restore: erase again whoever the backup has brought back; how many ids. The second time none.

    Their certificates' files go too, when the backup of the files was older than the one of the database.
    """
    certificates.drop_blank_files()
    again = 0
    for entry in get_erasures().list_entries():
        for known in entry.ids:
            if accounts.is_known(known):
                _erase_id(known)
                again += 1
    return again


PURGES: Mapping[str, Purge] = {"privacy_export": forget_exports}
