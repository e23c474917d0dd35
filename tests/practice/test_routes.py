"""The pages of practice: what a course has, walks from the first screen to the debrief, the same shown and on paper."""

import pytest

from app.infra.database import db as database
from app.infra.database import write_tx
from app.practice.models import Walk
from app.practice.queries import export_person
from app.practice.service import erase_person
from tests.support.counting import rows
from tests.support.helpdesk import told
from tests.support.people import demo_people, newcomer, signed_in
from tests.support.walking import COURSE, KEYS, Walker, scenario_of

LANGUAGES = ("uz", "uz-Cyrl", "ru")
INDEX = f"/uz/courses/{COURSE}/practice/"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_course_and_its_lessons_lead_to_the_scenarios(app, reader, lang):
    reader.language = lang
    course = reader.get(f"/{lang}/courses/{COURSE}/")
    page = reader.get(next(url for url in course.links.values() if url.endswith("/practice/")))
    assert page.is_kept_for_all
    for key in KEYS:
        title = scenario_of(app, key).texts[lang].title
        start = reader.get(page.links[title])
        assert start.h1 == title
        assert start.is_kept_for_all
    lesson = reader.get(f"/{lang}/courses/{COURSE}/tour/")
    assert lesson.links[scenario_of(app, "sign-in").texts[lang].title].endswith("/practice/sign-in/")


@pytest.mark.parametrize(("key", "lang"), [*((key, "uz") for key in KEYS), ("payment", "uz-Cyrl"), ("sign-in", "ru")])
def test_the_right_way_earns_everything(app, reader, key, lang):
    reader.language = lang
    walker = Walker(app, reader, key)
    page = walker.go_right()
    assert "100 %" in page.main
    assert str(walker.scenario.maximum) in page.main
    assert page.soup.find(class_="notice good")
    assert rows(app)["practice_ending"] == 1
    assert reader.get(walker.start).soup.main.find("strong", string=True)


def test_a_test_is_passed_on_the_right_way_too(app, reader):
    page = Walker(app, reader, "payment", mode="test").go_right()
    assert page.h1 == "Mashqdan oʻtdingiz"
    assert "Boshidan boshlash" in page.main


def test_every_step_is_shown_one_by_one(app, reader):
    scenario = scenario_of(app, "payment")
    page = reader.get(f"{INDEX}payment/show/1/")
    while "Keyingi qadam" in page.links:
        page = reader.click("Keyingi qadam")
    assert page.h1 == scenario.texts["uz"].screens["done"].title
    assert page.path.endswith(f"/show/{len(scenario.way) + 1}/")
    reader.get(f"{INDEX}payment/show/{len(scenario.way) + 2}/", status=404)
    reader.get(f"{INDEX}payment/show/0/", status=404)
    assert rows(app)["practice_walk"] == 0


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("key", KEYS)
def test_all_steps_stand_on_a_sheet_with_a_blank_for_the_code(app, reader, key, lang):
    reader.language = lang
    scenario = scenario_of(app, key)
    sheet = reader.get(f"/{lang}/courses/{COURSE}/practice/{key}/sheet/")
    assert len(sheet.soup.main.find_all("h2")) == len(scenario.way) + 1
    assert sheet.is_kept_for_all
    if scenario.otp:
        assert "•" * scenario.otp.length in sheet.main


def test_unsafe_steps_are_told_at_the_end_even_when_they_were_put_right(app, reader):
    walker = Walker(app, reader, "sign-in")
    page = walker.press("1")
    assert "Bu xavfli qadam edi." in page.main
    walker.press("1")
    walker.go_right(2)
    walker.press("1")
    walker.press("1")
    page = walker.press("2")
    assert "eski kod endi ishlamaydi" in page.main
    walker.codes = 2
    page = walker.go_right()
    told = page.main
    for words in (
        "Reklamani ochish",
        "Reklama sizni boshqa saytga olib keldi",
        "Kodni aytaman",
        "Firibgar shu kod bilan",
    ):
        assert words in told
    assert page.h1 == "Mashq tugadi, hali oʻtmadingiz"
    again = reader.submit("/begin", button="try")
    assert again.h1 == "Qidiruv natijalari"
    assert again.path != walker.path


def test_hints_help_while_trying_and_the_third_failure_shows_the_answer(app, reader):
    walker = Walker(app, reader, "application")
    assert "Maslahat 1" in walker.page.main
    for left in ("Yana 2 marta", "Yana 1 marta"):
        assert left in walker.press("1", status=400, f__days="five").main
        assert "Pasportdagi oxirgi qatorni yana oʻqing" in walker.page.main
    page = walker.press("1", status=400, f__days="five")
    assert "Mana toʻgʻri javob" in page.main
    assert "15 kunda" in page.main
    assert walker.press("1").h1 == "Ariza"


def test_a_test_gives_no_hint_and_one_try(app, reader):
    walker = Walker(app, reader, "application", mode="test")
    assert "Maslahat" not in walker.page.main
    page = walker.press("1", f__days="five")
    assert page.h1 == "Ariza"
    assert "Yana" not in page.main


def test_a_walk_survives_and_is_gone_on_with_from_its_page(app, reader):
    walker = Walker(app, reader, "sign-in")
    walker.press("2")
    page = reader.get(walker.start)
    assert page.links["Davom ettirish"] == walker.path
    assert reader.get(walker.path).h1 == "OneID: telefon raqami bilan kirish"


def test_a_second_tap_on_begin_finds_the_same_walk(app, reader):
    first = Walker(app, reader, "sign-in")
    second = Walker(app, reader, "sign-in")
    assert first.path == second.path
    first.press("2")
    assert Walker(app, reader, "sign-in").path != first.path
    assert rows(app)["practice_walk"] == 2


def test_signs_are_told_from_what_is_none(app, reader):
    walker = Walker(app, reader, "fake-site")
    walker.go_right(3)
    assert "Kamida bittasini belgilang." in walker.press("1", status=400).main
    assert "Hammasi topilmadi" in walker.press("1", status=400, spot=["1", "5"]).main
    page = walker.press("1", spot=["1", "2", "3"])
    assert page.h1 == "Toʻrtinchi sayt"


def test_the_real_site_looks_different_from_a_scenario(app, reader):
    page = reader.get(f"{INDEX}payment/")
    page = reader.submit("/different/", button="terms")
    assert page.h1 == "Rahmat! Xabaringiz yetib keldi"
    assert page.links["Mashqqa qaytish"] == f"{INDEX}payment/"
    reader.get(f"{INDEX}payment/different/")
    reader.submit("/different/", button="name", words="Boshqacha ataladi")
    first, second = told(app)
    assert (first.place_kind, first.place_key, first.services) == ("scenario", "payment", ["birth-reference"])
    assert first.digest == second.digest == scenario_of(app, "payment").digest
    staff = signed_in(reader.stranger(), *demo_people(app)["author"])
    heap = staff.get(f"/uz/reports/{first.id}/")
    assert heap.links["Mashqni ochish"] == f"{INDEX}payment/"
    assert "Kichik toʻlov va chek" in staff.get("/uz/reports/").main
    reader.get(f"{INDEX}gone/different/", status=404)


def test_ad18_a_person_is_told_and_can_take_away_what_they_did(app, reader):
    newcomer(reader)
    walker = Walker(app, reader, "sign-in")
    walker.press("2")
    with app.app_context():
        walk = database.session.get(Walk, walker.walk_id)
        found = export_person(walk.person_id)
        person_id = walk.person_id
    assert [row["id"] for row in found["practice_walk"]] == [walker.walk_id]
    assert "code_secret" not in found["practice_walk"][0]
    assert [row["action"] for row in found["practice_move"]] == ["2"]
    with app.app_context():
        with write_tx():
            erase_person(person_id, "0" * 36)
        assert export_person(person_id)["practice_walk"] == []
        assert database.session.get(Walk, walker.walk_id).person_id == "0" * 36
