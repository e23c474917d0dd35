"""What a backup says of itself: plain JSON beside it, numbers and digests only, so that it is read without any key.

A backup is a folder named by its moment. Pictures and certificates lie in a pool that all backups of a place share.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.kernel.files import write_whole

MANIFEST = "manifest.json"
MEDIA_LIST = "media.json"
POOL = "media"
PROVED = "proved.json"
NAME = re.compile(r"\d{8}T\d{6}Z(?:-\d+)?")
CHUNK = 1 << 20


class BadBackupError(Exception):
    """This is no backup, or not a whole one; the text says what is wrong and what to do."""


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What a database held at one moment."""

    schema: str
    """The migration that it stands at."""
    rows: Mapping[str, int]
    audit_heads: Mapping[str, str]
    """The end of the audit log as NUMBER:SEAL, by node."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """One backup."""

    made_at: str
    """ISO, UTC."""
    version: str
    node_id: str
    kind: str
    """`sqlite` or `postgresql`."""
    schema: str
    rows: Mapping[str, int]
    audit_heads: Mapping[str, str]
    certificates: int
    release: str
    """The digest of what was published; empty when nothing was."""
    is_sealed: bool
    """Whether the parts are encrypted."""
    keys: str
    """The name of the part with the keys; it may lie elsewhere."""
    database: str
    """The name of the part with the database."""
    files: Mapping[str, str]
    """SHA-256 of each part as it lies, by name."""

    @property
    def audit_head(self) -> str:
        """The end of the audit log of the node that made it, as NUMBER:SEAL; empty before the first entry."""
        return self.audit_heads.get(self.node_id, "")

    @property
    def moment(self) -> datetime:
        """When it was made."""
        return datetime.fromisoformat(self.made_at).astimezone(UTC)


@dataclass(frozen=True, kw_only=True)
class Backup:
    """A backup and where it lies."""

    path: Path
    manifest: Manifest

    @property
    def pool(self) -> Path:
        """Where its pictures and certificates lie, with those of the other backups."""
        return self.path.parent / POOL


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Put the manifest into the backup: last of all, so that a folder without one is not a backup."""
    write_whole(folder / MANIFEST, json.dumps(asdict(manifest), indent=1, sort_keys=True).encode())


def read_backup(path: Path) -> Backup:
    """The backup at this path. BadBackupError."""
    try:
        plain: dict[str, Any] = json.loads((path / MANIFEST).read_text())
        return Backup(path=path.resolve(), manifest=Manifest(**plain))
    except FileNotFoundError:
        raise BadBackupError(f"{path} is no backup: it holds no {MANIFEST}.") from None
    except (ValueError, TypeError) as error:
        raise BadBackupError(f"{path / MANIFEST} cannot be read ({type(error).__name__}).") from None


def list_backups(place: Path) -> list[Backup]:
    """All whole backups in a place, newest first."""
    folders = [path for path in place.iterdir() if NAME.fullmatch(path.name)] if place.is_dir() else []
    found = [read_backup(path) for path in folders if (path / MANIFEST).is_file()]
    return sorted(found, key=lambda one: (one.manifest.made_at, one.path.name), reverse=True)


def find_verdict(backup: Backup) -> bool | None:
    """What the last look through a backup has found; None before the first."""
    try:
        return bool(json.loads((backup.path / PROVED).read_text())["is_good"])
    except (OSError, ValueError, KeyError):
        return None


def read_media(backup: Backup) -> dict[str, str]:
    """The pictures and certificates of a backup: path in the data folder, and SHA-256 as it lies in the pool."""
    listed: dict[str, str] = json.loads((backup.path / MEDIA_LIST).read_text())
    return listed


def digest_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    state = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            state.update(piece)
    return state.hexdigest()
