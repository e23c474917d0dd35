"""QR codes as one filled path: no seams between modules, whatever draws it."""

from dataclasses import dataclass

import segno


@dataclass(frozen=True, kw_only=True)
class QrCode:
    """A QR code as one path, `side` modules wide with its quiet zone."""

    side: int
    path: str


def qr_code(address: str) -> QrCode:
    """The address as a QR code, error correction M (15 %), with the quiet zone of four modules."""
    rows = [bytes(row) for row in segno.make(address, error="m", boost_error=False, micro=False).matrix_iter(border=4)]
    runs = "".join(f"M{start} {y}h{end - start}v1H{start}z" for y, row in enumerate(rows) for start, end in _dark(row))
    return QrCode(side=len(rows), path=runs)


def qr_svg(address: str) -> str:
    """The same as a drawing with a white ground of its own, to be shown, kept or printed at any size."""
    code = qr_code(address)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.side} {code.side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{code.side}v{code.side}H0z"/><path d="{code.path}"/></svg>'
    )


def _dark(row: bytes) -> list[tuple[int, int]]:
    edges = [x for x in range(1, len(row)) if row[x] != row[x - 1]]
    return list(zip(edges[::2], edges[1::2], strict=True))
