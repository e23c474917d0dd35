"""Workbooks of strangers become texts or a named problem; ours hold texts and nothing that runs."""

import io
import zipfile
from datetime import UTC, date, datetime, time

import pytest
import xlsxwriter

from app.infra.workbooks import BadWorkbookError, WorkbookProblem, read_list, read_workbook, write_workbook
from app.kernel.sheets import BadSheetError, SheetProblem, write_sheet

COLUMNS = {"ism": "name", "telefon": "phone"}


def workbook(fill):
    """A workbook as a spreadsheet would write it."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as made:
        fill(made)
    return written.getvalue()


def zipped(**files):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in files.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return written.getvalue()


def changed(data, name, change):
    """The same workbook with one of its files changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as read, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for one in read.namelist():
            made.writestr(one, change(read.read(one)) if one == name else read.read(one))
    return written.getvalue()


def _messy(made):
    hidden, seen = made.add_worksheet("eski"), made.add_worksheet("Roʻyxat")
    hidden.write(0, 0, "koʻrinmaydi")
    hidden.hide()
    seen.activate()
    seen.set_first_sheet()
    day = made.add_format({"num_format": "dd.mm.yyyy"})
    seen.write(1, 1, "Kuzgi guruh roʻyxati")
    seen.write_row(3, 0, ["T/r", " ISM ", "Telefon", "Tugʻilgan", "Vaqt", "Ball", "Bor"])
    seen.write_number(4, 0, 1)
    seen.write_rich_string(4, 1, "Aziza ", made.add_format({"bold": True}), "Rahimova")
    seen.write_number(4, 2, 998901234567)
    seen.write_datetime(4, 3, date(1961, 3, 8), day)
    seen.write_datetime(
        4,
        4,
        datetime(2026, 11, 26, 9, 30, tzinfo=UTC).replace(tzinfo=None),
        made.add_format({"num_format": "dd.mm.yyyy hh:mm"}),
    )
    seen.write_number(4, 5, 0.00001)
    seen.write_boolean(4, 6, True)
    seen.write_formula(6, 2, '="+"&998901234568', None, "+998901234568")
    seen.write(6, 1, "Бахром\nТўлаганов")
    seen.write_datetime(6, 4, time(9, 5), made.add_format({"num_format": "hh:mm"}))


def test_a_messy_workbook_is_read_as_people_see_it():
    assert read_workbook(workbook(_messy)) == [
        ["", "", "", "", "", "", ""],
        ["", "Kuzgi guruh roʻyxati", "", "", "", "", ""],
        ["", "", "", "", "", "", ""],
        ["T/r", " ISM ", "Telefon", "Tugʻilgan", "Vaqt", "Ball", "Bor"],
        ["1", "Aziza Rahimova", "998901234567", "08.03.1961", "26.11.2026 09:30", "0.00001", "TRUE"],
        ["", "", "", "", "", "", ""],
        ["", "Бахром\nТўлаганов", "+998901234568", "", "09:05", "", ""],
    ]


def test_its_headings_mean_what_they_mean_in_a_csv_file():
    sheet = read_list(workbook(_messy), COLUMNS)
    assert [(row.line, row.cells["phone"]) for row in sheet.rows] == [(5, "998901234567"), (7, "+998901234568")]
    assert sheet.ignored == ("T/r", "Tugʻilgan", "Vaqt", "Ball", "Bor")
    as_csv = read_list(write_sheet([["Ism", "Telefon"], ["Aziza", "+998901234567"]]), COLUMNS)
    as_xlsx = read_list(write_workbook([["Ism", "Telefon"], ["Aziza", "+998901234567"]]), COLUMNS)
    assert as_xlsx == as_csv


def test_a_workbook_without_headings_or_without_anything_is_named():
    with pytest.raises(BadSheetError) as unnamed:
        read_list(write_workbook([["Aziza", "+998901234567"]] * 20), COLUMNS)
    assert unnamed.value.problem is SheetProblem.NO_HEADER
    with pytest.raises(BadSheetError) as empty:
        read_list(workbook(lambda made: made.add_worksheet()), COLUMNS)
    assert empty.value.problem is SheetProblem.EMPTY


def _far(made):
    made.add_worksheet().write(1_000_000, 0, "x")


def _wide(made):
    sheet = made.add_worksheet()
    sheet.write(0, 0, "x")
    sheet.write(90_000, 16_000, "x")


PLAIN = write_workbook([["Ism"], ["Aziza"]])
BOMB = changed(PLAIN, "xl/sharedStrings.xml", lambda _old: b" " * (200 << 20))
LYING = BOMB.replace((200 << 20).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
LAUGHS = changed(
    PLAIN,
    "xl/sharedStrings.xml",
    lambda old: old.replace(
        b"<sst", b'<!DOCTYPE z [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><sst', 1
    ).replace(b"Aziza", b"&b;"),
)
REFUSED = {
    "a photo": (b"\xff\xd8\xff\xe0 JFIF", WorkbookProblem.NOT_WORKBOOK),
    "a ZIP": (zipped(a="b"), WorkbookProblem.NOT_WORKBOOK),
    "half a ZIP": (PLAIN[: len(PLAIN) // 2], WorkbookProblem.NOT_WORKBOOK),
    "an XLSB": (zipped(xl__workbook_dot_bin=b"x"), WorkbookProblem.NOT_WORKBOOK),
    "an XLS": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), WorkbookProblem.OLD),
    "a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
        WorkbookProblem.ENCRYPTED,
    ),
    "macros": (
        zipped(xl__workbook_dot_xml=b"<x/>", xl__vbaProject_dot_bin=b"x"),
        WorkbookProblem.MACROS,
    ),
    "a bomb": (BOMB, WorkbookProblem.TOO_HEAVY),
    "a bomb that lies": (LYING, WorkbookProblem.UNREADABLE),
    "entities of its own": (LAUGHS, WorkbookProblem.UNREADABLE),
    "no sheet": (zipped(xl__workbook_dot_xml=b"<workbook/>"), WorkbookProblem.UNREADABLE),
    "rows without end": (workbook(_far), WorkbookProblem.TOO_MANY_ROWS),
    "a cell far away": (workbook(_wide), WorkbookProblem.TOO_HEAVY),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_list_is_refused_by_name(what):
    data, problem = REFUSED[what]
    with pytest.raises(BadWorkbookError) as refused:
        read_workbook(data)
    assert refused.value.problem is problem


def test_what_is_written_is_read_back_and_holds_no_formula():
    rows = [["Ism", "Izoh"], ["=1+1", "+998901234567"], ["@SUM(A1)", "https://example.uz"], ["001", ""]]
    written = write_workbook(rows, widths=[20, 30])
    assert read_workbook(written) == rows
    with zipfile.ZipFile(io.BytesIO(written)) as made:
        sheet = made.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "hyperlink" not in sheet
        assert 'state="frozen"' in sheet
    with pytest.raises(ValueError, match="too long"):
        write_workbook([["x" * 40_000]])
