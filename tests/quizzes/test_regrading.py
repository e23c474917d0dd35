"""Grading anew: an explicit act, with a reason, that takes nothing away silently."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.infra.audit import list_entries
from app.infra.database import db as database
from app.infra.database import write_tx
from app.privacy.service import erase
from app.progress.models import CoursePass
from app.quizzes.models import Regrading, SubmittedAttempt
from app.quizzes.queries.publishing import list_changes
from tests.support.bookcase import flipped
from tests.support.learner import QUIZ, begin, fail_quiz, finish, pass_quiz, read_and_answer, wrong


def count(app, model):
    with app.app_context():
        return database.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def quiz(bookcase):
    return bookcase.only("single", number=2, pass_percent=50)


@pytest.fixture
def regrade(app):
    """The operator's command: its words."""

    def run(question, *options, code=0):
        words = [
            "quizzes",
            "regrade",
            "my-gov-uz/final",
            "--question",
            question,
            "--reason",
            "Kalit xato edi",
            *options,
        ]
        outcome = app.test_cli_runner().invoke(args=words)
        assert outcome.exit_code == code, outcome.output
        return outcome.output

    return run


def mend(bookcase, quiz, place=0):
    """Turn the key of a question round, and publish."""
    questions = list(quiz.questions)
    questions[place] = flipped(questions[place])
    return bookcase.change_quiz(questions=tuple(questions))


def failed(reader, quiz):
    begin(reader)
    read_and_answer(reader, quiz, wrong)
    return finish(reader)


def test_a_fail_by_a_wrong_key_becomes_a_pass_and_the_old_grade_stays(app, reader, bookcase, quiz, regrade):
    page = failed(reader, quiz)
    mend(bookcase, quiz)
    assert "0 % fail -> 50 % pass" in regrade(quiz.questions[0].id)
    with app.app_context():
        old, new = (
            database.session.scalars(select(SubmittedAttempt)).one(),
            database.session.scalars(select(Regrading)).one(),
        )
        assert (old.percent, old.is_passed, new.percent, new.is_passed, new.reason) == (
            0,
            False,
            50,
            True,
            "Kalit xato edi",
        )
        entry = next(one for one in list_entries(limit=5) if one.action == "quizzes.regraded")
        assert entry.facts["reason"] == "Kalit xato edi"
    assert count(app, CoursePass) == 1
    page = reader.get(page.path)
    assert page.h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert "natijangiz qayta hisoblandi" in page.main
    assert "Siz bu testdan oʻtgansiz." in reader.get(QUIZ).main


def test_a_rehearsal_and_a_second_time_write_nothing(app, reader, bookcase, quiz, regrade):
    failed(reader, quiz)
    mend(bookcase, quiz)
    assert "Would regrade 1 attempts: 1 pass now" in regrade(quiz.questions[0].id, "--dry-run")
    assert count(app, Regrading) == 0
    regrade(quiz.questions[0].id)
    assert "Regraded 0 attempts" in regrade(quiz.questions[0].id)
    assert count(app, Regrading) == 1


def test_a_pass_is_taken_only_when_that_is_asked_for(app, reader, bookcase, quiz, regrade):
    bookcase.change_quiz(pass_percent=100)
    page = pass_quiz(reader)
    mend(bookcase, bookcase.current().quizzes["my-gov-uz/final"])
    told = regrade(quiz.questions[0].id)
    assert "kept: would take a pass" in told
    assert "Kept 1 passes" in told
    assert count(app, Regrading) == 0
    assert reader.get(page.path).h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert "1 do not pass any more" in regrade(quiz.questions[0].id, "--take-passes")
    assert reader.get(page.path).h1 == "Bu safar oʻta olmadingiz"
    assert count(app, CoursePass) == 1, "what it has brought stays until somebody revokes it"


def test_answers_to_other_options_are_left_alone(app, reader, bookcase, quiz, regrade):
    fail_quiz(reader)
    first, second = quiz.questions
    fewer = replace(first, options=flipped(first).options[:1])
    bookcase.change_quiz(questions=(fewer, second))
    assert "Left 1 attempts" in regrade(first.id)
    assert count(app, Regrading) == 0


def test_attempts_of_people_who_were_erased_are_graded_anew_too(app, reader, bookcase, quiz, regrade):
    failed(reader, quiz)
    with app.app_context(), write_tx():
        erase(database.session.scalars(select(SubmittedAttempt.person_id)).one())
    mend(bookcase, quiz)
    assert "Regraded 1 attempts: 1 pass now" in regrade(quiz.questions[0].id)


def test_a_slip_in_the_command_is_told(regrade, quiz):
    assert "look for a slip" in regrade("q-none", code=1)
    assert "say why" in regrade(quiz.questions[0].id, "--reason", " ", code=2)


def test_publishing_says_what_it_means_for_those_under_way(app, reader, bookcase, quiz):
    begin(reader)
    old = bookcase.current()
    first, second = quiz.questions
    changed = bookcase.change_quiz(questions=(flipped(first),), draw=1, pass_percent=80)
    with app.app_context():
        lines = list_changes(old, bookcase.current())
        assert list_changes(old, old) == []
        assert list_changes(None, old) == []
    said = f"pass mark 50 -> 80; questions removed: {second.id}; answer key changed: {first.id}."
    assert lines == [f"my-gov-uz/final: 1 attempts under way keep the text they began with; {said}"]
    assert changed.draw == 1
