"""The ways to real gateways, against real servers on this machine: what each answer says about the letter."""

import email
import email.policy

import pytest

from app.infra.outbox import Channel, Envelope, NotNowError, RefusedError
from app.infra.plugs import mail, web
from app.infra.plugs.mail import MailServer
from app.infra.plugs.sms import SmsGateway
from app.infra.plugs.telegram import Bot
from config import ESKIZ
from tests.support.gateways import DEATH, SILENCE, closed_port, http_gateway, mail_gateway

NESTED = (
    '{"messages": [{"recipient": "{phone}", "message-id": "{id}",'
    ' "sms": {"originator": "{sender}", "content": {"text": "{text}"}}}]}'
)


def envelope(**other):
    return Envelope(
        **{
            "id": "0193-7",
            "channel": Channel.SMS,
            "address": "+998901234567",
            "subject": "Mavzu",
            "text": "Kod: {id} 123",
        }
        | other
    )


def sms(url, **other):
    return SmsGateway(**{"url": url, "token": "t0k", "sender": "4546", "body": ESKIZ} | other)


def server(port, **other):
    plain = {"host": "127.0.0.1", "port": port, "security": "none", "user": "", "password": ""}
    return MailServer(**plain | {"sender": "no-reply@savodxon.uz"} | other)


def letter(**other):
    return envelope(**{"channel": Channel.EMAIL, "address": "nodira@mail.uz", "text": "Oʻqing"} | other)


def outcome(deliver, one):
    """What a hand-over comes to: sent, not-now, refused, or doubtful."""
    try:
        deliver(one)
    except NotNowError:
        return "not-now"
    except RefusedError:
        return "refused"
    except Exception:  # noqa: BLE001 - the outbox takes any other error for doubt
        return "doubtful"
    return "sent"


@pytest.fixture
def impatient(monkeypatch):
    """Gateways are waited for a moment only."""
    monkeypatch.setattr(web, "SECONDS", 0.2)
    monkeypatch.setattr(mail, "SECONDS", 0.3)


def test_an_sms_is_one_post_in_the_gateways_words():
    with http_gateway() as gateway:
        sms(f"{gateway.url}/send").deliver(envelope())
    ((path, headers, body),) = gateway.taken
    assert path == "/send"
    assert headers["Authorization"] == "Bearer t0k"
    assert body == {
        "mobile_phone": "998901234567",
        "message": "Kod: {id} 123",
        "from": "4546",
        "user_sms_id": "0193-7",
    }


def test_a_gateway_may_want_a_form_or_layers_and_another_kind_of_key():
    with http_gateway() as gateway:
        sms(gateway.url, is_form=True).deliver(envelope())
        sms(gateway.url, body=NESTED, token="Basic dTpw").deliver(envelope())
    form, nested = gateway.bodies
    assert form["message"] == "Kod: {id} 123"
    assert nested["messages"][0]["sms"] == {"originator": "4546", "content": {"text": "Kod: {id} 123"}}
    assert gateway.taken[1][1]["Authorization"] == "Basic dTpw"


@pytest.mark.parametrize(
    ("answer", "meaning"),
    [
        (200, "sent"),
        (202, "sent"),
        (400, "refused"),
        (422, "refused"),
        (401, "not-now"),
        (404, "not-now"),
        (429, "not-now"),
        (302, "not-now"),
        (500, "not-now"),
        (503, "not-now"),
        (502, "doubtful"),
        (504, "doubtful"),
        (SILENCE, "doubtful"),
        (DEATH, "doubtful"),
    ],
)
def test_what_an_sms_gateways_answer_says_of_the_letter(impatient, answer, meaning):
    with http_gateway(answer) as gateway:
        assert outcome(sms(gateway.url).deliver, envelope()) == meaning
        assert len(gateway.taken) == 1, "nothing is sent twice"


def test_a_gateway_that_is_down_has_not_taken_it():
    assert outcome(sms(f"http://127.0.0.1:{closed_port()}").deliver, envelope()) == "not-now"
    assert outcome(server(closed_port()).deliver, letter()) == "not-now"


def test_an_e_mail_says_whose_it_is_and_how_to_end_such_letters():
    with mail_gateway() as gateway:
        server(gateway.port).deliver(
            letter(leave_url="https://savodxon.uz/uz/reminders/x/", subject="Oʻqish\r\nBcc: a")
        )
    (taken,) = gateway.taken
    read = email.message_from_bytes(taken, policy=email.policy.default)
    assert read["To"] == "nodira@mail.uz"
    assert read["From"] == "Savodxon <no-reply@savodxon.uz>"
    assert read["Subject"] == "Oʻqish Bcc: a"
    assert read["Bcc"] is None
    assert read["Message-ID"] == "<0193-7@savodxon.uz>"
    assert read["List-Unsubscribe"] == "<https://savodxon.uz/uz/reminders/x/>"
    assert read["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert read.get_content().strip() == "Oʻqing"


def test_a_letter_that_was_asked_for_has_no_way_to_end_it():
    with mail_gateway() as gateway:
        server(gateway.port).deliver(letter())
    assert b"List-Unsubscribe" not in gateway.taken[0]


@pytest.mark.parametrize(
    ("step", "answer", "meaning"),
    [
        ("mail", 451, "not-now"),
        ("mail", 550, "not-now"),
        ("rcpt", 550, "refused"),
        ("rcpt", 451, "not-now"),
        ("rcpt", DEATH, "not-now"),
        ("data", 451, "not-now"),
        ("data", 554, "refused"),
        ("end", 452, "not-now"),
        ("end", 554, "refused"),
        ("end", DEATH, "doubtful"),
        ("end", SILENCE, "doubtful"),
    ],
)
def test_what_a_mail_servers_reply_says_of_the_letter(impatient, step, answer, meaning):
    with mail_gateway(**{step: answer}) as gateway:
        assert outcome(server(gateway.port).deliver, letter()) == meaning


@pytest.mark.parametrize("address", ["nodira@mail.uz\r\nBcc: x@y.uz", "нодира@mail.uz"])
def test_an_address_that_no_header_holds_is_refused_before_anybody_is_asked(address):
    assert outcome(server(closed_port()).deliver, letter(address=address)) == "refused"


def test_a_server_without_encryption_is_not_given_the_password():
    with mail_gateway() as gateway:
        assert outcome(server(gateway.port, security="starttls", user="u", password="p").deliver, letter()) == "not-now"
    assert gateway.taken == []


@pytest.mark.parametrize(
    ("answer", "meaning"), [(200, "sent"), (400, "refused"), (403, "refused"), (429, "not-now"), (DEATH, "doubtful")]
)
def test_what_telegrams_answer_says_of_the_letter(answer, meaning):
    with http_gateway(answer) as gateway:
        bot = Bot(name="savodxon_bot", token="1:x", api=gateway.url)
        assert outcome(bot.deliver, envelope(channel=Channel.TELEGRAM, address="77")) == meaning
    assert gateway.taken[0][0] == "/bot1:x/sendMessage"
    assert gateway.bodies[0]["chat_id"] == "77"


def test_no_key_is_shown_with_a_gateway():
    assert "t0k" not in repr(sms("http://x"))
    assert "1:x" not in repr(Bot(name="b", token="1:x"))
    assert "geheim" not in repr(server(1, password="geheim"))
