"""A ZIP file made while it is sent: no room on the disk is needed, and no more memory than one entry takes."""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A file in the ZIP. What is compressed in itself (PDF) is stored as it is."""

    name: str
    data: bytes
    made_on: date


class _Pipe:
    """What ZipFile writes to: it can neither seek nor tell, so the sizes follow each entry."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep it until it is taken."""
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """All that was written since the last time."""
        taken, self._waiting = b"".join(self._waiting), []
        return taken


def stream_zip(entries: Iterable[Entry]) -> Iterator[bytes]:
    """The bytes of a ZIP with these entries, piece by piece; the same entries, the same bytes."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_STORED) as made:  # type: ignore[call-overload]  # it needs no more than write
        for entry in entries:
            day = entry.made_on
            made.writestr(zipfile.ZipInfo(entry.name, (day.year, day.month, day.day, 0, 0, 0)), entry.data)
            yield pipe.take()
    yield pipe.take()
