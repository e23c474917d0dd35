"""The daily report: numbers and the end of the audit log, written where an intruder of the database does not reach.

Sent by e-mail too, it leaves the machine: what was cut off the log afterwards is found by it.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from sqlalchemy import func, select

from app.infra import audit
from app.infra.database import db
from app.infra.outbox import Channel, can_send, send
from app.kernel import clock
from app.kernel.files import write_whole
from app.operations.queries.state import get_state
from app.operations.rules import find_troubles
from app.operations.types import State
from config import Settings

REPORTS = "reports"
LOG = "audit log: "
COUNTED = (
    "accounts_person",
    "accounts_account",
    "courses_completion",
    "quizzes_submission",
    "certificates_certificate",
)


def write_report(settings: Settings, day: date) -> str:
    """Look along the audit log, write the report of a day into its file; the answer is its text."""
    verdict = audit.verify(audit.list_noted(settings.data_dir / REPORTS))
    text = compose(get_state(settings), verdict, _counts(), day)
    folder = settings.data_dir / REPORTS
    folder.mkdir(exist_ok=True, mode=0o700)
    write_whole(folder / f"{day.isoformat()}.txt", text.encode())
    return text


def compose(state: State, verdict: audit.Verdict, counts: Iterable[tuple[str, int]], day: date) -> str:
    """The report as text: one number a line."""
    backup = state.backup
    lines = [
        f"Savodxon, daily report of {day.isoformat()}",
        f"made at: {state.at.isoformat(timespec='seconds')}",
        f"version: {state.version}",
        f"release: {state.release}",
        f"see to: {', '.join(find_troubles(state)) or 'nothing'}",
        f"disk free: {state.disk_free // (1 << 20)} MB of {state.disk_total // (1 << 20)} MB",
        f"jobs waiting: {state.jobs_waiting}",
        f"jobs failed: {len(state.failed_jobs)}",
        *(f"letters {name}: {count}" for name, count in sorted(state.letters.items())),
        f"last backup: {backup.made_at.isoformat(timespec='seconds') if backup else 'none'}",
        *(f"{name}: {count}" for name, count in counts),
        f"{LOG}{'whole' if not verdict.faults else f'NOT WHOLE, entry {verdict.faults[0]}'}, {verdict.count} entries",
        f"{audit.NOTE}{state.audit_node} {state.audit_head}",
    ]
    return "\n".join(lines) + "\n"


def _counts() -> list[tuple[str, int]]:
    tables = [db.metadata.tables[name] for name in COUNTED if name in db.metadata.tables]
    return [(table.name, db.session.scalar(select(func.count()).select_from(table)) or 0) for table in tables]


def send_report(settings: Settings, text: str, day: date) -> bool:
    """Write the letter with the report, in the open transaction; False when there is no address or no e-mail."""
    if not settings.operator_email or not can_send(Channel.EMAIL):
        return False
    send(
        channel=Channel.EMAIL,
        address=settings.operator_email,
        subject=f"Savodxon {day.isoformat()}",
        text=text,
        purpose="report",
        key=f"report {day.isoformat()}",
        expires_at=clock.now() + timedelta(days=3),
    )
    return True


def find_last_check(settings: Settings) -> tuple[date, bool] | None:
    """The day of the last report, and whether the audit log was whole then; None before the first."""
    reports = sorted((settings.data_dir / REPORTS).glob("????-??-??.txt"))
    if not reports:
        return None
    return date.fromisoformat(reports[-1].stem), f"{LOG}whole" in reports[-1].read_text()
