"""Slow or late work: making an archive, dropping it, erasing whoever wished it two weeks ago."""

from datetime import time

from app.accounts.queries.people import list_ids
from app.infra.database import after_commit, empty_log
from app.infra.jobs import Jobs, Payload, Settle, enqueue
from app.infra.vault import get_vault
from app.kernel.locale import Tag
from app.privacy.documents.archive import make_archive
from app.privacy.queries import get_export, list_due
from app.privacy.service import DROP, ERASE, MAKE, drop_export, erase_as_wished, keep_export

DUE = "privacy.erase_due"
AT_NIGHT = time(3, 40)


def register(jobs: Jobs) -> None:
    """Take on the room's work."""
    jobs.register(MAKE, make_export)
    jobs.register(DROP, lambda payload: lambda: drop_export(str(payload["export_id"])))
    jobs.register(ERASE, erase_person)
    jobs.register_daily(DUE, erase_due, at=AT_NIGHT)


def make_export(payload: Payload) -> Settle:
    """Make the archive and keep it; nothing when whoever asked is erased meanwhile."""
    try:
        export = get_export(str(payload["export_id"]))
    except LookupError:
        return _nothing
    if not list_ids(export.person_id):
        return _nothing
    data = make_archive(export.person_id, Tag(export.language))
    token = get_vault().put(data)
    return lambda: keep_export(export.id, token, len(data))


def erase_due(_payload: Payload) -> Settle:
    """Each erasure is a piece of work of its own: one that fails holds up no other.

    The database's log is emptied every night, in case a reader stood in the way after the last erasure.
    """
    due = [wish.id for wish in list_due()]

    def settle() -> None:
        after_commit(empty_log)
        for wish_id in due:
            enqueue(ERASE, {"wish_id": wish_id})

    return settle


def erase_person(payload: Payload) -> Settle:
    """Erase one person, and leave nothing of them in the log of the database."""

    def settle() -> None:
        if erase_as_wished(str(payload["wish_id"])):
            after_commit(empty_log)

    return settle


def _nothing() -> None:
    """There was nothing to settle."""
