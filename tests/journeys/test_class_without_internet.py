"""A class from the first wish to come to the centre's report: no internet, one computer, cards, paper, a trainer.

People sign up and come from a messy file; six of them come in on one computer by card and PIN; three take the test
there, three on paper; the trainer confirms what was watched; all who passed get a certificate on the last day.
"""

import re

import pypdfium2
import pytest
from playwright.sync_api import expect

from app.centres.queries.cards import find_card
from app.centres.queries.members import list_members
from app.centres.queries.papers import find_sheet
from app.centres.queries.places import get_cohort
from app.certificates.queries.records import list_of_person
from app.infra.jobs import run_all
from app.infra.workbooks import write_workbook
from app.progress.queries import list_passes
from app.quizzes.queries.papers import list_questions
from tests.support.browser import DESK, PHONE
from tests.support.browsing import QUIZ, Learner
from tests.support.centres import make_class
from tests.support.staff import PASSWORD

LONG = "Muhammadyusuf-Sherzodbek Abduqahhorovich Xudoyberdiyev-Oʻrinboyev"
SIGNED_UP = ("Aziza Rahimova", "Nodira Karimova")
IN_FILE = ("Бахром Тўлаганов", "Dilfuza Gʻofurova", LONG)
MIXED, MENDED = "Мaхмуд Олимов", "Маҳмуд Олимов"
TRAINER_PIN = "7392"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture
def made(app):
    return make_class(app, members=0)


@pytest.fixture
def trainer(app, opened, made):
    """The trainer at a desk, signed in with both steps."""
    somebody = Learner(opened(DESK), app)
    somebody.come_in_as_staff(made.trainer.login, PASSWORD)
    return somebody


def messy_file():
    rows = [("Roʻyxat", "", ""), ("F.I.Sh.", "Telefon", "Izoh")]
    rows += [(name, "", "") for name in IN_FILE]
    return write_workbook([*rows, ("", "90 111 22 33", "ismsiz"), (MIXED, "", ""), (IN_FILE[1], "", "ikkinchi marta")])


def sign_up(app, opened, made, name):
    with app.app_context():
        cohort = get_cohort(made.cohort_id)
    visitor = Learner(opened(PHONE, has_touch=True, is_mobile=True), app)
    visitor.open("centres/")
    visitor.look()
    visitor.follow(f"/centres/{cohort.centre.code}/")
    visitor.look()
    visitor.follow(f"/{cohort.code}/")
    visitor.look()
    visitor.field("name").fill(name)
    visitor.send(f"/{cohort.code}/")
    visitor.look()


def bring_file(trainer, made):
    trainer.open(f"teach/groups/{made.cohort_id}/people/file/")
    trainer.look()
    file = {"name": "guruh.xlsx", "mimeType": XLSX, "buffer": messy_file()}
    trainer.page.set_input_files("input[name=file]", file)
    trainer.send("/people/file/")
    trainer.look()
    page = trainer.page
    mixed = page.locator("main fieldset.card").filter(has_text="7-qator")
    mixed.locator("input[name$=name]").fill(MENDED)
    mixed.locator("input[type=checkbox][name$=take]").check()
    nameless = page.locator("main fieldset.card").filter(has_text="6-qator")
    nameless.locator("input[type=checkbox][name$=take]").uncheck()
    with page.expect_navigation():
        page.locator("button[name=step][value=take]").click()
    trainer.look()


def begin(trainer, meeting, deed):
    """What a trainer does on the screen of a meeting, standing still."""
    trainer.open(f"{meeting}?more=1")
    trainer.send(deed)


def gather(app, opened, trainer, made):
    """Six people of a group: two by their own wish, four from a file; their names."""
    group = f"teach/groups/{made.cohort_id}/"
    for name in SIGNED_UP:
        sign_up(app, opened, made, name)
    trainer.open(f"{group}sign-ups/")
    trainer.look()
    trainer.send("/sign-ups/all")
    bring_file(trainer, made)
    names = {*SIGNED_UP, *IN_FILE, MENDED}
    trainer.open(f"{group}people/")
    trainer.look()
    assert all(name in trainer.main for name in names)
    return names


def text_of(pdf):
    return "\n".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf))


def fetched(page, button):
    with page.expect_download() as waiting:
        button.click()
    return waiting.value.path().read_bytes()


def print_cards(trainer, made):
    """Code and PIN of each card, as they are printed."""
    trainer.open(f"teach/groups/{made.cohort_id}/cards/")
    trainer.look()
    text = text_of(fetched(trainer.page, trainer.button("/cards/print")))
    codes = re.findall(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", text)
    pins = re.findall(r"PIN:\s*(\d{4})\b", text)
    assert len(codes) == len(pins) == 6
    return list(zip(codes, pins, strict=True))


def come_in(computer, code, pin):
    computer.open(f"card/{code}/")
    computer.look()
    computer.field("pin").fill(pin)
    computer.send(f"/card/{code}/")


def leave(computer):
    with computer.page.expect_navigation():
        computer.page.get_by_role("button", name="Men tugatdim").click()


def take_test(computer):
    """From the call on the page to the last answer, all of them right."""
    computer.follow(computer.page.locator(f"a[href*='{QUIZ}']").first)
    computer.send("/begin")
    while computer.page.locator("main form[action$='/answer']").count():
        computer.answer()
    computer.send("/submit")


def print_papers(app, trainer, made):
    """Quiz papers and answer sheets, one variant a learner."""
    trainer.open(f"teach/groups/{made.cohort_id}/packs/")
    trainer.look()
    for box in trainer.page.locator("input[name=part]").all():
        box.set_checked(box.get_attribute("value") in {"quiz", "answers", "sign-in"})
    trainer.page.locator("input[name=variants]").last.check()
    trainer.send("/packs/")
    with app.app_context():
        run_all()
    trainer.open(f"teach/groups/{made.cohort_id}/packs/")
    trainer.look()
    text = text_of(fetched(trainer.page, trainer.page.locator("main .cards a.btn").first))
    assert LONG.split(maxsplit=1)[0] in text
    assert IN_FILE[0].split()[0] in text


def type_papers(app, trainer, made, owners):
    """Type right answers from the sheets of some, and look at what comes of it."""
    for name in owners:
        trainer.open(f"teach/groups/{made.cohort_id}/papers/")
        row = trainer.page.locator("main form[method=post]").filter(has_text=name).first
        code = re.search(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){2}", row.inner_text())[0]
        with app.app_context():
            sheet = find_sheet(code)
            keys = {one.number: one.key for one in list_questions(sheet.quiz_digest, sheet.seed)}
        for number, key in keys.items():
            row.locator(f"input[name=q{number}]").fill(key)
        with trainer.page.expect_navigation():
            row.locator("button:not([type=button])").last.click()
        expect(trainer.page.locator("main .notice.good")).to_contain_text(name)
        trainer.look()


def confirm_tests(trainer, made):
    """The trainer sets a PIN, and confirms with it what was watched."""
    address = f"teach/groups/{made.cohort_id}/meetings/{made.meeting_id}/tests/"
    trainer.open(address)
    trainer.follow(trainer.page.locator("main .notice a.btn"))
    trainer.look()
    trainer.field("pin").fill(TRAINER_PIN)
    trainer.field("again").fill(TRAINER_PIN)
    trainer.send("/teach/pin/")
    trainer.open(address)
    trainer.look()
    assert trainer.page.locator("main fieldset.who").count() == 6
    trainer.field("pin").fill(TRAINER_PIN)
    trainer.page.locator("main form[action$='/tests/'] button:not([type=button])").last.click()
    expect(trainer.page.locator("main .notice.good")).to_contain_text("6 ta test tasdiqlandi")


def read_reports(app, opened, trainer, made):
    """The trainer's of the group, the manager's of the centre."""
    trainer.open(f"teach/groups/{made.cohort_id}/report/")
    trainer.look()
    told = (trainer.page.locator(f"main dl.facts {tag}").all_inner_texts() for tag in ("dt", "dd"))
    facts = dict(zip(*told, strict=True))
    assert facts["Odamlar"] == facts["Testdan oʻtganlar"] == facts["Sertifikatlar"] == "6"
    assert facts["Davomat"] == "100 foiz"
    manager = Learner(opened(DESK), app)
    manager.come_in_as_staff(made.manager.login, PASSWORD)
    manager.open(f"teach/centres/{made.centre_id}/report/")
    manager.look()
    assert "Kuzgi guruh" in manager.main


def test_a_class_from_the_first_wish_to_come_to_the_report_of_the_centre(app, opened, made, trainer):
    group, meeting = f"teach/groups/{made.cohort_id}/", f"teach/groups/{made.cohort_id}/meetings/{made.meeting_id}/"
    names = gather(app, opened, trainer, made)
    cards = print_cards(trainer, made)
    print_papers(app, trainer, made)
    trainer.open(meeting)
    trainer.look()
    begin(trainer, meeting, "/door")
    computer = Learner(opened(DESK), app)
    for code, pin in cards:
        come_in(computer, code, pin)
        leave(computer)
    assert "Kim oʻqiydi?" in computer.h1
    computer.look()

    trainer.open(f"{meeting}attendance/")
    trainer.page.locator("button[name=all]").click()
    expect(trainer.page.locator("#saving")).to_contain_text("Saqlandi")
    trainer.look()
    trainer.open(f"{meeting}attendance/")
    assert "6 / 6" in trainer.main

    begin(trainer, meeting, "/quiz")
    with app.app_context():
        owners = {code: find_card(code).name for code, _pin in cards}
    for code, pin in cards[:3]:
        come_in(computer, code, pin)
        take_test(computer)
        leave(computer)
    type_papers(app, trainer, made, [owners[code] for code, _pin in cards[3:]])
    confirm_tests(trainer, made)

    trainer.open(f"{group}certificates/")
    with app.app_context():
        run_all()
    trainer.open(f"{group}certificates/")
    trainer.look()
    assert trainer.page.locator("main a code").count() == 6
    printed = pypdfium2.PdfDocument(fetched(trainer.page, trainer.button("/certificates/print")))
    assert len(printed) == 6
    with app.app_context():
        people = [one.person_id for one in list_members(made.cohort_id)]
        certificates = [one for person in people for one in list_of_person(person)]
        sittings = [one.sitting for person in people for one in list_passes(person)]
    assert {one.name for one in certificates} == names
    assert len(sittings) == 6
    assert all(one.is_supervised and one.is_unassisted for one in sittings)
    read_reports(app, opened, trainer, made)
