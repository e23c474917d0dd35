"""A person has all of their data in one file, asks to be erased, changes their mind, and is erased in the end."""

import io
import json
import zipfile
from datetime import datetime

import pytest

from app.infra.jobs import plan_day, run_all
from app.kernel.clock import TASHKENT
from tests.support.browsing import COURSE, Learner

LOGIN, PASSWORD, NAME = "+998 (93) 555-77-66", "yetti xumcha asal", "Salima Yoqubova"


@pytest.fixture
def december(clock):
    clock.set(datetime(2026, 12, 1, 10, 0, tzinfo=TASHKENT))
    return clock


def night(app, clock):
    clock.shift(days=1)
    with app.app_context():
        plan_day()
        run_all()


def work(app):
    with app.app_context():
        run_all()


@pytest.mark.parametrize("screen", ["phone", "plain_phone"])
def test_a_person_takes_their_data_and_goes(app, december, screen, request):
    page = request.getfixturevalue(screen)
    person = Learner(page, app, runs_scripts=screen == "phone")
    person.open(COURSE)
    person.follow(page.locator("main a.btn").first)
    person.send("/done")
    person.open("sign-up/")
    person.look()
    person.sign_up(name=NAME, login=LOGIN, password=PASSWORD)

    person.follow("/me/data/")
    person.look()
    person.send("/data/ask")
    person.look()
    work(app)
    person.follow("/me/data/")
    person.look()
    with page.expect_download() as waiting:
        person.button("/data/fetch").click()
    with zipfile.ZipFile(io.BytesIO(waiting.value.path().read_bytes())) as archive:
        assert json.loads(archive.read("data.json"))["accounts_account"][0]["name"] == NAME
    person.open("me/data/")
    assert "havola endi ishlamaydi" in person.main
    person.look()

    person.follow("/me/delete/")
    person.look()
    person.field("sure").check()
    person.send("/me/delete/")
    assert "15-dekabr" in person.main
    person.look()
    person.sign_out()
    december.shift(days=5)
    person.open("sign-in/")
    person.sign_in(LOGIN, PASSWORD)
    assert person.path.startswith("/uz/me/delete/"), "the way back is the first thing to be seen"
    person.send("/delete/stay")
    assert NAME in person.main

    person.open("me/delete/")
    person.field("sure").check()
    person.send("/me/delete/")
    for _ in range(15):
        night(app, december)
    person.open("me/")
    assert NAME not in person.main
    person.open("sign-in/")
    person.sign_in(LOGIN, PASSWORD)
    assert person.path.startswith("/uz/sign-in/")
    person.look()


def test_the_list_of_what_is_kept_is_read_on_a_phone_in_each_language(app, phone):
    for language in ("uz", "uz-Cyrl", "ru"):
        reader = Learner(phone, app, language)
        reader.open("privacy/")
        reader.look()
        reader.follow("/privacy/data/")
        reader.look()
