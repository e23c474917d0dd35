"""Keeps the results of slow work on disk, each under the digest of all that went into it."""

import contextlib
import hashlib
from pathlib import Path


class Keeper:
    """Remembers results between compilations. Losing the folder costs time and nothing else."""

    def __init__(self, folder: Path | None) -> None:
        """Without a folder nothing is kept."""
        self._folder = folder
        self._used: set[str] = set()
        self._has_folder = False

    def find(self, key: str) -> bytes | None:
        """What was kept under a key; None when there is nothing, or not what was kept."""
        self._used.add(key)
        if self._folder is None:
            return None
        try:
            digest, _, data = (self._folder / key).read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if digest == _digest(data) else None

    def keep(self, key: str, data: bytes) -> None:
        """Remember a result. A place that cannot be written to only means that the work is done again."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            if not self._has_folder:
                self._folder.mkdir(parents=True, exist_ok=True)
                self._has_folder = True
            (self._folder / key).write_bytes(_digest(data) + b"\n" + data)

    def forget_unused(self) -> None:
        """Drop what the compilation that has just ended did not ask for."""
        if self._folder and self._folder.is_dir():
            for path in self._folder.iterdir():
                if path.name not in self._used:
                    path.unlink(missing_ok=True)


def key_of(*material: str) -> str:
    """The key for a result that these texts decide."""
    return hashlib.sha256("\0".join(material).encode()).hexdigest()[:40]


def _digest(data: bytes) -> bytes:
    """Tells what is half-written, so that no file needs to be put in place whole."""
    return hashlib.sha256(data).hexdigest().encode()
