"""What a hurried, curious or hostile person may send to a quiz."""

from contextlib import contextmanager
from threading import Event, Thread

import pytest
from sqlalchemy import event, func, select

from app.certificates.models import Certificate
from app.infra.database import db as database
from app.infra.database import serialise, write_tx
from app.infra.jobs import run_next
from app.kernel.ids import new_id
from app.quizzes.models import Answer, Attempt, SubmittedAttempt
from tests.support.busy import no_room_for_writers
from tests.support.counting import rows
from tests.support.learner import (
    COURSE,
    QUIZ,
    answer_all,
    asked_on,
    at_once,
    attempt_of,
    bank,
    begin,
    finish,
    right,
    sign_up,
    twin,
    wrong,
)


def count(app, model):
    with app.app_context():
        return database.session.scalar(select(func.count()).select_from(model))


def test_qz02_an_unpublished_quiz_is_not_found(app, reader, bookcase):
    reader.get(QUIZ)
    form = reader.page
    bookcase.publish(quizzes={})
    reader.get(QUIZ, status=404)
    reader.page = form
    reader.submit("/begin", status=404)
    assert count(app, Attempt) == 0


@pytest.mark.parametrize(
    "path", ["quiz/no-such/", "quiz/%00/", "quiz/final/attempt/", f"quiz/{'a' * 2000}/", "quiz/final/attempt/x/1/"]
)
def test_qz02_what_is_no_quiz_is_not_found(reader, path):
    reader.get(f"{COURSE}{path}", status=404)


def test_qz02_a_quiz_not_written_in_a_language_is_not_found_in_it(app, reader, bookcase):
    texts = {tag: text for tag, text in bank(app).texts.items() if tag != "ru"}
    bookcase.change_quiz(texts=texts)
    reader.get(QUIZ.replace("/uz/", "/ru/"), status=404)
    reader.get(QUIZ)


def test_qz03_twenty_taps_on_begin_give_one_attempt(app, reader):
    sign_up(reader)
    reader.get(QUIZ)
    tabs = [twin(reader) for _ in range(20)]
    pages = at_once([lambda tab=tab: tab.submit("/begin") for tab in tabs])
    assert count(app, Attempt) == 1
    assert len({page.path for page in pages}) == 1


def test_qz03_the_last_attempt_cannot_be_had_twice(app, reader, clock, bookcase):
    bookcase.change_quiz(attempts=1)
    sign_up(reader)
    begin(reader)
    answer_all(reader, bank(app), wrong)
    tabs = [twin(reader) for _ in range(8)]
    at_once([lambda tab=tab: tab.submit("/submit") for tab in tabs])
    clock.shift(hours=1)
    for tab in tabs:
        tab.get(QUIZ)
        tab.post(f"{QUIZ}begin")
    assert (count(app, Attempt), count(app, SubmittedAttempt)) == (1, 1)


def test_qz04_the_same_answer_again_adds_nothing(app, reader):
    begin(reader)
    page, question = reader.page, asked_on(reader.page, bank(app))
    for _ in range(3):
        reader.page = page
        reader.submit("/answer", **right(question))
    assert count(app, Answer) == 1


def test_qz04_the_same_answer_ten_times_at_once_is_one_row(app, reader):
    begin(reader)
    fields = right(asked_on(reader.page, bank(app)))
    tabs = [twin(reader) for _ in range(10)]
    at_once([lambda tab=tab: tab.submit("/answer", **fields) for tab in tabs])
    assert count(app, Answer) == 1


def test_an_answer_changed_is_a_later_revision_and_the_first_one_stays(app, reader):
    begin(reader)
    page, question = reader.page, asked_on(reader.page, bank(app))
    for choose in (right, wrong, right):
        reader.page = page
        reader.submit("/answer", **choose(question))
    with app.app_context():
        kept = database.session.scalars(select(Answer).order_by(Answer.revision)).all()
        assert [row.revision for row in kept] == [1, 2, 3]
        assert kept[0].response == kept[2].response != kept[1].response


def test_qz06_another_persons_attempt_is_not_found(app, reader):
    begin(reader)
    attempt = attempt_of(reader.page)
    thief = reader.stranger()
    begin(thief)
    own = attempt_of(thief.page)
    before = rows(app)
    for part in ("", "1/", "review/", "result/"):
        thief.get(attempt + part, status=404)
    for part in ("1/answer", "submit"):
        thief.post(attempt + part, {"attempt": own}, status=404)
    thief.get(f"{own}1/", X_User_Id="1", X_Attempt=attempt)
    nobody = reader.stranger()
    nobody.get(f"{attempt}1/", status=404)
    assert rows(app) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda id_: id_.upper(),
        lambda id_: id_[:-1] + ("0" if id_[-1] != "0" else "1"),
        lambda id_: id_.replace("-", ""),
        lambda id_: "{" + id_ + "}",
        lambda _id: "1",
        lambda _id: "%00",
        lambda id_: id_ + "%00",
        lambda _id: "%ed%a0%80",
        lambda _id: "' OR 1=1 --",
        lambda _id: "9" * 5000,
        lambda _id: new_id(),
    ],
)
def test_qz06_a_tampered_attempt_is_not_found(app, reader, change):
    begin(reader)
    attempt = attempt_of(reader.page)
    id_ = attempt.rstrip("/").rsplit("/", 1)[1]
    before = rows(app)
    for part in ("1/", "review/", "result/"):
        reader.get(attempt.replace(id_, change(id_)) + part, status=404)
    reader.post(attempt.replace(id_, change(id_)) + "submit", status=404)
    assert rows(app) == before


@pytest.mark.parametrize("course", ["another", "%00", "x" * 300])
def test_qz06_an_attempt_belongs_to_its_course_and_quiz(reader, course):
    begin(reader)
    attempt = attempt_of(reader.page)
    reader.get(attempt.replace("my-gov-uz", course) + "1/", status=404)
    reader.get(attempt.replace("/final/", f"/{course}/") + "1/", status=404)


@pytest.mark.parametrize(
    "number", ["0", "11", "99999999999999999999", "9" * 5000, "-1", "1.0", "1e3", "%D9%A1%D9%A1", "1_0"]
)
def test_qz08_a_question_that_is_not_there_is_not_found(reader, number):
    begin(reader)
    reader.get(f"{attempt_of(reader.page)}{number}/", status=404)
    reader.post(f"{attempt_of(reader.page)}{number}/answer", status=404)


BAD_ANSWERS = {
    "unknown option": lambda name, _other: {name: "99"},
    "an option of another question": lambda _name, other: {other: "1"},
    "own and another's": lambda name, other: {name: "1", other: "1"},
    "two for one": lambda name, _other: {name: ["1", "2"]},
    "a thousand options": lambda name, _other: {name: [str(number) for number in range(1000)]},
    "one twice": lambda name, _other: {name: ["1", "1"]},
    "an array by another name": lambda name, _other: {f"{name}[]": "1"},
    "a statement": lambda name, _other: {f"{name}.1": "true"},
    "NUL": lambda name, _other: {name: "\0"},
    "NUL behind a key": lambda name, _other: {name: "1\0"},
    "a number of 5000 digits": lambda name, _other: {name: "9" * 5000},
    "not a number": lambda name, _other: {name: "NaN"},
    "infinity": lambda name, _other: {name: "1e999"},
    "brackets": lambda name, _other: {name: "[" * 5000},
    "empty": lambda name, _other: {name: ""},
}


@pytest.mark.parametrize("case", BAD_ANSWERS)
def test_qz07_qz08_an_answer_that_no_page_of_ours_sends_saves_nothing(app, reader, bookcase, case):
    quiz = bookcase.only("single", number=2)
    begin(reader)
    question = asked_on(reader.page, quiz)
    other = next(one for one in quiz.questions if one.id != question.id)
    before = rows(app)
    sent = BAD_ANSWERS[case](f"answer.{question.id}", f"answer.{other.id}")
    reader.post(f"{attempt_of(reader.page)}1/answer", sent, status=400)
    assert rows(app) == before


@pytest.mark.parametrize("sent", ["\0", "a\0b", "\x1b[31m", "\x07"])
def test_qz08_unreadable_text_saves_nothing(app, reader, bookcase, sent):
    quiz = bookcase.only("short")
    begin(reader)
    before = rows(app)
    reader.post(f"{attempt_of(reader.page)}1/answer", {f"answer.{quiz.questions[0].id}": sent}, status=400)
    assert rows(app) == before


@pytest.mark.parametrize("body", [b"answer.x=%ED%A0%80", b"\xff\xfe=\xff", b"answer", b"=", b"&&&", b""])
def test_qz08_a_body_that_is_no_form_of_ours_saves_nothing(app, reader, body):
    begin(reader)
    address, token = f"{attempt_of(reader.page)}1/answer", reader._token()
    before = rows(app)
    answer = reader.client.post(
        address,
        data=body + b"&_token=" + token.encode(),
        content_type="application/x-www-form-urlencoded",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code in {303, 400}
    assert rows(app) == before


def test_qz08_a_lone_surrogate_never_reaches_the_database(app, reader, bookcase):
    quiz = bookcase.only("short")
    begin(reader)
    body = f"answer.{quiz.questions[0].id}=%ED%A0%80&_token={reader._token()}"
    answer = reader.client.post(
        f"{attempt_of(reader.page)}1/answer", data=body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code in {303, 400}


def test_qz08_json_is_no_answer(app, reader):
    begin(reader)
    before = rows(app)
    answer = reader.client.post(f"{attempt_of(reader.page)}1/answer", json=None, content_type="application/json")
    assert answer.status_code == 400
    assert rows(app) == before


def test_qz15_a_megabyte_is_refused_and_a_long_text_is_kept_on_the_page(app, reader, bookcase):
    quiz = bookcase.only("short")
    begin(reader)
    name, before = f"answer.{quiz.questions[0].id}", rows(app)
    page = reader.page
    reader.submit("/answer", status=413, **{name: "a" * 1_000_000})
    reader.page = page
    page = reader.submit("/answer", status=400, **{name: "<b>a</b>" * 70})
    assert "Javob juda uzun." in page.main
    assert page.soup.find("input", attrs={"name": name})["value"] == "<b>a</b>" * 70
    assert rows(app) == before
    page = reader.submit("/answer", **{name: "<script>alert(1)</script> =cmd()"})
    assert not page.soup.main.find("script")


def test_qz09_what_a_client_says_of_its_score_is_not_looked_at(app, reader):
    begin(reader)
    lies = {"score": "100", "passed": "1", "is_passed": "true", "percent": "100", "attempt_no": "0", "is_correct": "1"}
    question = asked_on(reader.page, bank(app))
    reader.post(f"{attempt_of(reader.page)}1/answer", wrong(question) | lies)
    reader.get(f"{attempt_of(reader.page)}review/")
    page = reader.post(f"{attempt_of(reader.page)}submit", lies)
    assert "Natijangiz: 0 foiz." in page.main
    with app.app_context():
        row = database.session.scalars(select(SubmittedAttempt)).one()
        assert (row.percent, row.is_passed, row.points) == (0, False, "0")


def test_qz10_going_back_and_sending_again_gives_the_same_result(app, reader):
    begin(reader)
    answer_all(reader, bank(app))
    review = reader.page
    first = finish(reader)
    before = rows(app)
    reader.page = review
    second = finish(reader)
    assert second.path == first.path
    assert second.main == first.main
    assert rows(app) == before
    assert reader.get(review.path).path == first.path


def test_qz10_the_second_tab_is_told_that_the_attempt_has_ended(app, reader):
    begin(reader)
    second = twin(reader)
    answer_all(reader, bank(app))
    finish(reader)
    with app.app_context():
        grade = database.session.scalars(select(SubmittedAttempt)).one().points
    page = second.submit("/answer", **wrong(asked_on(second.page, bank(app))))
    assert page.h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert "Yakunlagandan keyin javoblarni oʻzgartirib boʻlmaydi." in page.soup.select_one(".notice").get_text()
    assert "1 ta javob test tugagandan keyin keldi. U yozib qoʻyildi, lekin hisoblanmaydi." in page.main
    with app.app_context():
        assert database.session.scalars(select(SubmittedAttempt)).one().points == grade


def test_qz10_two_tabs_answer_different_questions_and_both_count(app, reader):
    begin(reader)
    second = twin(reader)
    second.get(f"{attempt_of(reader.page)}2/")
    reader.submit("/answer", **right(asked_on(reader.page, bank(app))))
    second.submit("/answer", **right(asked_on(second.page, bank(app))))
    assert reader.get(attempt_of(reader.page)).path.endswith("/3/")


def test_two_people_who_submit_at_once_both_get_their_result(app, reader):
    people = [reader.stranger() for _ in range(6)]
    for person in people:
        begin(person)
        answer_all(person, bank(app))
    pages = at_once([lambda person=person: finish(person) for person in people])
    assert {page.h1 for page in pages} == {"Tabriklaymiz, testdan oʻtdingiz"}
    assert count(app, SubmittedAttempt) == 6


def test_qz14_an_answer_that_could_not_be_kept_is_on_the_page_to_be_sent_again(app, reader):
    begin(reader)
    fields = right(asked_on(reader.page, bank(app)))
    before = rows(app)
    with no_room_for_writers(app):
        page = reader.submit("/answer", status=503, **fields)
    assert page.h1 == "Sayt hozir band"
    assert int(page.headers["Retry-After"]) > 0
    assert rows(app) == before
    assert reader.submit("/answer").path.endswith("/2/")
    assert count(app, Answer) == 1


@contextmanager
def somebody_writing(app, attempt):
    """A transaction that holds on to an attempt, while nobody waits for it longer than a millisecond."""
    holds, let_go = Event(), Event()

    def hold():
        with app.app_context(), write_tx():
            serialise(f"attempt {attempt}")
            holds.set()
            let_go.wait()

    def be_impatient(connection, _record):
        is_sqlite = engine.dialect.name == "sqlite"
        connection.execute("PRAGMA busy_timeout=1" if is_sqlite else "SET lock_timeout = '1ms'")
        connection.commit()

    with app.app_context():
        engine = database.engine
    event.listen(engine, "connect", be_impatient)
    engine.dispose()
    holder = Thread(target=hold)
    holder.start()
    holds.wait()
    try:
        yield
    finally:
        let_go.set()
        holder.join()
        event.remove(engine, "connect", be_impatient)
        engine.dispose()


def test_qz14_a_lock_held_too_long_is_said_and_the_answer_is_kept(app, reader):
    begin(reader)
    attempt = attempt_of(reader.page).rstrip("/").rsplit("/", 1)[1]
    before = rows(app)
    with somebody_writing(app, attempt):
        page = reader.submit("/answer", status=503, **right(asked_on(reader.page, bank(app))))
    assert page.h1 == "Sayt hozir band"
    assert rows(app) == before
    reader.submit("/answer")
    assert count(app, Answer) == 1


def test_qz14_an_answer_waits_on_the_page_however_long_the_database_is_busy(app, reader):
    begin(reader)
    with no_room_for_writers(app):
        reader.submit("/answer", status=503, **right(asked_on(reader.page, bank(app))))
        reader.submit("/answer", status=503)
    reader.submit("/answer")
    assert count(app, Answer) == 1


def test_qz14_the_name_and_the_end_wait_too(app, reader):
    sign_up(reader)
    begin(reader)
    answer_all(reader, bank(app))
    with no_room_for_writers(app):
        page = reader.submit("/submit", status=503, name="Nodira Karimova")
    assert count(app, SubmittedAttempt) == 0
    page = reader.submit("/submit")
    assert page.h1 == "Tabriklaymiz, testdan oʻtdingiz"
    with app.app_context():
        assert database.session.scalars(select(Certificate.name)).one() == "Nodira Karimova"


def test_qz14_a_pass_that_is_kept_is_shown_though_the_certificate_must_wait(app, reader, clock):
    sign_up(reader)
    begin(reader)
    answer_all(reader, bank(app))
    with no_room_for_writers(app, after=1):
        page = reader.submit("/submit")
    assert page.h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert "Sertifikatingiz tayyorlanmoqda." in page.main
    assert count(app, Certificate) == 0
    with app.app_context():
        while run_next() and not count(app, Certificate):
            pass
    assert count(app, Certificate) == 1


def test_qz14_a_password_is_never_put_back_on_a_page(app, reader):
    reader.get("/uz/sign-up/")
    typed = {"name": "Nodira", "login": "90 123 45 67", "password": "juda maxfiy 7 gap", "age": "grown", "consent": "y"}
    with no_room_for_writers(app):
        page = reader.submit("/sign-up/", status=503, **typed)
    assert "juda maxfiy" not in page.html
