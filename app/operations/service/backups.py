"""Making backups, and letting old ones go.

The database is copied first and the files after it: a file is kept before a row names it, so whatever the copy names is
there. A copy is proved before it is sealed; a backup without its manifest is none.
"""

import fcntl
import json
import tarfile
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from shutil import rmtree

from app.infra.backups import databases
from app.infra.backups.manifest import (
    MEDIA_LIST,
    POOL,
    Backup,
    BadBackupError,
    Manifest,
    digest_of,
    list_backups,
    read_media,
    write_manifest,
)
from app.infra.backups.sealing import SUFFIX, check_recipients, seal
from app.kernel import clock
from app.kernel.files import PART, write_whole
from app.operations.rules import choose_kept
from app.operations.types import Keeping
from config import Settings

DATABASE = {databases.SQLITE: "database.sqlite", databases.POSTGRESQL: "database.dump"}
KEYS = "keys.tar"
KEY_FILES = ("secret-key", "node-id", "keys")
CURRENT = "content/current"
MEDIA = ("content/objects", "content/media", "content/releases", "storage")
ERASURES = "erasures"
STAGING = ".backup-"
"""How the folder begins in which a backup is put together, beside the data."""


class BackupRunningError(BadBackupError):
    """Another process makes one at this moment."""


def make_backup(settings: Settings, *, version: str) -> Backup:
    """Copy everything while the site runs; the answer is the new backup. BadBackupError.

    Slow: never inside a transaction.
    """
    check_recipients(settings.backup_recipients)
    place = settings.backups
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(place), _staging(settings.data_dir) as staging:
        folder = _new_folder(place)
        try:
            backup = _fill(folder, staging, settings, version)
        except BaseException as error:
            _drop(folder, settings)
            if isinstance(error, OSError):
                raise BadBackupError(_no_room(error, settings)) from error
            raise
        merge_erasures(settings.data_dir / ERASURES, place / ERASURES)
        return backup


@contextmanager
def _staging(data_dir: Path) -> Iterator[Path]:
    """A place to put things together; what a killed backup left there goes, a whole database each time."""
    for left in data_dir.glob(f"{STAGING}*"):
        rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=data_dir) as staging:
        yield Path(staging)


def _drop(folder: Path, settings: Settings) -> None:
    rmtree(folder)
    if settings.backup_keys_dir is not None:
        rmtree(settings.backup_keys_dir / folder.name, ignore_errors=True)


def _no_room(error: OSError, settings: Settings) -> str:
    return (
        f"The backup could not be written ({error.strerror or error}): make room in {settings.backups} "
        f"and in {settings.data_dir}, then try again."
    )


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    with (place / ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BackupRunningError("A backup is being made already: wait until it is done.") from None
        yield


def _new_folder(place: Path) -> Path:
    name = f"{clock.now():%Y%m%dT%H%M%SZ}"
    for candidate in (name, *(f"{name}-{number}" for number in range(2, 100))):
        with suppress(FileExistsError):
            (place / candidate).mkdir(mode=0o700)
            return place / candidate
    raise BadBackupError(f"{place} has a hundred backups of this second.")


def _fill(folder: Path, staging: Path, settings: Settings, version: str) -> Backup:
    kind = databases.kind_of(settings.database_url)
    copy = staging / DATABASE[kind]
    made_at = clock.now()
    facts = databases.copy_database(settings.database_url, copy)
    recipients = settings.backup_recipients
    _pack_keys(settings.data_dir, staging / KEYS)
    keys_folder = _keys_folder(settings, folder)
    parts = [seal(copy, folder / copy.name, recipients), seal(staging / KEYS, keys_folder / KEYS, recipients)]
    media = _pool(settings, _known(settings, folder))
    write_whole(folder / MEDIA_LIST, json.dumps(media, indent=0, sort_keys=True).encode())
    pointer = settings.data_dir / CURRENT
    manifest = Manifest(
        made_at=made_at.isoformat(),
        version=version,
        node_id=settings.node_id,
        kind=kind,
        schema=facts.schema,
        rows=facts.rows,
        audit_heads=facts.audit_heads,
        certificates=facts.rows.get("certificates_certificate", 0),
        release=pointer.read_text().strip() if pointer.is_file() else "",
        is_sealed=bool(recipients),
        database=parts[0].name,
        keys=parts[1].name,
        files={path.name: digest_of(path) for path in (*parts, folder / MEDIA_LIST)},
    )
    write_manifest(folder, manifest)
    return Backup(path=folder, manifest=manifest)


def _keys_folder(settings: Settings, folder: Path) -> Path:
    if settings.backup_keys_dir is None:
        return folder
    return settings.backup_keys_dir / folder.name


def _pack_keys(data_dir: Path, target: Path) -> None:
    with tarfile.open(target, "w") as archive:
        for name in KEY_FILES:
            if (data_dir / name).exists():
                archive.add(data_dir / name, arcname=name)


def _known(settings: Settings, folder: Path) -> dict[str, str]:
    """What the pool holds already, by the newest backup that was sealed as this one will be."""
    for backup in list_backups(settings.backups):
        is_alike = backup.manifest.is_sealed == bool(settings.backup_recipients)
        if is_alike and backup.path != folder:
            return read_media(backup)
    return {}


def _pool(settings: Settings, known: dict[str, str]) -> dict[str, str]:
    """Put what is new into the pool: a file there never changes, so what is known is not read again."""
    pool, found = settings.backups / POOL, {}
    for part in MEDIA:
        for path in sorted((settings.data_dir / part).rglob("*")):
            if path.is_file() and not path.name.startswith(PART):
                name = path.relative_to(settings.data_dir).as_posix()
                lying = pool / (name + SUFFIX if settings.backup_recipients else name)
                if name not in known or not lying.is_file():
                    _put(path, pool / name, settings)
                    known[name] = digest_of(lying)
                found[name] = known[name]
    return found


def _put(path: Path, target: Path, settings: Settings) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    if not settings.backup_recipients:
        with suppress(OSError):
            target.hardlink_to(path)
            return
    seal(path, target, settings.backup_recipients)


def lying(backup: Backup, name: str) -> Path:
    """Where a file of the pool that a backup names lies."""
    return backup.pool / (name + SUFFIX if backup.manifest.is_sealed else name)


def thin(settings: Settings, keeping: Keeping | None = None) -> int:
    """Let old backups go, and the files that only they named; how many went."""
    backups = list_backups(settings.backups)
    kept = choose_kept((one.manifest.moment for one in backups), clock.now(), keeping or Keeping())
    gone = [one for one in backups if one.manifest.moment not in kept]
    for one in gone:
        _drop(one.path, settings)
    if gone:
        _forget_unnamed(settings.backups)
    return len(gone)


def _forget_unnamed(place: Path) -> None:
    with _alone(place):
        named = {lying(one, name) for one in list_backups(place) for name in read_media(one)}
        for path in (place / POOL).rglob("*"):
            if path.is_file() and path not in named:
                path.unlink()


def merge_erasures(source: Path, target: Path) -> None:
    """Bring what one list of erasures says into another: whoever is on either is erased.

    A list is a folder with a file for each person. Where two files of one name differ, both stay, under two names.
    """
    for path in sorted(source.iterdir()) if source.is_dir() else ():
        if path.is_file() and not path.name.startswith((PART, ".")):
            target.mkdir(parents=True, exist_ok=True, mode=0o700)
            there = target / path.name
            if there.is_file() and there.read_bytes() != path.read_bytes():
                there = target / f"{path.stem}-{digest_of(path)[:12]}{path.suffix}"
            write_whole(there, path.read_bytes())


def back_up_before_migration(settings: Settings, heads: Sequence[str], *, version: str) -> Path | None:
    """A backup when a database with rows is about to change; None when there is nothing to lose. BadBackupError."""
    with databases.connected(settings.database_url) as connection:
        facts = databases.facts_of(connection)
    if not any(facts.rows.values()) or facts.schema in {"", *heads}:
        return None
    return make_backup(settings, version=version).path
