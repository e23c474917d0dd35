"""The second step of staff: roles sleep until it is passed, codes count once, five wrong ones lock, it can be reset."""

import pyotp
import pytest
from sqlalchemy import select

from app.accounts.models.second_step import RecoveryCode, SecondStep
from app.accounts.models.sessions import UserSession
from app.accounts.queries.people import find_credentials
from app.accounts.queries.second_step import find_demo_code
from app.infra.audit import list_entries
from app.infra.database import count, write_tx
from app.kernel import clock as house_clock
from app.kernel.permissions import Role
from app.web import cookies
from tests.support.people import code_of, demo_people, signed_in
from tests.support.staff import PASSWORD, someone, staff_member

LOGIN = "+998901112233"


def with_password_only(reader, login, password):
    reader.get("/uz/sign-in/")
    reader.submit("/sign-in/", login=login, password=password)
    return reader


def set_up(app, reader):
    """A new administrator who comes in for the first time; the recovery codes that the page shows."""
    answer = app.test_cli_runner().invoke(
        args=["accounts", "create-admin", "--name", "Olim Saidov", "--login", LOGIN, "--password", PASSWORD]
    )
    assert answer.exit_code == 0, answer.output
    with_password_only(reader, LOGIN, PASSWORD)
    page = reader.get("/uz/staff/people/")
    assert page.h1 == "Ikkinchi tekshiruvni oʻrnating"
    secret = page.soup.select_one("ol code").get_text().replace(" ", "")
    reader.submit("/second-step/", code=code_from(secret))
    return [one.get_text() for one in reader.page.soup.select("main li code")]


def code_from(secret, off=0):
    from_now = house_clock.now().timestamp() // 30 + off
    return pyotp.TOTP(secret).generate_otp(int(from_now))


def token_of(reader):
    return reader.client.get_cookie(cookies.SESSION).value


def test_roles_sleep_until_the_second_step_is_passed(app, reader):
    login, password = demo_people(app)["administrator"]
    with_password_only(reader, login, password)
    page = reader.get("/uz/staff/people/")
    assert page.path == "/uz/second-step/?next=/uz/staff/people/"
    reader.submit("/second-step/", code=code_of(app, login))
    assert reader.page.path == "/uz/staff/people/"


def test_a_learner_is_never_asked(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    assert reader.get("/uz/second-step/").path == "/uz/me/"
    reader.get("/uz/staff/people/", status=403)
    reader.get("/uz/staff/", status=404)


def test_a_post_is_kept_until_the_code_was_right(app, reader):
    people = demo_people(app)
    person = someone(app, "+998901234567")
    login, password = people["administrator"]
    with_password_only(reader, login, password)
    reader.get("/uz/me/")
    page = reader.post(f"{person.page}roles/give/", {"role": "trainer", "place": "site"}, status=403)
    assert "Hech narsa yoʻqolmadi" in page.main
    reader.submit("/second-step/")
    reader.submit("/second-step/", code=code_of(app, login))
    reader.submit("/roles/give/")
    assert "trener: butun sayt" in reader.page.main


def test_setting_up_gives_recovery_codes_once(app, reader):
    codes = set_up(app, reader)
    assert len(codes) == 10
    reader.click("Saqlab oldim, davom etish")
    assert reader.page.h1 == "Odamlarni topish"
    assert not any(code in reader.get("/uz/staff/").main for code in codes)
    assert reader.get("/uz/second-step/").path == "/uz/staff/"
    reader.get("/uz/second-step/qr.svg", status=404)


def test_the_qr_code_is_a_picture_of_our_own(app, reader):
    staff_member(app, LOGIN, Role.TRAINER)
    app.test_cli_runner().invoke(args=["accounts", "reset-second-step", LOGIN])
    with_password_only(reader, LOGIN, PASSWORD)
    page = reader.get("/uz/second-step/")
    assert page.soup.select_one("main img")["src"] == "/uz/second-step/qr.svg"
    answer = reader.get("/uz/second-step/qr.svg")
    assert answer.headers["Content-Type"].startswith("image/svg+xml")
    assert "no-store" in answer.headers["Cache-Control"]


def test_reading_the_set_up_page_keeps_nothing_and_says_the_same(app, reader, db):
    staff_member(app, LOGIN, Role.TRAINER)
    app.test_cli_runner().invoke(args=["accounts", "reset-second-step", LOGIN])
    with_password_only(reader, LOGIN, PASSWORD)
    secrets = {reader.get("/uz/second-step/").soup.select_one("ol code").get_text() for _ in range(2)}
    assert len(secrets) == 1
    assert count(SecondStep) == 0


def test_the_secret_and_the_codes_are_not_in_the_database(app, reader, db):
    codes = set_up(app, reader)
    kept = db.session.scalars(select(RecoveryCode.code_hash)).all()
    step = db.session.scalars(select(SecondStep)).one()
    assert not any(code.replace("-", "") in "".join(kept) for code in codes)
    assert len(step.secret) > 60, "sealed"


def test_au10_the_session_has_a_new_token_when_rights_rise(app, reader):
    login, password = demo_people(app)["administrator"]
    with_password_only(reader, login, password)
    before = token_of(reader)
    reader.get("/uz/second-step/")
    reader.submit("/second-step/", code=code_of(app, login))
    assert token_of(reader) != before
    thief = reader.stranger()
    thief.client.set_cookie(cookies.SESSION, before)
    assert thief.get("/uz/staff/people/").path.startswith("/uz/sign-in/")


def test_a_code_is_good_once(app, reader):
    login, password = demo_people(app)["trainer"]
    with_password_only(reader, login, password)
    code = code_of(app, login)
    reader.get("/uz/second-step/")
    reader.submit("/second-step/", code=code)
    second = with_password_only(reader.stranger(), login, password)
    second.get("/uz/second-step/")
    page = second.submit("/second-step/", code=code, status=400)
    assert "ishlatib boʻlingan" in page.main


def test_a_recovery_code_is_good_once_and_written_down(app, reader, db):
    codes = set_up(app, reader)
    second = with_password_only(reader.stranger(), LOGIN, PASSWORD)
    second.get("/uz/second-step/")
    second.submit("/second-step/", code=codes[3].upper())
    assert "9 ta zaxira kod" in second.page.main
    third = with_password_only(reader.stranger(), LOGIN, PASSWORD)
    third.get("/uz/second-step/")
    third.submit("/second-step/", code=codes[3], status=400)
    assert [one.action for one in list_entries(limit=2)] == ["accounts.recovery-code-used", "accounts.second-step-set"]


def test_new_recovery_codes_take_the_place_of_the_old(app, reader):
    codes = set_up(app, reader)
    reader.get("/uz/staff/")
    reader.submit("/second-step/codes")
    second = with_password_only(reader.stranger(), LOGIN, PASSWORD)
    second.get("/uz/second-step/")
    second.submit("/second-step/", code=codes[0], status=400)
    new = reader.page.soup.select_one("main li code").get_text()
    second.submit("/second-step/", code=new)
    assert second.page.h1 == "Xodimlar boʻlimi"


def test_five_wrong_codes_lock_in_the_database(app, reader):
    login, password = demo_people(app)["trainer"]
    with_password_only(reader, login, password)
    reader.get("/uz/second-step/")
    for _ in range(5):
        reader.submit("/second-step/", code="not-a-code", status=400)
    page = reader.submit("/second-step/", code=code_of(app, login), status=429)
    assert "15 daqiqadan keyin" in page.main
    house_clock.clock.shift(minutes=16)
    reader.submit("/second-step/", code=code_of(app, login))
    assert reader.page.h1 == "Xodimlar boʻlimi"


@pytest.mark.parametrize("typed", ["", "x" * 61, "1" * 10_000, "'; DROP TABLE", "١٢٣٤٥٦"])
def test_what_is_no_code_is_refused_in_words(app, reader, typed):
    login, password = demo_people(app)["trainer"]
    with_password_only(reader, login, password)
    reader.get("/uz/second-step/")
    assert reader.submit("/second-step/", code=typed, status=400).soup.select_one(".summary")


def test_the_operator_resets_and_sessions_end(app, reader, db):
    login, password = demo_people(app)["administrator"]
    signed_in(reader, login, password)
    answer = app.test_cli_runner().invoke(args=["accounts", "reset-second-step", "998 90 000-00-05"])
    assert answer.exit_code == 0, answer.output
    assert reader.get("/uz/staff/people/").path.startswith("/uz/sign-in/")
    with_password_only(reader, login, password)
    assert reader.get("/uz/staff/people/").h1 == "Ikkinchi tekshiruvni oʻrnating"
    assert list_entries(limit=1)[0].action == "accounts.second-step-reset"


def test_a_reset_of_nobody_says_so(app):
    answer = app.test_cli_runner().invoke(args=["accounts", "reset-second-step", "+998 90 999-99-99"])
    assert answer.exit_code == 1
    assert "nobody signs in" in answer.output


def test_demo_staff_read_their_code_from_the_page_of_this_machine_only(app, db, monkeypatch):
    login, _password = demo_people(app)["trainer"]
    trainer = find_credentials(login).person_id
    assert find_demo_code(trainer)
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://savodxon.uz")
    assert find_demo_code(trainer) is None
    monkeypatch.undo()
    monkeypatch.setattr(app.extensions["outbox"], "plugs", {})
    assert find_demo_code(trainer) is None


def test_a_public_site_gives_demo_staff_no_code_that_it_knows(app, db, monkeypatch):
    monkeypatch.setitem(app.config, "PUBLIC_URL", "https://savodxon.uz")
    answer = app.test_cli_runner().invoke(args=["accounts", "create-demo"])
    assert "set up an authenticator" in answer.output
    assert count(SecondStep) == 0


def test_a_session_that_began_in_another_way_has_no_roles_at_all(app, reader, db):
    from_demo = demo_people(app)["administrator"]
    signed_in(reader, *from_demo)
    session = db.session.scalars(select(UserSession).where(UserSession.proved_at.is_not(None))).one()
    session_id = session.id
    with write_tx():
        db.session.get(UserSession, session_id).way = "code"
    reader.get("/uz/staff/people/", status=403)
