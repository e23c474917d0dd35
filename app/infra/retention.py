"""What is kept for a time goes when the time is over: once a day, table by table. Rooms join with their `PURGES`."""

from collections.abc import Callable, Mapping
from datetime import datetime, time
from typing import cast

import structlog
from flask import current_app
from sqlalchemy import CursorResult, Delete, Text, Update, and_, delete, func, or_
from sqlalchemy import cast as sql_cast

from app.infra.database import db
from app.infra.jobs import Job, Jobs
from app.infra.personal import SPANS, Keep
from app.kernel import clock

DAILY = "retention.purge"
EARLY = time(3, 10)

Purge = Callable[[datetime], int]
"""Takes away what is over at a moment, in the open transaction; how many rows it was."""

log = structlog.get_logger(__name__)


class Retention:
    """Who keeps the promise of which table; filled by the factory."""

    def __init__(self, *purges: Mapping[str, Purge]) -> None:
        self.purges: dict[str, Purge] = {}
        for one in purges:
            twice = self.purges.keys() & one.keys()
            if twice:
                raise ValueError(f"two purges for {sorted(twice)}")
            self.purges.update(one)


def get_retention() -> Retention:
    """The promises of the running site."""
    retention: Retention = current_app.extensions["retention"]
    return retention


def register(jobs: Jobs) -> None:
    """Take on the daily work."""
    jobs.register_daily(DAILY, lambda _payload: purge_all, at=EARLY)


def purge_all() -> None:
    """Keep every promise, in the open transaction."""
    now = clock.now()
    counts = {table: purge(now) for table, purge in get_retention().purges.items()}
    log.info("retention.purged", **{table: count for table, count in counts.items() if count})


def rows_gone(statement: Delete | Update) -> int:
    """Run it; how many rows it met."""
    return cast("CursorResult[object]", db.session.execute(statement)).rowcount


def forget_jobs(now: datetime) -> int:
    """Jobs that ended more than 90 days ago; at once those that told rooms of an erasure, for they name who it was."""
    ended = func.coalesce(Job.done_at, Job.failed_at)
    told = and_(Job.done_at.is_not(None), sql_cast(Job.payload, Text).contains('"tombstone_id"'))
    return rows_gone(delete(Job).where(or_(ended < now - SPANS[Keep.QUARTER], told)))


PURGES: Mapping[str, Purge] = {"infra_job": forget_jobs}
