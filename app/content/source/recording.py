"""Sound and film as files: what they are and how long, read from their heads. The bytes stay on disk."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

SOUNDS = {".ogg": "audio/ogg", ".mp3": "audio/mpeg"}
FILMS = {".mp4": "video/mp4", ".webm": "video/webm"}
SOUND_LIMIT = 3 * 1024 * 1024
"""Bytes: twelve minutes of speech at 32 kbit/s."""
FILM_LIMIT = 20 * 1024 * 1024
HEAD = 16
_LARGEST_INDEX = 4 * 1024 * 1024
"""Bytes of an MP4's index that are looked at."""


class BadRecordingError(Exception):
    """A file that may not be played; the text says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Recording:
    """A sound or film of a course. `seconds` is None where the head does not tell it in a simple way."""

    file: str
    name: str
    path: Path
    digest: str
    mimetype: str
    size: int
    seconds: float | None = None
    starts_late: bool = False
    """The index lies behind the pictures: nothing can be seen before all is there."""


def read_recording(path: Path, file: str) -> Recording:
    """A checked recording. BadRecordingError when it is too large, or not what its name says."""
    suffix = path.suffix.lower()
    size = path.stat().st_size
    limit = SOUND_LIMIT if suffix in SOUNDS else FILM_LIMIT
    if size > limit:
        raise BadRecordingError(f"The file has {size / 1e6:.1f} MB; {limit >> 20} MB is the most: make it smaller.")
    with path.open("rb") as source:
        _refuse_other_kinds(source.read(HEAD), suffix)
        seconds, starts_late = _mp4_facts(source, size) if suffix == ".mp4" else (None, False)
        source.seek(0)
        digest = hashlib.file_digest(source, "sha256").hexdigest()
    return Recording(
        file=file,
        name=path.name,
        path=path,
        digest=digest,
        mimetype=(SOUNDS | FILMS)[suffix],
        size=size,
        seconds=seconds,
        starts_late=starts_late,
    )


def _refuse_other_kinds(head: bytes, suffix: str) -> None:
    is_right = {
        ".ogg": head.startswith(b"OggS"),
        ".mp3": head.startswith(b"ID3") or _is_mpeg_frame(head),
        ".mp4": head[4:8] == b"ftyp",
        ".webm": head.startswith(b"\x1a\x45\xdf\xa3"),
    }[suffix]
    if not is_right:
        kind = suffix.removeprefix(".")
        raise BadRecordingError(f"The file is no {kind}, whatever its name says: save it again as {kind}.")


def _is_mpeg_frame(head: bytes) -> bool:
    """Eleven bits of synchronisation, then the mark of layer III (ISO/IEC 11172-3, 2.4.2.3)."""
    return len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2  # noqa: PLR2004 - bits of the header


def _mp4_facts(source: BinaryIO, size: int) -> tuple[float | None, bool]:
    """How long a film lasts, and whether its index comes last. BadRecordingError when it has none."""
    boxes = {kind: (begin, end) for kind, begin, end in _boxes(source, 0, size)}
    if b"moov" not in boxes:
        raise BadRecordingError("The film is cut off: it has no index. Save it again.")
    order = list(boxes)
    begin, end = boxes[b"moov"]
    starts_late = b"mdat" in order and order.index(b"mdat") < order.index(b"moov")
    return _duration(source, begin, min(end, begin + _LARGEST_INDEX)), starts_late


def _duration(source: BinaryIO, begin: int, end: int) -> float | None:
    """From the movie header (ISO/IEC 14496-12, 8.2.2)."""
    for kind, inside, _end in _boxes(source, begin, end):
        if kind == b"mvhd":
            source.seek(inside)
            head = source.read(32)
            wide = head[:1] == b"\x01"
            scale = int.from_bytes(head[20:24] if wide else head[12:16], "big")
            length = int.from_bytes(head[24:32] if wide else head[16:20], "big")
            return length / scale if scale else None
    return None


def _boxes(source: BinaryIO, begin: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The boxes between two places: kind, first byte of what is inside, end."""
    while begin + 8 <= end:
        source.seek(begin)
        head = source.read(HEAD)
        length, inside = int.from_bytes(head[:4], "big"), begin + 8
        if length == 1:
            length, inside = int.from_bytes(head[8:16], "big"), begin + HEAD
        stop = begin + length if length else end
        if stop <= begin or stop > end:
            raise BadRecordingError("The film is cut off or damaged: save it again.")
        yield head[4:8], inside, stop
        begin = stop
