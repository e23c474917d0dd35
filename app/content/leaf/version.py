"""Names the code that makes leaves, so that nothing made by other code is taken for its work."""

import hashlib
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

_APP = Path(__file__).parents[2]
_LIBRARIES = ("markdown", "pymdown-extensions", "nh3", "PyYAML")


@cache
def version() -> str:
    """Changes with our own code and word lists, with the libraries that we stand on, and with Python."""
    state = hashlib.sha256(sys.version.encode())
    for name in _LIBRARIES:
        state.update(f"{name} {metadata.version(name)};".encode())
    for folder in (_APP / "content", _APP / "kernel"):
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".py", ".txt"}:
                state.update(path.read_bytes())
    return state.hexdigest()
