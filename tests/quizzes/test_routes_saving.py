"""Answers that the page sends by itself, time that runs out, hints that cost, and «I don't know»."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.accounts.queries.people import find_credentials
from app.content.types.quizzes import Feedback
from app.infra.database import db as database
from app.infra.database import write_tx
from app.quizzes.models import Answer, HintOpened, SubmittedAttempt
from app.quizzes.service.extra_time import give_extra_time
from app.quizzes.types.attempts import ExtraTime
from tests.support.learner import asked_on, attempt_of, begin, finish, right, sign_up, wrong
from tests.support.staff import someone


def count(app, model):
    with app.app_context():
        return database.session.scalar(select(func.count()).select_from(model))


def save(reader, fields, number=1, **more):
    """As the script does it: the answer is JSON."""
    token = reader._token()
    sent = fields | {"_token": token} | more
    return reader.client.post(f"{attempt_of(reader.page)}{number}/answer", data=sent, headers={"X-Saving": "1"})


@pytest.fixture
def quiz(bookcase):
    return bookcase.only("single", number=2)


def test_a_page_that_saves_by_itself_is_told_what_became_of_the_answer(app, reader, quiz):
    begin(reader)
    question = asked_on(reader.page, quiz)
    answer = save(reader, right(question), stamp="1")
    assert (answer.status_code, answer.json["state"], answer.json["stamp"]) == (200, "saved", 1)
    assert answer.json["next"].endswith("/2/")
    assert save(reader, right(question), stamp="1").json["state"] == "same"
    assert save(reader, wrong(question), stamp="3").json["state"] == "saved"
    assert save(reader, right(question), stamp="2").json == answer.json | {
        "state": "older",
        "stamp": 3,
        "next": f"{reader.page.path}?older=1",
    }
    assert count(app, Answer) == 2
    page = reader.get(f"{reader.page.path}?older=1")
    assert "Bu savolga keyinroq bergan javobingiz saqlangan." in page.main
    assert page.form("/answer")["data-stamp"] == "3"


@pytest.mark.parametrize("stamp", ["00", "-1", "1e3", "x", "9" * 10, "", "1\0", "٣"])
def test_qz08_a_stamp_that_no_page_of_ours_sends_saves_nothing(app, reader, quiz, stamp):
    begin(reader)
    assert save(reader, right(asked_on(reader.page, quiz)), stamp=stamp).status_code == 400
    assert count(app, Answer) == 0


def test_going_on_without_touching_the_page_takes_back_no_answer_from_elsewhere(app, reader, quiz):
    begin(reader)
    assert save(reader, {}, stamp="0").json["state"] == "same"
    assert count(app, Answer) == 0
    save(reader, right(asked_on(reader.page, quiz)), stamp="1")
    assert save(reader, {}, stamp="0").json["state"] == "older"
    assert "Javobingiz saqlangan." in reader.get(reader.page.path).main


def test_a_quiz_that_tells_at_once_saves_only_by_its_button(reader, bookcase):
    bookcase.only("single", number=2, feedback=Feedback.IMMEDIATE)
    page = begin(reader)
    assert not page.soup.find(id="saving")
    assert not page.soup.find("script", src=lambda path: path and "saving" in path)


def test_nothing_that_waits_on_a_phone_names_its_person(reader, quiz):
    sign_up(reader)
    begin(reader)
    other = reader.stranger()
    begin(other)
    owners = [page.soup.find(id="saving")["data-owner"] for page in (reader.page, other.page)]
    assert owners[0] != owners[1]
    assert all(len(owner) == 16 for owner in owners)


def test_qz05_a_quiz_with_a_limit_says_when_it_ends(reader, bookcase, clock):
    bookcase.only("single", number=2, time_limit_minutes=20)
    page = reader.get("/uz/courses/my-gov-uz/quiz/final/")
    assert "20 daqiqa" in page.main
    page = begin(reader)
    assert "Tugash vaqti:" in page.main
    assert int(page.soup.find(id="left")["data-left"]) in {1199, 1200}


def test_qz05_an_answer_after_the_time_is_kept_and_does_not_count(app, reader, bookcase, clock):
    quiz = bookcase.only("single", number=2, time_limit_minutes=20)
    begin(reader)
    question = asked_on(reader.page, quiz)
    clock.shift(minutes=20)
    page = reader.submit("/answer", **right(question))
    assert page.h1 == "Bu safar oʻta olmadingiz"
    assert "1 ta javob test tugagandan keyin keldi. U yozib qoʻyildi, lekin hisoblanmaydi." in page.main
    assert "Natijangiz: 0 foiz." in page.main
    assert save(reader, wrong(question), stamp="2").json["state"] == "late"
    assert (count(app, Answer), count(app, SubmittedAttempt)) == (2, 1)


def test_qz05_the_next_look_ends_an_attempt_whose_time_is_over(app, reader, bookcase, clock):
    quiz = bookcase.only("single", number=2, time_limit_minutes=20, pass_percent=50)
    begin(reader)
    reader.submit("/answer", **right(asked_on(reader.page, quiz)))
    clock.shift(minutes=25)
    page = reader.get(reader.page.path)
    assert page.h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert count(app, SubmittedAttempt) == 1


def test_somebody_with_extra_time_has_it_and_sees_it(app, reader, bookcase, clock):
    bookcase.only("single", number=2, time_limit_minutes=20)
    boss = someone(app, "+998915550007")
    sign_up(reader)
    with app.app_context():
        person = find_credentials("+998901234567").person_id
        with write_tx():
            give_extra_time(person, ExtraTime(percent=50), by=boss.id)
    page = reader.get("/uz/courses/my-gov-uz/quiz/final/")
    assert "30 daqiqa (sizga koʻproq vaqt berilgan)" in page.main
    page = begin(reader)
    clock.shift(minutes=29)
    assert reader.get(page.path).path == page.path
    clock.shift(minutes=1)
    assert reader.get(page.path).path.endswith("/result/")


@pytest.fixture
def hinted(bookcase):
    """A quiz of two questions with two hints each, of which each costs a quarter."""
    quiz = bookcase.only("single", number=2)
    texts = [
        {tag: replace(text, hints_html=("Birinchi maslahat.", "Ikkinchi maslahat.")) for tag, text in one.texts.items()}
        for one in quiz.questions
    ]
    questions = tuple(replace(one, texts=text) for one, text in zip(quiz.questions, texts, strict=True))
    return lambda **rules: bookcase.change_quiz(questions=questions, **({"unassisted": False} | rules))


def test_a_free_hint_stands_on_the_page(reader, hinted):
    hinted()
    page = begin(reader)
    assert [one.get_text() for one in page.soup.select("main details summary")][:2] == ["Maslahat 1", "Maslahat 2"]


def test_a_quiz_without_help_shows_no_hint(reader, hinted):
    hinted(unassisted=True, hint_cost_percent=25)
    assert "maslahat" not in begin(reader).main.lower()


def test_a_hint_that_costs_is_opened_by_a_tap_and_taken_off(app, reader, hinted):
    quiz = hinted(hint_cost_percent=25)
    page = begin(reader)
    assert "Birinchi maslahat." not in page.html
    assert "Maslahat ochilsa, savol ballidan 25 foiz ketadi." in page.main
    question = asked_on(page, quiz)
    page = reader.post(f"{page.path}hint", right(question))
    assert "Birinchi maslahat." in page.main
    assert "Ikkinchi maslahat." not in page.html
    assert "Javobingiz saqlangan." in page.main
    for _ in range(3):
        page = reader.post(f"{page.path}hint", {})
    assert "Ikkinchi maslahat." in page.main
    assert count(app, HintOpened) == 2
    reader.submit("/answer", **right(question))
    reader.submit("/answer", **right(asked_on(reader.page, quiz)))
    page = finish(reader)
    assert "Natijangiz: 75 foiz." in page.main
    assert "Maslahat ochilgani uchun ball kamaydi: 1 dan 0,5." in page.main


def test_qz01_a_hint_that_was_not_paid_for_is_nowhere_on_the_way(reader, hinted):
    quiz = hinted(hint_cost_percent=25)
    begin(reader)
    while reader.page.path.rstrip("/")[-1].isdigit():
        assert "maslahat." not in reader.page.html
        reader.submit("/answer", **wrong(asked_on(reader.page, quiz)))
    assert "maslahat." not in reader.page.html


def test_i_do_not_know_is_an_answer_of_its_own(app, reader, quiz):
    begin(reader)
    first = reader.page.path
    reader.submit("/answer", button="1")
    page = reader.get(first)
    assert "«Bilmayman» dedingiz." in page.main
    reader.get(f"{attempt_of(page)}2/")
    reader.submit("/answer", **right(asked_on(reader.page, quiz)))
    assert "«bilmayman» dedingiz" in reader.page.main
    page = finish(reader)
    assert "Natijangiz: 50 foiz." in page.main
    assert "«Bilmayman» dedingiz." in page.main
    assert "Shu darslarni takrorlang" in page.main


def test_i_do_not_know_can_be_taken_back(app, reader, quiz):
    begin(reader)
    page, question = reader.page, asked_on(reader.page, quiz)
    reader.submit("/answer", button="1")
    reader.page = page
    reader.submit("/answer", **right(question))
    page = reader.get(page.path)
    assert "Javobingiz saqlangan." in page.main
