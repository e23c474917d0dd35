"""The table for authors: what each lesson has and what it lacks."""

from app.content.coverage import lines_of, rows_of
from tests.content.test_notes import NOTES


def test_a_lesson_is_told_with_what_it_has(compiled):
    (row,) = rows_of(compiled(NOTES).release)
    assert (row.course, row.lesson, row.languages, row.is_noted) == ("sample", "start", ("uz", "ru"), True)
    assert row.lacks == ("drawing", "check", "final", "competences")


def test_the_table_names_what_is_lacking_and_what_is_taught(compiled):
    lines = list(lines_of(compiled({}).release))
    assert lines[1].startswith("sample/start  uz ru")
    assert "sample/start lacks: drawing, check, final, note, competences." in lines
    assert "DigComp 2.2: none" in lines
