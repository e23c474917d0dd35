"""The courses and quizzes of this repository, compiled as strictly as can be, in every language."""

from pathlib import Path

import pytest

from app.content.build import compile_content

HOUSE = Path(__file__).parents[2]
LANGUAGES = ("uz", "uz-Cyrl", "ru")


@pytest.fixture(scope="module")
def made():
    return compile_content(HOUSE, LANGUAGES, None, is_strict=True)


def test_the_written_courses_have_no_fault(made):
    assert not made.errors, "\n" + "\n".join(map(str, made.errors))


def test_every_lesson_is_there_in_every_language(made):
    for course in made.release.courses:
        assert set(course.texts) == set(LANGUAGES), course.key
        for lesson in course.lessons:
            assert set(lesson.texts) == set(LANGUAGES), lesson.key
            assert len({text.body_html.count("<img ") for text in lesson.texts.values()}) == 1, lesson.key


def test_every_quiz_can_be_taken_in_every_language(made):
    for key, quiz in made.release.quizzes.items():
        assert set(quiz.texts) == set(LANGUAGES), key
        assert all(set(question.texts) == set(LANGUAGES) for question in quiz.questions), key


def test_the_final_quiz_of_the_portal_course_has_enough_to_draw_from(made):
    quiz = made.release.quizzes["my-gov-uz/final"]
    assert len(quiz.questions) >= 20
    assert quiz.draw == 10


def test_the_portal_course_is_whole(made):
    course = next(course for course in made.release.courses if course.key == "my-gov-uz")
    assert len(course.lessons) == 7
    assert course.quiz == "final"
    assert course.certificate
    assert all(text.glossary for text in course.texts.values())


def test_no_lesson_claims_a_check_without_a_name(made):
    for course in made.release.courses:
        assert all(bool(lesson.checked_on) == bool(lesson.checked_by) for lesson in course.lessons)
