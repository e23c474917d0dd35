"""Files that are there whole or not at all, whatever ends the writing: a full disk, a kill, a power cut."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PART = "tmp"
"""How the name of a file begins that is not whole yet; one that a kill has left means nothing."""


def write_whole(path: Path, data: bytes, *, mode: int = 0o600) -> None:
    """Put bytes in a file's place. OSError, and then nothing has changed."""
    with making(path, mode=mode) as part:
        part.write_bytes(data)


@contextmanager
def making(path: Path, *, mode: int = 0o600) -> Iterator[Path]:
    """An empty file to be written in the block; then, safely on the disk, it is put in the place of `path`.

    Whoever reads there finds all of it, or what was there before. When the block raises, it is gone.
    """
    descriptor, name = tempfile.mkstemp(prefix=PART, dir=path.parent)
    os.close(descriptor)
    part = Path(name)
    try:
        yield part
        part.chmod(mode)
        _sync(part)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync(path.parent)


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
