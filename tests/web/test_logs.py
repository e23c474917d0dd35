"""The log tells what happened and nothing of whom: one JSON line each, and no word that a person typed."""

import io
import json
from contextlib import contextmanager

import pytest
import structlog
from sqlalchemy import insert

from app.accounts.models.people import Person
from app.accounts.routes import viewer as accounts_routes
from app.courses.routes import pages as courses_routes
from app.infra.database import write_tx
from app.infra.jobs import desk, enqueue, run_all
from app.infra.logging import Lines
from app.infra.outbox import Channel, Limits, send
from app.infra.plugs.sms import SmsGateway
from app.infra.plugs.telegram import Bot
from app.kernel.clock import now
from config import ESKIZ
from tests.support.gateways import DEATH, http_gateway
from tests.support.outbox import gateways

PASSWORD = "choynak va piyola"
OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def out(app):
    """Where the log goes while the test lasts."""
    buffer = io.StringIO()
    with logging_to(buffer):
        yield buffer


@contextmanager
def logging_to(file):
    before, lines = structlog.get_config()["logger_factory"], Lines(file)
    structlog.configure(logger_factory=lambda *_names: lines)
    yield
    structlog.configure(logger_factory=before)


def lines(out):
    return [json.loads(line) for line in out.getvalue().splitlines()]


def live(reader):
    """A day in a person's life here."""
    typed = {"name": "Nodira Karimova", "login": "90 123-45-67", "password": PASSWORD, "age": "grown", "consent": "y"}
    reader.get("/uz/sign-up/?next=/uz/help/%3Fpinfl=31234567890123")
    reader.submit("/sign-up/", status=400, **(typed | {"consent": ""}))
    reader.submit("/sign-up/", **typed)
    reader.get("/uz/me/edit/")
    reader.submit("/me/edit/", name="Nodira Aliyeva")
    reader.get("/uz/courses/my-gov-uz/quiz/final/")
    reader.submit("/begin")
    reader.get("/uz/me/")
    reader.submit("/sign-out/")
    reader.get("/uz/sign-in/")
    reader.submit("/sign-in/", login="nodira@mail.uz", password="wrong-pass", status=400)
    reader.submit("/sign-in/", login="90 123-45-67", password=PASSWORD)
    reader.get("/uz/courses/my-gov-uz/?phone=901234567")


def test_ad16_no_name_number_password_cookie_or_token_is_logged(reader, out):
    live(reader)
    cookies = [reader.client.get_cookie(name).value for name in ("savodxon", "confirm")]
    token = reader.get("/uz/me/").soup.find("input", attrs={"name": "_token"})["value"]
    told = out.getvalue()
    assert len(lines(out)) > 10
    for word in ("901234567", "123-45-67", "Nodira", "Aliyeva", PASSWORD, "wrong", "@", "312345", token, *cookies):
        assert word not in told, word


@pytest.mark.parametrize("answer", [None, 400, 500, 502, DEATH])
def test_ad16_a_letter_leaves_no_code_no_address_and_no_key_in_the_log(app, db, out, answer):
    """Whatever the gateway does: takes it, refuses it, fails, or breaks off in the middle."""
    with http_gateway(*[answer] if answer else []) as gateway:
        sms = SmsGateway(url=gateway.url, token="geheim", sender="4546", body=ESKIZ)
        bot = Bot(name="b", token="77:geheim", api=gateway.url)
        with gateways(app, {Channel.SMS: sms, Channel.TELEGRAM: bot}, Limits(to_one=1)):
            for channel, address in ((Channel.SMS, "+998901234567"), (Channel.TELEGRAM, "555444333")) * 2:
                with write_tx():
                    send(channel=channel, address=address, text="Kod: 482913", purpose="codes")
            run_all()
    assert lines(out), "the letters that were held are told of"
    for word in ("482913", "901234567", "555444333", "geheim", "Kod"):
        assert word not in out.getvalue(), word


def test_ad16_a_failure_tells_where_and_not_what_was_typed(app, reader, out, monkeypatch):
    def fail(*_args):
        raise RuntimeError("+998901234567 Nodira") from ValueError("Karimova")

    monkeypatch.setattr(courses_routes, "list_all_done", fail)
    page = reader.get("/uz/courses/", status=500)
    told = next(line for line in lines(out) if line["event"] == "request.failed")
    assert told["fault"] == "builtins.RuntimeError"
    assert told["causes"] == ["builtins.ValueError"]
    assert any("courses/routes/pages.py" in step and step.endswith(" catalogue") for step in told["at"])
    assert told["id"] == page.headers["X-Request-ID"], "what a person reads out leads to the line"
    assert "901234567" not in out.getvalue()
    assert "Karimova" not in out.getvalue()


def test_ad16_a_broken_rule_of_the_database_tells_no_values(reader, out, monkeypatch):
    def insert_twice(_token_hash):
        row = {"id": "+998901234567", "node_id": "Nodira", "language": "uz", "canonical_id": "x", "created_at": now()}
        with write_tx() as session:
            for _ in range(2):
                session.execute(insert(Person).values(**row))

    monkeypatch.setattr(accounts_routes, "find_session", insert_twice)
    reader.client.set_cookie("savodxon", "x")
    assert reader.client.get("/uz/me/").status_code == 500
    told = next(line for line in lines(out) if line["event"] == "request.failed")
    assert told["fault"] == "sqlalchemy.exc.IntegrityError"
    assert "901234567" not in out.getvalue()
    assert "Nodira" not in out.getvalue()


@pytest.mark.parametrize("rubbish", ["a\r\nb", "\x1b[31mred", "x" * 100_000, "\u2028", "\udcff"])
def test_ad17_each_event_is_one_short_line_whatever_was_sent(app, out, rubbish):
    raw = rubbish.encode("utf-8", "surrogateescape").decode("latin-1")
    headers = {"User-Agent": raw.replace("\r\n", " "), "Referer": raw.replace("\r\n", " ")}
    client = app.test_client()
    client.get("/uz/courses/" + rubbish[:2_000].encode("utf-8", "surrogateescape").hex(), headers=headers)
    client.post("/uz/sign-in/", data={"login": rubbish.encode("utf-8", "surrogateescape")}, headers=headers | OURS)
    client.open("/uz/", method="X" * 5_000)
    raw_lines = out.getvalue().splitlines()
    assert len(raw_lines) == 3
    assert all(len(line) < 500 and line.isascii() and line.isprintable() for line in raw_lines)
    assert [line["event"] for line in lines(out)] == ["request"] * 3


def test_a_request_is_told_with_its_route_and_its_status(reader, out):
    page = reader.get("/uz/courses/my-gov-uz/")
    told = lines(out)[0]
    assert (told["route"], told["status"], told["method"]) == ("courses.course", 200, "GET")
    assert told["id"] == page.headers["X-Request-ID"]
    assert told["timestamp"].endswith("Z")


def test_files_and_health_are_not_worth_a_line(app, out):
    client = app.test_client()
    for path in ("/healthz", "/static/x", "/media/x/y"):
        client.get(path)
    assert lines(out) == []


def test_what_a_job_says_carries_the_id_of_the_job(app, db, out):
    def speak(_payload):
        structlog.get_logger("tests").info("tests.spoke")
        return lambda: None

    desk().handlers["tests.speak"] = speak
    with write_tx():
        job_id = enqueue("tests.speak", {}).id
    run_all()
    del desk().handlers["tests.speak"]
    assert next(line for line in lines(out) if line["event"] == "tests.spoke")["job"] == job_id
    structlog.get_logger("tests").info("tests.after")
    assert "job" not in lines(out)[-1]


def test_ad11_a_log_on_a_full_disk_stops_no_page(reader):
    with io.TextIOWrapper(io.FileIO("/dev/full", "w"), write_through=True) as full, logging_to(full):
        assert reader.get("/uz/me/").status == 200
        assert reader.get("/uz/nope/", status=404).status == 404
