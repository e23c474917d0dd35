"""The list of attendance and the cards at the door, by their pages; guests are forgotten in time."""

import pytest

from app.centres.models.cards import Card
from app.centres.queries.attendance import list_attendance
from app.centres.rules.codes import CARD, new_code
from app.centres.service.attendance import PURGES
from app.centres.service.members import make_learner
from app.centres.types.attendance import Presence
from app.infra.database import add, write_tx
from app.kernel import clock
from app.kernel.locale import UZ
from tests.support.centres import make_class
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD


@pytest.fixture
def made(app):
    return make_class(app, members=3)


@pytest.fixture
def trainer(app, made):
    return signed_in(Reader(app), made.trainer.login, PASSWORD)


def page_of(made, part="attendance/"):
    return f"{made.page}meetings/{made.meeting_id}/{part}"


def states(app, made):
    with app.app_context():
        return {one.name: one.state for one in list_attendance(made.meeting_id)}


def card_of(app, person_id, centre_id="c"):
    code = new_code(CARD)
    with app.app_context(), write_tx():
        now, by = clock.now(), person_id
        row = Card(node_id="n", person_id=person_id, centre_id=centre_id, code=code, face="boy-cap", pin_hash="!")
        row.made_at, row.made_by, row.pin_set_at = now, by, now
        add(row)
    return code


def test_all_are_marked_by_one_button_then_the_exceptions_and_guests(app, made, trainer):
    trainer.get(page_of(made))
    trainer.submit("/attendance/", button="1", guests="Ali Valiyev\nAli Valiyev")
    assert "3 / 3" in trainer.page.main
    assert "Mehmonlar" in trainer.page.main
    person = made.members[0]
    trainer.submit("/attendance/", **{f"state.{person}": "left-early"})
    assert states(app, made)["Aziza Rahimova"] is Presence.LEFT_EARLY
    history = trainer.page.soup.find("details").get_text(" ")
    assert history.count("Jasur Toʻxtayev") == 2
    assert history.index("Keldi") < history.index("Erta ketdi")
    with app.app_context():
        guests = [one for one in list_attendance(made.meeting_id) if not one.is_member]
    assert [one.name for one in guests] == ["Ali Valiyev", "Ali Valiyev"]
    trainer.get(page_of(made))
    trainer.submit("/attendance/", **{f"state.{guests[0].subject}": "late"})
    with app.app_context():
        again = [one.state for one in list_attendance(made.meeting_id) if not one.is_member]
    assert again == [Presence.LATE, Presence.PRESENT]


def test_an_old_page_takes_nothing_back_and_the_same_post_adds_nothing(app, made, trainer):
    old = trainer.get(page_of(made))
    form = {field["name"]: field["value"] for field in old.form("/attendance/").find_all("input", type="hidden")}
    person = made.members[0]
    for _time in range(2):
        trainer.post(page_of(made), form | {f"state.{person}": "late"})
    trainer.get(page_of(made))
    trainer.submit("/attendance/", **{f"state.{person}": "absent"})
    trainer.post(page_of(made), form | {f"state.{person}": "late"})
    with app.app_context():
        one = next(each for each in list_attendance(made.meeting_id) if each.subject == person)
    assert (one.state, len(one.history)) == (Presence.ABSENT, 2)


def test_a_page_that_saves_each_tap_is_told_what_counts(made, trainer):
    page = trainer.get(page_of(made))
    form = page.form("/attendance/")
    sent = {name: form.find("input", attrs={"name": name})["value"] for name in ("_token", "key")}
    person = made.members[1]
    tap = sent | {f"state.{person}": "late", f"was.{person}": "", f"stamp.{person}": "4"}
    for body, wanted in ((tap, "late"), (tap | {f"state.{person}": "absent", f"stamp.{person}": "2"}, "late")):
        answer = trainer.client.post(
            page_of(made), data=body, headers={"X-Saving": "1", "Sec-Fetch-Site": "same-origin"}
        )
        assert answer.get_json() == {"marks": {person: {"state": wanted, "stamp": 5}}}


def test_a_wrong_name_of_a_guest_keeps_all_that_was_marked(app, made, trainer):
    trainer.get(page_of(made, "attendance/?way=sheet"))
    page = trainer.submit("/attendance/", status=400, guests="1234", **{f"state.{made.members[0]}": "late"})
    assert "Kamida uchta harf yozing." in page.main
    assert page.soup.find("input", attrs={"name": f"state.{made.members[0]}", "checked": True})["value"] == "late"
    assert set(states(app, made).values()) == {None}
    trainer.submit("/attendance/", guests="")
    assert "Qogʻozdagi" not in trainer.page.h1 or trainer.page.h1 == "Davomat: qogʻozdagi imzolar"
    with app.app_context():
        said = [one.said for one in list_attendance(made.meeting_id) if one.said]
    assert [one.way.value for one in said] == ["sheet"]


def test_a_card_at_the_door_says_the_name_once_and_offers_a_stranger_as_a_guest(app, made, trainer):
    code = card_of(app, made.members[0])
    with app.app_context(), write_tx():
        guest = make_learner(name="Gulnora Karimova", phone=None, region="", district="", language=UZ)
    strange = card_of(app, guest)
    trainer.get(page_of(made, "scan/"))
    page = trainer.submit("/scan/", card=f"http://10.42.0.1/uz/card/{code}/")
    assert "Aziza Rahimova Kech keldi" in page.main
    page = trainer.submit("/scan/", card=code.lower())
    assert "Oldin belgilangan: Kech keldi" in page.main
    page = trainer.submit("/scan/", card="ABCD-EFGH", status=400)
    assert "Bunday karta topilmadi." in page.main
    trainer.get(page_of(made, "scan/"))
    page = trainer.submit("/scan/", card=strange)
    assert "Gulnora Karimova Bu odam boshqa guruhdan." in page.main
    fields = {field["name"]: field["value"] for field in page.soup.main.form.find_all("input")}
    page = trainer.post(page_of(made, "scan/"), fields)
    assert "Gulnora Karimova Kech keldi" in page.main
    assert states(app, made)["Gulnora Karimova"] is Presence.LATE


def test_guests_are_forgotten_after_half_a_year_and_their_visit_is_not(app, made, trainer, clock):
    trainer.get(page_of(made))
    trainer.submit("/attendance/", guests="Ali Valiyev")
    clock.shift(days=181)
    with app.app_context(), write_tx():
        assert PURGES["centres_attendance"](clock.now()) == 1
    with app.app_context():
        guest = next(one for one in list_attendance(made.meeting_id) if not one.is_member)
    assert (guest.name, guest.state) == ("", Presence.PRESENT)
