"""Lists of people: read whole or not at all, shown line by line, made into accounts once."""

import re
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from app.accounts.jobs import rosters as account_jobs
from app.accounts.models.people import Account, Consent
from app.accounts.models.rosters import RosterLine
from app.accounts.queries.people import find_credentials
from app.accounts.queries.roles import list_grants
from app.accounts.queries.rosters import districts_by_name, regions_by_name
from app.accounts.rules.rosters import COLUMNS, RosterFault, judge
from app.accounts.service.roles import grant_role
from app.accounts.service.rosters import READ, apply_lines, confirm_roster, forget_lines
from app.infra import jobs
from app.infra.audit import AuditEntry
from app.infra.database import count, write_tx
from app.infra.passwords import is_password
from app.kernel import clock as house_clock
from app.kernel.permissions import Role
from app.kernel.sheets import read_sheet
from tests.support.certified import person_named
from tests.support.people import demo_people, newcomer, signed_in
from tests.support.staff import ANDIJAN, BUKHARA, PASSWORD, region, someone, staff_member

LIST = "/uz/staff/people/list/"
GOOD = """Ism;Telefon;Viloyat;Tuman;Til
Nodira Karimova;90 123 45 67;Andijon;Asaka tumani;ru
Ёрқин Алиев;ali@example.uz;;;
"""


def judged(text):
    sheet = read_sheet(text.encode(), COLUMNS)
    return judge(sheet.rows, regions=regions_by_name(), districts=districts_by_name())


def faults(text):
    return [one.fault for one in judged("Ism;Telefon;Viloyat;Tuman;Til\n" + text)]


@pytest.fixture
def admin(app, reader):
    return signed_in(reader, *demo_people(app)[Role.ADMINISTRATOR])


def bring(reader, text, *, status=200):
    reader.get(LIST)
    data = text if isinstance(text, bytes) else text.encode()
    page = reader.post(f"{LIST}read", {"file": (BytesIO(data), "odamlar.csv")}, status=status)
    jobs.run_all()
    return reader.get(page.path) if status == 200 else page


def test_a_line_is_understood_in_whatever_words(app):
    one, other = judged(GOOD)
    assert (one.name, one.login, one.region, one.language) == ("Nodira Karimova", "+998901234567", "UZ-AN", "ru")
    assert one.district
    assert (other.login, other.region, other.language, other.fault) == ("ali@example.uz", "", "uz", None)


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (";90 123 45 67;;;", RosterFault.NO_NAME),
        ("A1;90 123 45 67;;;", RosterFault.BAD_NAME),
        ("Nodira;;;;", RosterFault.NO_LOGIN),
        ("Nodira;12;;;", RosterFault.BAD_LOGIN),
        ("Nodira;901234567;Atlantida;;", RosterFault.BAD_PLACE),
        ("Nodira;901234567;Buxoro;Asaka tumani;", RosterFault.BAD_PLACE),
        ("Nodira;901234567;;;tlh", RosterFault.BAD_LANGUAGE),
    ],
    ids=str,
)
def test_cs06_a_doubtful_line_says_why(app, line, fault):
    assert faults(line + "\n") == [fault]


def test_cs05_one_phone_written_two_ways_is_one_person(app):
    assert faults("Nodira;901234567;;;\nNodira;+998 (90) 123-45-67;;;\n") == [None, RosterFault.TWICE]


@settings(max_examples=60)
@given(st.lists(st.lists(st.text(max_size=30), min_size=5, max_size=5), max_size=4))
def test_whatever_is_typed_has_one_outcome(lines):
    sheet = [" ;".join(cell.replace(";", " ").replace('"', "") for cell in cells) for cells in lines]
    text = "Ism;Telefon;Viloyat;Tuman;Til\n" + "\n".join(" ".join(line.split()) for line in sheet)
    clean = "".join(char for char in text if char == "\n" or char.isprintable())
    assert all(one.fault is None or isinstance(one.fault, RosterFault) for one in judged(clean))


def test_a_list_is_shown_first_and_makes_accounts_when_it_is_confirmed(app, db, admin):
    page = bring(admin, GOOD + "A1;1;;;\n")
    assert "4-qator: ismda harfdan boshqa belgi bor" in page.main
    assert count(Account, Account.phone == "+998901234567") == 0
    admin.submit("/confirm")
    jobs.run_all()
    assert "Tayyor." in admin.get(page.path).main
    account = db.session.scalars(select(Account).where(Account.phone == "+998901234567")).one()
    assert (account.name, account.region) == ("Nodira Karimova", "UZ-AN")
    assert count(Consent, Consent.person_id == account.person_id) == 0, "nobody agrees for another"
    assert not is_password("!", find_credentials("+998901234567").password_hash)


def test_cs05_the_same_list_again_changes_nothing(app, db, admin):
    for _ in range(2):
        page = bring(admin, GOOD)
        if page.soup.find("form", action=lambda action: action and action.endswith("/confirm")):
            admin.submit("/confirm")
        jobs.run_all()
    assert "Ochiladigan yangi hisob yoʻq." in admin.get(page.path).main
    assert count(Account, Account.phone == "+998901234567") == 1


def test_cs06_a_list_gives_nobody_rights(app, db, admin):
    page = bring(admin, "Ism;Telefon;role;is_admin\nNodira;901234567;administrator;1\n")
    assert "role, is_admin" in page.main
    admin.submit("/confirm")
    jobs.run_all()
    assert list_grants(find_credentials("+998901234567").person_id) == ()


@pytest.mark.parametrize("data", [b"", b"\0", b"Foo\nx\n", b'Ism\n"A" b\n', b"\xff\xfe\xff", b"Ism\n" + b"x" * 200_000])
def test_cs03_a_file_that_is_no_list_is_refused_in_words(db, admin, data):
    assert admin.page.is_html
    assert "Yuborilmadi" in bring(admin, data, status=400).main


def test_cs09_what_broke_off_goes_on_and_makes_nobody_twice(app, db, admin, monkeypatch):
    many = "Ism;Telefon\n" + "".join(f"Nodira;90 100 {number:04}\n" for number in range(250))
    monkeypatch.setattr(account_jobs, "LINES_AT_ONCE", 100)
    page = bring(admin, many)
    admin.submit("/confirm")
    roster = page.path.rstrip("/").rsplit("/", 1)[1]
    with write_tx():
        apply_lines(roster)
    with pytest.raises(RuntimeError), write_tx():
        apply_lines(roster)
        raise RuntimeError
    assert count(RosterLine, RosterLine.person_id.is_not(None)) == 100
    jobs.run_all()
    assert count(RosterLine, RosterLine.person_id.is_not(None)) == 250
    assert count(Account, Account.phone.like("+99890100%")) == 250


def test_cs09_reading_that_broke_off_goes_on_where_it_was(app, db, admin, monkeypatch):
    monkeypatch.setattr(account_jobs, "LINES_AT_ONCE", 1)
    bring(admin, GOOD)
    roster = db.session.scalars(select(RosterLine.roster_id)).first()
    assert count(RosterLine) == 2
    with write_tx():
        assert jobs.enqueue(READ, {"roster_id": roster}, key=f"{READ} {roster}").done_at
    with write_tx():
        confirm_roster(roster, "x")
        confirm_roster(roster, "x")
    jobs.run_all()
    assert count(Account, Account.email == "ali@example.uz") == 1


def test_cs08_nobody_sees_or_confirms_a_list_of_another(app, db, admin):
    page = bring(admin, GOOD)
    other = admin.stranger()
    person = person_named("Boshqa Administrator")
    with write_tx():
        grant_role(person, Role.ADMINISTRATOR)
    learner = newcomer(other)
    learner.get(page.path, status=403)


def test_cs01_cs08_people_are_written_into_a_list_and_it_is_audited(app, db, admin):
    person_named("Nodira Karimova", phone="+998901234567")
    admin.get("/uz/me/")
    answer = admin.client.post(f"{LIST}write", data={"_token": admin._token()})
    text = answer.get_data().decode("utf-8-sig")
    assert answer.mimetype == "text/csv"
    assert "Nodira Karimova;998901234567" in text
    taken = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "accounts.people-exported")).one()
    assert taken.facts["rows"] == len(text.splitlines()) - 1
    assert "Nodira" not in str(taken.facts)


def test_cs08_a_trainer_of_one_region_gets_no_other(app, reader):
    someone(app, "+998901112233", lives_in=BUKHARA)
    staff_member(app, "+998901234567", Role.TRAINER, region(ANDIJAN))
    signed_in(reader, "+998901234567", PASSWORD)
    answer = reader.client.post(f"{LIST}write", data={"_token": reader._token()})
    lines = answer.get_data().decode("utf-8-sig").splitlines()
    assert len(lines) == 2, "the headings, and the trainer alone"
    assert "901112233" not in lines[1]


def test_what_a_list_said_of_people_is_forgotten_after_a_week(app, db, admin, clock):
    bring(admin, GOOD)
    for days, forgotten in ((6, 0), (2, 2), (0, 0)):
        clock.shift(days=days)
        with write_tx():
            assert forget_lines(house_clock.now()) == forgotten
    assert count(RosterLine, RosterLine.name != "") == 0


def test_up09_a_large_file_is_taken_from_those_who_may_and_from_nobody_else(app, db, admin):
    large = b"Ism;Telefon\n" + b"Nodira;901234567\n" * 10_000
    assert len(large) > app.config["MAX_CONTENT_LENGTH"]
    bring(admin, large)
    assert count(RosterLine, RosterLine.fault == RosterFault.TWICE) == 9_999
    learner = newcomer(admin.stranger(), "90 765 43 21")
    learner.get("/uz/me/")
    data = {"file": (BytesIO(large), "odamlar.csv"), "_token": learner._token()}
    assert learner.client.post(f"{LIST}read", data=data).status_code == 413


def test_whoever_came_by_a_list_sets_a_password_by_a_code_and_is_asked_for_consent(app, db, admin):
    bring(admin, GOOD)
    admin.submit("/confirm")
    jobs.run_all()
    person_id = find_credentials("+998901234567").person_id
    admin.get(f"/uz/staff/people/{person_id}/")
    admin.submit("/access-code")
    page = admin.submit("/access-code", reason="forgot")
    code = re.search(r"\b\d{3} ?\d{3}\b", page.main).group().replace(" ", "")
    learner = admin.stranger()
    learner.get("/uz/sign-in/reset/")
    page = learner.submit("/sign-in/reset/", login="90 123 45 67", code=code, password="juda maxfiy 7 gap")
    assert "oʻquv markazi ochib bergan" in page.main
    learner.submit("/agree")
    assert count(Consent, Consent.person_id == person_id) == 1
    assert "oʻquv markazi" not in signed_in(learner.stranger(), "90 123 45 67", "juda maxfiy 7 gap").page.main
