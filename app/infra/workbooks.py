"""Workbooks (XLSX, ECMA-376): read as rows of texts, and written so that no cell is a formula.

What a stranger has sent is opened in a child process with little memory; before that its table of contents is looked
at. Macros are refused, not stripped: whoever sent them is to know.
"""

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from enum import StrEnum

import xlsxwriter

from app.kernel import clock
from app.kernel.sandbox import Child, ChildFailed
from app.kernel.sheets import Sheet, read_rows, read_sheet

OPENER = "app.infra.workbook_opener"
MEMORY_MB = 512
CPU_SECONDS = 10
SECONDS = 20.0
LARGEST = 8 << 20
"""Bytes of a file."""
LARGEST_UNPACKED = 96 << 20
MOST_FILES = 1000
"""Files inside a workbook; one of a hundred sheets has three hundred."""
LONGEST_TEXT = 32_767
"""Characters that a cell can hold."""
TITLES = 10
"""Lines above the headings of a list in which something else may stand."""
NARROWEST, WIDEST = 8, 60
"""Columns' widths in characters, where nobody says which."""

_ZIP, _COMPOUND = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""How a compound file names the stream that an encrypted XLSX lies in ([MS-OFFCRYPTO] 1.3.2)."""


class WorkbookProblem(StrEnum):
    """Why a workbook cannot be read."""

    NOT_WORKBOOK = "not-workbook"
    """No XLSX file."""
    OLD = "old"
    """An XLS file, as spreadsheets wrote until 2007."""
    ENCRYPTED = "encrypted"
    """A password is wanted."""
    MACROS = "macros"
    TOO_LARGE = "too-large"
    TOO_HEAVY = "too-heavy"
    """It unpacks to more than anybody types, or reading it took too much."""
    UNREADABLE = "unreadable"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_CELLS = "too-many-cells"


class BadWorkbookError(ValueError):
    """The file cannot be read."""

    def __init__(self, problem: WorkbookProblem) -> None:
        self.problem = problem
        super().__init__(problem.value)


def is_workbook(data: bytes) -> bool:
    """Whether a file is a workbook of whatever age, and no text."""
    return data.startswith((_ZIP, _COMPOUND))


def read_list(data: bytes, columns: dict[str, str]) -> Sheet:
    """A list from a workbook or a CSV file, whichever it is. BadWorkbookError, BadSheetError."""
    if is_workbook(data):
        return read_rows(enumerate(read_workbook(data), 1), columns, titles=TITLES)
    return read_sheet(data, columns)


def read_workbook(data: bytes) -> list[list[str]]:
    """The first sheet that is not hidden, as texts: row by row from its corner. BadWorkbookError.

    Days are DD.MM.YYYY. Slow (a fifth of a second): never in a write transaction.
    """
    _look_through(data)
    with Child(OPENER, memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS) as opener:
        try:
            found = json.loads(opener.ask(data, seconds=SECONDS))
        except ChildFailed as error:
            raise BadWorkbookError(WorkbookProblem.TOO_HEAVY) from error
    if "problem" in found:
        raise BadWorkbookError(WorkbookProblem(found["problem"]))
    rows: list[list[str]] = found["rows"]
    return rows


def write_workbook(rows: Iterable[Sequence[str]], *, widths: Sequence[float] | None = None) -> bytes:
    """An XLSX file with these rows as texts, the first being the headings, bold and in sight at all times.

    `widths` of columns in characters; by what stands in them where nothing is said. ValueError for a text that no
    cell can hold.
    """
    kept = [list(row) for row in rows]
    if any(len(cell) > LONGEST_TEXT for row in kept for cell in row):
        raise ValueError("a text is too long for a cell")
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": clock.now().replace(tzinfo=None)})
        plain = workbook.add_format({"num_format": "@"})
        bold = workbook.add_format({"num_format": "@", "bold": True, "text_wrap": True, "valign": "top"})
        sheet = workbook.add_worksheet()
        for line, row in enumerate(kept):
            for column, cell in enumerate(row):
                sheet.write_string(line, column, cell, plain if line else bold)
        for column, width in enumerate(widths or _fitting(kept)):
            sheet.set_column(column, column, width, plain)
        sheet.freeze_panes(1, 0)
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    return written.getvalue()


def _look_through(data: bytes) -> None:
    """Refuse what its table of contents speaks against, before anything is unpacked."""
    if len(data) > LARGEST:
        raise BadWorkbookError(WorkbookProblem.TOO_LARGE)
    if data.startswith(_COMPOUND):
        raise BadWorkbookError(WorkbookProblem.ENCRYPTED if _ENCRYPTED in data else WorkbookProblem.OLD)
    try:
        files = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise BadWorkbookError(WorkbookProblem.NOT_WORKBOOK) from error
    names = {one.filename.casefold() for one in files}
    if any(name.endswith("vbaproject.bin") for name in names):
        raise BadWorkbookError(WorkbookProblem.MACROS)
    if "xl/workbook.xml" not in names:
        raise BadWorkbookError(WorkbookProblem.NOT_WORKBOOK)
    if len(files) > MOST_FILES or sum(one.file_size for one in files) > LARGEST_UNPACKED:
        raise BadWorkbookError(WorkbookProblem.TOO_HEAVY)


def _fitting(rows: Sequence[Sequence[str]]) -> list[int]:
    """Widths by the longest text of each column."""
    count = max((len(row) for row in rows), default=0)
    longest = [max((len(row[place]) for row in rows if place < len(row)), default=0) for place in range(count)]
    return [min(max(width + 2, NARROWEST), WIDEST) for width in longest]
