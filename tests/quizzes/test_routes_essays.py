"""Essays: they wait, a trainer marks them, and only then is there a grade."""

from dataclasses import replace

import pytest
from sqlalchemy import func, select

from app.certificates.models import Certificate
from app.content.types.quizzes import QuestionKind
from app.infra.audit import list_entries
from app.infra.database import db as database
from app.infra.database import write_tx
from app.infra.outbox import Letter
from app.kernel.permissions import Role
from app.privacy.service import erase
from app.quizzes.models import Attempt, EssayMark, HandedIn, SubmittedAttempt
from tests.support.learner import QUIZ, attempt_of, begin, finish, sign_up, twin
from tests.support.people import signed_in
from tests.support.reader import Reader
from tests.support.staff import PASSWORD, course, staff_member

WAITING = "/uz/staff/essays/"
WRITTEN = "Kodni hech kimga aytmayman. <b>=cmd()</b>"


def count(app, model):
    with app.app_context():
        return database.session.scalar(select(func.count()).select_from(model))


@pytest.fixture
def quiz(bookcase):
    """The final quiz with two essays and nothing else."""
    first, second, *_rest = bookcase.only("short", number=2).questions
    asked = tuple(
        replace(one, id=id_, kind=QuestionKind.ESSAY, accepted=(), points=4.0)
        for one, id_ in ((first, "q-one"), (second, "q-two"))
    )
    return bookcase.change_quiz(questions=asked, draw=2, shuffle=False, pass_percent=50)


@pytest.fixture
def handed_in(reader, quiz):
    """A learner who has written both and finished; the page in hand says that it waits."""
    sign_up(reader)
    begin(reader)
    reader.submit("/answer", **{"answer.q-one": WRITTEN})
    reader.submit("/answer", **{"answer.q-two": "Ikkinchi"})
    return finish(reader)


@pytest.fixture
def trainer(app):
    """A trainer of the course, at a browser."""
    staff_member(app, "+998915550011", Role.TRAINER, course("my-gov-uz"))
    return signed_in(Reader(app), "+998915550011", PASSWORD)


def look(trainer):
    """Open the essay that has waited longest."""
    return trainer.get(trainer.get(WAITING).soup.select_one("main ol.rows a")["href"])


def give(trainer, points, note="", **more):
    """Mark the essay in hand."""
    return trainer.submit(trainer.page.path, points=points, note=note, **more)


def mark(trainer, points, note=""):
    """Mark the essay that has waited longest."""
    look(trainer)
    return give(trainer, points, note)


def test_an_attempt_with_essays_is_neither_passed_nor_failed(app, reader, handed_in):
    assert handed_in.h1 == "Javobingiz tekshirilmoqda"
    assert "2 ta javobni trener oʻqib baholaydi." in handed_in.main
    assert (count(app, HandedIn), count(app, SubmittedAttempt)) == (1, 0)
    page = reader.get(QUIZ)
    assert "Javobingiz tekshirilmoqda." in page.main
    reader.post(f"{QUIZ}begin")
    assert count(app, Attempt) == 1
    assert reader.get(f"{attempt_of(handed_in)}1/").path == handed_in.path


def test_handing_in_twice_is_handing_in_once(app, reader, quiz):
    begin(reader)
    reader.submit("/answer", **{"answer.q-one": WRITTEN})
    reader.get(f"{attempt_of(reader.page)}review/")
    tab = twin(reader)
    finish(reader)
    finish(tab)
    assert count(app, HandedIn) == 1


def test_an_attempt_whose_essays_are_empty_waits_for_nobody(app, reader, quiz):
    begin(reader)
    reader.get(f"{attempt_of(reader.page)}review/")
    assert finish(reader).h1 == "Bu safar oʻta olmadingiz"


def test_qz15_a_trainer_reads_an_essay_as_text_and_not_whose_it_is(trainer, handed_in):
    look(trainer)
    assert "<b>=cmd()</b>" in trainer.page.main
    assert not trainer.page.soup.select("section.card b")
    assert "Salima" not in trainer.page.html


def test_the_last_mark_brings_the_grade_the_certificate_and_a_letter(app, reader, trainer, handed_in):
    assert "Baholandi." in mark(trainer, "4", "Juda yaxshi.").main
    assert count(app, SubmittedAttempt) == 0
    assert "Natija oʻquvchiga yuborildi." in mark(trainer, "1,5", "Misol ham yozing.").main
    with app.app_context():
        row = database.session.scalars(select(SubmittedAttempt)).one()
        assert (row.points, row.possible, row.is_passed) == ("11/2", "8", True)
        assert row.submitted_at == database.session.scalars(select(HandedIn)).one().handed_in_at
        assert [entry.action for entry in list_entries(limit=9)].count("quizzes.essay-marked") == 2
        letters = [one for one in database.session.scalars(select(Letter)) if one.purpose == "quizzes.graded"]
        assert len(letters) == 1
    assert count(app, Certificate) == 1
    page = reader.get(handed_in.path)
    assert page.h1 == "Tabriklaymiz, testdan oʻtdingiz"
    assert "Trener izohi: Juda yaxshi." in page.main
    assert "Misol ham yozing." in page.main
    assert "Hozircha baholanadigan javob yoʻq." in trainer.get(WAITING).main


@pytest.mark.parametrize("points", ["", "-1", "5", "NaN", "1e0", "٣", "4.0001", "9" * 40, "1/2", "."])
def test_qz08_points_that_the_question_does_not_have_are_refused_with_a_word(app, trainer, handed_in, points):
    look(trainer)
    page = give(trainer, points, status=400)
    assert page.soup.select_one(".error")
    assert count(app, EssayMark) == 0


def test_qz15_an_essay_of_a_megabyte_is_refused(app, reader, quiz):
    begin(reader)
    reader.submit("/answer", status=413, **{"answer.q-one": "a" * 1_000_000})
    assert count(app, HandedIn) == 0


def test_who_is_erased_waits_for_no_trainer_and_is_marked_by_nobody(app, trainer, handed_in):
    mark(trainer, "4", "Juda yaxshi.")
    with app.app_context(), write_tx():
        erase(database.session.scalars(select(HandedIn.person_id)).one())
    assert "Hozircha baholanadigan javob yoʻq." in trainer.get(WAITING).main
    with app.app_context():
        row = database.session.scalars(select(EssayMark)).one()
        assert (row.note, row.points) == ("", "4")


def test_two_trainers_at_once_give_one_mark(app, trainer, handed_in):
    look(trainer)
    other = twin(trainer)
    give(trainer, "4")
    page = give(other, "0")
    assert "Bu javob allaqachon baholangan." in page.main
    assert count(app, EssayMark) == 1


def test_qz17_nobody_marks_their_own(app, trainer, quiz):
    begin(trainer)
    trainer.submit("/answer", **{"answer.q-one": WRITTEN})
    trainer.get(f"{attempt_of(trainer.page)}review/")
    own = attempt_of(finish(trainer)).rstrip("/").rsplit("/", 1)[1]
    page = trainer.get(WAITING)
    assert "Bu sizning ishingiz" in page.main
    assert not page.soup.select("main ol.rows a")
    trainer.get(f"{WAITING}{own}/1/", status=403)
    trainer.post(f"{WAITING}{own}/1/", {"points": "4"}, status=403)
    assert count(app, EssayMark) == 0


def test_a_trainer_of_another_course_sees_and_marks_nothing(app, handed_in):
    staff_member(app, "+998915550012", Role.TRAINER, course("safety"))
    other = signed_in(Reader(app), "+998915550012", PASSWORD)
    assert "Hozircha baholanadigan javob yoʻq." in other.get(WAITING).main
    attempt = attempt_of(handed_in).rstrip("/").rsplit("/", 1)[1]
    other.get(f"{WAITING}{attempt}/1/", status=404)
    other.post(f"{WAITING}{attempt}/1/", {"points": "4"}, status=404)
    assert count(app, EssayMark) == 0
