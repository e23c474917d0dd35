"""The shelf answers a visitor what Flask would have answered, in any encoding, and never a person."""

import gzip

import brotli
import pytest
from werkzeug.test import Client

from app.web import cookies, prebuilt
from app.web.assets import asset_path
from app.web.prebuilt import CHECK_SECONDS, ENCODINGS, RETRY_SECONDS, Shelf, keep, load, render_all, save
from tests.support.counting import queries

LESS = {"br": brotli.decompress, "gzip": gzip.decompress, "identity": bytes}
NEVER = ("x-request-id", "set-cookie")


@pytest.fixture(scope="module")
def pages(site):
    """All that the site keeps for visitors."""
    return site.extensions["shelf"].load()


@pytest.fixture
def shelf(app, pages):
    """The shelf with all its pages in front of the site."""
    made = Shelf(app.wsgi_app, cookies=(cookies.SESSION, cookies.SIZE), hosts=("localhost", "savodxon.uz"))
    made.pages = pages
    return made


@pytest.fixture
def browser(shelf):
    """A visitor's browser without cookies."""
    return Client(shelf, use_cookies=False)


def test_everything_that_a_visitor_reads_is_on_the_shelf(app, pages):
    course = app.extensions["library"].current().courses[0]
    for tag in ("uz", "uz-Cyrl", "ru"):
        assert {f"/{tag}/", f"/{tag}/courses/", f"/{tag}/help/", f"/{tag}/courses/my-gov-uz/quiz/final/"} <= set(pages)
        assert {f"/{tag}/courses/my-gov-uz/{lesson.key}/" for lesson in course.lessons} <= set(pages)


def test_the_shelf_holds_the_bytes_that_flask_answers(app, pages):
    for path, page in pages.items():
        answer = app.test_client().get(path)
        assert answer.status_code == 200
        assert answer.data == page.bodies["identity"], path
        for name, value in answer.headers.items():
            if name.lower() not in {*NEVER, "vary", "content-length", "etag", "date", "last-modified"}:
                assert (name, value) in page.headers["identity"], path


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_page_is_there_in_every_encoding(pages, encoding):
    for path, page in pages.items():
        headers = dict(page.headers[encoding])
        assert LESS[encoding](page.bodies[encoding]) == page.bodies["identity"], path
        assert headers["Content-Length"] == str(len(page.bodies[encoding]))
        assert headers.get("Content-Encoding", "identity") == encoding
        assert not {name.lower() for name in headers} & set(NEVER)


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("", "identity"),
        ("identity", "identity"),
        ("x", "identity"),
    ],
)
def test_a_browser_gets_the_smallest_that_it_can_read(browser, accepted, encoding):
    answer = browser.get("/uz/", headers={"Accept-Encoding": accepted})
    assert answer.headers.get("Content-Encoding", "identity") == encoding
    assert b"</html>" in LESS[encoding](answer.data)
    assert answer.headers["Vary"] == "Accept-Encoding, Cookie"


def test_a_page_that_the_browser_has_is_not_sent_again(browser):
    first = browser.get("/uz/", headers={"Accept-Encoding": "br"})
    tag = first.headers["ETag"]
    assert not tag.startswith("W/")
    again = browser.get("/uz/", headers={"Accept-Encoding": "br", "If-None-Match": f'"x", {tag}'})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == tag
    assert again.headers["Vary"] == first.headers["Vary"]
    other = browser.get("/uz/", headers={"Accept-Encoding": "gzip", "If-None-Match": tag})
    assert other.status_code == 200, "another encoding is another entity"


def test_a_question_about_a_page_gets_its_headers_without_it(browser):
    asked, sent = browser.head("/uz/"), browser.get("/uz/")
    assert (asked.status_code, asked.data) == (200, b"")
    assert dict(asked.headers) == dict(sent.headers)


def test_a_kept_page_costs_no_query_and_does_not_reach_flask(app, browser):
    with queries(app) as asked:
        assert "X-Request-ID" not in browser.get("/uz/courses/my-gov-uz/").headers
    assert asked == []


@pytest.mark.parametrize(
    "request_",
    [
        {"headers": {"Cookie": "savodxon=x"}},
        {"headers": {"Cookie": "a=b; __Host-savodxon=x"}},
        {"headers": {"Cookie": "size=3"}},
        {"query_string": "a=1"},
        {"headers": {"Host": "evil.uz"}},
        {"headers": {"Host": "localhost.evil.uz"}},
        {"method": "POST"},
        {"method": "OPTIONS"},
    ],
    ids=str,
)
def test_whoever_is_no_plain_visitor_is_answered_by_flask(browser, request_):
    answer = browser.open("/uz/", **request_)
    assert answer.headers["X-Request-ID"]


@pytest.mark.parametrize("cookie", ["confirm=x", "theme=dark", "_ga=1"])
def test_cookies_that_say_nothing_of_a_person_change_nothing(browser, cookie):
    assert "X-Request-ID" not in browser.get("/uz/", headers={"Cookie": cookie}).headers


@pytest.mark.parametrize("host", ["localhost", "localhost:8000", "LOCALHOST", "savodxon.uz"])
def test_every_own_name_is_served_at_any_port(browser, host):
    assert "X-Request-ID" not in browser.get("/uz/", headers={"Host": host}).headers


def test_what_is_not_on_the_shelf_comes_from_flask(browser):
    assert browser.get("/uz/sign-in/").status_code == 200
    assert browser.get("/nope").status_code == 404
    assert browser.get(asset_path("app.js")).status_code == 200


class Releases:
    """Releases in turn, one page each."""

    def __init__(self):
        self.digest, self.loads = "1", 0

    def load(self):
        self.loads += 1
        return {"/uz/": keep(f"release {self.digest}".encode(), [("Content-Type", "text/html")])}


@pytest.fixture
def turning(app):
    """A shelf whose release is chosen by the test, and the choice."""
    releases = Releases()
    made = Shelf(app.wsgi_app, cookies=(), hosts=("localhost",))
    made.version, made.load = lambda: releases.digest, releases.load
    return made, releases


def test_a_new_release_is_served_a_second_after_it_is_published(turning, clock):
    shelf, releases = turning
    browser = Client(shelf, use_cookies=False)
    shelf.refresh()
    assert browser.get("/uz/").text == "release 1"
    releases.digest = "2"
    assert browser.get("/uz/").text == "release 1", "it looks once a second"
    clock.shift(seconds=CHECK_SECONDS)
    assert browser.get("/uz/").text == "release 2", "also for the first who asks this process"
    assert releases.loads == 2


def test_the_same_release_is_loaded_once(turning, clock):
    shelf, releases = turning
    for _ in range(5):
        shelf.refresh()
        clock.shift(seconds=CHECK_SECONDS)
    assert releases.loads == 1


def test_a_release_that_cannot_be_rendered_leaves_the_old_pages_up(turning, clock):
    shelf, releases = turning
    shelf.refresh()
    releases.digest = "2"

    def fail():
        raise RuntimeError

    shelf.load = fail
    shelf.refresh()
    assert Client(shelf, use_cookies=False).get("/uz/").text == "release 1"
    shelf.load = releases.load
    clock.shift(seconds=RETRY_SECONDS)
    assert Client(shelf, use_cookies=False).get("/uz/").text == "release 2", "it is tried again"


def test_a_release_is_rendered_from_flask_and_not_from_the_old_shelf(app, monkeypatch, pages):
    stale = Shelf(app.wsgi_app, cookies=(), hosts=("localhost",))
    stale.pages = dict.fromkeys(pages, keep(b"stale", []))
    monkeypatch.setattr(app, "wsgi_app", stale)
    fresh = render_all(app, "http://localhost")
    assert fresh.keys() == pages.keys()
    assert all(fresh[path].bodies == pages[path].bodies for path in pages)


def test_pages_rendered_by_a_command_are_each_in_their_own_language(app, pages):
    """Flask lends the context of a command, with what it remembers, to the requests made inside it."""
    with app.app_context():
        rendered = render_all(app, "http://localhost")
    for tag, html_lang in {"uz": "uz-Latn", "uz-Cyrl": "uz-Cyrl", "ru": "ru"}.items():
        assert f'<html lang="{html_lang}"'.encode() in rendered[f"/{tag}/"].bodies["identity"]
    assert rendered == pages


def test_a_page_that_fails_stops_the_making_of_the_shelf(app, monkeypatch):
    monkeypatch.setattr(prebuilt, "_paths", lambda *_args: ["/nope"])
    with pytest.raises(RuntimeError, match="/nope answers 404"):
        render_all(app, "http://localhost")


def test_pages_come_back_from_their_file_as_they_went(pages, tmp_path):
    save(pages, tmp_path / "deep" / "pages.zip")
    assert load(tmp_path / "deep" / "pages.zip") == pages
    assert [file.name for file in (tmp_path / "deep").iterdir()] == ["pages.zip"]


def test_a_file_that_is_not_there_gives_nothing(tmp_path):
    assert load(tmp_path / "pages.zip") is None


def test_a_damaged_file_gives_nothing_or_the_whole_truth(tmp_path):
    path = tmp_path / "pages.zip"
    page = {"/uz/": keep(b"<p>Salom</p>" * 3, [("Content-Type", "text/html")])}
    save(page, path)
    whole = path.read_bytes()
    damaged = [whole[:size] for size in range(0, len(whole), 7)]
    damaged += [whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :] for place in range(len(whole))]
    for data in damaged:
        path.write_bytes(data)
        assert load(path) in (None, page)


def test_a_damaged_shelf_is_made_anew_and_mended(app, settings, pages):
    load_again = app.extensions["shelf"].load
    files = list((settings.data_dir / "pages").glob("*.zip"))
    for file in files:
        whole = file.read_bytes()
        file.write_bytes(whole[: len(whole) // 2])
    assert load_again() == pages
    assert pages in [load(file) for file in files]
