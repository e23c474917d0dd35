"""Several people on one phone: faces, PINs, whose progress it is."""

import threading

from sqlalchemy import select

from app.accounts.models.phones import Device, DeviceMember
from app.web.assets import assets
from app.web.pins import FACES
from tests.support.counting import queries, rows
from tests.support.most_used import LEARNER_BUDGET
from tests.support.people import newcomer, signed_in
from tests.support.ways_back import LESSON, add_face, choose, learned, lessons_done, six_words

KARIM, LOLA = ("Karim bobo", "elder-skullcap", "7391"), ("Lola", "girl-plaits", "8264")


def shared(reader):
    """A phone on which Karim has done one lesson and Lola none; Lola holds it."""
    learned(reader)
    add_face(reader, *KARIM)
    add_face(reader, *LOLA)
    return reader


def test_each_face_is_a_small_drawing_of_ours():
    assert len(FACES) == 12
    assert {name for name in assets() if name.startswith("face-")} == {f"face-{key}.svg" for key in FACES}
    assert all(len(assets()[f"face-{key}.svg"].body) <= 2048 for key in FACES)


def test_two_visitors_on_one_phone_each_keep_their_own_progress(reader):
    phone = shared(reader)
    assert lessons_done(phone) == 0
    choose(phone, "Karim bobo", "7391")
    assert lessons_done(phone) == 1
    choose(phone, "Lola", "8264")
    assert lessons_done(phone) == 0


def test_every_personal_page_says_whose_progress_it_is(reader):
    phone = shared(reader)
    for path in ("/uz/me/", LESSON, "/uz/courses/", "/uz/courses/my-gov-uz/"):
        header = phone.get(path).soup.header.get_text(" ")
        assert "Lola" in header, path
        assert "almashtirish" in header
    choose(phone, "Karim bobo", "7391")
    assert "Karim bobo" in phone.get(LESSON).soup.header.get_text(" ")
    assert "Lola" not in phone.get(LESSON).html


def test_a_kept_lesson_shows_nobody_elses_name(reader):
    phone = shared(reader)
    phone.get(LESSON)
    other = learned(reader.stranger(), "payment")
    assert "Lola" not in other.get(LESSON).html
    assert "almashtirish" not in other.get(LESSON).html


def test_a_face_costs_no_query_more(app, reader):
    phone = shared(reader)
    for path in (LESSON, "/uz/me/", "/uz/courses/my-gov-uz/"):
        with queries(app) as asked:
            phone.client.get(path)
        assert len(asked) <= LEARNER_BUDGET, path


def test_switching_takes_two_taps_and_the_pin(reader):
    phone = shared(reader)
    phone.get(LESSON)
    phone.click("almashtirish")
    page = phone.get(phone.page.soup.select_one("main .places a")["href"])
    assert page.h1 == "PINni yozing"
    assert phone.submit(page.path, pin="7391").path == "/uz/me/"


def test_the_pin_is_good_on_that_phone_only(reader):
    phone = shared(reader)
    link = phone.get("/uz/who/").soup.select_one("main .places a")["href"]
    assert reader.stranger().get(link, status=404)
    other = reader.stranger()
    learned(other, "payment")
    add_face(other, "Anvar", "young-curls", "5093")
    other.get(link, status=404)


def test_au02_five_wrong_pins_lock_the_face_and_the_right_one_too(reader, clock):
    phone = shared(reader)
    for _ in range(5):
        choose(phone, "Karim bobo", "1111", status=400)
    assert "daqiqadan keyin" in choose(phone, "Karim bobo", "7391", status=429).main
    choose(phone, "Lola", "8264")
    clock.shift(minutes=16)
    choose(phone, "Karim bobo", "7391")


def test_au05_wrong_pins_at_the_same_instant_pass_no_limit(app, reader):
    phone = shared(reader)
    link = phone.get("/uz/who/").soup.select_one("main .places a")["href"]
    token = phone.get(link).soup.find("input", attrs={"name": "_token"})["value"]
    cookies = [phone.client.get_cookie(name) for name in ("savodxon", "phone")]
    statuses = []

    def guess():
        client = app.test_client()
        for cookie in cookies:
            client.set_cookie(cookie.key, cookie.value)
        statuses.append(client.post(link, data={"_token": token, "pin": "1111"}).status_code)

    threads = [threading.Thread(target=guess) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (statuses.count(400), statuses.count(429)) == (5, 4)


def test_a_person_with_an_account_keeps_it_on_a_shared_phone(reader):
    person = learned(newcomer(reader))
    page = add_face(person, "Nodira", "woman-glasses", "7391")
    assert "Nodira" in page.main
    add_face(person, *LOLA)
    choose(person, "Nodira", "7391")
    assert "Nodira Karimova" in person.get("/uz/me/").main
    assert lessons_done(person) == 1
    assert person.get("/uz/me/password/").h1 == "Parolni yana bir marta yozing", "a PIN is no password"


def test_au16_a_pin_that_is_the_end_of_ones_own_phone_is_refused(reader):
    newcomer(reader, "90 123 47 39")
    assert "telefon raqamingizning oxiri" in add_face(reader, "Nodira", "elder-hat", "4739", status=400).main
    assert "oson topish mumkin" in add_face(reader, "Nodira", "elder-hat", "0000", status=400).main
    assert "yilga oʻxshamasin" in add_face(reader, "Nodira", "elder-hat", "1961", status=400).main


def test_a_face_is_given_once_on_a_phone(reader):
    phone = shared(reader)
    offered = {one["value"] for one in phone.get("/uz/who/add/").soup.select("input[name=face]")}
    assert offered == set(FACES) - {"elder-skullcap", "girl-plaits"}
    phone.submit("/who/add/", name="Ali", face="girl-plaits", pin="7391", status=400)


def test_who_signs_in_on_a_shared_phone_takes_nothing_of_the_others(reader):
    newcomer(reader.stranger())
    phone = shared(reader)
    choose(phone, "Karim bobo", "7391")
    assert phone.get("/uz/sign-in/").soup.find("input", attrs={"name": "bring"}) is None
    signed_in(phone, "+998901234567", "oltin baliq 7")
    assert lessons_done(phone) == 0
    choose(phone, "Karim bobo", "7391")
    assert lessons_done(phone) == 1


def test_a_locked_pin_opens_by_six_words_and_can_be_changed_then(reader):
    phone = shared(reader)
    choose(phone, "Karim bobo", "7391")
    words = six_words(phone)
    assert "parol yoki olti soʻz bilan kiring" in phone.get("/uz/who/pin/").main
    for _ in range(5):
        choose(phone, "Karim bobo", "1111", status=400)
    phone.get("/uz/resume/")
    phone.submit("/resume/", words=" ".join(words))
    assert "Karim bobo" in phone.page.soup.header.get_text()
    phone.get("/uz/who/pin/")
    phone.submit("/who/pin/", pin="5093")
    choose(phone, "Lola", "8264")
    choose(phone, "Karim bobo", "7391", status=400)
    choose(phone, "Karim bobo", "5093")


def test_au09_a_new_pin_ends_the_sessions_that_began_with_the_old_one(reader):
    phone = shared(reader)
    choose(phone, "Karim bobo", "7391")
    words = six_words(phone)
    thief = reader.stranger()
    thief.client.set_cookie("savodxon", phone.client.get_cookie("savodxon").value)
    assert lessons_done(thief) == 1
    phone.get("/uz/resume/")
    phone.submit("/resume/", words=" ".join(words))
    phone.get("/uz/who/pin/")
    phone.submit("/who/pin/", pin="5093")
    assert lessons_done(thief) == 0


def test_between_two_people_the_phone_is_nobodys(reader):
    phone = shared(reader)
    phone.get("/uz/who/")
    page = phone.submit("/who/done")
    assert "almashtirish" not in page.html
    assert len(page.soup.select("main .places a")) == 2
    assert "/uz/who/" in phone.get("/uz/sign-in/").addresses
    assert not phone.get("/uz/me/").soup.select("main .steps")


def test_leaving_the_phone_takes_the_face_off_it(reader):
    phone = shared(reader)
    assert "boshqa yoʻli yoʻq" in phone.get("/uz/who/leave/").main
    words = six_words(phone)
    assert "boshqa yoʻli yoʻq" not in phone.get("/uz/who/leave/").main
    page = phone.submit("/who/leave/")
    assert "Lola" not in page.main
    assert "almashtirish" not in page.html
    phone.get("/uz/resume/")
    assert phone.submit("/resume/", words=" ".join(words)).path == "/uz/me/"


def test_the_cookie_is_kept_as_a_hash_for_a_year_and_stops_no_shelf(app, db, reader):
    phone = shared(reader)
    token = phone.client.get_cookie("phone").value
    assert token not in db.session.scalars(select(Device.token_hash)).one()
    assert app.extensions["shelf"]._cookies == ("savodxon", "size")
    assert db.session.scalars(select(DeviceMember.pin_hash)).first().startswith("$argon2")


def test_reading_the_picker_changes_nothing(app, reader):
    phone = shared(reader)
    before = rows(app)
    for path in ("/uz/who/", "/uz-Cyrl/who/add/", "/ru/who/", "/ru/who/leave/", "/ru/who/pin/"):
        phone.get(path)
    assert rows(app) == before


def test_the_phone_is_forgotten_after_a_year(reader, clock):
    phone = shared(reader)
    clock.shift(days=366)
    assert "Rasmingizni bosing" not in phone.get("/uz/who/").main
