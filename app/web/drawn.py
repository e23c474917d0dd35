"""What is drawn once from what a page says, and kept under the digest of that: if lost, it is drawn again."""

import re
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from app.kernel.files import write_whole

_KEY = re.compile(r"[0-9a-f]{40}")


class Drawn:
    """A folder of drawings by key."""

    suffix = ""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()

    def find(self, key: str) -> bytes | None:
        """The drawing with this key; None when it has not been made, or the key is none."""
        try:
            return self._path(key).read_bytes() if _KEY.fullmatch(key) else None
        except FileNotFoundError:
            return None

    def once(self, key: str, make: Callable[[], bytes]) -> bytes:
        """The drawing with this key, made unless it is there; one at a time, since each asks for a whole processor."""
        with self._lock:
            found = self.find(key)
            if found is None:
                found = make()
                with suppress(OSError):  # a full disk: it is shown, and made again for the next who asks
                    self._keep(key, found)
        return found

    def _keep(self, key: str, data: bytes) -> None:
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}{self.suffix}"
