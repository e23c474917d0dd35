"""A village phone without scripts and a finger that only finds Tab: all scenarios, to the end, on the narrow screen."""

import re

from playwright.sync_api import expect

from app.content.types.scenarios import FieldKind
from tests.support.browsing import COURSE, Learner
from tests.support.keyboard import go_to, press
from tests.support.walking import KEYS, scenario_of

CHOICES = {FieldKind.SELECT_ONE, FieldKind.FILE}


def fill_in(learner, screen, text, code):
    """Each field of a screen by the keyboard; each has its name and its role in the accessibility tree."""
    for field in screen.fields:
        one = learner.field(f"f.{field.name}").first
        go_to(learner, one)
        if field.kind in CHOICES:
            place = field.options.index(field.answers[0])
            role = "combobox" if field.kind is FieldKind.SELECT_ONE else "group"
            expect(learner.page.get_by_role(role, name=text.fields[field.name].label)).to_be_visible()
            for _ in range(place + 1 if role == "combobox" else place):
                learner.page.keyboard.press("ArrowDown")
        else:
            expect(learner.page.get_by_role("textbox", name=text.fields[field.name].label)).to_be_focused()
            learner.page.keyboard.type(field.answers[0].replace("{{ otp }}", code))
    for spot in screen.spots:
        if spot.is_suspicious:
            go_to(learner, learner.page.locator(f"main [name=spot][value='{spot.key}']"))
            learner.page.keyboard.press("Space")


def test_all_scenarios_are_walked_with_the_keyboard_alone_and_without_scripts(app, plain_phone):
    learner = Learner(plain_phone, app, runs_scripts=False)
    page = plain_phone
    for key in KEYS:
        scenario, code = scenario_of(app, key), ""
        texts = scenario.texts["uz"].screens
        learner.open(f"{COURSE}practice/{key}/")
        go_to(learner, page.locator("main button[value=try]"))
        press(learner)
        for step in scenario.way:
            id_, _dot, action = step.rpartition(".")
            screen = next(one for one in scenario.screens if one.id == id_)
            assert learner.h1 == texts[id_].title
            expect(page.get_by_role("group").first).to_be_visible()
            code = next(iter(re.findall(r"\b\d{5,6}\b", learner.main)), code) if screen.shows_otp else code
            fill_in(learner, screen, texts[id_], code)
            go_to(learner, page.locator(f"main form[action$='/step'] button[value='{action}']"))
            press(learner)
        assert learner.h1 == "Mashqdan oʻtdingiz"
        assert "100 %" in learner.main


def test_every_surface_bears_what_a_page_must_bear(app, phone):
    """Axe, the largest text, thumbs: once a surface, a form with a mistake, the debrief."""
    learner = Learner(phone, app)

    def tap(button):
        with phone.expect_navigation():
            phone.locator(f"main form[action$='/step'] button[value='{button}']").click()

    learner.open(f"{COURSE}practice/sign-in/")
    learner.look()
    with phone.expect_navigation():
        phone.locator("main button[value=try]").click()
    tap(2)
    learner.field("f.phone").fill("+998 00 111 11 11")
    tap(1)
    wrong = phone.get_by_role("textbox", name="Telefon raqami")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description(re.compile("Bu Dilnozaning raqami emas"))
    expect(phone.get_by_role("alert")).to_contain_text("Bu Dilnozaning raqami emas")
    learner.look()
    learner.field("f.phone").fill("+998 00 123 45 67")
    tap(1)
    expect(phone.get_by_role("group", name="Telefon: SMS xabar")).to_be_visible()
    learner.look()
    tap(1)
    expect(phone.get_by_role("group", name="Telefon: qoʻngʻiroq")).to_be_visible()
    learner.look()
    tap(1)
    expect(phone.get_by_role("group", name="Telefon ekrani")).to_be_visible()
    tap(1)
    learner.look()
    learner.open(f"{COURSE}practice/application/show/5/")
    expect(phone.get_by_role("group", name="Elektron xat")).to_be_visible()
    learner.look()
    learner.open(f"{COURSE}practice/fake-site/sheet/")
    learner.look()
