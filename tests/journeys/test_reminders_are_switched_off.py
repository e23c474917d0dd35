"""A learner stops for a week, gets a message, goes on from it, and ends reminders: from it, and from my page."""

import pytest

from app.infra.database import db as database
from app.infra.jobs import plan_day, run_all
from app.infra.outbox import Letter
from tests.support.browsing import COURSE, Learner

LOGIN, PASSWORD = "+998 (93) 555-12-34", "yetti xumcha asal"


def a_week_goes_by(app, clock):
    """Until the middle of a day, the worker awake."""
    clock.shift(days=8)
    with app.app_context():
        while not _written():
            clock.shift(hours=1)
            plan_day()
            run_all()


def _written():
    return database.session.query(Letter).count()


def link_in_message(learner):
    """The link in the newest message on the page of a first look, without the site's name."""
    learner.open("letters/")
    address = learner.page.locator("main .cards a").first.get_attribute("href")
    return "/" + address.split("/", 3)[3]


@pytest.fixture
def begun(app, plain_phone):
    """Somebody with an account who has done one lesson and reads without scripts."""
    learner = Learner(plain_phone, app, runs_scripts=False)
    learner.open("sign-up/")
    learner.sign_up(name="Salima Karimova", login=LOGIN, password=PASSWORD)
    learner.open(COURSE)
    learner.follow(learner.page.locator("main a.btn").first)
    learner.send("/done")
    return learner


def test_from_the_message_and_from_ones_own_page_without_scripts(app, begun, clock):
    a_week_goes_by(app, clock)
    link = link_in_message(begun)
    begun.look()
    begun.page.goto(link)
    begun.look()
    begun.follow(begun.page.locator("main a.btn").first)
    assert f"/{COURSE}" in begun.path
    begun.page.goto(link)
    begun.send(link.split("/")[3] + "/")
    assert "Eslatmalar oʻchirilgan." in begun.main
    begun.look()

    begun.open("me/")
    assert "Eslatmalar oʻchirilgan" in begun.main
    begun.send("/me/reminders")
    assert "SMS yuboramiz." in begun.main
    begun.look()
    begun.send("/me/reminders")
    assert "Eslatmalar oʻchirilgan" in begun.main


def test_the_pages_of_messages_bear_a_close_look(app, phone, begun, clock):
    a_week_goes_by(app, clock)
    link = link_in_message(begun)
    for language in ("uz", "uz-Cyrl", "ru"):
        stranger = Learner(phone, app, language)
        if language == "uz":
            stranger.open("letters/")
            stranger.look()
        phone.goto(link.replace("/uz/", f"/{language}/"))
        stranger.look()
