"""A look through a backup: each part is as it was written, the database opens and agrees with the manifest."""

import json
import secrets
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from app.infra.backups import databases
from app.infra.backups.manifest import (
    PROVED,
    Backup,
    digest_of,
    read_backup,
    read_media,
)
from app.infra.backups.sealing import UnopenedError, opened, unseal
from app.kernel import clock
from app.kernel.files import write_whole
from app.operations.queries import copies
from app.operations.service.backups import CURRENT, DATABASE, KEY_FILES, lying
from config import Settings


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
        path = lying(backup, name)
        if not path.is_file():
            yield f"{name} is missing from the pool"
        elif digest_of(path) != digest:
            yield f"{name} is damaged in the pool"


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
        path = lying(backup, f"storage/{digest[:2]}/{digest}")
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
        unseal(lying(backup, name), target / name, identity)
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
