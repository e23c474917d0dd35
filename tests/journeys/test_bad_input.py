"""Mistakes that people make, and what the line does to them: nothing typed is lost, nothing happens twice."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error, expect

from tests.support.browsing import QUIZ, Learner
from tests.support.counting import rows

LOGIN, PASSWORD = "91 777 66 55", "yetti xumcha asal"


@pytest.fixture
def learner(app, phone):
    """Somebody at a phone."""
    return Learner(phone, app)


@pytest.fixture
def member(learner):
    """Somebody with an account, before the quiz."""
    return become_member(learner)


def become_member(learner):
    learner.open(QUIZ)
    learner.follow(learner.page.locator("main a[href*='/sign-up/']"))
    learner.sign_up(name="Salima Karimova", login=LOGIN, password=PASSWORD)
    return learner


def test_a_form_with_faults_says_where_and_keeps_what_was_typed(learner):
    page = learner.page
    learner.open("sign-up/")
    learner.field("name").fill("Salima Karimova")
    learner.field("login").fill("12345")
    learner.field("password").fill("parol")
    learner.field("region").select_option(index=3)
    chosen = learner.field("region").input_value()
    learner.send("/sign-up/")

    assert page.title().count("xato bor") == 1
    expect(page.locator(".summary")).to_be_focused()
    links = page.locator(".summary a")
    for name in ("login", "password", "consent"):
        links.and_(page.locator(f"[href='#{name}']")).click()
        expect(learner.field(name)).to_be_focused()
        assert learner.field(name).get_attribute("aria-invalid") == "true"
        assert page.locator(f"#{learner.field(name).get_attribute('aria-describedby').split()[-1]}").is_visible()
    assert links.count() == 4, "and the question of age"
    assert learner.field("name").input_value() == "Salima Karimova"
    assert learner.field("login").input_value() == "12345"
    assert learner.field("region").input_value() == chosen
    assert learner.field("password").input_value() == ""
    learner.look()


def test_au02_wrong_passwords_lock_the_door_for_a_while_and_say_for_how_long(member):
    member.sign_out()
    member.open("sign-in/")
    for _ in range(5):
        member.sign_in(LOGIN, "notoʻgʻri parol")
        assert "notoʻgʻri" in member.page.locator(".error").inner_text()
    with member.page.expect_response(lambda answer: answer.request.method == "POST") as heard:
        member.sign_in(LOGIN, PASSWORD)
    assert heard.value.status == 429
    assert "15 daqiqadan keyin" in member.page.locator(".error").inner_text()
    assert member.field("login").input_value() == LOGIN
    member.look()


@pytest.mark.parametrize("kind", ["phone", "plain_phone"])
def test_qz10_a_double_tap_begins_one_attempt_and_ends_it_once(app, request, kind):
    member = become_member(Learner(request.getfixturevalue(kind), app))
    double_tap(member, "/begin")
    expect(member.page.locator("h1")).to_contain_text("1-savol")
    member.answer()
    member.page.goto(f"{member.path.rsplit('/', 2)[0]}/review/")
    double_tap(member, "/submit")
    expect(member.page.locator("h1")).to_contain_text("Bu safar oʻta olmadingiz")
    kept = rows(app)
    assert (kept["quizzes_attempt"], kept["quizzes_submission"]) == (1, 1)


def double_tap(learner, action):
    with suppress(Error):
        learner.button(action).dblclick(no_wait_after=True)
    learner.page.wait_for_load_state()


def test_an_answer_given_while_the_site_is_away_is_sent_again_without_scripts(live, app, plain_phone):
    page = plain_phone
    member = become_member(Learner(page, app, runs_scripts=False))
    member.send("/begin")
    first = member.path
    member.fill_in()
    given = member.chosen
    live.down()
    with suppress(Error):
        member.send("/answer")
    page.wait_for_url("chrome-error://**")
    live.up()
    page.reload()
    assert member.path == first.replace("/1/", "/2/")
    page.goto(first)
    assert member.chosen == given


@pytest.mark.parametrize("kind", ["no-such-page/", "courses/no-such-course/", f"{QUIZ}attempt/x/1/"])
def test_a_page_that_is_not_there_says_what_to_do_next(learner, kind):
    learner.open(kind)
    assert learner.h1 == "Bunday sahifa yoʻq"
    assert learner.page.locator("main a.btn").get_attribute("href") == "/uz/courses/"
    learner.look()


def test_a_mistyped_code_is_said_to_be_unknown_and_can_be_typed_again(learner):
    learner.open("check/")
    learner.look()
    learner.send("/check/")
    expect(learner.page.locator(".summary")).to_be_focused()
    learner.page.goto("/c/0000-0000-0000-0000-0")
    assert learner.h1 == "Bunday sertifikat topilmadi"
    learner.look()
