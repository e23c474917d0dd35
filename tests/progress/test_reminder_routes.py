"""Reminders end with one tap: from the message, from one's own page, by the mailbox; a look changes nothing."""

import re

import pytest
from sqlalchemy import select

from app.accounts.models.people import Account
from app.infra import outbox
from app.infra.database import db as database
from app.progress.documents import PURPOSE
from app.progress.models import ReminderChoice
from app.web.signed import sign_id
from tests.progress.test_routes import mark_done
from tests.support.counting import rows
from tests.support.learner import sign_up
from tests.support.outbox import Gateway, gateways

LANGUAGES = ("uz", "uz-Cyrl", "ru")
OFF, ON = "Eslatmalarni oʻchirish", "Eslatmalarni yoqish"
ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def link_of(app, lang="uz"):
    """Where the link in the only person's message leads."""
    with app.app_context():
        person = database.session.scalars(select(Account.person_id)).one()
        return f"/{lang}/reminders/{sign_id(person, PURPOSE)}/"


def choices(app):
    with app.app_context():
        query = select(ReminderChoice.is_wanted, ReminderChoice.way).order_by(ReminderChoice.id)
        return [tuple(row) for row in database.session.execute(query)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_link_shows_what_is_next_and_one_button(app, reader, lang):
    sign_up(reader)
    mark_done(reader)
    before = rows(app)
    page = reader.stranger().get(link_of(app, lang))
    assert rows(app) == before
    assert len(page.soup.main.find_all("button")) == 1
    assert f"/{lang}/courses/my-gov-uz/" in str(page.soup.main.find("a", class_="btn")["href"])
    assert page.soup.find("meta", attrs={"name": "robots", "content": "noindex"})


def test_one_tap_from_the_message_ends_them_and_one_tap_brings_them_back(app, reader):
    sign_up(reader)
    other = reader.stranger()
    other.get(link_of(app))
    page = other.submit("/reminders/" + link_of(app).split("/")[3] + "/")
    assert "Eslatmalar oʻchirilgan." in page.main
    assert "Eslatmalar oʻchirilgan" in reader.get("/uz/me/").main
    other.submit("/reminders/" + link_of(app).split("/")[3] + "/")
    assert choices(app) == [(False, "link"), (True, "link")]


def test_one_tap_on_ones_own_page(app, reader):
    sign_up(reader)
    page = reader.get("/uz/me/")
    assert "SMS yuboramiz." in page.main
    assert OFF in page.main
    page = reader.submit("/me/reminders")
    assert ON in page.main
    assert "Saqlandi." in page.main
    reader.submit("/me/reminders")
    assert choices(app) == [(False, "page"), (True, "page")]


def test_a_mailbox_asks_for_its_owner_with_neither_cookie_nor_origin(app, reader):
    sign_up(reader)
    answer = app.test_client().post(link_of(app), data=ONE_CLICK)
    assert answer.status_code == 200, "RFC 8058 wants no redirect"
    assert choices(app) == [(False, "mailbox")]


@pytest.mark.parametrize(
    ("data", "headers"),
    [
        ({}, {}),
        ({"is_wanted": "y"}, {}),
        (ONE_CLICK, {"Origin": "https://evil.example"}),
        (ONE_CLICK, {"Origin": "null"}),
        (ONE_CLICK, {"Sec-Fetch-Site": "cross-site"}),
    ],
)
def test_au21_what_a_strange_page_lets_a_browser_send_changes_nothing(app, reader, data, headers):
    sign_up(reader)
    assert app.test_client().post(link_of(app), data=data, headers=headers).status_code == 400
    assert choices(app) == []


@pytest.mark.parametrize("token", ["x", "A" * 30, "%00", "ж" * 30])
def test_a_link_that_was_changed_leads_nowhere(app, reader, token):
    reader.get(f"/uz/reminders/{token}/", status=404)
    assert app.test_client().post(f"/uz/reminders/{token}/", data=ONE_CLICK).status_code == 404


def test_where_no_message_can_be_sent_nothing_is_promised(app, reader):
    sign_up(reader)
    with gateways(app, {}):
        page = reader.get("/uz/me/")
    assert "Eslatmalar" not in page.main
    with gateways(app, {outbox.Channel.EMAIL: Gateway()}):
        assert "Eslatmalar" not in reader.get("/uz/me/").main


def test_without_a_bot_nothing_is_said_of_telegram(app, reader):
    sign_up(reader)
    assert "Telegram" not in reader.get("/uz/me/").main
    reader.post("/uz/me/telegram/", status=404)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_first_thing_on_ones_own_page_is_what_comes_next(reader, lang):
    sign_up(reader)
    mark_done(reader)
    page = reader.get(f"/{lang}/me/")
    first = page.soup.main.find("a", class_="btn")
    assert re.match(rf"/{lang}/courses/my-gov-uz/[\w-]+/$", str(first["href"]))
    assert "wide" in first["class"]
