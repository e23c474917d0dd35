"""Work that outlives a request: durable rows with leases.

A job is written in the transaction that wants it. A handler does its slow part outside any transaction and returns
what to settle; that runs together with "done" in one transaction, so that a crash repeats work but never its effect.
Work that comes every day is a row too, one a day, whichever process wakes first.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, ClassVar

import structlog
from flask import Flask, current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy import JSON, Index, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table, add, after_commit, count, db, lock, serialise, write_tx
from app.infra.personal import Keep, Pii
from app.kernel import clock
from app.kernel.ids import new_id

LEASE = timedelta(minutes=2)
MAX_TRIES = 12
LONGEST_WAIT = timedelta(hours=1)
PATIENT_WAIT = timedelta(minutes=5)
"""How long work that is never given up waits between two tries, at most."""
PLAN_SECONDS = 60.0
"""How often a worker looks whether a day's work is to be planned."""

Payload = Mapping[str, Any]
Settle = Callable[[], None]
Handler = Callable[[Payload], Settle]
Round = Callable[[], object]

log = structlog.get_logger(__name__)


class Job(HasId, Table):
    """One piece of work. Done and failed jobs stay for a while, as a record."""

    __tablename__ = "infra_job"
    __table_args__ = (Index("ix_infra_job_waiting", "done_at", "failed_at", "due_at"),)
    __pii__: ClassVar = {
        "payload": Pii(
            what=_l("Sayt oʻzi bajargan ishlar roʻyxatidagi tasodifiy belgingiz"),
            why=_l("Hech bir ish yoʻqolmasligi uchun"),
            keep=Keep.QUARTER,
        )
    }

    kind: Mapped[str] = mapped_column(String(80))
    key: Mapped[str | None] = mapped_column(String(160), unique=True)
    """Says that this job is about one thing: a second one with the same key is not written."""
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    lease_until: Mapped[datetime | None]
    lease_by: Mapped[str | None] = mapped_column(String(36))
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    last_error: Mapped[str | None] = mapped_column(String(500))
    """The kind of fault; its text could hold what a person typed."""


class Jobs:
    """The desk of one process: which handler does which kind, and a bell for the worker thread."""

    def __init__(self) -> None:
        self.handlers: dict[str, Handler] = {}
        self.daily: dict[str, time] = {}
        self.patient: set[str] = set()
        self._rounds: dict[str, tuple[Round, float]] = {}
        self._next_rounds: dict[str, float] = {}
        self._next_plan = float("-inf")
        self.bell = threading.Event()
        self._started = threading.Lock()

    def register(self, kind: str, handler: Handler, *, is_patient: bool = False) -> None:
        """Name who does jobs of this kind. Patient work is never given up: it waits for a key, or for room to write."""
        if kind in self.handlers:
            raise ValueError(f"two handlers for {kind}")
        self.handlers[kind] = handler
        if is_patient:
            self.patient.add(kind)

    def register_daily(self, kind: str, handler: Handler, *, at: time) -> None:
        """Name who does a job of this kind every day, from this time on in Tashkent. Its payload is `{"day": …}`."""
        self.register(kind, handler)
        self.daily[kind] = at

    def register_round(self, name: str, call: Round, *, every: float) -> None:
        """Let each process's worker do this every so many seconds, from its start on.

        A round leaves no row, and two processes may be on it at once: whoever calls it minds that.
        """
        self._rounds[name] = call, every

    def go_rounds(self) -> None:
        """Do the rounds whose time has come; one that fails keeps nobody from the others."""
        for name, (call, every) in self._rounds.items():
            if clock.monotonic() >= self._next_rounds.get(name, float("-inf")):
                self._next_rounds[name] = clock.monotonic() + every
                try:
                    call()
                except Exception:
                    log.exception("jobs.round_failed", round=name)

    def plan(self) -> None:
        """Write down today's daily jobs that are due and not written yet; at most once in a while."""
        if clock.monotonic() >= self._next_plan:
            self._next_plan = clock.monotonic() + PLAN_SECONDS
            plan_day()

    def start_thread(self, app: Flask) -> None:
        """One worker thread in this process, however often it is called."""
        if self._started.acquire(blocking=False):
            threading.Thread(target=self._work, args=(app,), name="jobs", daemon=True).start()

    def _work(self, app: Flask) -> None:
        while True:
            with app.app_context():
                try:
                    self.plan()
                    self.go_rounds()
                    worked = run_next()
                except Exception:
                    log.exception("jobs.desk_failed")
                    worked = False
            if not worked:
                self.bell.wait(timeout=1)
                self.bell.clear()


def desk() -> Jobs:
    """The desk of the running site."""
    jobs: Jobs = current_app.extensions["jobs"]
    return jobs


def enqueue(kind: str, payload: Payload, *, key: str | None = None, due_at: datetime | None = None) -> Job:
    """Ask for work, in the open transaction; the worker is called when it commits.

    It is done now, or not before `due_at`. With a known `key` nothing is asked again: the answer is the job of before.
    """
    if kind not in desk().handlers:
        raise LookupError(f"nobody does {kind}")
    if key is not None:
        serialise(f"job {key}")
        known = db.session.scalars(select(Job).where(Job.key == key)).first()
        if known is not None:
            return known
    now = clock.now()
    job = add(Job(kind=kind, key=key, payload=dict(payload), created_at=now, due_at=due_at or now))
    after_commit(desk().bell.set)
    return job


def plan_day() -> int:
    """Write down the daily jobs of today that are due and not written yet; how many were."""
    today, now = clock.day_of(clock.now()), clock.now().astimezone(clock.TASHKENT).time()
    due = [kind for kind, at in desk().daily.items() if at <= now]
    known = set(db.session.scalars(select(Job.key).where(Job.key.in_([_day_key(kind, today) for kind in due]))))
    missing = [kind for kind in due if _day_key(kind, today) not in known]
    if missing:
        with write_tx():
            for kind in missing:
                enqueue(kind, {"day": today.isoformat()}, key=_day_key(kind, today))
    return len(missing)


def _day_key(kind: str, day: date) -> str:
    return f"{kind} {day.isoformat()}"


def run_next() -> bool:
    """Do one waiting job; False when none is due."""
    holder = new_id()
    with write_tx():
        job = _claim(None, holder)
        job_id = job.id if job else None
    return job_id is not None and _run(job_id, holder)


def run_now(job_id: str) -> bool:
    """Do this job now unless somebody holds it; its failure is left to the worker."""
    holder = new_id()
    with write_tx():
        claimed = _claim(job_id, holder) is not None
    return claimed and _run(job_id, holder)


def run_all() -> int:
    """Do all jobs that are due; how many were done. For tests and the command line."""
    done = 0
    while run_next():
        done += 1
    return done


def count_waiting() -> int:
    """How many jobs are due and not done."""
    return count(Job, Job.done_at.is_(None), Job.failed_at.is_(None), Job.due_at <= clock.now())


def find_oldest_due() -> datetime | None:
    """Since when the job that waits longest has been due; None when nothing waits."""
    query = select(Job.due_at).where(Job.done_at.is_(None), Job.failed_at.is_(None), Job.due_at <= clock.now())
    return db.session.scalars(query.order_by(Job.due_at).limit(1)).first()


def count_overdue() -> int:
    """How many jobs are held by somebody who has not come back in time."""
    return count(Job, Job.done_at.is_(None), Job.failed_at.is_(None), Job.lease_until < clock.now())


def list_failed(limit: int) -> list[Job]:
    """Jobs that were given up, newest first."""
    query = select(Job).where(Job.failed_at.is_not(None)).order_by(Job.failed_at.desc(), Job.id.desc())
    return list(db.session.scalars(query.limit(limit)))


def find_undone(key: str) -> Job | None:
    """The job with this key while it is not done; None when it is, or was never asked."""
    return db.session.scalars(select(Job).where(Job.key == key, Job.done_at.is_(None))).first()


def retry(job_id: str) -> bool:
    """Let a job that was given up be tried again from the start, in the open transaction; False when it was not."""
    job = lock(Job, job_id)
    if job is None or job.failed_at is None:
        return False
    job.failed_at, job.tries, job.due_at, job.lease_until = None, 0, clock.now(), None
    after_commit(desk().bell.set)
    return True


def _claim(job_id: str | None, holder: str) -> Job | None:
    now = clock.now()
    free = or_(Job.lease_until.is_(None), Job.lease_until < now)
    query = select(Job).where(Job.done_at.is_(None), Job.failed_at.is_(None), Job.due_at <= now, free)
    if job_id is not None:
        query = query.where(Job.id == job_id)
    job = db.session.scalars(query.order_by(Job.due_at, Job.id).limit(1).with_for_update(skip_locked=True)).first()
    if job is not None:
        job.lease_until, job.lease_by, job.tries = now + LEASE, holder, job.tries + 1
    return job


def _run(job_id: str, holder: str) -> bool:
    job = db.session.get_one(Job, job_id)
    kind, payload = job.kind, dict(job.payload)
    try:
        with structlog.contextvars.bound_contextvars(job=job_id):
            settle = desk().handlers[kind](payload)
        with write_tx():
            held = lock(Job, job_id)
            if held is not None and held.lease_by == holder and held.done_at is None:
                settle()
                held.done_at = clock.now()
    except Exception as error:
        log.exception("jobs.failed", kind=kind, job=job_id)
        _put_back(job_id, holder, error)
    return True


def _put_back(job_id: str, holder: str, error: Exception) -> None:
    with write_tx():
        job = lock(Job, job_id)
        if job is None or job.lease_by != holder:
            return
        is_patient = job.kind in desk().patient
        wait = min(PATIENT_WAIT if is_patient else LONGEST_WAIT, timedelta(seconds=2 ** min(job.tries, MAX_TRIES)))
        job.lease_until, job.due_at, job.last_error = None, clock.now() + wait, type(error).__name__
        if job.tries >= MAX_TRIES and not is_patient:
            job.failed_at = clock.now()
