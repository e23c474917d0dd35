"""Every night a backup, every morning a report."""

from datetime import date, time, timedelta

import structlog

from app.infra import audit
from app.infra.jobs import Jobs, Payload, Settle
from app.kernel import clock
from app.operations.queries.state import find_last_backup
from app.operations.service.backups import make_backup, thin
from app.operations.service.proving import verify_backup
from app.operations.service.reports import send_report, write_report
from config import Settings

BACK_UP, REPORT = "operations.back_up", "operations.report"
AT_NIGHT, IN_THE_MORNING = time(2, 30), time(6, 0)
JUST_NOW = timedelta(hours=1)
SAMPLE = 100

log = structlog.get_logger(__name__)


def register(jobs: Jobs, settings: Settings, *, version: str) -> None:
    """Take on the room's work."""

    def back_up(_payload: Payload) -> Settle:
        return _back_up(settings, version)

    def report(payload: Payload) -> Settle:
        day = date.fromisoformat(payload["day"])
        text = write_report(settings, day)
        return lambda: _send(settings, text, day)

    if settings.backs_up_daily:
        jobs.register_daily(BACK_UP, back_up, at=AT_NIGHT)
    else:
        jobs.register(BACK_UP, back_up)
    jobs.register_daily(REPORT, report, at=IN_THE_MORNING)


def _back_up(settings: Settings, version: str) -> Settle:
    """A backup that outlasts its lease is begun by another worker too: the second finds it there and is content."""
    last = find_last_backup(settings)
    if last is not None and clock.now() - last.made_at < JUST_NOW:
        return _nothing
    backup = make_backup(settings, version=version)
    gone = thin(settings)
    proof = verify_backup(backup.path, settings, identity=None, sample=SAMPLE, keys_dir=settings.backup_keys_dir)
    if not proof.is_good:
        log.error("backup.bad", name=backup.path.name, problems=len(proof.problems))
    name, is_good = backup.path.name, proof.is_good
    return lambda: _record(name, gone=gone, is_good=is_good)


def _record(name: str, *, gone: int, is_good: bool) -> None:
    audit.record("operations.backed-up", actor_id=None, name=name, gone=gone, is_good=is_good)


def _send(settings: Settings, text: str, day: date) -> None:
    send_report(settings, text, day)


def _nothing() -> None:
    """There was nothing to settle."""
