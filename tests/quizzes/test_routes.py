"""The quiz through its pages: begun, resumed, answered, ended, tried again."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from app.content.types.quizzes import Feedback, QuestionKind
from app.infra.database import db as database
from app.infra.database import write_tx
from app.quizzes.models import Answer, Attempt, SubmittedAttempt
from tests.support.certified import keep_print
from tests.support.counting import queries
from tests.support.learner import (
    QUIZ,
    answer_all,
    asked_on,
    attempt_of,
    bank,
    begin,
    codes,
    fail_quiz,
    finish,
    pass_quiz,
    read_and_answer,
    right,
    sign_in,
    sign_up,
    twin,
    wrong,
)


def count(app, model):
    with app.app_context():
        return database.session.scalar(select(func.count()).select_from(model))


def test_the_start_page_says_what_is_asked_and_what_it_takes(app, reader):
    page = reader.get(QUIZ)
    quiz = bank(app)
    assert page.h1 == quiz.texts["uz"].title
    facts = {term.get_text(): term.find_next("dd").get_text() for term in page.soup.find_all("dt")}
    assert facts["Savollar soni"] == str(quiz.draw)
    assert facts["Oʻtish uchun kerak"] == f"{quiz.pass_percent} foiz toʻgʻri javob"
    assert facts["Qolgan urinishlar"] == str(quiz.attempts)


@pytest.mark.parametrize("lang", ["uz", "uz-Cyrl", "ru"])
def test_the_quiz_can_be_taken_in_each_language(app, reader, lang):
    reader.language = lang
    begin(reader, path=QUIZ.replace("/uz/", f"/{lang}/"))
    read_and_answer(reader, bank(app))
    page = finish(reader)
    assert page.path.startswith(f"/{lang}/")
    assert "100" in page.soup.select_one(".lead").get_text()


def test_an_attempt_begun_in_one_language_goes_on_in_another(app, reader):
    begin(reader)
    page = reader.click("Русский")
    assert "/ru/" in page.path
    question = asked_on(page, bank(app))
    assert question.texts["ru"].prompt_html in page.html
    answer_all(reader, bank(app))
    assert finish(reader).path.startswith("/ru/")
    assert count(app, Attempt) == 1


def test_the_quiz_of_a_renamed_course_is_found_under_its_former_name(app, reader, bookcase):
    quiz = bank(app)
    bookcase.change_course(key="portal", was=("my-gov-uz",))
    bookcase.publish(quizzes={"portal/final": replace(quiz, course="portal")})
    assert reader.get(QUIZ).path == "/uz/courses/portal/quiz/final/"


def test_a_visitor_passes_without_an_account(app, reader):
    page = pass_quiz(reader)
    assert page.h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert "Natijangiz: 100 foiz." in page.main
    assert "Roʻyxatdan oʻtish" in page.links


def test_wrong_answers_fail_and_say_what_to_read_again(app, reader):
    page = fail_quiz(reader)
    assert page.h1 == "Bu safar oʻta olmadingiz"
    assert "Natijangiz: 0 foiz." in page.main
    titles = {lesson.texts["uz"].title for lesson in app.extensions["library"].current().courses[0].lessons}
    again = page.soup.find("h2", string="Shu darslarni takrorlang").find_next("ul")
    assert {link.get_text() for link in again.find_all("a")} <= titles


@pytest.mark.parametrize("kind", sorted(set(QuestionKind) - {QuestionKind.ESSAY, QuestionKind.PRACTICE}))
@pytest.mark.parametrize(("choose", "percent"), [(right, 100), (wrong, 0)])
def test_each_kind_is_answered_by_its_real_form(app, reader, bookcase, kind, choose, percent):
    quiz = bookcase.only(kind, number=3)
    begin(reader)
    read_and_answer(reader, quiz, choose)
    assert f"Natijangiz: {percent} foiz." in finish(reader).main


def test_an_answer_given_stands_on_the_page_when_one_comes_back(app, reader):
    page = begin(reader)
    for _ in range(bank(app).draw):
        question = asked_on(page, bank(app))
        here, fields = page.path, right(question)
        reader.submit("/answer", **fields)
        page = reader.get(here)
        assert "Javobingiz saqlangan." in page.main
        form = page.form("/answer")
        chosen = {(str(i["name"]), str(i["value"])) for i in form.find_all("input", checked=True)}
        typed = {(str(i["name"]), str(i["value"])) for i in form.find_all("input", type=False)}
        typed |= {(str(o.find_parent("select")["name"]), _value(o)) for o in form.select("option[selected]")}
        wanted = {
            (name, one) for name, value in fields.items() for one in ([value] if isinstance(value, str) else value)
        }
        assert chosen | typed == wanted
        page = reader.submit("/answer", **fields)


def _value(option):
    return str(option.get("value", option.get_text()))


def as_list(given):
    return [given] if isinstance(given, str) else given


def test_every_answer_is_kept_the_moment_it_is_given(app, reader):
    begin(reader)
    answer_all(reader, bank(app), count=1)
    assert count(app, Answer) == 1
    answer_all(reader, bank(app), count=1)
    assert count(app, Answer) == 2


def test_who_returns_goes_on_where_they_left(app, reader):
    begin(reader)
    page = answer_all(reader, bank(app), count=3)
    assert page.path.endswith("/4/")
    reader.get("/uz/")
    reader.get(QUIZ)
    assert reader.click("Testni davom ettirish").path == page.path


def test_an_attempt_goes_on_at_another_device(app, reader):
    sign_up(reader)
    begin(reader)
    page = answer_all(reader, bank(app), count=3)
    other = reader.stranger()
    sign_in(other)
    other.get(QUIZ)
    assert other.click("Testni davom ettirish").path == page.path
    answer_all(other, bank(app))
    assert finish(other).h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert reader.get(page.path).h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert count(app, Attempt) == 1


def test_an_attempt_begun_as_a_visitor_goes_on_after_signing_in(app, reader):
    other = reader.stranger()
    sign_up(other)
    begin(reader)
    answer_all(reader, bank(app), count=3)
    here = reader.page.path
    reader.get("/uz/sign-in/")
    reader.submit("/sign-in/", login="90 123 45 67", password="juda maxfiy 7 gap", bring="y")
    reader.get(here)
    answer_all(reader, bank(app))
    page = finish(reader)
    assert page.h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert "Sertifikatingiz tayyorlanmoqda." in page.main


def test_a_session_that_ends_in_the_middle_loses_no_answer(app, reader):
    sign_up(reader)
    begin(reader)
    page, question = reader.page, asked_on(reader.page, bank(app))
    other = twin(reader)
    other.get("/uz/me/")
    other.submit("/sign-out/")
    reader.page = page
    assert reader.submit("/answer", status=401, **right(question)).h1 == "Qaytadan kiring"
    reader.submit("/sign-in/")
    reader.submit("/sign-in/", login="90 123 45 67", password="juda maxfiy 7 gap")
    assert reader.submit("/answer").path.endswith("/2/")
    assert count(app, Answer) == 1


def test_an_unanswered_question_is_named_before_the_end_and_counts_as_wrong(app, reader):
    begin(reader)
    answer_all(reader, bank(app), lambda _question: {})
    page = reader.page
    assert f"{bank(app).draw} ta savolga javob berilmagan." in page.main
    assert "Natijangiz: 0 foiz." in finish(reader).main


def test_an_answer_may_be_changed_until_the_end(app, reader):
    begin(reader)
    first = reader.page.path
    answer_all(reader, bank(app), wrong)
    reader.get(first)
    for _ in range(bank(app).draw):
        reader.submit("/answer", **right(asked_on(reader.page, bank(app))))
    assert "Natijangiz: 100 foiz." in finish(reader).main


def test_attempts_run_out(app, reader, clock):
    for left in range(bank(app).attempts - 1, -1, -1):
        page = fail_quiz(reader)
        assert (f"Yana {left} ta urinish qoldi." in page.main) == (left > 0)
        clock.shift(minutes=bank(app).cooldown_minutes)
    assert "Urinishlar tugagan." in page.main
    assert "Urinishlar tugagan." in reader.get(QUIZ).main
    before = count(app, Attempt)
    assert reader.post(f"{QUIZ}begin").path == QUIZ
    assert count(app, Attempt) == before


def test_the_next_attempt_waits_for_the_cool_down(app, reader, clock):
    page = fail_quiz(reader)
    assert "Keyingi urinish vaqti:" in page.main
    assert "Yana topshirish" not in page.links
    page = reader.get(QUIZ)
    assert "Keyingi urinish vaqti:" in page.main
    assert reader.post(f"{QUIZ}begin").path == QUIZ
    assert count(app, Attempt) == 1
    clock.shift(minutes=bank(app).cooldown_minutes, seconds=1)
    assert "Keyingi urinish vaqti:" not in reader.get(QUIZ).main
    assert reader.submit("/begin").path.endswith("/1/")
    assert count(app, Attempt) == 2


def test_the_cool_down_is_told_in_tashkent_time(app, reader, clock):
    clock.set(datetime(2026, 11, 23, 20, 55, tzinfo=UTC))
    page = fail_quiz(reader)
    assert "Keyingi urinish vaqti: 2026-yil 24-noyabr, 02:05." in page.main


def test_after_a_pass_one_may_practise_at_once(app, reader):
    pass_quiz(reader)
    page = begin(reader)
    assert page.path.endswith("/1/")


def test_each_attempt_asks_in_an_order_of_its_own(app, reader, clock):
    asked = []
    for _ in range(2):
        begin(reader)
        asked.append([asked_on(reader.get(f"{attempt_of(reader.page)}{n}/"), bank(app)).id for n in range(1, 11)])
        finish_from_review(reader)
        clock.shift(hours=1)
    assert asked[0] != asked[1]


def finish_from_review(reader):
    reader.get(f"{attempt_of(reader.page)}review/")
    return finish(reader)


def test_feedback_after_the_end_shows_each_answer_and_what_was_right(app, reader):
    begin(reader)
    for _ in range(bank(app).draw):
        page = reader.submit("/answer", **wrong(asked_on(reader.page, bank(app))))
        assert "Bu safar notoʻgʻri." not in page.main
        assert "Toʻgʻri javob:" not in page.main
    page = finish(reader)
    assert len(page.soup.select("section.card")) == bank(app).draw
    assert page.main.count("Toʻgʻri javob:") == bank(app).draw


def test_feedback_never_shows_the_score_and_nothing_else(app, reader, bookcase):
    bookcase.change_quiz(feedback=Feedback.NEVER)
    page = fail_quiz(reader)
    assert "Natijangiz: 0 foiz." in page.main
    assert not page.soup.select("section.card")
    assert "Toʻgʻri javob:" not in page.main


def test_immediate_feedback_comes_with_the_answer_and_closes_it(app, reader, bookcase):
    quiz = bookcase.change_quiz(feedback=Feedback.IMMEDIATE)
    page = begin(reader)
    question = asked_on(page, quiz)
    assert "Toʻgʻri javob:" not in page.main
    first = page
    page = reader.submit("/answer", **wrong(question))
    assert "Bu safar notoʻgʻri." in page.main
    assert page.path == first.path
    assert all(field.has_attr("disabled") for field in page.soup.main.find_all("input"))
    assert "Keyingi savol" in page.links
    reader.page = first
    page = reader.submit("/answer", **right(question))
    assert "Bu safar notoʻgʻri." in page.main
    assert count(app, Answer) == 1


def test_an_edit_of_the_quiz_changes_no_attempt_and_no_result(app, reader, bookcase):
    old = bank(app)
    begin(reader)
    answer_all(reader, old, count=4)
    here = reader.page
    bookcase.change_quiz(questions=tuple(reversed(old.questions[:5])), draw=3, pass_percent=100)
    page = reader.get(here.path)
    assert page.h1 == here.h1
    assert asked_on(page, old).id == asked_on(here, old).id
    answer_all(reader, old)
    page = finish(reader)
    assert "Natijangiz: 100 foiz. Oʻtish uchun 70 foiz kerak." in page.main
    assert len(page.soup.select("section.card")) == old.draw


def test_an_edit_of_the_quiz_leaves_an_old_result_page_as_it_was(app, reader, bookcase):
    sign_up(reader)
    page = pass_quiz(reader)
    from_bank = bank(app)
    bookcase.change_quiz(questions=from_bank.questions[:5], draw=3, pass_percent=100, feedback=Feedback.NEVER)
    again = reader.get(page.path)
    assert unmasked(again) == unmasked(page)


def test_a_quiz_that_is_withdrawn_leaves_its_results(app, reader, bookcase):
    page = fail_quiz(reader)
    bookcase.publish(quizzes={})
    again = reader.get(page.path)
    assert "Natijangiz: 0 foiz." in again.main
    assert "Yana topshirish" not in again.links
    bookcase.unpublish()
    assert "Natijangiz: 0 foiz." in reader.get(page.path).main


def test_a_grade_stays_though_its_quiz_would_be_marked_otherwise_now(app, reader):
    page = fail_quiz(reader)
    with app.app_context(), write_tx() as session:
        session.scalars(select(SubmittedAttempt)).one().percent = 42
    assert "Natijangiz: 42 foiz." in reader.get(page.path).main


def unmasked(page):
    """The page without what is new each time: the masked tokens and the request's number."""
    return re.sub(r'name="_token" value="\w+"', "", page.html)


def test_a_page_of_a_question_asks_four_queries_at_most(app, reader):
    sign_up(reader)
    begin(reader)
    answer_all(reader, bank(app), count=5)
    with queries(app) as asked:
        reader.client.get(reader.page.path)
    assert len(asked) <= 4


def test_the_page_after_a_pass_asks_again_by_itself_a_few_times_and_then_leaves_it_to_the_reader(app, reader):
    sign_up(reader)
    page = pass_quiz(reader)
    assert "Bu sahifa oʻzi yangilanadi." in page.main
    path = page.path.partition("?")[0]
    for asked, following in (("0", "1"), ("5", "6")):
        answer = reader.client.get(f"{path}?wait={asked}")
        assert answer.headers["Refresh"] == f"3; url={path}?wait={following}"
    for asked in ("6", "99", "-1", "١", "x"):
        assert "Refresh" not in reader.client.get(path, query_string={"wait": asked}).headers
    assert "albatta beriladi" in reader.get(f"{path}?wait=6").main
    keep_print(app, codes(app)[0])
    assert "Sertifikatingiz tayyor." in reader.get(path).main
    assert "Refresh" not in reader.client.get(path).headers


def test_the_page_after_a_pass_says_that_a_trainer_must_confirm(app, reader, bookcase):
    bookcase.change_course(certificate_asks=("supervised",))
    sign_up(reader)
    assert "Trener tasdiqlashi kerak." in pass_quiz(reader).main
    assert "Trener tasdiqlashi kerak." in reader.get("/uz/me/").main
