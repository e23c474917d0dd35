"""Files that never change, named by the SHA-256 of their bytes."""

import hashlib
from pathlib import Path

from flask import current_app

from app.kernel.files import write_whole


class MissingFileError(LookupError):
    """A stored file is gone or is not what its name says."""


def get_storage() -> "Storage":
    """The stored files of the running site."""
    storage: Storage = current_app.extensions["storage"]
    return storage


class Storage:
    """A folder of frozen files."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep the bytes safely on disk; the answer is their digest."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, data)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with this digest; MissingFileError when they are gone or damaged."""
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise MissingFileError(digest) from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise MissingFileError(digest)
        return data

    def find_path(self, digest: str) -> Path | None:
        """Where the bytes lie, for a program that reads files; None when they are gone."""
        path = self._path(digest)
        return path if path.is_file() else None

    def remove(self, digest: str) -> None:
        """Take a file away for good; nothing happens when it is gone."""
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest
