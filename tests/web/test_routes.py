"""The first page, text size, files of the site, health."""

from dataclasses import replace

import pytest

from app.factory import VERSION, create_app
from app.web.assets import assets, squeeze
from tests.support.people import demo_people, signed_in

ELSEWHERE = ["//evil.uz", "https://evil.uz", "/\\evil.uz", "javascript:alert(1)", "", "/\n/evil.uz"]


@pytest.mark.parametrize("size", ["1", "2", "3"])
@pytest.mark.parametrize("path", ["/uz/help/", "/ru/courses/my-gov-uz/", "/uz/sign-in/?next=/uz/help/"])
def test_the_text_size_is_remembered_without_a_script(reader, path, size):
    reader.get(path)
    page = reader.submit("/text-size", button=size)
    assert page.path == path
    assert page.soup.html["data-size"] == size
    assert page.soup.find("button", attrs={"name": "size", "value": size})["aria-pressed"] == "true"
    assert reader.get("/uz-Cyrl/about/").soup.html["data-size"] == size


def test_the_text_size_outlives_the_browser(reader):
    reader.get("/uz/help/")
    reader.submit("/text-size", button="3")
    cookie = reader.client.get_cookie("size")
    assert (cookie.value, cookie.max_age) == ("3", 365 * 24 * 3600)


@pytest.mark.parametrize("size", ["", "0", "4", "x", "3\r\nX: y", "３"])
def test_a_text_size_that_there_is_not_is_refused(reader, size):
    page = reader.post("/text-size", {"size": size}, token=False, Sec_Fetch_Site="same-origin", status=400)
    assert "Set-Cookie" not in page.headers or "size=" not in page.headers["Set-Cookie"]


def test_a_text_size_planted_in_the_cookie_is_the_ordinary_one(reader):
    reader.client.set_cookie("size", '9"><script>')
    assert reader.get("/uz/help/").soup.html["data-size"] == "1"


@pytest.mark.parametrize("target", ELSEWHERE)
def test_au06_a_change_of_text_size_leads_nowhere_else(reader, target):
    data = {"size": "2", "next": target}
    answer = reader.client.post("/text-size", data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")


def test_the_files_of_the_site_are_kept_for_a_year_under_the_name_of_their_bytes(app):
    client = app.test_client()
    for asset in assets().values():
        answer = client.get(asset.path)
        assert answer.data == asset.body
        assert "immutable" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
    assert client.get("/static/app.000000000000.css").status_code == 404


def test_a_style_sheet_loses_its_air_and_nothing_else():
    assert squeeze("a > b { color : red; /* x */ }\n\n@media (max-width: 3em) { a { b: c; } }") == (
        "a>b{color :red}@media (max-width:3em){a{b:c}}"
    )


def test_health_is_told_with_version_and_release(app):
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 200
    release = app.extensions["library"].current().digest
    assert answer.json == {"status": "ok", "version": VERSION, "release": release, "issuing": "off"}


def test_a_site_without_a_release_is_not_ready_but_stands(settings, tmp_path):
    fresh = create_app(replace(settings, data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'x.db'}"))
    client = fresh.test_client()
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json == {"status": "starting", "version": VERSION, "release": "", "issuing": "off"}
    assert client.get("/uz/").status_code == 200
    assert client.get("/uz/courses/").status_code == 200
    assert client.get("/uz/courses/my-gov-uz/").status_code == 404


def test_a_site_without_its_database_is_not_ready(settings, tmp_path):
    away = create_app(replace(settings, database_url="postgresql+psycopg://nobody@127.0.0.1:1/nothing"))
    assert away.test_client().get("/healthz").status_code == 503


def test_the_help_of_the_installation_stands_on_every_page(reader):
    for path in ("/", "/uz/", "/ru/help/", "/uz/sign-in/", "/uz/courses/my-gov-uz/"):
        assert reader.get(path).soup.find("a", href="tel:+998712000000"), path
    assert reader.get("/nope", status=404).soup.find("a", href="tel:+998712000000")


def test_every_page_says_whose_it_is_not_and_what_it_never_asks(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    for path in ("/uz/", "/uz/me/", "/uz/sign-up/", "/uz/courses/"):
        foot = reader.get(path).soup.footer.get_text(" ")
        assert "my.gov.uz emas" in foot
        assert "SMS-kod" in foot
