"""A post is taken from our own pages only, for as long as they are open, from whatever browser people have."""

import pytest

from app.courses.models import Completion
from app.infra.database import count
from app.quizzes.models import Attempt
from tests.support.counting import rows
from tests.support.people import demo_people, signed_in

ARGUMENTS = {
    "lang": "uz",
    "course": "my-gov-uz",
    "quiz": "final",
    "attempt": "x",
    "number": 1,
    "code": "x",
    "page": "help",
}
LESSON = "/uz/courses/my-gov-uz/{}/"


def lesson_path(app):
    return LESSON.format(app.extensions["library"].current().courses[0].lessons[0].key)


def addresses(app, method):
    """An address of every route that takes this method."""
    lesson = app.extensions["library"].current().courses[0].lessons[0].key
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method in rule.methods:
            values = {name: (ARGUMENTS | {"lesson": lesson}).get(name, "x") for name in rule.arguments}
            yield adapter.build(rule.endpoint, values, method=method)


def token_of(page):
    return page.soup.find("input", attrs={"name": "_token"})["value"]


@pytest.mark.parametrize("who", ["visitor", "learner"])
@pytest.mark.parametrize("token", [None, "", "0" * 64, "x", "ж" * 32, "00"])
def test_au21_a_post_without_a_true_token_is_refused_and_changes_nothing(app, reader, who, token):
    if who == "learner":
        signed_in(reader, *demo_people(app)["learner"])
    else:
        reader.post(f"{lesson_path(app)}done", token=False, Sec_Fetch_Site="same-origin")
    before = rows(app)
    for path in addresses(app, "POST"):
        answer = reader.client.post(path, data={} if token is None else {"_token": token})
        assert answer.status_code == 400, path
    assert rows(app) == before


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_au21_reading_any_address_changes_nothing(app, keys, reader, method):
    signed_in(reader, *demo_people(app)["learner"])
    before = rows(app)
    for path in addresses(app, "GET"):
        assert reader.client.open(path, method=method).status_code < 500, path
    assert rows(app) == before


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_au21_other_ways_of_writing_do_not_exist(app, reader, method):
    for path in {*addresses(app, "GET"), *addresses(app, "POST")}:
        assert reader.client.open(path, method=method).status_code in {400, 405}, path


def test_another_persons_token_is_no_token(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    own = token_of(reader.get("/uz/me/"))
    thief = signed_in(reader.stranger(), *demo_people(app)["author"])
    thief.get("/uz/me/")
    assert thief.client.post("/uz/sign-out/", data={"_token": own}).status_code == 400


def test_a_token_is_written_anew_on_each_page_and_every_one_holds(reader):
    first, second = token_of(reader.get("/uz/sign-in/")), token_of(reader.get("/uz/sign-in/"))
    assert first != second
    for token in (first, second):
        answer = reader.client.post("/text-size", data={"_token": token, "size": "2", "next": "/uz/help/"})
        assert answer.status_code == 303


@pytest.mark.parametrize("span", [{"minutes": 61}, {"hours": 12}, {"days": 30}])
def test_au22_a_form_left_open_is_still_taken(reader, clock, span):
    reader.get("/uz/sign-up/")
    clock.shift(**span)
    page = reader.submit(
        "/sign-up/",
        name="Nodira Karimova",
        login="90 123 45 67",
        password="choynak va piyola",
        age="grown",
        consent="y",
    )
    assert page.path == "/uz/me/"


def test_au22_a_form_opened_before_signing_in_elsewhere_is_still_taken(app, reader):
    token = token_of(reader.get("/uz/sign-in/"))
    signed_in(reader, *demo_people(app)["learner"])
    assert reader.client.post("/uz/sign-out/", data={"_token": token}).status_code == 303


@pytest.mark.parametrize("base_url", ["http://localhost", "https://localhost"])
def test_au23_a_token_needs_neither_referer_nor_origin(reader, base_url):
    token = token_of(reader.get("/uz/sign-in/"))
    answer = reader.client.post(
        "/text-size", data={"_token": token, "size": "2", "next": "/uz/help/"}, base_url=base_url
    )
    assert (answer.status_code, answer.headers["Location"]) == (303, "/uz/help/")


OURS = [
    {"Sec-Fetch-Site": "same-origin"},
    {"Origin": "http://localhost"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
]
THEIRS = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "none"},
    {"Sec-Fetch-Site": ""},
    {"Origin": "https://evil.uz"},
    {"Origin": "http://localhost.evil.uz"},
    {"Origin": "http://localhost:8000"},
    {"Origin": "http://localhost@evil.uz"},
    {"Origin": "x"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
]


@pytest.mark.parametrize("said", OURS, ids=str)
def test_a_page_kept_for_all_posts_by_saying_where_it_comes_from(app, db, said):
    answer = app.test_client().post(f"{lesson_path(app)}done", headers=said)
    assert answer.status_code == 303
    assert count(Completion) == 1


@pytest.mark.parametrize("said", THEIRS, ids=str)
def test_a_post_from_another_site_is_refused_and_cannot_be_confirmed(app, db, said):
    answer = app.test_client().post(f"{lesson_path(app)}done", headers=said)
    assert answer.status_code == 400
    assert "/done" not in answer.text
    assert count(Completion) == 0


def test_a_personal_action_takes_no_word_for_a_token(app, reader):
    signed_in(reader, *demo_people(app)["learner"])
    assert reader.client.post("/uz/sign-out/", headers=OURS[0]).status_code == 400


@pytest.mark.parametrize("said", [{}, {"Origin": "null"}], ids=str)
def test_a_browser_that_says_nothing_is_asked_and_then_believed(app, reader, db, said):
    page = reader.post(f"{lesson_path(app)}done", token=False, status=400, **said)
    assert page.h1 == "Davom etishni tasdiqlang"
    assert count(Completion) == 0
    done = reader.submit("/done")
    assert done.path == lesson_path(app)
    assert count(Completion) == 1


def test_what_was_chosen_before_the_question_is_kept(reader):
    reader.post("/text-size", {"size": "3", "next": "/uz/help/?a=1&b=<x>"}, token=False, status=400)
    page = reader.submit()
    assert page.path.startswith("/uz/help/?a=1")
    assert page.soup.html["data-size"] == "3"


def test_a_test_is_begun_by_an_old_browser_too(reader, db):
    reader.post("/uz/courses/my-gov-uz/quiz/final/begin", token=False, status=400)
    assert reader.submit("/begin").h1.startswith("1-savol")
    assert count(Attempt) == 1


def test_an_old_browser_is_asked_once_and_then_known(app, reader):
    reader.post(f"{lesson_path(app)}done", token=False, status=400)
    page = reader.submit("/done")
    assert token_of(page)
