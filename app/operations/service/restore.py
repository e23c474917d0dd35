"""Coming back from a backup: made ready and proved beside what is there, which is kept, and only then put in its place.

What is restored is a new epoch: it writes under a new node id, so that no number, code or edition of the lost time is
given twice, and its audit log says where the old one ends. Browsers that were signed in then are not any more: a stolen
session must not come back to life. Letters that waited then are not sent: most were, in the time that is lost.
"""

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from flask import Flask
from flask.cli import ScriptInfo
from flask_migrate import upgrade

from app.accounts.service.access import end_all_codes
from app.accounts.service.sessions import end_all_sessions
from app.infra import audit
from app.infra.backups import databases
from app.infra.backups.manifest import Backup, BadBackupError, read_backup
from app.infra.database import db, write_tx
from app.infra.outbox import give_up_waiting
from app.kernel import clock
from app.kernel.files import write_whole
from app.operations.queries import copies
from app.operations.service.backups import ERASURES, merge_erasures
from app.operations.service.proving import unpack
from app.operations.types import Restored
from config import Settings

OpenSite = Callable[[Settings], Flask]
"""create_app(): a site beside the running one."""
SWITCHED = ("savodxon.db", "savodxon.db-wal", "savodxon.db-shm", "content", "storage", "keys", "secret-key", "node-id")
"""What a restore puts in place of what is there. Backups, reports and the list of erasures stay."""
ERASE = ("privacy", "erasures", "apply")


class LivingError(BadBackupError):
    """There is an installation with people in it, and nobody has said that it may be replaced."""


def restore_backup(
    path: Path,
    settings: Settings,
    open_site: OpenSite,
    *,
    is_confirmed: bool,
    identity: str | None = None,
    keys_dir: Path | None = None,
) -> Restored:
    """Put a backup in the place of what is there. BadBackupError, and then nothing has been touched."""
    backup = read_backup(path)
    _check_place(backup, settings, is_confirmed=is_confirmed)
    node_id = _new_node(backup, settings)
    stamp = f"before-restore-{clock.now():%Y%m%dT%H%M%S%fZ}"
    with _beside(settings, stamp) as (folder, url):
        copy = unpack(backup, folder, identity=identity, keys_dir=keys_dir)
        databases.load_copy(copy, url)
        copy.unlink()
        write_whole(folder / "node-id", node_id.encode())
        key = _audit_key(folder, settings)
        notes = _prove(backup, url, folder, key)
        merge_erasures(settings.backups / ERASURES, folder / ERASURES)
        merge_erasures(settings.data_dir / ERASURES, folder / ERASURES)
        notes += _begin_epoch(backup, open_site(_of_folder(settings, folder, url, node_id, key)))
        kept = _switch(settings, folder, url, stamp)
    return Restored(old_node=backup.manifest.node_id, node_id=node_id, kept_as=stamp, kept=kept, notes=tuple(notes))


def _check_place(backup: Backup, settings: Settings, *, is_confirmed: bool) -> None:
    kind = databases.kind_of(settings.database_url)
    if kind != backup.manifest.kind:
        raise BadBackupError(f"The backup is of {backup.manifest.kind}, DATABASE_URL names {kind}: set it to match.")
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    if databases.is_living(settings.database_url):
        if not is_confirmed:
            raise LivingError("There is an installation with people in it. To replace it (it is kept), add --yes.")
        if databases.is_in_use(settings.database_url):
            raise LivingError("The site is running: stop it first (systemctl stop savodxon), then try again.")


def _new_node(backup: Backup, settings: Settings) -> str:
    """A name under which nothing has been written yet."""
    if not settings.is_node_set:
        return secrets.token_hex(6)
    if settings.node_id in {backup.manifest.node_id, *backup.manifest.audit_heads}:
        raise BadBackupError(
            f"NODE_ID is set to {settings.node_id}, which the backup was written under: set a name that was never used."
        )
    return settings.node_id


@contextmanager
def _beside(settings: Settings, stamp: str) -> Iterator[tuple[Path, str]]:
    """A folder and an empty database beside those of the site; they go again unless they were put in its place."""
    folder = settings.data_dir / f".restoring-{stamp.removeprefix('before-restore-')}"
    folder.mkdir(mode=0o700)
    is_sqlite = databases.kind_of(settings.database_url) == databases.SQLITE
    url = f"sqlite:///{folder / 'savodxon.db'}"
    try:
        if not is_sqlite:
            url = databases.create_beside(settings.database_url, f"restoring_{secrets.token_hex(3)}")
        yield folder, url
    finally:
        rmtree(folder, ignore_errors=True)
        if not is_sqlite:
            databases.drop(url)


def _audit_key(folder: Path, settings: Settings) -> str:
    with suppress(FileNotFoundError):
        return (folder / "keys" / "audit-key").read_text().strip()
    return settings.audit_key


def _of_folder(settings: Settings, folder: Path, url: str, node_id: str, key: str) -> Settings:
    secret = folder / "secret-key"
    changed = {
        "data_dir": folder,
        "database_url": url,
        "node_id": node_id,
        "audit_key": key,
        "secret_key": secret.read_text().strip() if secret.is_file() else settings.secret_key,
        "is_testing": True,
    }
    return Settings(**(vars(settings) | changed))


def _prove(backup: Backup, url: str, folder: Path, key: str) -> list[str]:
    """Everything in the restored copy is what the manifest says, or nothing is switched."""

    def fetch(digest: str) -> bytes | None:
        path = folder / "storage" / digest[:2] / digest
        return path.read_bytes() if path.is_file() else None

    with databases.connected(url) as connection:
        if backup.manifest.kind == databases.SQLITE:
            databases.check_sqlite(connection)
        problems = copies.compare(connection, backup.manifest)
        problems += copies.check_audit(connection, backup.manifest, key)
        count, faults = copies.check_certificates(connection, fetch, sample=None)
    if problems or faults:
        raise BadBackupError("The backup does not hold what it says: " + "; ".join((problems + faults)[:5]))
    rows = sum(backup.manifest.rows.values())
    return [
        f"{rows} rows in {len(backup.manifest.rows)} tables, as the backup says",
        f"audit log whole up to {backup.manifest.audit_head or 'its beginning'}",
        f"{count} certificates compared with their PDF",
    ]


def _begin_epoch(backup: Backup, site: Flask) -> list[str]:
    """The schema of this version, no session, code or letter of then; the audit log goes on, erasures are repeated."""
    manifest = backup.manifest
    with site.app_context():
        upgrade()
        before = audit.read_head(manifest.audit_head, node_id=manifest.node_id) if manifest.audit_head else None
        with write_tx():
            entry = audit.resume(before, node_id=manifest.node_id, backup=backup.path.name)
            sessions, letters = end_all_sessions(), give_up_waiting()
            end_all_codes()
            audit.record("operations.restored", actor_id=None, sessions=sessions, letters=letters)
        erased = _erase_again(site)
        verdict = audit.verify()
        head = verdict.head
        db.session.remove()
        db.engine.dispose()
    if verdict.faults:
        raise BadBackupError(f"The audit log does not go on: {verdict.faults[0]}")
    return [
        f"new node {entry.node_id}; its audit log goes on from {manifest.node_id} and ends at {head}",
        f"{sessions} sessions ended: everybody signs in again",
        f"{letters} letters that waited then are not sent",
        erased,
    ]


def _erase_again(site: Flask) -> str:
    """Whoever was erased after the backup is erased again, by the room that knows how."""
    group = site.cli.commands.get(ERASE[0])
    if group is None:
        return "no list of erasures: this version has none"
    site.cli.main(args=list(ERASE), obj=ScriptInfo(create_app=lambda: site), standalone_mode=False)
    return "the list of erasures was applied again"


def _switch(settings: Settings, folder: Path, url: str, stamp: str) -> Path:
    """What was there is put aside, what is proved takes its place. Each step is a rename."""
    kept = settings.data_dir / stamp
    kept.mkdir(mode=0o700)
    for name in SWITCHED:
        if (settings.data_dir / name).exists():
            (settings.data_dir / name).rename(kept / name)
    is_sqlite = databases.kind_of(settings.database_url) == databases.SQLITE
    target = databases.file_of(settings.database_url) if is_sqlite else None
    if target is not None and target.exists():
        for suffix in ("", "-wal", "-shm"):
            lying = target.with_name(target.name + suffix)
            if lying.exists():
                lying.rename(kept / lying.name)
    if target is None:
        databases.switch(settings.database_url, url, keep_as=stamp.replace("-", "_"))
    for name in SWITCHED:
        if (folder / name).exists():
            (folder / name).rename(target if target is not None and name == "savodxon.db" else settings.data_dir / name)
    merge_erasures(folder / ERASURES, settings.data_dir / ERASURES)
    return kept
