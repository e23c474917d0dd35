"""A session that ends in the middle of a quiz costs nobody an answer."""

import pytest
from sqlalchemy import select

from app.accounts.queries.people import find_credentials
from app.accounts.service.sessions import end_sessions
from app.infra.database import count, write_tx
from app.quizzes.models import Answer
from app.web.confirm import pack, unpack
from tests.support.people import demo_people, signed_in

QUIZ = "/uz/courses/my-gov-uz/quiz/final/"


@pytest.fixture
def learner(app, reader, db):
    """A learner with a chosen answer on the page, whose session has ended meanwhile; their login and password."""
    login, password = demo_people(app)["learner"]
    signed_in(reader, login, password)
    reader.get(QUIZ)
    reader.submit("/begin")
    with write_tx():
        end_sessions(find_credentials(login).person_id)
    return login, password


def answer(reader):
    """The person answers the question on the page; what was chosen, as form fields."""
    field = reader.page.form("/answer").find("input", attrs={"name": lambda name: name and name.startswith("answer.")})
    chosen = {field["name"]: field.get("value") or "javob"}
    reader.submit("/answer", status=401, **chosen)
    return chosen


def test_an_answer_sent_after_the_session_ended_lands_after_signing_in(reader, db, learner):
    answer(reader)
    assert reader.page.h1 == "Qaytadan kiring"
    assert count(Answer) == 0
    reader.submit("/sign-in/")
    assert "saqlanib turibdi" in reader.page.main
    reader.submit("/sign-in/", login=learner[0], password=learner[1])
    assert "eski" not in reader.page.main, "the browser is not to blame"
    page = reader.submit("/answer")
    assert count(Answer) == 1
    assert "/attempt/" in page.path


def test_the_answer_outlives_a_wrong_password(reader, db, learner):
    answer(reader)
    reader.submit("/sign-in/")
    reader.submit("/sign-in/", login=learner[0], password="not the one at all", status=400)
    reader.submit("/sign-in/", login=learner[0], password="", status=400)
    reader.submit("/sign-in/", login=learner[0], password=learner[1])
    reader.submit("/answer")
    assert count(Answer) == 1


def test_another_person_who_signs_in_there_gets_nobodys_attempt(app, reader, db, learner):
    answer(reader)
    reader.submit("/sign-in/")
    reader.submit("/sign-in/", **dict(zip(("login", "password"), demo_people(app)["author"], strict=True)))
    reader.submit("/answer", status=404)
    assert count(Answer) == 0


def test_the_token_and_the_password_are_not_packed_along(app, reader, db, learner):
    token = reader.page.soup.find("input", attrs={"name": "_token"})["value"]
    answer(reader)
    packed = reader.page.form("/sign-in/").find("input", attrs={"name": "pending"})["value"]
    with app.app_context():
        path, fields = unpack(packed)
    assert path.endswith("/answer")
    assert token not in str(fields)


@pytest.mark.parametrize("pending", ["x", "", "WyIvYyIsW11d.AAAA", "\0", "a.b.c" * 100])
def test_a_post_that_we_did_not_keep_is_not_sent(app, reader, pending):
    login, password = demo_people(app)["learner"]
    given = {"login": login, "password": password, "pending": pending}
    assert reader.post("/uz/sign-in/", given, token=False, Sec_Fetch_Site="same-origin").path == "/uz/me/"


def test_a_kept_post_comes_back_with_all_its_values(app):
    fields = [("a", "1"), ("a", "2"), ("b", "ʻ <&\n"), ("_token", "secret")]
    with app.app_context():
        assert unpack(pack("/uz/x", fields)) == ("/uz/x", fields[:3])


def test_a_person_signed_out_elsewhere_reads_on_as_a_visitor(reader, learner):
    assert reader.get("/uz/courses/my-gov-uz/").status == 200
    assert reader.get("/uz/me/").form("/text-size")


def test_a_page_of_an_attempt_asks_to_sign_in_again_and_leads_back(app, reader, db, learner):
    path = reader.page.path
    assert reader.get(path).path.startswith("/uz/sign-in/?next=")
    assert reader.submit("/sign-in/", login=learner[0], password=learner[1]).path == path
    assert db.session.scalars(select(Answer)).all() == []
