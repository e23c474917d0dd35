"""Files made for one person, for a short while: outside of what the web serves, under names that nobody can guess."""

import os
import re
import secrets
from datetime import datetime
from pathlib import Path

from flask import current_app

from app.infra.storage import MissingFileError
from app.kernel import clock
from app.kernel.files import write_whole

_NAME = re.compile(r"[0-9a-f]{48}")


def get_vault() -> "Vault":
    """The vault of the running site."""
    vault: Vault = current_app.extensions["vault"]
    return vault


class Vault:
    """A folder that only its owner may read. Not part of a backup: all in it is made again when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> str:
        """Keep the bytes; the answer is the name that leads to them."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = secrets.token_hex(24)
        path = self._path(name)
        write_whole(path, data)
        now = clock.now().timestamp()
        os.utime(path, (now, now))
        return name

    def get(self, name: str) -> bytes:
        """The bytes under this name. MissingFileError."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError as error:
            raise MissingFileError(name) from error

    def drop(self, name: str) -> None:
        """Take a file away; nothing happens when it is gone."""
        self._path(name).unlink(missing_ok=True)

    def drop_older(self, than: datetime) -> int:
        """Take away all files from before a moment; how many there were."""
        old = [path for path in self._files() if path.stat().st_mtime < than.timestamp()]
        for path in old:
            path.unlink(missing_ok=True)
        return len(old)

    def _files(self) -> list[Path]:
        return list(self._folder.iterdir()) if self._folder.is_dir() else []

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise MissingFileError(name)
        return self._folder / name
