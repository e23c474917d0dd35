"""Lists as spreadsheets write them, whichever way, and back without a change."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.sheets import LONGEST_CELL, BadSheetError, SheetProblem, read_sheet, write_sheet

COLUMNS = {"ism": "name", "имя": "name", "telefon": "login"}
PLAIN = "Ism;Telefon\nOʻgʻiloy Gʻulomova;901234567\n"


def cells(data):
    return [row.cells for row in read_sheet(data, COLUMNS).rows]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_cs02_any_unicode_is_read(encoding):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert cells(mark + PLAIN.encode(encoding)) == [{"name": "Oʻgʻiloy Gʻulomova", "login": "901234567"}]


def test_cs02_windows_1251_is_read():
    assert cells("Имя;Telefon\nЁрқин;1\n".encode("cp1251", "replace"))[0]["name"].startswith("Ё")


def test_cs02_bytes_that_are_no_text_name_their_line():
    with pytest.raises(BadSheetError) as caught:
        read_sheet(b"Ism;Telefon\nA;1\nB\x98\xff;2\n", COLUMNS)
    assert (caught.value.problem, caught.value.line) == (SheetProblem.UNREADABLE, 3)


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_cs03_any_delimiter_is_read(delimiter):
    assert cells(PLAIN.replace(";", delimiter).encode())[0]["login"] == "901234567"


def test_cs03_quotes_and_line_breaks_stay_in_their_cell_and_lines_are_counted():
    sheet = read_sheet(b'Ism;Telefon\r\n"Ali ""Katta""\r\nbobo";1\r\n\r\nVali;2\r\n', COLUMNS)
    assert [(row.line, row.cells["name"]) for row in sheet.rows] == [(2, 'Ali "Katta"\r\nbobo'), (5, "Vali")]


@pytest.mark.parametrize(
    ("data", "problem", "line"),
    [
        (b"", SheetProblem.EMPTY, 1),
        (b"\n \n", SheetProblem.EMPTY, 1),
        (b"Ism\nA\0li\n", SheetProblem.UNREADABLE, 2),
        (b"Foo;Bar\n1;2\n", SheetProblem.NO_HEADER, 1),
        ("Ism;Имя\n1;2\n".encode(), SheetProblem.DOUBLE_HEADER, 1),
        (b'Ism\n"Ali" x\n', SheetProblem.BROKEN_QUOTES, 2),
        (b"Ism\n" + b"x" * (LONGEST_CELL + 1) + b"\n", SheetProblem.LONG_CELL, 2),
        (b"Ism\n" + b"x" * 200_000 + b"\n", SheetProblem.LONG_CELL, 2),
    ],
    ids=str,
)
def test_cs03_cs06_what_cannot_be_read_says_why_and_where(data, problem, line):
    with pytest.raises(BadSheetError) as caught:
        read_sheet(data, COLUMNS)
    assert (caught.value.problem, caught.value.line) == (problem, line)


def test_cs04_a_hundred_thousand_rows_are_read_and_one_more_is_not():
    many = b"Ism\n" + b"A\n" * 100_000
    assert len(read_sheet(many, COLUMNS).rows) == 100_000
    with pytest.raises(BadSheetError, match="too-many-rows"):
        read_sheet(many + b"A\n", COLUMNS)


def test_cs06_columns_that_nobody_asked_for_are_named_and_not_read():
    sheet = read_sheet(b"Ism;role;is_admin;\nAli;administrator;1;\n", COLUMNS)
    assert sheet.ignored == ("role", "is_admin")
    assert sheet.rows[0].cells == {"name": "Ali"}


@pytest.mark.parametrize("name", ["=1+1", "+998", "-x", "@SUM", "\tx", "  =1", "'=1", "''=1", "O'tkir", "'"])
def test_cs01_a_formula_is_harmless_and_comes_back_exactly(name):
    written = write_sheet([["Ism"], [name]])
    line = written.decode("utf-8-sig").split("\r\n")[1]
    assert not line.strip('"').lstrip().startswith(("=", "+", "-", "@", "\t"))
    assert cells(written) == [{"name": name}]


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1).filter(str.strip)))
def test_cs01_whatever_is_written_is_read_back(names):
    assert [row["name"] for row in cells(write_sheet([["Ism"], *([name] for name in names)]))] == names
