"""The pages of practice: what a course has, walks from the first screen to the debrief, the same shown and on paper."""

import pytest

from tests.support.counting import rows
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
