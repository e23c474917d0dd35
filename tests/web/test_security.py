"""The headers that protect people, on every kind of answer."""

from dataclasses import replace

import pytest

from app.courses.routes import pages as courses_routes
from app.factory import create_app
from app.web.assets import asset_path
from app.web.security import FIXED, policy
from tests.support.people import demo_people, signed_in

ANSWERS = {
    200: "/uz/",
    303: "/uz/me/edit/",
    308: "/uz/help",
    400: "/uz/sign-up/",
    404: "/nope",
    405: "/text-size",
    500: "/uz/courses/",
}


@pytest.fixture
def broken(monkeypatch):
    def fail(*_args):
        raise RuntimeError

    monkeypatch.setattr(courses_routes, "list_all_done", fail)


def ask(client, status):
    if status == 400:
        return client.post(ANSWERS[status])
    return client.get(ANSWERS[status])


@pytest.mark.parametrize("status", ANSWERS)
def test_ad20_every_answer_carries_the_headers(app, broken, status):
    answer = ask(app.test_client(), status)
    assert answer.status_code == status
    assert FIXED.items() <= dict(answer.headers).items()
    told = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in told
    assert "frame-ancestors 'none'" in told
    assert "unsafe" not in told
    assert answer.headers["Cache-Control"]
    assert answer.headers["X-Request-ID"]


@pytest.mark.parametrize("path", ["/healthz", asset_path("app.css"), asset_path("app.js"), asset_path("icon.svg")])
def test_ad20_files_and_data_carry_them_too(app, path):
    answer = app.test_client().get(path)
    assert FIXED.items() <= dict(answer.headers).items()
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("status", [200, 303, 404, 500])
def test_ad20_what_a_signed_in_person_sees_is_kept_nowhere(app, reader, broken, status):
    signed_in(reader, *demo_people(app)["learner"])
    path = {200: "/uz/", 303: "/"}.get(status, ANSWERS[status])
    answer = reader.client.get(path)
    assert answer.status_code == status
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_ad20_a_page_with_a_token_is_never_shared(app):
    client = app.test_client()
    for _ in range(2):
        assert client.get("/uz/sign-in/").headers["Cache-Control"].startswith("private")


def test_ad20_a_page_kept_for_all_is_shared_and_told_apart_by_cookie(app):
    answer = app.test_client().get("/uz/")
    assert "public" in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]
    assert "Set-Cookie" not in answer.headers


def test_ad20_only_a_site_behind_https_demands_https(app, settings, tmp_path):
    assert "Strict-Transport-Security" not in app.test_client().get("/uz/").headers
    sheltered = create_app(replace(settings, data_dir=tmp_path, public_url="https://localhost"))
    answer = sheltered.test_client().get("/uz/", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


def test_nothing_inline_is_allowed_but_the_style_that_is_named():
    assert "style-src 'self'" in policy()
    assert "style-src 'sha256-" in policy("a{}")
    assert policy("a{}") != policy("b{}")
