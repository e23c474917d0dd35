"""A forgotten password: codes by message and from staff, as people and as thieves use them."""

import pytest
from sqlalchemy import select, update

from app.accounts.models.coming_back import AccessCode
from app.accounts.models.people import Account
from app.accounts.queries.people import find_credentials
from app.accounts.service.access import issue_code
from app.accounts.types import AccessPurpose
from app.infra.audit import AuditEntry
from app.infra.database import count, write_tx
from app.infra.jobs import Job
from app.infra.outbox import Channel
from app.kernel.permissions import Role
from tests.support.counting import queries
from tests.support.people import demo_people, newcomer, signed_in
from tests.support.staff import PASSWORD, region, staff_member
from tests.support.ways_back import code_in, learned, lessons_done, letters

PHONE = "+998901234567"
NEW = "yangi parol va choy 7"
WRONG = "Kod notoʻgʻri yoki muddati oʻtgan"


def ask(reader, login=PHONE, *, status=200):
    reader.get("/uz/sign-in/help/")
    return reader.submit("/sign-in/help/", login=login, status=status)


def reset(reader, code, *, login=PHONE, status=200, **more):
    reader.get("/uz/sign-in/reset/")
    return reader.submit("/sign-in/reset/", login=login, code=code, password=NEW, status=status, **more)


def code_for(login=PHONE):
    with write_tx():
        return issue_code(find_credentials(login).person_id, AccessPurpose.MESSAGE)


@pytest.fixture
def person(reader):
    """Somebody with an account and a lesson done, who now sits at another machine."""
    learned(newcomer(reader))
    return reader.stranger()


def test_a_code_by_message_sets_a_new_password_and_lets_in(app, person):
    ask(person)
    letter = letters(app)[-1]
    assert (letter.channel, letter.address) == (Channel.SMS, PHONE)
    page = reset(person, code_in(letter))
    assert "Nodira Karimova" in page.main
    assert lessons_done(person) == 1
    signed_in(person.stranger(), PHONE, NEW).get("/uz/me/edit/")


def test_the_letter_is_in_the_persons_language(app, reader):
    person = newcomer(reader)
    person.get("/uz/me/edit/")
    person.submit("/me/edit/", language="ru")
    ask(reader.stranger())
    assert "код для нового пароля" in letters(app)[-1].text
    assert "/ru/sign-in/reset/" in letters(app)[-1].text


def test_a_mail_goes_to_those_who_sign_in_with_one(app, reader):
    newcomer(reader, "nodira@mail.uz")
    ask(reader.stranger(), "Nodira@Mail.uz")
    assert (letters(app)[-1].channel, letters(app)[-1].address) == (Channel.EMAIL, "nodira@mail.uz")


def test_au19_the_link_names_our_own_host_and_a_foreign_one_is_refused(app, person):
    ask(person)
    assert f" {app.config['PUBLIC_URL']}/uz/sign-in/reset/" in letters(app)[-1].text
    answer = person.client.post("/uz/sign-in/help/", data={"login": PHONE}, headers={"Host": "evil.uz"})
    assert answer.status_code == 400


def test_au09_every_other_session_ends_with_the_old_password(app, reader, db):
    newcomer(reader)
    reset(reader.stranger(), code_for())
    assert reader.client.get("/uz/me/edit/").status_code == 303
    assert "accounts.password-reset" in db.session.scalars(select(AuditEntry.action)).all()


def test_au01_the_answer_is_the_same_for_a_login_that_nobody_has(app, person):
    known = ask(person)
    unknown = ask(person.stranger(), "+998977777777")
    assert known.main == unknown.main
    assert len(letters(app)) == 1


def test_au01_the_same_work_is_done_for_a_login_that_nobody_has(app, person):
    person.get("/uz/sign-in/help/")
    with queries(app) as known:
        person.submit("/sign-in/help/", login=PHONE)
    other = person.stranger()
    other.get("/uz/sign-in/help/")
    with queries(app) as unknown:
        other.submit("/sign-in/help/", login="+998977777777")
    assert [query.split()[0] for query in known] == [query.split()[0] for query in unknown]


def test_au01_a_wrong_code_takes_as_long_as_a_login_that_nobody_has(db, person, monkeypatch):
    hashed = []
    monkeypatch.setattr("app.accounts.routes.recovery.hash_password", lambda typed: hashed.append(typed) or "x")
    code_for()
    first = reset(person, "000000", status=400)
    other = reset(person, "000000", login="+998977777777", status=400)
    assert WRONG in first.main
    assert WRONG in other.main
    assert hashed == [NEW, NEW]


def test_au17_a_code_works_once(db, person):
    code = code_for()
    reset(person, code)
    assert WRONG in reset(person.stranger(), code, status=400).main


def test_au17_a_code_is_dead_after_ten_minutes(db, person, clock):
    code = code_for()
    clock.shift(minutes=10, seconds=1)
    assert WRONG in reset(person, code, status=400).main


def test_au17_the_sixth_guess_is_refused_also_when_it_is_right(db, person):
    code = code_for()
    wrong = f"{(int(code) + 1) % 10**6:06}"
    for _ in range(5):
        reset(person, wrong, status=400)
    assert WRONG in reset(person, code, status=400).main
    db.session.rollback()
    assert db.session.scalars(select(AccessCode.tries)).one() == 5, "counted in the database, not in a worker"


def test_au17_a_new_code_kills_the_old_one(db, person):
    old, new = code_for(), code_for()
    if old != new:
        assert WRONG in reset(person, old, status=400).main
    reset(person, new)


def test_codes_are_kept_as_keyed_hashes(db, person):
    code = code_for()
    assert code not in db.session.scalars(select(AccessCode.code_hash)).one()


def test_three_codes_an_hour_are_sent_and_the_answer_stays_the_same(app, db, person, clock):
    answers = [ask(person).main for _ in range(4)]
    assert len(set(answers)) == 1
    assert count(Job, Job.kind == "accounts.send-code") == 3
    clock.shift(hours=1, minutes=1)
    ask(person)
    db.session.rollback()
    assert count(Job, Job.kind == "accounts.send-code") == 4


def test_a_site_that_cannot_send_says_so_and_names_the_other_ways(app, person, monkeypatch):
    monkeypatch.setattr(app.extensions["outbox"], "plugs", {})
    page = person.get("/uz/sign-in/help/")
    assert "hozir xabar yubora olmaydi" in page.main
    assert {"/uz/resume/", "/uz/sign-in/reset/"} <= set(page.addresses)


@pytest.mark.parametrize("language", ["uz", "uz-Cyrl", "ru"])
def test_the_pages_read_well_in_every_language(reader, language):
    reader.get(f"/{language}/sign-in/")
    page = reader.get(f"/{language}/sign-in/help/")
    assert f"/{language}/resume/" in page.addresses
    reader.get(f"/{language}/sign-in/reset/")


def test_a_weak_password_or_half_a_code_is_no_guess(db, person):
    code = code_for()
    person.get("/uz/sign-in/reset/")
    page = person.submit("/sign-in/reset/", login=PHONE, code="12", password="12345678", status=400)
    assert "Kod 6 ta raqamdan iborat" in page.main
    reset(person, f"{code[:3]} {code[3:]}")


def test_a_disabled_account_gets_no_code(app, db, person):
    with write_tx() as session:
        session.execute(update(Account).values(disabled_at=Account.created_at))
    ask(person)
    assert letters(app) == []


def test_staff_set_a_new_password_and_then_sign_in_with_it(app, db, reader):
    login, _ = demo_people(app)["administrator"]
    page = reset(reader, code_for(login), login=login)
    assert page.h1 == "Kirish"
    assert "Yangi parol saqlandi" in page.main


# A code on the spot


def give(staff, person_id, *, status=200, reason="forgot"):
    staff.get("/uz/me/")
    staff.post(f"/uz/staff/people/{person_id}/access-code", status=status)
    return staff.submit("/access-code", reason=reason) if status == 200 else staff.page


@pytest.fixture
def admin(app, reader):
    return signed_in(reader.stranger(), *demo_people(app)["administrator"])


def test_a_code_from_staff_lets_a_person_in_once_within_a_day(app, db, person, admin, clock):
    page = give(admin, find_credentials(PHONE).person_id)
    code = page.soup.select_one("main .card").get_text().replace(" ", "").strip()
    clock.shift(hours=23)
    reset(person, code)
    reset(person.stranger(), code, status=400)


def test_a_code_from_staff_is_written_down_with_its_reason(db, person, admin):
    give(admin, find_credentials(PHONE).person_id, reason="lost-phone")
    deed = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "accounts.access-code-given")).one()
    assert deed.facts == {"reason": "lost-phone"}
    assert deed.actor_id
    assert deed.subject_id == find_credentials(PHONE).person_id
    given = db.session.scalars(select(AccessCode)).one()
    assert (given.issued_by, given.purpose) == (deed.actor_id, "staff")


def test_without_a_reason_there_is_no_code(db, person, admin):
    person_id = find_credentials(PHONE).person_id
    admin.get("/uz/me/")
    admin.post(f"/uz/staff/people/{person_id}/access-code")
    admin.submit("/access-code", status=400, reason="")
    assert count(AccessCode) == 0


def test_a_code_from_staff_wants_the_password_first(db, person, admin, clock):
    clock.shift(minutes=11)
    page = give(admin, find_credentials(PHONE).person_id, status=403)
    assert page.h1 == "Parolni yana bir marta yozing"


def test_ad01_a_trainer_of_another_region_finds_nobody(app, db, reader):
    newcomer(reader)
    reader.get("/uz/me/edit/")
    reader.submit("/me/edit/", region="UZ-SA")
    person_id = find_credentials(PHONE).person_id
    for number, (place, status) in enumerate((("UZ-QR", 404), ("UZ-SA", 200))):
        login = f"+99893111223{number}"
        staff_member(app, login, Role.TRAINER, region(place))
        give(signed_in(reader.stranger(), login, PASSWORD), person_id, status=status)


def test_a_trainer_gives_no_code_to_staff(app, db, reader, admin):
    people = demo_people(app)
    trainer = signed_in(reader, *people["trainer"])
    author_id = find_credentials(people["author"][0]).person_id
    give(trainer, author_id, status=403)
    give(admin, author_id)


def test_ad01_nobody_gets_a_code_for_an_id_that_is_not_there(admin):
    give(admin, "01a214f7-3828-70d0-9d03-5f722bfc8731", status=404)
