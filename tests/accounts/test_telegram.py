"""Binding a Telegram chat: by a link that works once, for a while, for its owner; against a Bot API on this machine."""

import pytest
from sqlalchemy import select

from app.accounts.jobs import telegram as bot_jobs
from app.accounts.models.people import Account
from app.accounts.models.telegram import TelegramChat, TelegramTicket
from app.accounts.queries.telegram import find_chat
from app.accounts.rules.telegram import Message, Wish, number_of, read
from app.infra import audit, jobs
from app.infra.database import count
from app.infra.outbox import Channel
from app.infra.plugs.telegram import Bot
from tests.support.gateways import DEATH, http_gateway
from tests.support.learner import sign_up
from tests.support.outbox import gateways

CHAT = 777000111


def update(text, number=1, **other):
    chat = {"id": CHAT, "type": "private"} | other
    return {"update_id": number, "message": {"chat": chat, "text": text}}


@pytest.fixture
def telegram(app, monkeypatch):
    """A Bot API on this machine; its bot is the site's."""
    with http_gateway() as gateway:
        bot = Bot(name="savodxon_bot", token="1:geheim", api=gateway.url)
        monkeypatch.setitem(app.extensions, "bot", bot)
        with gateways(app, {Channel.TELEGRAM: bot}):
            yield gateway


def say(telegram, clock, *updates):
    """Somebody writes to the bot, and the worker looks."""
    clock.shift(minutes=2)
    telegram.answers = [(200, {"ok": True, "result": list(updates)})]
    return bot_jobs.look()


def word_of(reader):
    reader.get("/uz/me/")
    page = reader.post("/uz/me/telegram/")
    address = page.links["Telegramni ochish"]
    assert address.startswith("https://t.me/savodxon_bot?start=")
    return address.rsplit("=", 1)[1]


def person_of(db):
    return db.session.scalars(select(Account.person_id)).first()


def texts(telegram):
    return [body["text"] for path, _headers, body in telegram.taken if path.endswith("/sendMessage")]


def test_start_binds_the_chat_and_the_person_is_told(db, reader, telegram, clock):
    sign_up(reader)
    word = word_of(reader)
    assert db.session.scalars(select(TelegramTicket.word_hash)).one() != word
    assert say(telegram, clock, update(f"/start {word}")) == 1
    jobs.run_all()
    assert find_chat(person_of(db)) == str(CHAT)
    assert "Telegram ulandi." in texts(telegram)[0]
    page = reader.get("/uz/me/")
    assert "Telegram ulangan." in page.main
    assert "Telegram orqali yozamiz." in page.main
    assert audit.list_entries(limit=1)[0].action == "telegram-bound"


def test_stop_unbinds_and_forgets_the_chat(db, reader, telegram, clock):
    sign_up(reader)
    say(telegram, clock, update(f"/start {word_of(reader)}"))
    say(telegram, clock, update("/stop", 2))
    jobs.run_all()
    assert find_chat(person_of(db)) is None
    assert db.session.scalars(select(TelegramChat.chat_id)).all() == [None]
    assert "boshqa yozmaymiz" in texts(telegram)[-1]


def test_one_tap_on_ones_own_page_unbinds_too(db, reader, telegram, clock):
    sign_up(reader)
    say(telegram, clock, update(f"/start {word_of(reader)}"))
    reader.get("/uz/me/")
    page = reader.submit("/me/telegram/stop")
    assert "Xabarlar Telegramga kelsin desangiz" in page.main
    assert find_chat(person_of(db)) is None


def test_au17_a_word_binds_once_for_a_quarter_of_an_hour_and_the_newest_only(db, reader, telegram, clock):
    sign_up(reader)
    old, word = word_of(reader), word_of(reader)
    say(telegram, clock, update(f"/start {old}"), update("/start unknown", 2), update("/start", 3))
    assert find_chat(person_of(db)) is None
    say(telegram, clock, update(f"/start {word}", 4))
    say(telegram, clock, update(f"/start {word}", 5, id=666))
    assert find_chat(person_of(db)) == str(CHAT)
    late = word_of(reader)
    clock.shift(minutes=20)
    say(telegram, clock, update(f"/start {late}", 6, id=666))
    assert find_chat(person_of(db)) == str(CHAT)


def test_another_chat_takes_the_place_of_the_first(db, reader, telegram, clock):
    sign_up(reader)
    say(telegram, clock, update(f"/start {word_of(reader)}"))
    say(telegram, clock, update(f"/start {word_of(reader)}", 2, id=12))
    assert find_chat(person_of(db)) == "12"
    assert count(TelegramChat, TelegramChat.ended_at.is_(None)) == 1


def test_a_family_may_share_a_chat(db, reader, telegram, clock):
    sign_up(reader)
    other = reader.stranger()
    sign_up(other, name="Karimova Nodira", login="90 765 43 21")
    say(telegram, clock, update(f"/start {word_of(reader)}"), update(f"/start {word_of(other)}", 2))
    assert count(TelegramChat, TelegramChat.ended_at.is_(None)) == 2
    say(telegram, clock, update("/stop", 3))
    assert count(TelegramChat, TelegramChat.ended_at.is_(None)) == 0


def test_what_was_read_is_not_asked_for_again(db, reader, telegram, clock):
    say(telegram, clock, update("salom", 41), update("salom", 42))
    say(telegram, clock)
    offsets = [body["offset"] for path, _headers, body in telegram.taken if path.endswith("/getUpdates")]
    assert offsets == [0, 43]


def test_nobody_looks_twice_at_once_and_soon_only_while_somebody_is_binding(db, reader, telegram, clock):
    bot_jobs.look()
    asked = len(telegram.taken)
    for _ in range(3):
        clock.shift(seconds=5)
        bot_jobs.look()
    assert len(telegram.taken) == asked
    sign_up(reader)
    word_of(reader)
    for _ in range(3):
        clock.shift(seconds=5)
        bot_jobs.look()
    assert len(telegram.taken) == asked + 3


@pytest.mark.parametrize("answer", [500, 409, DEATH, (200, "rubbish"), (200, {"result": None}), (200, {"result": [7]})])
def test_a_bot_api_that_is_down_or_talks_rubbish_harms_nobody(db, telegram, clock, answer):
    telegram.answers = [answer]
    bot_jobs.look()
    assert say(telegram, clock, update("salom")) == 1


def test_to_bind_a_chat_the_password_must_be_fresh(db, reader, telegram, clock):
    sign_up(reader)
    clock.shift(hours=1)
    reader.get("/uz/me/")
    page = reader.submit("/me/telegram/", status=403)
    assert "t.me" not in str(page.soup.main)
    assert count(TelegramTicket) == 0


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (update("/start abc"), Message(chat_id=str(CHAT), wish=Wish.BIND, word="abc")),
        (update("/stop"), Message(chat_id=str(CHAT), wish=Wish.STOP)),
        (update("/stop iltimos"), Message(chat_id=str(CHAT), wish=Wish.STOP)),
        (update("/start"), None),
        (update("/start a b"), None),
        (update("/stopped"), None),
        (update("/stop", type="group"), None),
        (update("/stop", id="7"), None),
        (update("/stop", id=-100), None),
        (update("/stop", id=10**30), None),
        (update(None), None),
        ({"update_id": 1}, None),
        ({"message": []}, None),
        ([], None),
        (None, None),
    ],
)
def test_what_is_written_to_the_bot_is_read_without_trust(said, meant):
    assert read(said) == meant


@pytest.mark.parametrize("said", [{}, {"update_id": "1"}, {"update_id": -1}, {"update_id": 10**30}, [], None])
def test_what_has_no_number_moves_nothing_on(said):
    assert number_of(said) is None
