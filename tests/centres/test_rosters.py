"""Lists of a group: every kind of file, each doubtful line named, all that is ticked taken at once or nothing."""

import io
from datetime import date

import pytest
import xlsxwriter
from sqlalchemy import func, select

from app.accounts.models.people import Account, ParentConsent
from app.accounts.types import Relation
from app.centres.models.rosters import GroupRoster
from app.centres.queries.members import list_members
from app.centres.rules.headings import columns_of_group, is_under_age, read_relation
from app.centres.rules.names import is_alike, mend_mixed
from app.centres.rules.rosters import Doubt, Line, judge, understand
from app.centres.service.rosters import PURGES
from app.infra.database import db, write_tx
from app.kernel.sheets import SheetRow, read_sheet
from tests.support.centres import make_class
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD, someone

TODAY = date(2026, 11, 26)
MESSY = [
    ["№", "Ф.И.Ш.", "Телефон рақами", "Туғилган йили", "Ота-онаси", "Ким бўлади", "Изоҳ"],
    [1, "Зулфия Қодирова", 998901110001, 1961],
    [2, "Aziza Rahimova", "90 111-00-02", "08.03.1958"],
    [3, "Карим Оlимов", "", 1970],
    [4, "Sardor Aliyev", "yoʻq", 1980],
    [5, "Nigora Olimova", "901110001", 1990],
    [6, "", 998901110006, 1990],
    [7, "Jasur Toshev", "", 2016],
    [8, "Ozoda Toshpoʻlatova", "", 2017, "Gulnora Toshpoʻlatova", "онаси"],
    [9, "Zulfiya Qodirova", "", 1961],
    [10, "Nodira Karimova", 998915550011, 1961],
]


def messy_workbook():
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Рўйхат")
        sheet.merge_range(0, 0, 0, 6, "Кузги гуруҳ рўйхати")
        for number, row in enumerate(MESSY, 1):
            sheet.write_row(number, 0, row)
    return written.getvalue()


def trainer_of(app, made):
    return signed_in(Reader(app), made.trainer.login, PASSWORD)


def bring(reader, made, data, name):
    reader.get(f"{made.page}people/file/")
    return reader.post(f"{made.page}people/file/", {"file": (io.BytesIO(data), name)})


def names_in(app, made):
    with app.app_context():
        return {one.name for one in list_members(made.cohort_id)}


@pytest.mark.pure
@pytest.mark.parametrize(
    ("birth", "child", "is_child"),
    [
        ("2012", "", True),  # may still be 13
        ("2011", "", False),
        ("26.11.2012", "", False),
        ("27.11.2012", "", True),
        ("2012-11-27", "", True),
        ("", "ha", True),
        ("", "14 yoshgacha", True),
        ("1961", "yoʻq", False),
        ("bilmaydi", "", None),
    ],
)
def test_who_is_under_14_is_told_by_year_day_or_word(birth, child, is_child):
    assert is_under_age(birth, child, TODAY) is is_child


@pytest.mark.pure
def test_names_are_compared_as_people_mean_them():
    assert is_alike("Бахром Тўлаганов", "To'laganov Bahrom")
    assert is_alike("Shahnoza Yoʻldosheva", "Shaxnoza Yuldosheva")
    assert not is_alike("Karim Olimov", "Karima Olimova")
    assert not is_alike("Ali Umarov", "Vali Umarov")
    assert mend_mixed("Карим Оlимов") == "Карим Оlимов"  # l has no twin
    assert mend_mixed("Аziza Rахimova") == "Aziza Raximova"
    assert read_relation("Онаси") is Relation.MOTHER
    assert read_relation("отец") is Relation.FATHER
    assert read_relation("qoʻshni") is None


@pytest.mark.pure
def test_a_yes_is_good_for_the_question_that_was_seen():
    row = {"name": "Aziza Rahimova"}
    twice = [SheetRow(line=2, cells=row), SheetRow(line=3, cells=row)]
    lines = understand(twice, read_phone=lambda _typed: None, find_place=lambda *_names: ("", ""), today=TODAY)
    first, second = judge(lines, members=[], owners={}, seats=9)
    assert (first.doubt, second.doubt) == (None, Doubt.TWICE)
    agreed = Line(number=3, name="Aziza Rahimova", take=True, agreed=(second.question,))
    assert judge([lines[0], agreed], members=[], owners={}, seats=9)[1].is_taken
    assert [one.doubt for one in judge([lines[0], agreed], members=[], owners={}, seats=1)] == [None, Doubt.NO_SEAT]


@pytest.mark.pure
@pytest.mark.parametrize("encoding", ["cp1251", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("sign", [";", ",", "\t"])
def test_any_text_that_spreadsheets_write_is_a_list(encoding, sign):
    text = (
        sign.join(["Фамилия", "Имя", "Телефон", "до 14"]) + "\r\n" + sign.join(["Каримова", "Нодира", "901110003", ""])
    )
    columns = columns_of_group({"телефон": "login", "имя": "name"})
    cells = read_sheet(text.encode(encoding), columns).rows[0].cells
    assert cells == {"surname": "Каримова", "name": "Нодира", "phone": "901110003", "child": ""}


def test_a_messy_workbook_is_corrected_on_its_page_and_taken_whole(app):
    made = make_class(app, members=1, seats=9)
    known = someone(app, "+998915550011")
    reader = trainer_of(app, made)
    page = bring(reader, made, messy_workbook(), "рўйхат.xlsx")
    for words in (
        "4-qator: Aziza Rahimova Guruhdagi odamga juda oʻxshaydi: Aziza Rahimova",
        "5-qator: Карим Оlимов Bir soʻzda lotin va kirill",
        "6-qator: Sardor Aliyev Telefon raqami oʻqilmadi",
        "7-qator: Nigora Olimova Bu telefon roʻyxatda yuqorida ham bor",
        "8-qator: — Ism yozilmagan",
        "9-qator: Jasur Toshev 14 yoshga toʻlmagan",
        "11-qator: Zulfiya Qodirova Roʻyxatda yuqorida ham bor",
        "12-qator: Nodira Karimova Bu raqamda hisob bor: Nodira Karimova, +998 91 •••-••-11",
        "Bu ustunlar olinmadi: №, Изоҳ",
    ):
        assert words in " ".join(page.main.split()), words
    blocked = reader.submit(page.path, button="take", **{"l5-name": "Карим Олимов"})
    assert "Hali hech kim qoʻshilmadi" in blocked.main
    assert names_in(app, made) == {"Aziza Rahimova"}
    reader.get(blocked.path)  # what was corrected survives a reload
    fields = {"l6-phone": "", "l7-phone": "901110007", "l9-parent": "Olim Toshev", "l9-relation": "father"}
    done = reader.submit(page.path, button="take", **fields, **{"l8-name": "Malika Umarova", "l12-take": "y"})
    assert "Roʻyxatdan guruhga olinganlar: 8" in done.main
    assert names_in(app, made) == {
        "Aziza Rahimova",
        "Зулфия Қодирова",
        "Карим Олимов",
        "Sardor Aliyev",
        "Nigora Olimova",
        "Malika Umarova",
        "Jasur Toshev",
        "Ozoda Toshpoʻlatova",
        "Nodira Karimova",
    }
    with app.app_context():
        members = {one.name: one.person_id for one in list_members(made.cohort_id)}
        assert members["Nodira Karimova"] == known.id
        said = {row.person_id: (row.parent_name, row.relation) for row in db.session.scalars(select(ParentConsent))}
        assert said[members["Jasur Toshev"]] == ("Olim Toshev", "father")
        assert said[members["Ozoda Toshpoʻlatova"]] == ("Gulnora Toshpoʻlatova", "mother")
        assert db.session.scalars(select(GroupRoster.lines)).one() == []
        accounts = db.session.scalar(select(func.count()).select_from(Account))
    again = reader.post(blocked.path, {"step": "take"})
    assert "olinganlar: 8" in again.main
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Account)) == accounts


def test_more_people_than_seats_are_named_and_nobody_comes_by_halves(app):
    made = make_class(app, members=0, seats=2)
    reader = trainer_of(app, made)
    rows = "Имя;Телефон\r\nАлишер Умаров;\r\nБотир Садыков;\r\nЗафар Эргашев;\r\n"
    page = bring(reader, made, rows.encode("cp1251"), "a.csv")
    assert "4-qator: Зафар Эргашев Joy yetmadi" in " ".join(page.main.split())
    blocked = reader.submit(page.path, button="take", **{"l4-take": "y"})
    assert "Hali hech kim qoʻshilmadi" in blocked.main
    assert names_in(app, made) == set()
    fields = dict.fromkeys(("l2-seen", "l3-seen", "l4-seen"), "") | {"l3-take": "y", "l4-take": "y", "step": "take"}
    reader.post(blocked.path, fields)
    assert names_in(app, made) == {"Ботир Садыков", "Зафар Эргашев"}


def test_what_is_no_list_is_said_with_what_to_do(app):
    made = make_class(app, members=0)
    reader = trainer_of(app, made)
    reader.get(f"{made.page}people/file/")
    for data, words in (
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "eski Excel fayli"),
        (b"Aziza;901110001\n", "«Ism» ustuni topilmadi"),
        (b"", "Fayl boʻsh"),
        ("Ism\n" + "Aziza Rahimova\n" * 121, "120 dan ortiq"),
    ):
        file = (io.BytesIO(data if isinstance(data, bytes) else data.encode()), "a.csv")
        page = reader.post(f"{made.page}people/file/", {"file": file}, status=400)
        assert words in page.main


def test_a_list_that_nobody_confirmed_is_forgotten_after_a_week(app, clock):
    made = make_class(app, members=0)
    bring(trainer_of(app, made), made, b"Ism\nAziza Rahimova\n", "a.csv")
    clock.shift(days=8)
    with app.app_context(), write_tx():
        assert PURGES["centres_roster"](clock.now()) == 1
