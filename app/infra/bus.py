"""What a lower room announces, a higher room hears: once the fact is committed, and at least once.

Each listener's hearing is a job written in the announcing transaction. It is tried right after the commit, in the
same request; when that fails or the process dies, the worker does it. Listeners must bear hearing a thing twice.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict, fields
from typing import Any, TypeVar

import structlog
from flask import current_app
from sqlalchemy.exc import OperationalError

from app.infra.database import after_commit
from app.infra.jobs import Jobs, Payload, Settle, enqueue, run_now
from app.kernel.events import Event

E = TypeVar("E", bound=Event)

log = structlog.get_logger(__name__)


class Bus:
    """Who listens to what; filled by the factory."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs
        self._names: dict[type[Event], list[str]] = defaultdict(list)

    def subscribe(self, event_type: type[E], name: str, listener: Callable[[E], None]) -> None:
        """Let `listener` hear every event of this type; `name` is kept in rows, so it never changes."""

        def handler(payload: Payload) -> Settle:
            event = _revive(event_type, payload)
            return lambda: listener(event)

        kind = f"hear.{name}"
        self._jobs.register(kind, handler)
        self._names[event_type].append(kind)

    def kinds_for(self, event: Event) -> list[str]:
        """The job kinds that deliver this event."""
        return self._names[type(event)]


def announce(event: Event) -> None:
    """Say what happened, in the open transaction."""
    bus: Bus = current_app.extensions["bus"]
    for kind in bus.kinds_for(event):
        job_id = enqueue(kind, asdict(event)).id
        after_commit(lambda job_id=job_id: _try(job_id))  # type: ignore[misc]  # the default binds this loop's id


def _try(job_id: str) -> None:
    """What was announced is kept already: when the database is busy now, the worker lets it be heard."""
    try:
        run_now(job_id)
    except OperationalError as error:
        log.warning("bus.left_to_worker", job=job_id, reason=type(error.orig).__name__)


def _revive(event_type: type[E], payload: Payload) -> E:
    known: dict[str, Any] = {field.name: payload[field.name] for field in fields(event_type)}
    return event_type(**known)
