"""What a learner types is judged and forgotten; what cannot come from our page changes nothing."""

import io

import pytest
import structlog
from sqlalchemy import text

from app.infra.database import Table
from app.infra.database import db as database
from app.practice.models import Move, Walk
from app.practice.rules.judging import field_name
from tests.support.counting import rows
from tests.support.people import newcomer
from tests.support.walking import COURSE, Walker, right

SENTINEL = "qizilolmazor"
PINFL = "31210632040244"
"""A published sample that is not the persona's."""
CARD = "8600 1234 5678 9012"
REFUSED = "Personajning raqamini yozing, oʻzingiznikini emas"


@pytest.fixture
def out(app):
    """What is logged while the test lasts."""
    stream = io.StringIO()
    before = structlog.get_config()["logger_factory"]
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(file=stream))
    yield stream
    structlog.configure(logger_factory=before)


def everything(app):
    """All that the database holds, as one text."""
    with app.app_context():
        tables = [table.name for table in Table.metadata.sorted_tables]
        found = [database.session.execute(text(f'SELECT * FROM "{name}"')).all() for name in tables]  # noqa: S608 - names of our own tables
        return repr(found)


def moves(app):
    with app.app_context():
        return [(row.step, row.action, row.verdicts) for row in database.session.query(Move).order_by(Move.step)]


def test_nothing_that_is_typed_reaches_a_row_or_a_log(app, reader, out):
    """Also not what was right: only how it went."""
    for key in ("application", "payment"):
        walker = Walker(app, reader, key)
        while walker.page.soup.find("form", action=lambda url: url and url.endswith("/step")):
            screen = walker.screen
            typed = {field_name(field.name): SENTINEL for field in screen.fields if not field.options}
            if typed:
                walker.page = reader.post(
                    f"{walker.path}step", {"step": walker.step, "action": "1"} | typed, status=400
                )
            onward = next(one for one in walker.scenario.way if one.startswith(f"{screen.id}."))
            walker.send(onward.rpartition(".")[2], right(screen, walker.code))
    seen = everything(app) + out.getvalue()
    assert "practice.step" in seen
    assert SENTINEL not in seen
    for value in ("765 43 21", "9987654321", "4508812", "77120045", "1234 5678 9010", "12/30"):
        assert value not in seen


@pytest.mark.parametrize("number", [PINFL, CARD, f"meniki: {PINFL}", CARD.replace(" ", "-")])
@pytest.mark.parametrize("place", ["f.card", "f.until"])
def test_a_living_persons_number_is_refused_and_leaves_no_trace(app, reader, out, number, place):
    walker = Walker(app, reader, "payment")
    walker.go_right(3)
    before = everything(app)
    page = reader.submit("/step", button="1", status=400, **{place: number})
    assert REFUSED in page.main
    assert number not in page.html
    assert everything(app) == before
    seen = out.getvalue()
    assert number not in seen
    assert "practice.somebodys_number_refused" in seen
    walker.page = page
    assert walker.send("1", right(walker.screen)).h1 == "Bankdan SMS keldi"


def test_a_living_persons_number_is_refused_with_any_button_and_in_a_forged_field(app, reader):
    walker = Walker(app, reader, "sign-in")
    walker.press("2")
    page = reader.post(f"{walker.path}step", {"step": 1, "action": "1", "x": PINFL}, status=400)
    assert PINFL not in page.html
    assert len(moves(app)) == 1


@pytest.mark.parametrize(
    "sent",
    [
        {"step": 1, "action": "9"},
        {"step": 1, "action": ""},
        {"step": 1, "action": "time-off"},
        {"step": 1},
        {"step": "x", "action": "1"},
        {"step": "-1", "action": "1"},
        {"step": "9" * 400, "action": "1"},
        {"action": "1"},
        {"step": 1, "action": "1", "f.phone": "+998 00 123 45 67", "f.name": "x"},
        {"step": 1, "action": "1", "spot": "1"},
        {"step": 1, "action": "1", "f.phone": ["1", "2"]},
        {"step": 1, "action": "1", "f.phone": "1" * 3000},
        {"step": 1, "action": "1", "points": "99"},
    ],
    ids=str,
)
def test_what_cannot_come_from_the_page_is_refused_and_nothing_is_lost(app, reader, sent):
    walker = Walker(app, reader, "sign-in")
    walker.press("2")
    reader.post(f"{walker.path}step", sent, status=400)
    assert len(moves(app)) == 1
    assert reader.get(walker.path).h1 == "OneID: telefon raqami bilan kirish"


@pytest.mark.parametrize("typed", ["\x00", "👵", "\u202eabc", "<script>", "{{7*7}}", "٣", "'; DROP TABLE"])
def test_qz08_odd_signs_are_a_plain_mistake(app, reader, typed):
    walker = Walker(app, reader, "payment")
    walker.go_right(3)
    body = {"step": 3, "action": "1", "f.card": "0000 1234 5678 9010", "f.until": typed}
    page = reader.post(f"{walker.path}step", body, status=400)
    assert "Muddatni personaj kartasidan koʻchiring" in page.main


@pytest.mark.parametrize(("typed", "is_shown"), [("+998 00 123", True), ("+998 90 123", False), ("901234567", False)])
def test_a_phone_is_shown_again_only_when_it_is_nobodys(app, reader, typed, is_shown):
    walker = Walker(app, reader, "sign-in")
    walker.press("2")
    page = walker.send("1", {"f.phone": typed}, status=400)
    assert (page.soup.find("input", attrs={"name": "f.phone"}).get("value") == typed) is is_shown


def test_a_choice_that_was_not_offered_is_refused(app, reader):
    walker = Walker(app, reader, "application")
    reader.post(f"{walker.path}step", {"step": 0, "action": "1", "f.days": "forty"}, status=400)
    assert moves(app) == []


def test_a_doubled_post_is_one_step_and_a_late_one_shows_the_present_screen(app, reader):
    walker = Walker(app, reader, "sign-in")
    sent = {"step": 0, "action": "2"}
    first = reader.post(f"{walker.path}step", sent)
    again = reader.post(f"{walker.path}step", sent)
    late = reader.post(f"{walker.path}step", {"step": 0, "action": "1"})
    ahead = reader.post(f"{walker.path}step", {"step": 7, "action": "1"})
    assert {page.h1 for page in (first, again, late, ahead)} == {"OneID: telefon raqami bilan kirish"}
    assert [row[:2] for row in moves(app)] == [(0, "2")]


def test_a_doubled_try_is_one_try(app, reader):
    walker = Walker(app, reader, "sign-in")
    walker.press("2")
    sent = {"step": 1, "action": "1", "f.phone": "+998 00 111 11 11"}
    reader.post(f"{walker.path}step", sent, status=400)
    again = reader.post(f"{walker.path}step", sent)
    assert "Yana 2 marta urinish mumkin" in again.main
    assert "Bu Dilnozaning raqami emas" in again.main
    assert moves(app)[1] == (1, "1", {"phone": "wrong"})


def test_qz06_another_persons_walk_is_not_there(app, reader):
    walker = Walker(app, reader, "sign-in")
    for other in (reader.stranger(), newcomer(reader.stranger(), "90 555 66 77")):
        other.get(f"/uz/courses/{COURSE}/practice/sign-in/")
        other.get(walker.path, status=404)
        Walker(app, other, "sign-in")
        other.post(f"{walker.path}step", {"step": 0, "action": "2"}, status=404)
        other.post(f"{walker.path}time", {"step": 0, "action": "time-off"}, status=404)
    assert moves(app) == []


def test_a_walk_answers_only_under_its_own_scenario(app, reader):
    walker = Walker(app, reader, "sign-in")
    for wrong in (walker.path.replace("sign-in", "payment"), walker.path.replace(walker.walk_id, "x")):
        reader.get(wrong, status=404)


def test_looking_changes_nothing(app, reader):
    walker = Walker(app, reader, "sign-in")
    walker.press("2")
    before = everything(app)
    for path in (
        walker.start,
        walker.path,
        f"{walker.start}show/1/",
        f"{walker.start}sheet/",
        f"/uz/courses/{COURSE}/practice/",
    ):
        reader.get(path)
        reader.get(path)
    assert everything(app) == before


def test_whoever_has_no_session_any_more_is_led_to_the_beginning(app, reader):
    walker = Walker(app, reader, "sign-in")
    token = walker.page.form("/step").find("input", attrs={"name": "_token"})["value"]
    reader.client.delete_cookie("savodxon")
    answer = reader.client.post(
        f"{walker.path}step",
        data={"_token": token, "step": 0, "action": "2"},
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code in {303, 400}
    assert SENTINEL not in answer.get_data(as_text=True)
    assert moves(app) == []


def test_a_code_is_shown_on_its_screen_only_and_is_kept_nowhere(app, reader):
    walker = Walker(app, reader, "sign-in")
    walker.press("2")
    walker.send("1", {"f.phone": "+998 00 123 45 67"})
    assert walker.code in walker.page.main
    assert walker.code not in walker.press("1").html
    assert walker.code not in walker.press("2").html
    assert walker.code not in everything(app)
    assert walker.code in walker.press("2").main


def to_code(walker):
    """As far as the screen that asks for the code."""
    walker.press("2")
    walker.send("1", {"f.phone": "+998 00 123 45 67"})
    walker.press("1")
    return walker.press("2")


def test_a_new_code_makes_the_old_one_dead(app, reader):
    walker = Walker(app, reader, "sign-in")
    to_code(walker)
    old = walker.code
    page = walker.press("3")
    walker.codes = 2
    assert walker.code in page.main
    assert walker.code != old
    walker.press("1")
    page = walker.press("1", status=400, f__code=old)
    assert "Bu oxirgi kelgan kod emas" in page.main
    assert walker.press("1", f__code=walker.code).h1 == "Shaxsiy kabinet"


def test_a_code_expires_and_its_time_can_be_made_longer_or_switched_off(app, reader, clock):
    walker = Walker(app, reader, "sign-in")
    to_code(walker)
    clock.shift(seconds=121)
    page = walker.press("1", status=400, f__code=walker.code)
    assert "Kod eskirdi" in page.main
    assert len(moves(app)) == 4
    walker.page = reader.submit("/time", button="time-long")
    assert "Kod eskirdi" not in walker.page.main
    clock.shift(seconds=1200)
    assert "Kod eskirdi" in walker.press("1", status=400, f__code=walker.code).main
    walker.page = reader.submit("/time", button="time-off")
    clock.shift(days=3)
    assert walker.press("1", f__code=walker.code).h1 == "Shaxsiy kabinet"


def test_the_time_can_be_switched_off_at_the_start(app, reader, clock):
    walker = Walker(app, reader, "sign-in", code_time="off")
    to_code(walker)
    clock.shift(days=1)
    assert walker.press("1", f__code=walker.code).h1 == "Shaxsiy kabinet"


def test_a_wish_that_the_start_does_not_offer_is_refused(app, reader):
    reader.get(f"/uz/courses/{COURSE}/practice/sign-in/")
    path = f"/uz/courses/{COURSE}/practice/sign-in/begin"
    for sent in ({"mode": "exam"}, {"mode": "try", "code_time": "ever"}):
        reader.post(path, sent, status=400, token=False, Sec_Fetch_Site="same-origin")
    reader.post(path, {"mode": "show"}, status=404, token=False, Sec_Fetch_Site="same-origin")
    reader.post(path.replace("sign-in", "gone"), {"mode": "try"}, status=404, token=False, Sec_Fetch_Site="same-origin")
    assert rows(app)["practice_walk"] == 0


def test_a_very_long_walk_is_asked_to_begin_again(app, reader):
    walker = Walker(app, reader, "sign-in")
    walker.press("1")
    with app.app_context():
        secret = database.session.get(Walk, walker.walk_id).code_secret
    assert len(secret) == 32
    assert secret not in walker.page.html
