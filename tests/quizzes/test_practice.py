"""A practice scenario as a question of a quiz: walked once, as a test, and its share of points is the answer."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.content.types.quizzes import Grading, Question, QuestionKind, QuestionText
from app.infra.database import db as database
from app.infra.database import write_tx
from app.practice.events import WalkEnded
from app.practice.models import Walk
from app.quizzes.listeners import take_walk
from app.quizzes.models import Answer
from app.quizzes.rules.grading.practice import grade
from app.quizzes.rules.response import from_json, parse_response, to_json
from app.quizzes.types.answers import BadAnswerError, Response
from app.quizzes.types.grades import Outcome
from app.quizzes.types.papers import Asked
from tests.support.bookcase import bookcase
from tests.support.walking import Walker, right, scenario_of

__all__ = ["bookcase"]
QUIZ = "/uz/courses/my-gov-uz/quiz/final/"


def the_question(digest):
    words = QuestionText(
        prompt_html="Kichik toʻlovni bajaring",
        stem_html="",
        hints_html=(),
        options_html={},
        feedback_html={},
        explanation_html="<p>Chek qoʻlda qolsin.</p>",
    )
    return Question(
        id="q-pay",
        kind=QuestionKind.PRACTICE,
        points=4.0,
        tags=(),
        options=(),
        accepted=(),
        texts=dict.fromkeys(("uz", "uz-Cyrl", "ru"), words),
        practice=digest,
    )


class AtQuiz(Walker):
    """A walk that was begun from a question."""

    def __init__(self, app, reader):
        self.app, self.reader = app, reader
        self.scenario = scenario_of(app, "payment")
        self.page = reader.page
        self.path = self.page.path


@pytest.fixture
def begun(app, reader, bookcase):
    """A person at a quiz whose one question is a scenario."""
    digest = scenario_of(app, "payment").digest
    bookcase.change_quiz(questions=(the_question(digest),), draw=1, pass_percent=70)
    reader.get(QUIZ)
    reader.submit("/begin")
    return reader


def essay():
    return replace(the_question(""), id="q-essay", kind=QuestionKind.ESSAY)


def answers(app):
    with app.app_context():
        return [row.response for row in database.session.query(Answer)]


def test_a_walk_to_the_end_is_the_answer(app, begun):
    assert "Kichik toʻlovni bajaring" in begun.page.main
    begun.submit("/practice")
    walker = AtQuiz(app, begun)
    page = walker.go_right()
    assert "Natija testga yozildi." in page.main
    assert "Boshidan boshlash" not in page.main
    assert answers(app) == [{"practice": "1"}]
    begun.click("Testni davom ettirish")
    page = begun.submit("/submit")
    assert "Mashqdan 100 foiz ball olingan" in page.main
    assert page.path.endswith("/result/")


def test_a_part_of_the_points_is_a_part_of_the_answer(app, begun):
    begun.submit("/practice")
    walker = AtQuiz(app, begun)
    walker.press("2")
    walker.send("1", {"f.number": "1", "f.sum": "18000"})
    while walker.page.soup.find("form", action=lambda url: url and url.endswith("/step")):
        screen = walker.screen
        onward = next(one for one in walker.scenario.way if one.startswith(f"{screen.id}."))
        walker.send(onward.rpartition(".")[2], right(screen, walker.code) if screen.fields else {})
    (answer,) = answers(app)
    possible = walker.scenario.maximum
    assert answer == {"practice": str(Fraction(2 * possible - 3, 2 * possible))}


def test_there_is_one_walk_an_attempt_and_it_waits(app, begun):
    path = begun.page.path
    first = begun.submit("/practice").path
    begun.submit("/step", button="2")
    begun.get(path)
    again = begun.submit("/practice")
    assert again.path == first
    assert again.h1 == "Kabinetdagi invoys"
    with app.app_context():
        assert database.session.query(Walk).count() == 1
    begun.click("Testga qaytish: mashq shu joyda kutadi")
    assert "Mashqni davom ettirish" in begun.page.main


def test_qz09_a_form_cannot_give_the_share(app, begun):
    path = begun.page.path
    for sent in ({"answer.q-pay": "1"}, {"practice": "1"}, {}):
        begun.post(f"{path}answer", sent, status=400)
        begun.get(path)
    assert answers(app) == []


def test_qz06_a_strangers_attempt_has_no_practice(begun):
    other = begun.stranger()
    other.get("/uz/ask/")
    other.post(f"{begun.page.path}practice", {}, status=404)


def test_a_walk_that_ends_twice_or_too_late_changes_nothing(app, begun):
    begun.submit("/practice")
    AtQuiz(app, begun).go_right()
    with app.app_context():
        walk = database.session.query(Walk).one()
        event = WalkEnded(
            walk_id=walk.id,
            person_id=walk.person_id,
            course_key=walk.course_key,
            scenario_key=walk.scenario_key,
            share="0",
            is_passed=False,
            attempt_id=walk.attempt_id,
            question_id=walk.question_id,
            quiz_course_key=walk.quiz_course_key,
            quiz_key=walk.quiz_key,
        )
        for one in (event, replace(event, attempt_id=""), replace(event, attempt_id=walk.id)):
            with write_tx():
                take_walk(one)
    assert answers(app) == [{"practice": "1"}]


@pytest.mark.parametrize(
    ("share", "grading", "points", "outcome"),
    [
        ("3/4", Grading.PARTIAL, 3, Outcome.PARTLY),
        ("3/4", Grading.ALL_OR_NOTHING, 0, Outcome.WRONG),
        ("1", Grading.ALL_OR_NOTHING, 4, Outcome.RIGHT),
        ("0", Grading.PARTIAL, 0, Outcome.WRONG),
        ("", Grading.PARTIAL, 0, Outcome.UNANSWERED),
    ],
)
def test_a_share_earns_its_points(share, grading, points, outcome):
    mark = grade(the_question("x"), Response(practice=share), grading)
    assert (mark.points, mark.possible, mark.outcome) == (points, 4, outcome)


def test_no_walk_begins_when_the_attempt_waits_for_a_trainer(app, reader, bookcase):
    digest = scenario_of(app, "payment").digest
    bookcase.change_quiz(questions=(the_question(digest), essay()), draw=2, shuffle=False)
    reader.get(QUIZ)
    place = reader.submit("/begin").path.rsplit("/", 2)[0]
    reader.get(f"{place}/2/")
    reader.submit("/answer", **{"answer.q-essay": "Chekni saqlayman."})
    reader.submit("/submit")
    assert reader.post(f"{place}/1/practice").h1 == "Javobingiz tekshirilmoqda"
    with app.app_context():
        assert database.session.query(Walk).count() == 0


def test_a_share_comes_back_from_its_row_and_nothing_else_does():
    assert from_json(to_json(Response(practice="3/4"))) == Response(practice="3/4")
    for bad in ("2", "1/2/3", "-1/2", "x", 1):
        with pytest.raises(ValueError, match="not a response"):
            from_json({"practice": bad})
    with pytest.raises(BadAnswerError):
        parse_response(the_question("x"), {}, Asked(question_id="q-pay", option_keys=()))
