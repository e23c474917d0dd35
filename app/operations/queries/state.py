"""How the installation is now, for the status page, the daily report and the gauges."""

import shutil
from datetime import timedelta

from flask import current_app

from app.infra import audit, jobs, outbox
from app.infra.backups.manifest import BadBackupError, find_verdict, list_backups
from app.kernel import clock
from app.operations.types import FailedJob, LastBackup, State
from app.seals.service.issuing import can_issue
from config import Settings

SHOWN_FAILURES = 20
LETTERS_OF = timedelta(days=7)


def get_state(settings: Settings) -> State:
    """Everything at once. Inside the application."""
    disk = shutil.disk_usage(settings.data_dir)
    head = audit.find_head()
    return State(
        at=clock.now(),
        version=current_app.config["VERSION"],
        release=current_app.extensions["release_digest"](),
        disk_free=disk.free,
        disk_total=disk.total,
        jobs_waiting=jobs.count_waiting(),
        oldest_due=jobs.find_oldest_due(),
        jobs_overdue=jobs.count_overdue(),
        failed_jobs=tuple(_failed(job) for job in jobs.list_failed(SHOWN_FAILURES)),
        letters=outbox.count_by_state(clock.now() - LETTERS_OF),
        backup=find_last_backup(settings),
        audit_node=settings.node_id,
        audit_head=str(head) if head else "",
        issuing=can_issue(),
    )


def find_last_backup(settings: Settings) -> LastBackup | None:
    """The newest backup; None when there is none, or when the place cannot be read."""
    try:
        backups = list_backups(settings.backups)
    except (OSError, BadBackupError):
        return None
    if not backups:
        return None
    manifest = backups[0].manifest
    return LastBackup(made_at=manifest.moment, is_sealed=manifest.is_sealed, is_proved=find_verdict(backups[0]))


def _failed(job: jobs.Job) -> FailedJob:
    return FailedJob(id=job.id, kind=job.kind, failed_at=job.failed_at or job.due_at, fault=job.last_error or "")
