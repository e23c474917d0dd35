"""Making backups, looking through them, letting old ones go.

The database is copied first and the files after it: a file is kept before a row names it, so whatever the copy names is
there. A copy is proved before it is sealed; a backup without its manifest is none.
"""

import fcntl
import json
import secrets
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

from sqlalchemy.exc import SQLAlchemyError

from app.infra.backups import databases
from app.infra.backups.manifest import (
    MEDIA_LIST,
    POOL,
    PROVED,
    Backup,
    BadBackupError,
    Manifest,
    digest_of,
    list_backups,
    read_backup,
    read_media,
    write_manifest,
)
from app.infra.backups.sealing import SUFFIX, UnopenedError, check_recipients, opened, seal, unseal
from app.kernel import clock
from app.kernel.files import PART, write_whole
from app.operations.queries import copies
from app.operations.rules import choose_kept
from app.operations.types import Keeping
from config import Settings

DATABASE = {databases.SQLITE: "database.sqlite", databases.POSTGRESQL: "database.dump"}
KEYS = "keys.tar"
KEY_FILES = ("secret-key", "node-id", "keys")
CURRENT = "content/current"
MEDIA = ("content/objects", "content/media", "content/releases", "storage")
ERASURES = "erasures"
SAMPLE = 10
STAGING = ".backup-"
"""How the folder begins in which a backup is put together, beside the data."""


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a look through a backup has found."""

    backup: Backup
    problems: tuple[str, ...]
    notes: tuple[str, ...]
    """What was looked at, and what could not be."""

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


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


def verify_backup(
    path: Path, settings: Settings, *, identity: str | None, sample: int | None, keys_dir: Path | None
) -> Proof:
    """Look through a backup: every part as it lies, and what opens with the key, from the inside. BadBackupError.

    The key of this site's audit log is used when the backup brings none of its own.
    """
    backup = read_backup(path)
    manifest = backup.manifest
    problems = [*_check_parts(backup, keys_dir), *_check_media(backup)]
    notes = [f"{len(manifest.files)} parts and {len(read_media(backup))} files are as they were written"]
    if not problems:
        try:
            with (
                _working_copy(backup, identity, settings.database_url) as copy,
                databases.connected(copy) as connection,
            ):
                audit_key = read_audit_key(backup, identity, keys_dir) or settings.audit_key
                found = copies.compare(connection, manifest) + copies.check_audit(connection, manifest, audit_key)
                count, faults = copies.check_certificates(connection, _fetcher(backup, identity), sample=sample)
            problems = found + faults
            notes += [
                f"{sum(manifest.rows.values())} rows in {len(manifest.rows)} tables",
                f"the audit log is whole up to {manifest.audit_head or 'its beginning'}",
                f"{count} of {manifest.certificates} certificates compared with their PDF",
            ]
        except UnopenedError as error:
            notes.append(f"Not looked at from the inside: {error}")
    proof = Proof(backup=backup, problems=tuple(problems), notes=tuple(notes))
    _note(proof, is_whole=not problems and len(notes) > 2)  # noqa: PLR2004 - what was opened is told in more notes
    return proof


def _check_parts(backup: Backup, keys_dir: Path | None) -> Iterator[str]:
    for name, digest in backup.manifest.files.items():
        path = part_path(backup, name, keys_dir)
        if not path.is_file():
            yield f"{name} is missing"
        elif digest_of(path) != digest:
            yield f"{name} is damaged: its digest is another"


def part_path(backup: Backup, name: str, keys_dir: Path | None) -> Path:
    """Where a part lies: the keys may lie elsewhere."""
    if name == backup.manifest.keys and keys_dir is not None and not (backup.path / name).is_file():
        return keys_dir / backup.path.name / name
    return backup.path / name


def _check_media(backup: Backup) -> Iterator[str]:
    for name, digest in read_media(backup).items():
        path = _lying(backup, name)
        if not path.is_file():
            yield f"{name} is missing from the pool"
        elif digest_of(path) != digest:
            yield f"{name} is damaged in the pool"


def _lying(backup: Backup, name: str) -> Path:
    return backup.pool / (name + SUFFIX if backup.manifest.is_sealed else name)


@contextmanager
def _working_copy(backup: Backup, identity: str | None, url: str) -> Iterator[str]:
    """The address of the database in a backup, for as long as the block lasts.

    A dump of PostgreSQL is loaded into a database of its own, beside the one at `url` when that is of the same kind.
    """
    with opened(backup.path / backup.manifest.database, identity) as part:
        if backup.manifest.kind == databases.SQLITE:
            with tempfile.TemporaryDirectory(prefix="verify-") as folder:
                databases.load_copy(part, f"sqlite:///{Path(folder, 'copy.db')}")
                yield f"sqlite:///{Path(folder, 'copy.db')}"
            return
        databases.check_dump(part)
        beside = _beside(url)
        try:
            databases.load_copy(part, beside)
            yield beside
        finally:
            databases.drop(beside)


def _beside(url: str) -> str:
    if databases.kind_of(url) == databases.SQLITE:
        raise UnopenedError("it is of PostgreSQL, and DATABASE_URL names no server.")
    try:
        return databases.create_beside(url, f"verify_{secrets.token_hex(3)}")
    except SQLAlchemyError:
        raise UnopenedError("the role may not make a database: ALTER ROLE … CREATEDB.") from None


def _fetcher(backup: Backup, identity: str | None) -> Callable[[str], bytes | None]:
    def fetch(digest: str) -> bytes | None:
        path = _lying(backup, f"storage/{digest[:2]}/{digest}")
        if not path.is_file():
            return None
        with opened(path, identity) as plain:
            return plain.read_bytes()

    return fetch


def read_audit_key(backup: Backup, identity: str | None, keys_dir: Path | None) -> str | None:
    """The key of the audit log as the backup has it; None when the environment held it."""
    path = part_path(backup, backup.manifest.keys, keys_dir)
    if not path.is_file():
        return None
    with opened(path, identity) as plain, tarfile.open(plain) as archive, suppress(KeyError):
        file = archive.extractfile("keys/audit-key")
        return file.read().decode().strip() if file else None
    return None


def _note(proof: Proof, *, is_whole: bool) -> None:
    """Write beside the backup when it was looked through, for the status page."""
    words = {"at": clock.now().isoformat(), "is_good": proof.is_good, "is_whole": is_whole}
    with suppress(OSError):
        write_whole(proof.backup.path / PROVED, json.dumps(words).encode())


def unpack(backup: Backup, target: Path, *, identity: str | None, keys_dir: Path | None) -> Path:
    """Take everything out of a backup into an empty folder; the answer is the copy of the database, not yet loaded."""
    for name in read_media(backup):
        unseal(_lying(backup, name), target / name, identity)
    if backup.manifest.release:
        write_whole(target / CURRENT, f"{backup.manifest.release}\n".encode())
    keys = part_path(backup, backup.manifest.keys, keys_dir)
    if keys.is_file():
        with opened(keys, identity) as plain, tarfile.open(plain) as archive:
            _extract(archive, target)
    copy = target / f".copy-{DATABASE[backup.manifest.kind]}"
    unseal(backup.path / backup.manifest.database, copy, identity)
    return copy


def _extract(archive: tarfile.TarFile, target: Path) -> None:
    """The keys, readable by their owner only; nothing that lies elsewhere than keys do."""
    for member in archive.getmembers():
        parts = Path(member.name).parts
        file = archive.extractfile(member) if member.isfile() and parts[0] in KEY_FILES and ".." not in parts else None
        if file is not None:
            path = target / member.name
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.touch(mode=0o600)
            path.write_bytes(file.read())


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
        named = {_lying(one, name) for one in list_backups(place) for name in read_media(one)}
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
