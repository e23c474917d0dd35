"""Lists of people as CSV files (RFC 4180), as spreadsheets here write and read them.

Read: any of UTF-8, UTF-16 and Windows-1251; comma, semicolon or tab. Written: UTF-8 with a mark and semicolons, which a
double click opens rightly in Uzbek and Russian spreadsheets. A cell that a spreadsheet would take for a formula is
written with an apostrophe before it (OWASP, «CSV Injection»), and read back without.
"""

import codecs
import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_CELL = 1000
MOST_ROWS = 100_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DELIMITERS = ";,\t"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class SheetProblem(StrEnum):
    """Why a file cannot be read as a list."""

    EMPTY = "empty"
    UNREADABLE = "unreadable"
    """NUL or another control character: no spreadsheet wrote this as text."""
    NO_HEADER = "no-header"
    """None of the columns that are needed is named in the first line."""
    DOUBLE_HEADER = "double-header"
    """A column that is needed is named twice."""
    BROKEN_QUOTES = "broken-quotes"
    LONG_CELL = "long-cell"
    TOO_MANY_ROWS = "too-many-rows"


class BadSheetError(ValueError):
    """The file cannot be read; `line` counts from 1, as a text editor shows it."""

    def __init__(self, problem: SheetProblem, line: int = 1) -> None:
        self.problem = problem
        self.line = line
        super().__init__(f"line {line}: {problem}")


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One line of a list: the cells of the columns that were asked for."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A list as it was read."""

    rows: tuple[SheetRow, ...]
    ignored: tuple[str, ...]
    """Columns of the file that were not asked for: said, not taken in silence."""


def read_sheet(data: bytes, columns: dict[str, str]) -> Sheet:
    """The rows of a CSV file. `columns` maps a heading in small letters to the column that it means.

    Raises BadSheetError with the line to look at. Empty lines are passed over; nothing is cut off.
    """
    text = _decoded(data)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    return read_rows(_counted(lines), columns)


def read_rows(lines: Iterable[tuple[int, list[str]]], columns: dict[str, str], *, titles: int = 0) -> Sheet:
    """The same of rows that are texts already, each with its line: a workbook's, say.

    As many lines as `titles` may stand above the headings: people write there what list it is.
    """
    rows: list[SheetRow] = []
    heading: list[str] | None = None
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if heading is None:
            titles -= 1
            if titles < 0 or _names_any(cells, columns):
                heading = _heading(cells, columns, line)
            continue
        if len(rows) == MOST_ROWS:
            raise BadSheetError(SheetProblem.TOO_MANY_ROWS, line)
        rows.append(SheetRow(line=line, cells=_named(heading, cells, line)))
    if heading is None:
        raise BadSheetError(SheetProblem.EMPTY)
    ignored = tuple(name.removeprefix("?") for name in heading if name.startswith("?") and name != "?")
    return Sheet(rows=tuple(rows), ignored=ignored)


def write_sheet(rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file with these rows, the first being the headings."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return codecs.BOM_UTF8 + written.getvalue().encode()


def _harmless(cell: str) -> str:
    return f"'{cell}" if _may_be_formula(cell) or _is_harmless_already(cell) else cell


def _may_be_formula(cell: str) -> bool:
    return cell.startswith(_FORMULA) or cell.lstrip().startswith(_FORMULA)


def _is_harmless_already(cell: str) -> bool:
    """An apostrophe that is a person's own must not be taken for ours when the file is read again."""
    return cell.startswith("'") and (_may_be_formula(cell[1:]) or _is_harmless_already(cell[1:]))


def _meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and (_may_be_formula(cell[1:]) or _is_harmless_already(cell[1:])) else cell


def _decoded(data: bytes) -> str:
    text = _text_of(data)
    for line, words in enumerate(text.split("\n"), 1):
        if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\r" for char in words):
            raise BadSheetError(SheetProblem.UNREADABLE, line)
    return text


def _text_of(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _strictly(data, "cp1251")


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise BadSheetError(SheetProblem.UNREADABLE, data[: error.start].count(b"\n") + 1) from error


def _delimiter(text: str) -> str:
    """The sign that divides the first line into the most cells."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)


def _counted(lines: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with the line on which each begins; a cell may hold line breaks."""
    begins = 1
    while True:
        try:
            cells = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            is_long = "field larger" in str(error)
            raise BadSheetError(SheetProblem.LONG_CELL if is_long else SheetProblem.BROKEN_QUOTES, begins) from error
        yield begins, cells
        begins = getattr(lines, "line_num", begins) + 1


def _names_any(cells: list[str], columns: dict[str, str]) -> bool:
    return any(_words(cell) in columns for cell in cells)


def _words(cell: str) -> str:
    return " ".join(cell.casefold().split())


def _heading(cells: list[str], columns: dict[str, str], line: int) -> list[str]:
    """What each column is: its name, or `?` and the words of one that was not asked for."""
    heading = [columns.get(_words(cell), f"?{cell.strip()[:40]}") for cell in cells]
    known = [name for name in heading if not name.startswith("?")]
    if not known:
        raise BadSheetError(SheetProblem.NO_HEADER, line)
    if len(known) != len(set(known)):
        raise BadSheetError(SheetProblem.DOUBLE_HEADER, line)
    return heading


def _named(heading: list[str], cells: list[str], line: int) -> dict[str, str]:
    if any(len(cell) > LONGEST_CELL for cell in cells):
        raise BadSheetError(SheetProblem.LONG_CELL, line)
    pairs = zip(heading, cells, strict=False)
    return {name: _meant(cell) for name, cell in pairs if not name.startswith("?")}
