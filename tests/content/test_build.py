from dataclasses import replace

import pytest

from app.content.build import compile_content, publish
from app.content.library import Library
from app.content.types.faults import Severity
from tests.support.tree import LANGUAGES, LESSON, LESSON_RU, QUIZ, lesson, lesson_ru, quiz, tree


def test_a_small_course_has_no_fault(compiled):
    assert [str(fault) for fault in compiled(is_strict=True).faults] == []


def test_a_release_holds_every_language_of_the_site(compiled):
    course = compiled().release.courses[0]
    assert set(course.texts) == set(LANGUAGES)
    assert course.lessons[0].texts["uz-Cyrl"].title == "Бошлаш"


def test_cyrillic_is_marked_as_derived_and_russian_is_not(compiled):
    texts = compiled().release.courses[0].lessons[0].texts
    assert [texts[tag].is_derived for tag in LANGUAGES] == [False, True, False]


def test_cyrillic_changes_words_and_leaves_code_alone(compiled):
    html = compiled().release.courses[0].lessons[0].texts["uz-Cyrl"].body_html
    assert "<code>my.gov.uz</code>" in html
    assert "Ўнг томонга қаранг" in html
    assert '<h2 id="address">Манзил</h2>' in html


def test_a_written_cyrillic_file_overrules_the_machine(compiled):
    path = "courses/sample/01-start/lesson.uz-Cyrl.md"
    text = (
        lesson("## Манзил {#address}\n\nЎзим ёздим.").replace("Boshlash", "Бошладик").replace("Birinchi dars", "Дарс")
    )
    made = compiled({path: text})
    assert not made.errors
    cyrillic = made.release.courses[0].lessons[0].texts["uz-Cyrl"]
    assert (cyrillic.title, cyrillic.is_derived) == ("Бошладик", False)


def test_a_language_without_a_single_file_is_not_offered(compiled):
    made = compiled(
        {
            "courses/sample/course.ru.md": None,
            LESSON_RU: None,
            "quizzes/sample/final.ru.md": None,
        }
    )
    assert not made.faults
    assert set(made.release.courses[0].texts) == {"uz", "uz-Cyrl"}


def test_everything_wrong_is_named_at_once(compiled):
    made = compiled(
        {
            "courses/sample/course.yml": "key: sample\nminutes: [\n",
            LESSON_RU: None,
            QUIZ: quiz("## A {#q}\n\n[[a]]\n\n## B {#q}\n\n[[b]]"),
            LESSON: lesson("## A {#address}\n\n[x](../02-nothing/)"),
        }
    )
    found = {f"{fault.file}: {fault.code}" for fault in made.faults}
    assert {
        "courses/sample/course.yml: yaml",
        f"{LESSON_RU}: missing-translation",
        f"{QUIZ}: duplicate-id",
        f"{LESSON}: dead-link",
    } <= found
    assert made.release is None


def test_faults_come_sorted_as_file_line_code_and_sentence(compiled):
    made = compiled({LESSON: lesson("## A {#address}\n\n[x](#no)\n\n[y](../gone/)")})
    assert str(made.faults[0]) == f"{LESSON}:9: dead-anchor: `#no` leads to no heading: give the heading {{#no}}."
    assert list(made.faults) == sorted(made.faults)


def test_the_old_release_stays_when_the_new_text_has_errors(compiled, tmp_path):
    folder = tmp_path / "content"
    release = publish(compiled(), folder)
    with pytest.raises(ValueError, match="nothing to publish"):
        publish(compiled({LESSON: "---\ntitle: [\n---\n"}), folder)
    assert Library(folder).current() == release


def test_warnings_do_not_stand_in_the_way_unless_strict(compiled):
    files = {LESSON: lesson("## A {#address}\n\nx", front="titel: y")}
    assert compiled(files).release
    assert compiled(files, is_strict=True).release is None


def test_the_same_text_gives_the_same_release(compiled):
    assert compiled().release.digest == compiled().release.digest


def test_a_changed_word_gives_another_release(compiled):
    before = compiled().release.digest
    assert compiled({LESSON: lesson("## A {#address}\n\nboshqa")}).release.digest != before


def test_an_unchanged_file_is_not_rendered_again(compiled, engine, tmp_path):
    folder = tmp_path / "content"
    before = engine.asked
    compiled(folder=folder)
    cold = engine.asked - before
    compiled(folder=folder)
    assert engine.asked - before == cold
    compiled({LESSON: lesson("## A {#address}\n\nyangi")}, folder=folder)
    assert engine.asked - before == cold + 1


def test_what_is_kept_gives_the_same_release_as_what_is_made(compiled, tmp_path):
    folder = tmp_path / "content"
    assert compiled(folder=folder).release == compiled(folder=folder).release == compiled().release


def test_a_spoiled_kept_result_is_made_again(compiled, tmp_path):
    folder = tmp_path / "content"
    whole = compiled(folder=folder).release
    for path in (folder / "kept").iterdir():
        path.write_text("{")
    assert compiled(folder=folder).release == whole


def test_publishing_forgets_what_is_no_longer_written(compiled, tmp_path):
    folder = tmp_path / "content"
    publish(compiled({LESSON: lesson("## A {#address}\n\neski")}, folder=folder), folder)
    before = len(list((folder / "kept").iterdir()))
    publish(compiled(folder=folder), folder)
    assert len(list((folder / "kept").iterdir())) == before


def test_a_word_of_script_yml_changes_the_cyrillic(compiled, tmp_path):
    folder = tmp_path / "content"
    compiled(folder=folder)
    made = compiled({"courses/script.yml": "overrides: {boshlash: старт}\n"}, folder=folder)
    assert made.release.courses[0].lessons[0].texts["uz-Cyrl"].title == "Старт"


def test_a_tree_without_courses_is_told(tmp_path, engine):
    made = compile_content(tmp_path, LANGUAGES, None, engine=engine)
    assert [str(fault) for fault in made.faults] == [
        "courses:1: no-courses: There is no folder `courses` here: make one."
    ]


def test_a_stale_translation_is_told_and_never_fails(compiled):
    files = {LESSON_RU: lesson_ru("## Адрес {#address}\n\nА.", front="translation_of: sha256-0000000000000000\n")}
    made = compiled(files, is_strict=True)
    assert [(fault.code, fault.severity) for fault in made.faults] == [("stale-translation", Severity.WARNING)]
    assert made.release.courses[0].lessons[0].texts["ru"].is_stale


def test_a_translation_of_the_present_text_is_not_stale(compiled, tmp_path, engine):
    source = compiled().works.courses[0].lessons[0].texts["uz"].words
    made = compiled({LESSON_RU: lesson_ru("## Адрес {#address}\n\nА.", front=f"translation_of: {source.digest}\n")})
    assert not made.faults
    assert not made.release.courses[0].lessons[0].texts["ru"].is_stale


def test_the_day_of_a_check_does_not_make_translations_stale(compiled):
    words = compiled().works.courses[0].lessons[0].texts["uz"].words
    moved = replace(words, pieces=tuple(replace(piece, line=piece.line + 1) for piece in words.pieces))
    assert moved.digest == words.digest


def test_a_tree_in_one_language_needs_no_other(tmp_path, engine):
    made = compile_content(tree(tmp_path), ("uz",), None, engine=engine)
    assert not made.faults
    assert set(made.release.courses[0].texts) == {"uz"}


def test_what_is_written_for_other_sites_is_passed_over(compiled):
    made = compiled(
        {
            "courses/other/course.yml": "licence: CC BY 4.0\nminutes: 5\n",
            "courses/other/course.kaa.md": "---\ntitle: A\nsummary: B\n---\n",
            "quizzes/sample/more.kaa.md": "x",
        }
    )
    assert not made.faults
    assert [course.key for course in made.release.courses] == ["sample"]


def test_an_empty_course_folder_is_told(codes):
    assert "courses/empty:1: missing-translation" in codes({"courses/empty/course.yml": "licence: x\nminutes: 5\n"})
