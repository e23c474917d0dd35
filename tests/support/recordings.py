"""Sounds and films for tests: heads that are right, and idle bytes behind them."""

import struct

OGG = b"OggS\x00\x02" + bytes(2000)
MP3 = b"ID3\x04\x00" + bytes(3000)
WEBM = b"\x1a\x45\xdf\xa3" + bytes(2000)


def box(kind, *inside):
    """An MP4 box with these bytes in it."""
    body = b"".join(inside)
    return struct.pack(">I", 8 + len(body)) + kind + body


def mp4(*, seconds=60, size=1000, late=False):
    """An MP4 with an index that says how long it lasts; `late` puts the index behind the pictures."""
    head = struct.pack(">IIIIII", 0, 0, 0, 1000, seconds * 1000, 0) + bytes(80)
    index, pictures = box(b"moov", box(b"mvhd", head)), box(b"mdat", bytes(size))
    return box(b"ftyp", b"isom", bytes(4)) + (pictures + index if late else index + pictures)
