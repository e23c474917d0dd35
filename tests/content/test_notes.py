"""What a trainer is told of a lesson, the drawing that stands for a course, and what brings people to lessons."""

from tests.support.tree import LANGUAGES, SVG

NOTE = "courses/sample/01-start/lesson.{}.trainer.md"
UZ = """
---
question: Kim portalga kirgan?
offline: Manzilni qogʻozga yozing.
---

## Reja {#plan}

1. Salomlashing: 2 daqiqa.
"""
RU = """
---
question: Кто заходил на портал?
offline: Напишите адрес на бумаге.
---

## План {#plan}

1. Поздоровайтесь: 2 минуты.
"""
NOTES = {NOTE.format("uz"): UZ, NOTE.format("ru"): RU}
COVER = {"courses/sample/cover.svg": SVG}
SITUATIONS = """
situations:
  pension:
    names: {uz: Pensiya haqida qogʻoz kerak, ru: Нужна бумага о пенсии}
    lessons: [sample/start]
"""


def told(compiled, files):
    return [f"{fault.file}:{fault.line}: {fault.code}" for fault in compiled(files).faults]


def with_alt(tag, title):
    return f"---\ntitle: {title}\nsummary: S.\ncover_alt: Alt {tag}.\n---\n\n## A {{#whom}}\n"


ALTS = {
    "courses/sample/course.uz.md": with_alt("bir", "Namuna"),
    "courses/sample/course.ru.md": with_alt("один", "Образец"),
}


def test_a_note_is_there_in_every_language_and_derived_in_cyrillic(compiled):
    made = compiled(NOTES, is_strict=True)
    assert made.faults == ()
    notes = made.release.courses[0].lessons[0].notes
    assert set(notes) == set(LANGUAGES)
    assert notes["uz-Cyrl"].question == "Ким порталга кирган?"
    assert notes["uz-Cyrl"].is_derived
    assert "2 минуты" in notes["ru"].plan_html


def test_a_lesson_without_a_note_has_none(compiled):
    assert not compiled({}).release.courses[0].lessons[0].notes


def test_a_note_that_is_not_translated_is_told(compiled):
    assert told(compiled, {NOTE.format("uz"): UZ}) == [f"{NOTE.format('ru')}:1: missing-translation"]


def test_a_note_without_its_question_or_its_exercise_is_told(compiled):
    short = UZ.replace("question: Kim portalga kirgan?\n", "").replace("offline: Manzilni qogʻozga yozing.\n", "")
    faults = told(compiled, {**NOTES, NOTE.format("uz"): short})
    assert faults.count(f"{NOTE.format('uz')}:1: missing-key") == 2


def test_a_note_in_a_language_that_nobody_knows_is_told(compiled):
    assert told(compiled, {**NOTES, NOTE.format("fr"): UZ}) == [f"{NOTE.format('fr')}:1: language"]


def test_a_cover_has_its_words_in_every_language(compiled):
    made = compiled({**COVER, **ALTS}, is_strict=True)
    assert made.faults == ()
    course = made.release.courses[0]
    assert (course.cover.width, course.cover.height) == (640, 400)
    assert course.cover.file.digest in made.release.media
    assert course.texts["uz-Cyrl"].cover_alt == "Алт бир."


def test_a_cover_without_words_is_told(compiled):
    assert told(compiled, COVER) == [f"courses/sample/course.{tag}.md:1: cover-alt" for tag in ("ru", "uz")]


def test_words_without_a_cover_are_told(compiled):
    assert told(compiled, ALTS) == [f"courses/sample/course.{tag}.md:1: cover-alt" for tag in ("ru", "uz")]


def test_a_situation_leads_to_lessons_and_has_a_name_in_every_language(compiled):
    made = compiled({"courses/situations.yml": SITUATIONS}, is_strict=True)
    assert made.faults == ()
    (found,) = made.release.situations
    assert found.lessons == ("sample/start",)
    assert found.names["uz-Cyrl"] == "Пенсия ҳақида қоғоз керак"


def test_a_situation_that_leads_nowhere_is_told(compiled):
    lost = SITUATIONS.replace("sample/start", "sample/gone").replace(", ru: Нужна бумага о пенсии", "")
    assert told(compiled, {"courses/situations.yml": lost}) == [
        "courses/situations.yml:2: missing-translation",
        "courses/situations.yml:4: unknown-lesson",
    ]
    empty = SITUATIONS.replace("[sample/start]", "[]")
    assert told(compiled, {"courses/situations.yml": empty}) == ["courses/situations.yml:2: empty-situation"]


def test_a_recommendation_that_does_not_exist_is_told(compiled):
    settings = "key: sample\nlessons: [start]\nquiz: final\nlicence: CC BY 4.0\nminutes: 9\nrecommendations: [R2, R9]\n"
    assert told(compiled, {"courses/sample/course.yml": settings}) == [
        "courses/sample/course.yml:1: unknown-recommendation"
    ]
