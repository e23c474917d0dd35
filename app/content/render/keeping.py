"""Keeps the results of slow work on disk, each under the digest of all that went into it."""

import contextlib
import hashlib
import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any


class Keeper:
    """Remembers results between compilations. Losing the folder costs time and nothing else."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def get(self, what: str, material: object, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - what JSON holds
        """The result kept for this work on this material, or what `make` gives now. Results are plain JSON data.

        What `make` raises is not kept.
        """
        key = _key(what, material)
        self._used.add(key)
        found = self._read(key)
        if found is None:
            found = make()
            self._write(key, found)
        return found

    def forget_unused(self) -> None:
        """Drop what the compilation that has just ended did not ask for."""
        if self._folder and self._folder.is_dir():
            for path in self._folder.glob("*.json"):
                if path.stem not in self._used:
                    path.unlink(missing_ok=True)

    def _read(self, key: str) -> Any:  # noqa: ANN401 - what JSON holds
        if self._folder is None:
            return None
        try:
            return json.loads((self._folder / f"{key}.json").read_bytes())
        except (OSError, ValueError):
            return None

    def _write(self, key: str, found: object) -> None:
        """A place that cannot be written to only means that the work is done again."""
        if self._folder is None:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._folder, delete=False) as file:
                file.write(json.dumps(found, ensure_ascii=False).encode())
            Path(file.name).replace(self._folder / f"{key}.json")


def _key(what: str, material: object) -> str:
    text = json.dumps([what, material], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:40]
