"""Cards and pictures: how people without a telephone come in, and how nobody else does."""

import threading

import pytest
from sqlalchemy import select

from app.accounts.models.sessions import UserSession
from app.accounts.service.roles import grant_role
from app.centres.queries.cards import list_cards
from app.centres.queries.places import get_centre
from app.infra.database import db, write_tx
from app.kernel.permissions import Permission, Role
from tests.support.centres import PIN, give_card, give_cards, hold_open, make_class
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD

WRONG = "8264"
FOREIGN = "0000-0000-0000-0000"
"""A code that could be one, and is nobody's."""
ARGUMENTS = {"lang": "uz", "number": 1}


@pytest.fixture
def made(app):
    """A group of two that meets now; the first has a card."""
    return make_class(app, members=2)


@pytest.fixture
def code(app, made):
    return give_card(app, made, made.members[0])


def come_in(reader, code, pin=PIN, *, status=200):
    reader.get(f"/uz/card/{code}/")
    return reader.submit(pin=pin, status=status)


def door_of(app, made):
    with app.app_context():
        return f"/uz/class/{get_centre(made.centre_id).code}/"


def seated(app, made, reader, name="Aziza R.", pin=PIN, *, status=200):
    """Somebody at the class computer who taps a picture and types the PIN."""
    page = reader.get(door_of(app, made))
    reader.get(page.links[name])
    return reader.submit(pin=pin, status=status)


def is_at_door(page, app, made):
    return page.path.split("?")[0] == door_of(app, made)


def trainer(app, made):
    return signed_in(Reader(app), made.trainer.login, PASSWORD)


def test_somebody_comes_in_by_card_however_its_code_is_spelled(reader, made, code):
    for spelled in (code, code.lower(), code.replace("-", "").replace("0", "o"), code.replace("-", "%20")):
        page = come_in(reader.stranger(), spelled)
        assert page.path.startswith("/uz/me/consent/"), "staff opened the account: consent is asked first"
    assert reader.get(f"/card/{code}").path == f"/uz/card/{code}/"
    page = reader.get(f"/uz/card/?code={code[:-1]}{'0' if code[-1] != '0' else '1'}", status=400)
    assert "Kodda xato bor" in page.main


def test_au01_an_unknown_card_and_a_wrong_pin_are_answered_alike(app, reader, code, monkeypatch):
    asked = []
    monkeypatch.setattr("app.centres.routes.arrival.is_password", lambda _pin, kept: asked.append(kept) or False)
    wrong, unknown = come_in(reader, code, WRONG, status=400), come_in(reader.stranger(), FOREIGN, WRONG, status=400)
    assert wrong.main.replace(code, "") == unknown.main.replace(FOREIGN, "")
    assert [kept is None for kept in asked] == [False, True], "a hash is judged either way"
    assert "Aziza" not in reader.get(f"/uz/card/{code}/").html, "a code alone does not tell whose it is"


def test_au02_five_wrong_pins_lock_the_card_and_the_picture_and_the_right_pin_too(app, reader, made, code, clock):
    hold_open(app, made)
    for _ in range(3):
        come_in(reader, code, WRONG, status=400)
    for _ in range(2):
        seated(app, made, reader, pin=WRONG, status=400)
    assert "daqiqadan keyin" in come_in(reader.stranger(), code, status=429).main
    assert "daqiqadan keyin" in seated(app, made, reader, status=429).main
    clock.shift(minutes=16)
    come_in(reader, code)


def test_au05_wrong_pins_at_the_same_instant_pass_no_limit(app, reader, code):
    token = reader.get(f"/uz/card/{code}/").soup.find("input", attrs={"name": "_token"})["value"]
    cookie, statuses = reader.client.get_cookie("confirm"), []

    def guess():
        client = app.test_client()
        client.set_cookie(cookie.key, cookie.value)
        statuses.append(client.post(f"/uz/card/{code}/", data={"_token": token, "pin": WRONG}).status_code)

    threads = [threading.Thread(target=guess) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (statuses.count(400), statuses.count(429)) == (5, 4)


def test_codes_that_are_nobodys_are_counted_by_the_address_and_lock_no_card(reader, code):
    for _ in range(5):
        come_in(reader.stranger(), FOREIGN, status=400)
    come_in(reader.stranger(), FOREIGN, status=429)
    come_in(reader, code)


def test_au08_a_copied_cookie_is_worth_nothing_after_done(app, reader, made, code):
    hold_open(app, made)
    seated(app, made, reader)
    cookies = [reader.client.get_cookie(name) for name in ("savodxon", "seen")]
    reader.get("/uz/me/")
    assert reader.submit("/who/done").path == door_of(app, made)
    other = reader.stranger()
    for cookie in filter(None, cookies):
        other.client.set_cookie(cookie.key, cookie.value)
    assert is_at_door(other.get("/uz/me/card/"), app, made)


def test_au09_a_new_pin_ends_what_the_old_one_opened_and_forgives_wrong_tries(app, reader, made, code):
    come_in(reader, code)
    for _ in range(5):
        come_in(reader.stranger(), code, WRONG, status=400)
    staff = trainer(app, made)
    staff.get(f"{made.page}cards/")
    person = made.members[0]
    page = staff.submit("/cards/pin", button=person)
    pin = page.soup.select_one(".card strong").get_text()
    assert "Aziza Rahimova" in page.main
    assert page.headers["Cache-Control"] == "private, no-store"
    assert reader.get("/uz/me/card/").path.startswith("/uz/sign-in/"), "the session of the old PIN is over"
    come_in(reader.stranger(), code, status=400)
    come_in(reader, code, pin)


def test_au10_coming_in_by_card_adopts_no_session_of_before(app, reader, code):
    reader.client.set_cookie("savodxon", "chosen-by-somebody-else")
    come_in(reader, code)
    assert reader.client.get_cookie("savodxon").value != "chosen-by-somebody-else"
    with app.app_context():
        assert [row.way for row in db.session.scalars(select(UserSession))] == ["card"]


def test_au11_at_a_class_computer_by_plain_http_signing_in_does_not_loop(app, reader, made, code):
    hold_open(app, made)
    seated(app, made, reader)
    cookie = reader.client.get_cookie("savodxon")
    assert (cookie.secure, cookie.http_only, cookie.same_site) == (False, True, "Lax")
    assert reader.get("/uz/me/").h1 == "Mening sahifam"


def test_au16_a_pin_that_is_easily_guessed_is_refused_and_the_old_one_is_asked(reader, code):
    come_in(reader, code)
    for pin, words in (("0000", "oson topish"), ("1234", "oson topish"), ("1961", "yilga oʻxshamasin")):
        reader.get("/uz/me/card/")
        assert words in reader.submit("/card/pin", old=PIN, pin=pin, status=400).main
    assert "PIN notoʻgʻri" in reader.submit("/card/pin", old=WRONG, pin="5093", status=400).main
    assert "Saqlandi" in reader.submit("/card/pin", old=PIN, pin="5093").main
    come_in(reader.stranger(), code, status=400)
    come_in(reader.stranger(), code, "5093")


def test_a_pin_never_opens_staff_pages(app, reader, made, code):
    """A trainer with a card of their own learns like anybody else by it: every page of staff is shut."""
    with app.app_context(), write_tx():
        grant_role(made.members[0], Role.ADMINISTRATOR)
    come_in(reader, code)
    policies = app.extensions["policies"]
    of_staff = [
        path
        for rule in app.url_map.iter_rules()
        if isinstance(policies[rule.endpoint].who, Permission) and "GET" in rule.methods
        for path in [app.url_map.bind("localhost").build(rule.endpoint, dict.fromkeys(rule.arguments, "x") | ARGUMENTS)]
    ]
    assert len(of_staff) > 20
    assert {reader.client.get(path).status_code for path in of_staff} == {403}
    assert "Xodimlar" not in reader.get("/uz/me/").html


def test_without_an_open_door_no_name_is_shown_and_no_picture_lets_in(app, reader, made, code, clock):
    with app.app_context():
        card = list_cards([made.members[0]])[made.members[0]]
    door = door_of(app, made)
    assert "Aziza" not in reader.get(door).html
    reader.get(f"{door}{card.id}/", status=404)
    hold_open(app, made)
    page = reader.get(door)
    assert "Aziza R." in page.links
    assert "Rahimova" not in page.html
    assert page.soup.main.get_text().count("R.") == 1, "who has no card is not shown"
    clock.shift(hours=2, minutes=14)
    assert "Aziza R." in reader.get(door).links
    clock.shift(minutes=2)
    assert "Aziza" not in reader.get(door).html, "a quarter of an hour after the class the door has shut by itself"


def test_a_trainer_opens_and_shuts_the_door(app, reader, made, code):
    staff = trainer(app, made)
    staff.get(f"{made.page}cards/")
    staff.submit("/door")
    assert "Eshik ochiq" in staff.get(f"{made.page}cards/").main
    assert "Aziza R." in reader.get(door_of(app, made)).links
    seated(app, made, reader)
    staff.get(f"{made.page}cards/")
    staff.submit("/door/shut")
    assert "Eshik yopiq" in staff.get(f"{made.page}cards/").main
    assert "Aziza" not in reader.stranger().get(door_of(app, made)).html
    assert reader.get("/uz/me/card/").h1 == "Oʻquv kartam", "whoever is in goes on"


def test_the_door_stays_shut_when_there_is_no_class(app, made, clock):
    clock.shift(days=-1)
    staff = trainer(app, made)
    staff.get(f"{made.page}cards/")
    page = staff.post(f"{made.page}meetings/{made.meeting_id}/door")
    assert "bir soat oldin ochiladi" in page.main


def test_a_session_at_a_class_computer_ends_after_a_quarter_of_an_hour_without_anybody(app, reader, made, code, clock):
    hold_open(app, made)
    seated(app, made, reader)
    page = reader.get("/uz/me/")
    assert "Aziza R." in page.soup.header.get_text(" ")
    assert "Men tugatdim" in page.soup.header.get_text(" ")
    for _ in range(3):
        clock.shift(minutes=14)
        reader.get("/uz/me/card/")
    clock.shift(minutes=16)
    assert is_at_door(reader.get("/uz/me/card/"), app, made)


def test_it_ends_with_the_class_however_busy_somebody_is(app, reader, made, code, clock):
    hold_open(app, made)
    come_in(reader, code)
    for _ in range(15):
        clock.shift(minutes=9)
        reader.get("/uz/me/card/")
    clock.shift(minutes=2)
    assert is_at_door(reader.get("/uz/me/card/"), app, made)


def test_outside_of_a_class_a_card_opens_a_month(reader, code, clock):
    come_in(reader, code)
    assert "Men tugatdim" not in reader.get("/uz/me/").html
    clock.shift(days=29)
    assert reader.get("/uz/me/card/").h1 == "Oʻquv kartam"
    clock.shift(days=2)
    assert reader.get("/uz/me/card/").path.startswith("/uz/sign-in/")


def test_au22_an_answer_sent_after_the_end_waits_for_its_person_and_for_nobody_else(app, reader, made, code, clock):
    give_card(app, made, made.members[1], "5093")
    hold_open(app, made)
    seated(app, made, reader)
    reader.get("/uz/courses/my-gov-uz/tour/")
    clock.shift(minutes=16)
    reader.submit("/tour/done", status=401)
    page = reader.submit()
    assert "saqlanib turibdi" in page.main
    token = page.soup.find("input", attrs={"name": "pending"})["value"]
    with app.app_context():
        cards = list_cards(made.members)
    mine, others = (f"{door_of(app, made)}{cards[one].id}/" for one in made.members)
    other = reader.stranger()
    other.client.set_cookie("savodxon", reader.client.get_cookie("savodxon").value)
    other.get(others)
    assert other.post(others, {"pin": "5093", "pending": token}).h1 != "Davom etishni tasdiqlang"
    reader.submit(mine)
    assert reader.submit(mine, pin=PIN).h1 == "Davom etishni tasdiqlang"
    assert reader.submit("/tour/done").status == 200


def test_the_next_one_sees_the_pictures_and_takes_nothing_along(app, reader, made, code):
    give_card(app, made, made.members[1], "5093")
    hold_open(app, made)
    seated(app, made, reader)
    reader.get("/uz/courses/my-gov-uz/tour/")
    reader.submit("/tour/done")
    reader.get("/uz/me/")
    reader.submit("/who/done")
    page = seated(app, made, reader, "Бахром Т.", "5093")
    assert "7 ta darsdan 1 tasi" not in reader.get("/uz/courses/my-gov-uz/").main
    assert "Aziza" not in page.html


def test_thirty_people_behind_one_address_come_in_with_two_wrong_pins_each(app):
    """One after another and at once; nobody else is locked."""
    made = make_class(app, members=30, seats=30)
    codes = list(give_cards(app, made).values())
    hold_open(app, made)
    first, statuses = Reader(app), {}
    token = first.get("/uz/card/").soup.find("input", attrs={"name": "_token"})["value"]
    cookie = first.client.get_cookie("confirm")

    def come(code):
        client = app.test_client()
        client.set_cookie(cookie.key, cookie.value)
        statuses[code] = [
            client.post(f"/uz/card/{code}/", data={"_token": token, "pin": pin}).status_code
            for pin in (WRONG, WRONG, PIN)
        ]

    for code in codes[:10]:
        come(code)
    threads = [threading.Thread(target=come, args=(code,)) for code in codes[10:]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(statuses.values()) == [[400, 400, 303]] * 30


def test_au14_what_is_no_pin_is_refused_in_the_readers_language_and_is_no_try(reader, code):
    for pin in ("", "\0\0\0\0", "9" * 10_000, "\u202e7391x", "😀", "73 91 5"):
        assert come_in(reader, code, pin, status=400).soup.select_one(".error")
    come_in(reader, code, "٧٣٩١")


def test_au06_where_to_go_on_stays_on_this_site(app, reader, made, code):
    hold_open(app, made)
    link = reader.get(door_of(app, made)).links["Aziza R."]
    for target in ("//evil.uz/", "/\\evil.uz/", "https:evil.uz"):
        assert not reader.get(f"{link}?next={target}").soup.select("main input[name=next]")


def test_nobody_keeps_a_class_computer_as_a_phone_of_their_own(app, reader, made, code):
    hold_open(app, made)
    seated(app, made, reader)
    reader.get("/uz/who/add/", status=404)
