"""Each kind of question on its page: asked, answered, kept, told about."""

from dataclasses import replace

import pytest

from app.content.types import Feedback, QuestionKind
from tests.support.learner import attempt_of, begin, finish

WRITTEN = "Kod — imzom & kalitim.\n\nUni aytmayman."


@pytest.fixture
def essay(reader, bookcase):
    """An attempt that asks for an essay and nothing else; the page in hand asks it."""
    quiz = bookcase.only("short", feedback=Feedback.AFTER)
    asked = replace(quiz.questions[0], id="q-essay", kind=QuestionKind.ESSAY, accepted=())
    bookcase.change_quiz(questions=(asked,))
    return begin(reader)


def test_an_essay_is_kept_with_its_lines(reader, essay):
    reader.submit("/answer", **{"answer.q-essay": WRITTEN})
    page = reader.get(essay.path)
    assert page.soup.textarea.get_text().strip("\n") == WRITTEN
    assert "Koʻpi bilan 3\xa0000 ta belgi." in page.soup.select_one("#answer-hint").get_text()


def test_an_essay_that_is_too_long_stays_in_the_field(reader, essay):
    long = "a" * 3001
    page = reader.post(f"{essay.path}answer", {"answer.q-essay": long}, status=400)
    assert page.soup.textarea.get_text().strip("\n") == long
    assert page.soup.textarea["aria-invalid"] == "true"


def test_an_essay_awaits_a_trainer_and_nobody_has_passed_before(reader, essay):
    reader.submit("/answer", **{"answer.q-essay": WRITTEN})
    reader.get(f"{attempt_of(essay)}review/")
    page = finish(reader)
    assert page.h1 == "Javobingiz tekshirilmoqda"
    assert "1 ta javobni trener oʻqib baholaydi." in page.main
