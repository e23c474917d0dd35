"""The page of a first look: letters are read there, and only where they do not leave."""

import pytest

from app.infra.database import write_tx
from app.infra.outbox import Channel, send
from tests.support.learner import sign_up
from tests.support.outbox import Gateway, gateways


@pytest.fixture
def letters(db):
    with write_tx():
        send(channel=Channel.SMS, address="+998901234567", text="Savodxon. Kod: 123 456", purpose="tests")
        send(
            channel=Channel.EMAIL,
            address="nodira@mail.uz",
            subject="Mavzu",
            text="Oʻqing:\n\nhttp://localhost/uz/help/\n<b>x</b>",
            purpose="tests",
        )


@pytest.mark.parametrize("lang", ["uz", "uz-Cyrl", "ru"])
def test_letters_of_the_last_day_are_read_on_a_page(reader, letters, lang):
    page = reader.get(f"/{lang}/letters/")
    assert "Savodxon. Kod: 123 456" in page.main
    assert page.links["http://localhost/uz/help/"] == "http://localhost/uz/help/"
    assert "<b>x</b>" in page.main
    assert page.main.index("nodira@mail.uz") < page.main.index("+998901234567")


def test_an_empty_page_says_so(reader):
    assert "Hozircha xabar yoʻq." in reader.get("/uz/letters/").main


def test_a_letter_of_yesterday_is_gone(reader, letters, clock):
    clock.shift(hours=25)
    assert "Kod" not in reader.get("/uz/letters/").main


@pytest.mark.parametrize("plugs", [{}, {Channel.SMS: Gateway()}])
def test_where_letters_leave_or_cannot_there_is_no_such_page(app, reader, letters, plugs):
    with gateways(app, plugs):
        reader.get("/uz/letters/", status=404)


def test_a_page_that_promises_a_message_tells_of_it_only_there(app, reader):
    sign_up(reader)
    assert "/uz/letters/" in reader.get("/uz/me/").links.values()
    with gateways(app, {Channel.SMS: Gateway()}):
        assert "/uz/letters/" not in reader.get("/uz/me/").links.values()
