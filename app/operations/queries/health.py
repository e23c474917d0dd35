"""What the doctor looks at. Each check says what it found and, when something is wrong, the one thing to do."""

import ipaddress
import os
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pysqlite3
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.certificates.queries.records import count_unprinted
from app.infra import audit
from app.infra.backups import databases
from app.infra.backups.manifest import BadBackupError
from app.infra.database import db
from app.infra.outbox import Channel, can_send
from app.infra.pdf.printer import PdfRequest, close, render_pdf
from app.kernel import clock
from app.kernel.sandbox import ROOT, ChildFailed
from app.operations.queries.state import find_last_backup, get_state
from app.operations.rules import FAILED_LETTERS, LONGEST_WAIT, OLDEST_BACKUP, is_disk_low
from app.operations.types import Finding, Level, State
from app.published.queries import find_release
from app.seals.service.issuing import can_issue
from config import Settings

SAFE_SQLITE = (3, 51, 3)
"""Before it, a checkpoint and a writer at once could damage the file (fixed in March 2026)."""
LEAST_POSTGRESQL = 13
FEWEST_LETTERS = 12
"""A key with fewer different characters was typed by a person."""
OTHERS = stat.S_IRWXG | stat.S_IRWXO
SLACK = timedelta(minutes=5)
PRINTING = timedelta(minutes=15)
"""How long a certificate may wait for its PDF: a large batch keeps fewer waiting than this."""
BUILT = datetime(2026, 11, 1, tzinfo=UTC)
PAGE = """<html lang="en"><head><title>Doctor</title><meta name="author" content="Savodxon"><style>
@font-face { font-family: Sans; src: url(fonts/NotoSans-Regular.ttf) } body { font-family: Sans }
</style></head><body><h1>oʻ gʻ ў қ ғ ҳ</h1></body></html>"""

Findings = Iterator[Finding]


def examine(settings: Settings) -> list[Finding]:
    """Every check, in the order in which things depend on each other. One that breaks is a finding too.

    What needs the database is not looked at while that is sick: the first thing to do is told, not six.
    """
    found: list[Finding] = []
    for about, check in CHECKS:
        if check in NEED_DATABASE and any(one.about == "database" and one.level is Level.ERROR for one in found):
            continue
        try:
            found.extend(check(settings))
        except (SQLAlchemyError, OSError, BadBackupError, ValueError) as error:
            db.session.rollback()
            says = f"could not be looked at ({type(error).__name__})"
            found.append(_error(about, says, "Mend what is named above first, then run the doctor again."))
    return found


def _good(about: str, says: str) -> Finding:
    return Finding(level=Level.GOOD, about=about, says=says)


def _warning(about: str, says: str, do: str) -> Finding:
    return Finding(level=Level.WARNING, about=about, says=says, do=do)


def _error(about: str, says: str, do: str) -> Finding:
    return Finding(level=Level.ERROR, about=about, says=says, do=do)


def check_versions(settings: Settings) -> Findings:
    """Python, and the library or server of the database."""
    yield _good("Python", sys.version.split()[0])
    if databases.kind_of(settings.database_url) == databases.SQLITE:
        version = pysqlite3.sqlite_version
        if tuple(int(part) for part in version.split(".")) < SAFE_SQLITE:
            yield _error(
                "SQLite", f"{version} can damage the database", "Install requirements.lock again: 3.51.3 or newer."
            )
        else:
            yield _good("SQLite", version)
        return
    with databases.connected(settings.database_url) as connection:
        server = int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000
    if server < LEAST_POSTGRESQL:
        yield _error("PostgreSQL", f"version {server}", f"Upgrade the server to {LEAST_POSTGRESQL} or newer.")
    else:
        yield _good("PostgreSQL", f"version {server}")
    yield _good("pg_dump", databases.find_program("pg_dump"))


def check_settings(settings: Settings) -> Findings:
    """What must not be so in public."""
    host = urlsplit(settings.public_url).hostname or ""
    if not settings.is_https and _is_public(host):
        yield _error(
            "PUBLIC_URL",
            f"{settings.public_url} is read by everybody on the way",
            f"Get a certificate (handbook, install) and set PUBLIC_URL=https://{host}",
        )
    else:
        yield _good("PUBLIC_URL", settings.public_url)
    if current_app.debug:
        yield _error("FLASK_DEBUG", "is on: strangers could run programs here", "Remove FLASK_DEBUG and restart.")
    for name, key in (("SECRET_KEY", settings.secret_key), ("AUDIT_KEY", settings.audit_key)):
        if len(set(key)) < FEWEST_LETTERS:
            yield _error(name, "can be guessed", f"Leave {name} out: the site makes a good one.")
    if any(host.startswith(("*", ".")) for host in settings.trusted_hosts):
        yield _warning("TRUSTED_HOSTS", "names more than one host at once", "Write each host name out.")
    if settings.operator_email and not can_send(Channel.EMAIL):
        yield _warning("OPERATOR_EMAIL", "is set, and no e-mail can be sent", "Set up e-mail, or leave it out.")


def _is_public(host: str) -> bool:
    """Whether a name is one of the open internet: not this machine, not a room's own network."""
    try:
        return ipaddress.ip_address(host).is_global
    except ValueError:
        return "." in host and not host.endswith((".local", ".lan", ".internal", ".test", ".example"))


def check_folder(settings: Settings) -> Findings:
    """The data folder belongs to the site, and its keys to nobody else."""
    folder = settings.data_dir
    if not os.access(folder, os.W_OK):
        yield _error("DATA_DIR", f"{folder} cannot be written", f"chown -R savodxon: {folder}")
        return
    yield _good("DATA_DIR", str(folder))
    secrets = [folder / "secret-key", *(folder / "keys").rglob("*"), *folder.glob("*.db")]
    is_closed = not folder.stat().st_mode & OTHERS
    open_ones = [] if is_closed else [path for path in secrets if path.is_file() and path.stat().st_mode & OTHERS]
    if open_ones:
        names = ", ".join(path.name for path in open_ones)
        yield _error("keys", f"others on this machine can read {names}", f"chmod -R go-rwx {folder}")
    foreign = [path.name for path in folder.iterdir() if path.stat().st_uid != os.geteuid()]
    if foreign:
        yield _error("DATA_DIR", f"{', '.join(foreign[:5])} belong to another user", f"chown -R savodxon: {folder}")


def check_disk(settings: Settings) -> Findings:
    """Room to write."""
    found = os.statvfs(settings.data_dir)
    free, total = found.f_bavail * found.f_frsize, found.f_blocks * found.f_frsize
    says = f"{free / (1 << 30):.1f} GB of {total / (1 << 30):.1f} GB free"
    if is_disk_low(free, total):
        yield _error("disk", says, f"Make room: du -h -d1 {settings.data_dir}; remove before-restore-* folders.")
    else:
        yield _good("disk", says)


def check_database(settings: Settings) -> Findings:
    """It answers, is whole, and stands at the version of this code."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        yield _error("database", "does not answer", "Start it; look at DATABASE_URL; handbook, incident.")
        return
    with databases.connected(settings.database_url) as connection:
        schema = databases.facts_of(connection).schema
        if databases.kind_of(settings.database_url) == databases.SQLITE:
            said = connection.scalar(text("PRAGMA quick_check"))
            if said != "ok":
                yield _error(
                    "database", f"is damaged: {said}", "Stop the site and restore a backup: handbook, restore."
                )
    head = ScriptDirectory(str(ROOT / "migrations")).get_current_head()
    if schema == head:
        yield _good("database", f"answers, stands at {schema}")
    else:
        yield _error(
            "database", f"stands at {schema or 'nothing'}, this version wants {head}", "flask --app wsgi db upgrade"
        )


def check_release(settings: Settings) -> Findings:
    """Something is published and can be read."""
    release = find_release()
    if release is None:
        is_there = (settings.data_dir / "content" / "current").exists()
        yield _error(
            "courses", "cannot be read" if is_there else "nothing is published", "flask --app wsgi content publish"
        )
    else:
        yield _good("courses", f"release {release.digest[:12]}, {len(release.courses)} courses")


def check_work(settings: Settings) -> Findings:
    """Jobs are done, letters leave."""
    state = get_state(settings)
    if state.oldest_due is not None and state.at - state.oldest_due > LONGEST_WAIT:
        minutes = (state.at - state.oldest_due) // timedelta(minutes=1)
        who = "the site" if settings.worker == "thread" else "savodxon-jobs"
        yield _error(
            "jobs", f"{state.jobs_waiting} wait, the first for {minutes} min", f"Start {who}: nobody does them."
        )
    else:
        yield _good("jobs", f"{state.jobs_waiting} wait")
    if state.jobs_overdue:
        yield _warning(
            "jobs", f"{state.jobs_overdue} were begun and not finished", "They are taken over by themselves."
        )
    if state.failed_jobs:
        kinds = ", ".join(sorted({job.kind for job in state.failed_jobs}))
        yield _warning(
            "jobs", f"{len(state.failed_jobs)} failed ({kinds})", "Read the log, then retry them on the status page."
        )
    yield from _letters(state)


def _letters(state: State) -> Findings:
    failed = {name: state.letters[name] for name in FAILED_LETTERS if state.letters.get(name)}
    if failed:
        told = ", ".join(f"{count} {name}" for name, count in failed.items())
        yield _warning("letters", f"{told} in seven days", "Look at the gateway's settings and balance; read the log.")
    else:
        yield _good("letters", f"{state.letters.get('sent', 0)} sent in seven days")


def check_backups(settings: Settings) -> Findings:
    """There is a young one, it is whole, and it lies elsewhere."""
    backup = find_last_backup(settings)
    place = settings.backups
    if backup is None:
        yield _error("backup", f"there is none in {place}", "flask --app wsgi backup make")
        return
    hours = (clock.now() - backup.made_at) // timedelta(hours=1)
    if clock.now() - backup.made_at > OLDEST_BACKUP:
        yield _error("backup", f"the last is {hours} hours old", "flask --app wsgi backup make; then find out why.")
    else:
        yield _good("backup", f"{hours} hours old, in {place}")
    if backup.is_proved is False:
        yield _error(
            "backup", "the last one is not whole", "flask --app wsgi backup make; flask --app wsgi backup verify"
        )
    if place.stat().st_dev == settings.data_dir.stat().st_dev:
        yield _warning(
            "backup", "lies on the disk that it is to save", "Set BACKUP_DIR to another disk, or copy it daily."
        )
    if not settings.backup_recipients:
        yield _warning("backup", "is not encrypted", "Make two age keys, keep them offline, set BACKUP_RECIPIENTS.")
    elif len(settings.backup_recipients) == 1:
        yield _warning("backup", "only one person can open it", "Let a second person hold a key: BACKUP_RECIPIENTS.")


def check_audit(_settings: Settings) -> Findings:
    """Nobody has touched the audit log."""
    verdict = audit.verify()
    if verdict.faults:
        yield _error("audit log", f"entry {verdict.faults[0]}", "Touch nothing, copy DATA_DIR: handbook, incident.")
    else:
        yield _good("audit log", f"{verdict.count} entries, ends at {verdict.head or 'its beginning'}")


def check_printing(_settings: Settings) -> Findings:
    """Certificates can be printed, with every letter."""
    try:
        render_pdf(PdfRequest(html=PAGE, folder=ROOT / "certificates", identifier="doctor", made_at=clock.now()))
    except ChildFailed as error:
        yield _error(
            "printing",
            f"fails: {str(error)[:120]}",
            "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
        )
        return
    finally:
        close()
    yield _good("printing", "a page with every letter came out")


def check_certificates(_settings: Settings) -> Findings:
    """What was issued is printed."""
    waiting = count_unprinted(clock.now() - PRINTING)
    if waiting:
        yield _error(
            "certificates",
            f"{waiting} wait for their PDF for more than {PRINTING // timedelta(minutes=1)} min",
            "Look at the disk and at the keys (flask --app wsgi doctor), then read the log: they go on alone.",
        )
    else:
        yield _good("certificates", "all that were issued are printed")


def check_clock(_settings: Settings) -> Findings:
    """The time is not before what was already written down."""
    last = audit.list_entries(limit=1)
    newest = max([BUILT, *(entry.done_at for entry in last)])
    if clock.now() + SLACK < newest:
        yield _error(
            "clock", f"says {clock.now():%Y-%m-%d %H:%M}, which is past already", "Set it: timedatectl set-ntp true"
        )
    else:
        yield _good("clock", f"{clock.now():%Y-%m-%d %H:%M} UTC")


def check_seals(_settings: Settings) -> Findings:
    """Certificates can be signed."""
    trouble = can_issue()
    if trouble is not None:
        yield _error("certificates", f"cannot be issued. {trouble.says}", trouble.do)
    else:
        yield _good("certificates", "can be sealed and signed")


def check_front(settings: Settings) -> Findings:
    """A hint: the server does not stand in the open by itself."""
    if settings.is_https and not Path("/etc/nginx").is_dir():
        yield _warning("nginx", "is not on this machine", "Is another proxy in front? See the handbook, install.")


CHECKS: tuple[tuple[str, Callable[[Settings], Findings]], ...] = (
    ("versions", check_versions),
    ("settings", check_settings),
    ("DATA_DIR", check_folder),
    ("disk", check_disk),
    ("database", check_database),
    ("courses", check_release),
    ("jobs", check_work),
    ("backup", check_backups),
    ("audit log", check_audit),
    ("printing", check_printing),
    ("certificates", check_certificates),
    ("clock", check_clock),
    ("keys", check_seals),
    ("nginx", check_front),
)

NEED_DATABASE = frozenset({check_work, check_audit, check_clock, check_certificates, check_seals})
