"""What authors and trainers see of the questions of a quiz."""

import pytest

from app.infra.database import add, write_tx
from app.kernel import clock as house
from app.kernel.ids import new_id
from app.kernel.permissions import Role
from app.quizzes.models import Answer, Attempt, SubmittedAttempt
from app.quizzes.queries.analysis import AT_ONCE, analyse
from tests.support.counting import queries
from tests.support.learner import begin, finish, read_and_answer
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD, course, staff_member

PAGE = "/uz/staff/quizzes/my-gov-uz/final/"


@pytest.fixture
def quiz(bookcase):
    return bookcase.only("single", number=3, shuffle=False)


@pytest.fixture
def author(app):
    staff_member(app, "+998915550021", Role.AUTHOR, course("my-gov-uz"))
    return signed_in(Reader(app), "+998915550021", PASSWORD)


def right_key(question):
    return next(option.key for option in question.options if option.is_right)


def wrong_key(question):
    return next(option.key for option in question.options if not option.is_right)


def ended(app, quiz, pattern, number):
    """Ended attempts written down at once: `pattern` says for each question whether it was answered rightly."""
    with app.app_context(), write_tx():
        for _ in range(number):
            attempt = add(
                Attempt(
                    node_id="testnode", person_id=new_id(), course_key="my-gov-uz", quiz_key="final", number=1,
                    release="r", quiz_digest=quiz.digest, seed="s", language="uz", started_at=house.now(),
                )
            )  # fmt: skip
            for question, is_right in zip(quiz.questions, pattern, strict=True):
                key = right_key(question) if is_right else wrong_key(question)
                add(
                    Answer(
                        node_id="testnode", attempt_id=attempt.id, question_id=question.id, revision=1, stamp=1,
                        is_late=False, response={"chosen": [key]}, given_at=house.now(),
                    )
                )  # fmt: skip
            add(
                SubmittedAttempt(
                    node_id="testnode", attempt_id=attempt.id, person_id=attempt.person_id, course_key="my-gov-uz",
                    quiz_key="final", quiz_digest=quiz.digest, points="0", possible="3", percent=0, is_passed=False,
                    submitted_at=house.now(),
                )
            )  # fmt: skip


def test_a_question_that_misleads_stands_first_and_is_said_in_words(app, author, quiz):
    ended(app, quiz, (True, True, False), 30)
    ended(app, quiz, (False, False, True), 10)
    page = author.get(PAGE)
    first = page.soup.select_one("section.card")
    assert quiz.questions[2].id in first.get_text()
    assert "Kuchli oʻquvchilar ham koʻp adashadi: savolni qayta oʻqing." in first.get_text()
    assert "Tugagan urinishlar 40" in " ".join(page.main.split())


def test_nothing_is_concluded_from_a_few(app, author, quiz):
    ended(app, quiz, (True, False, True), 3)
    page = author.get(PAGE)
    assert "Maʼlumot kam" in page.main
    assert not page.soup.select("section.card .notice")


def test_a_quiz_that_nobody_took_says_so(author, quiz):
    assert "Bu testni hali hech kim tugatmagan." in author.get(PAGE).main


def test_attempts_made_by_the_forms_are_seen(app, author, quiz):
    learner = Reader(app)
    begin(learner)
    learner.submit("/answer", button="1")
    read_and_answer(learner, quiz)
    finish(learner)
    words = " ".join(author.get(PAGE).main.split())
    assert "«Bilmayman» degan 1" in words
    assert "Osonlik 100 foiz" in words
    assert "Osonlik 0 foiz" in words


def test_versions_with_the_same_words_and_key_are_one(app, author, bookcase, quiz):
    ended(app, quiz, (True, True, True), 2)
    later = bookcase.change_quiz(pass_percent=90)
    ended(app, later, (False, True, True), 2)
    page = author.get(PAGE)
    assert len(page.soup.select("section.card")) == 3
    assert "Javoblar soni 4" in " ".join(page.main.split())
    link = page.soup.select_one("main ul a[href*='version=']")
    assert len(author.get(link["href"]).soup.select("section.card")) == 3
    assert "Javoblar soni 2" in " ".join(author.page.main.split())
    author.get(f"{PAGE}?version=x", status=404)


def test_many_attempts_are_told_in_batches_and_only_once(app, db, author, quiz):
    """Queries grow with the batches, not with the attempts; a second look tells only what is new."""
    ended(app, quiz, (True, False, True), AT_ONCE + 5)
    with queries(app) as first:
        assert analyse("my-gov-uz", "final").analysis.attempts == AT_ONCE + 5
    with queries(app) as second:
        assert analyse("my-gov-uz", "final").analysis.attempts == AT_ONCE + 5
    assert len(first) < 15
    assert len(second) < 4


def test_an_author_of_another_course_sees_no_figures(app, quiz):
    staff_member(app, "+998915550022", Role.AUTHOR, course("safety"))
    other = signed_in(Reader(app), "+998915550022", PASSWORD)
    other.get(PAGE, status=404)
    assert "my-gov-uz/final" not in other.get("/uz/staff/quizzes/").html


def test_an_author_finds_the_quizzes_of_the_course(author):
    assert PAGE in author.get("/uz/staff/quizzes/").addresses
