"""The reading child: the first sheet of a workbook that a stranger has sent, as texts, told as JSON.

It runs apart (`app/kernel/sandbox.py`), because a few bytes of a workbook can ask for any amount of memory.
"""

import io
import json
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from app.kernel import sandbox

MOST_ROWS = 100_000
MOST_CELLS = 1_000_000


def answer(request: bytes) -> bytes:
    """`{"problem": …}`, or the rows."""
    try:
        found: dict[str, Any] = _open(request)
    except (CalamineError, OSError, ValueError):
        found = {"problem": "unreadable"}
    return json.dumps(found).encode()


def _open(data: bytes) -> dict[str, Any]:
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    seen = [
        place
        for place, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
    ]
    if not seen:
        return {"problem": "unreadable"}
    sheet = workbook.get_sheet_by_index(seen[0])
    if sheet.end is None:
        return {"rows": []}
    rows, columns = sheet.end[0] + 1, sheet.end[1] + 1
    if rows > MOST_ROWS:
        return {"problem": "too-many-rows"}
    if rows * columns > MOST_CELLS:
        return {"problem": "too-many-cells"}
    return {"rows": [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]}


def _text(cell: object) -> str:
    """A cell as a person reads it. A telephone that was kept as a number has no `.0` and no `E+11`."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else format(Decimal(repr(cell)), "f")
    if isinstance(cell, datetime):
        return cell.strftime("%d.%m.%Y" if cell.time() == time() else "%d.%m.%Y %H:%M")
    if isinstance(cell, date | time):
        return cell.strftime("%d.%m.%Y" if isinstance(cell, date) else "%H:%M")
    return _without_controls(str(cell))


def _without_controls(text: str) -> str:
    return "".join(
        " " if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\r\n" else char for char in text
    )


if __name__ == "__main__":
    sandbox.serve(answer)
