"""Where a person is let in, and how they put an end to it."""

import pytest
from sqlalchemy import select

from app.accounts.models.sessions import UserSession
from app.infra.audit import AuditEntry
from tests.support.people import newcomer, signed_in
from tests.support.ways_back import add_face, choose, learned

PHONE, PASSWORD, NEW = "+998901234567", "oltin baliq 7", "yangi parol va choy 7"
ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/142.0.0.0 Mobile Safari/537.36"


def is_in(reader):
    return reader.client.get("/uz/me/edit/").status_code == 200


def copied(reader):
    """A thief with a copy of the session cookie."""
    thief = reader.stranger()
    thief.client.set_cookie("savodxon", reader.client.get_cookie("savodxon").value)
    return thief


@pytest.fixture
def pair(reader):
    """The same person at two machines."""
    person = newcomer(reader)
    return person, signed_in(reader.stranger(), PHONE, PASSWORD)


def test_open_sessions_are_listed_in_peoples_words(reader):
    newcomer(reader)
    other = reader.stranger()
    other.get("/uz/sign-in/", User_Agent=ANDROID)
    other.post("/uz/sign-in/", {"login": PHONE, "password": PASSWORD}, User_Agent=ANDROID)
    page = other.get("/uz/me/devices/")
    assert "Chrome, Android" in page.main
    assert "parol bilan" in page.main
    assert page.main.count("shu qurilma") == 1


def test_one_session_is_ended_from_another(pair):
    one, other = pair
    page = one.get("/uz/me/devices/")
    one.post("/uz/me/devices/end", {"session": page.soup.find("input", attrs={"name": "session"})["value"]})
    assert is_in(one)
    assert not is_in(other)


def test_all_others_are_ended_at_once_and_it_is_written_down(db, pair):
    one, other = pair
    one.get("/uz/me/devices/")
    one.submit("/end-others")
    assert is_in(one)
    assert not is_in(other)
    assert "accounts.sessions-ended" in db.session.scalars(select(AuditEntry.action)).all()


def test_somebody_elses_session_cannot_be_ended(db, pair, reader):
    stranger = newcomer(reader.stranger(), "93 111 22 33")
    for session_id in db.session.scalars(select(UserSession.id)).all()[:2]:
        stranger.get("/uz/me/devices/")
        stranger.post("/uz/me/devices/end", {"session": session_id}, status=404)
    assert all(is_in(one) for one in pair)


def test_a_visitor_sees_their_own_browser_and_a_stranger_signs_in(reader):
    assert "hisobsiz" in learned(reader).get("/uz/me/devices/").main
    assert reader.stranger().get("/uz/me/devices/").h1 == "Kirish"


def test_au08_a_copied_cookie_is_refused_after_signing_out(reader):
    person = newcomer(reader)
    thief = copied(person)
    assert is_in(thief)
    person.get("/uz/me/")
    person.submit("/sign-out/")
    assert not is_in(thief)


def test_au09_a_copied_cookie_is_refused_after_a_new_password(pair):
    one, other = pair
    one.get("/uz/me/password/")
    one.submit("/me/password/", password=NEW)
    assert is_in(one)
    assert not is_in(other)
    assert not is_in(signed_in_with(other.stranger(), PASSWORD, status=400))
    assert is_in(signed_in_with(other.stranger(), NEW))


def signed_in_with(reader, password, *, status=200):
    reader.get("/uz/sign-in/")
    reader.submit("/sign-in/", login=PHONE, password=password, status=status)
    return reader


def test_au09_a_new_password_ends_pins_on_other_phones_and_keeps_this_one(app, reader):
    person = newcomer(reader)
    add_face(person, "Nodira", "woman-glasses", "7391")
    elsewhere = signed_in(reader.stranger(), PHONE, PASSWORD)
    add_face(elsewhere, "Nodira", "woman-glasses", "8264")
    person.get("/uz/me/password/")
    person.submit("/me/password/", password=NEW)
    assert not elsewhere.get("/uz/who/").soup.select("main .places a")
    assert "Nodira" in person.get("/uz/who/").main
    choose(person, "Nodira", "7391")


def test_au10_a_session_id_set_beforehand_is_not_adopted(reader):
    reader.client.set_cookie("savodxon", "chosen-by-a-thief")
    person = newcomer(reader)
    first = person.client.get_cookie("savodxon").value
    assert first != "chosen-by-a-thief"
    person.get("/uz/me/")
    person.submit("/sign-out/")
    signed_in(person, PHONE, PASSWORD)
    assert person.client.get_cookie("savodxon").value not in {first, "chosen-by-a-thief"}


def test_a_new_password_wants_the_old_one_first_and_must_be_a_good_one(reader, clock):
    person = newcomer(reader)
    person.get("/uz/me/password/")
    assert "ismingiz yoki raqamingiz" in person.submit("/me/password/", password="Karimova12", status=400).main
    clock.shift(minutes=11)
    assert person.get("/uz/me/password/").h1 == "Parolni yana bir marta yozing"
