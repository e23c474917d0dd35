"""Progress goes on in another browser, a forgotten password is no end, and two people share a phone."""

import pytest

from app.accounts.queries.people import find_credentials
from app.kernel.uzbek import to_cyrillic
from tests.support.browser import DESK
from tests.support.browsing import COURSE, Learner
from tests.support.people import demo_people
from tests.support.ways_back import code_in, letters

LOGIN, PASSWORD, NEW = "+998 (93) 555-12-34", "yetti xumcha asal", "sakkiz xumcha qaymoq"


@pytest.fixture(params=["phone", "plain_phone"])
def learner(request, app):
    """Somebody without an account who has come as far as the second lesson, with scripts or without."""
    page = request.getfixturevalue(request.param)
    visitor = Learner(page, app, runs_scripts=request.param == "phone")
    visitor.open(f"{COURSE}tour/")
    visitor.send("/done")
    return visitor


@pytest.fixture
def elsewhere(app, opened):
    """A function that sits down at another machine."""
    return lambda: Learner(opened(DESK), app)


def done(learner):
    learner.open(COURSE)
    return learner.page.locator("main .path .done").count()


def words_of(learner):
    learner.follow("/me/code/")
    learner.look()
    learner.send("/me/code/")
    learner.look()
    return learner.page.locator("main ol.lead li").all_inner_texts()


def test_six_words_carry_progress_to_other_browsers_in_both_alphabets(learner, elsewhere):
    words = words_of(learner)
    for typed in (" ".join(words), ", ".join(to_cyrillic(word) for word in words).upper()):
        other = elsewhere()
        other.open("resume/")
        other.look()
        other.field("words").fill(typed)
        other.send("/resume/")
        assert other.path == "/uz/me/"
        assert done(other) == 1


def test_a_forgotten_password_has_three_ways_back(app, learner, elsewhere):
    learner.open("sign-up/")
    learner.sign_up(name="Salima Karimova", login=LOGIN, password=PASSWORD)
    words = words_of(learner)

    by_message = elsewhere()
    by_message.open("sign-in/")
    by_message.follow("/sign-in/help/")
    by_message.look()
    by_message.field("login").fill(LOGIN)
    by_message.send("/sign-in/help/")
    by_message.look()
    set_password(by_message, code_in(letters(app)[-1]))

    staff = elsewhere()
    staff.come_in_as_staff(*demo_people(app)["administrator"])
    code = given_on_the_spot(app, staff)
    by_staff = elsewhere()
    by_staff.open("sign-in/reset/")
    by_staff.field("login").fill(LOGIN)
    set_password(by_staff, code)

    by_words = elsewhere()
    by_words.open("resume/")
    by_words.field("words").fill(" ".join(words))
    by_words.send("/resume/")
    assert "Salima Karimova" in by_words.main
    assert done(by_words) == 1


def set_password(learner, code):
    learner.field("code").fill(code)
    learner.field("password").fill(NEW)
    learner.send("/sign-in/reset/")
    assert "Salima Karimova" in learner.main
    assert done(learner) == 1


def given_on_the_spot(app, staff):
    """From the staff's page of a person: the button, then the reason, then the code."""
    with app.app_context():
        person_id = find_credentials("+998935551234").person_id
    staff.open(f"staff/people/{person_id}/")
    staff.look()
    staff.send("/access-code")
    staff.look()
    staff.page.locator("main [value='forgot']").check()
    staff.send("/access-code")
    staff.look()
    return staff.page.locator("main .card").inner_text().replace(" ", "").strip()


def test_two_people_share_a_phone(learner):
    learner.open("me/")
    learner.follow("/who/")
    learner.look()
    learner.follow("/who/add/")
    add(learner, "Karim bobo", "elder-skullcap", "7391")
    learner.follow("/who/add/")
    add(learner, "Lola", "girl-plaits", "8264")
    assert done(learner) == 0
    assert "Lola" in learner.page.locator("header").inner_text()
    with learner.page.expect_navigation():
        learner.page.locator("header a[href$='/who/']").click()
    learner.look()
    learner.follow(learner.page.locator("main .places a").first)
    learner.look()
    learner.field("pin").fill("7391")
    with learner.page.expect_navigation():
        learner.page.locator("main form button:not([type=button])").click()
    assert "Karim bobo" in learner.page.locator("header").inner_text()
    assert done(learner) == 1


def add(learner, name, face, pin):
    learner.look()
    learner.field("name").fill(name)
    learner.page.locator(f"main [value='{face}']").check()
    learner.field("pin").fill(pin)
    learner.send("/who/add/")
