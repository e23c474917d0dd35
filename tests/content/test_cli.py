import pytest
from click.testing import CliRunner

from app.content.cli import commands
from app.content.library import Library
from tests.support.recordings import MP3
from tests.support.tree import (
    DEFAULTS,
    LANGUAGES,
    LESSON,
    LESSON_RU,
    QUIZ,
    QUIZ_RU,
    dedent,
    lesson,
    lesson_ru,
    quiz,
    tree,
)


class House:
    def __init__(self, folder):
        self.root = tree(folder / "root")
        self.folder = folder
        self.published = []
        self.group = commands(
            content_root=self.root,
            data_dir=folder / "var",
            languages=LANGUAGES,
            before_publish=lambda release: [f"before: {len(self.published)} published, now {len(release.courses)}"],
            after_publish=self.published.append,
        )

    def run(self, *arguments, **more):
        return CliRunner().invoke(self.group, [str(argument) for argument in arguments], **more)

    def write(self, files):
        tree(self.root, files)

    @property
    def current(self):
        return Library(self.folder / "var" / "content").current()


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_a_faultless_tree_is_quiet_and_well(house):
    result = house.run("check")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Errors: 0. Warnings: 0." in result.stderr


def test_faults_are_lines_of_file_line_code_and_sentence(house):
    house.write({LESSON: lesson("## A {#address}\n\n[x](#no)"), LESSON_RU: None})
    result = house.run("check")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        f"{LESSON_RU}:1: missing-translation: The course is offered in `ru`, so this file must be there: write it.",
        f"{LESSON}:9: dead-anchor: `#no` leads to no heading: give the heading {{#no}}.",
    ]


def test_warnings_are_told_and_forgiven_unless_strict(house):
    house.write({LESSON: lesson("## A {#address}\n\nx", front="titel: y")})
    assert house.run("check").exit_code == 0
    assert "unknown-key" in house.run("check").stdout
    assert house.run("check", "--strict").exit_code == 1


def test_a_path_limits_the_report(house):
    house.write({LESSON: lesson("[x](#no)"), QUIZ: quiz("## A? {#q}")})
    for path in (LESSON, "courses", "courses/sample/01-start"):
        result = house.run("check", house.root / path)
        assert {line.split(":")[0] for line in result.stdout.splitlines()} <= {LESSON, LESSON_RU}
        assert result.exit_code == 1
    assert house.run("check", house.root / "courses/services.yml").exit_code == 0
    assert QUIZ in house.run("check", house.root / LESSON, house.root / QUIZ).stdout


def test_a_tree_elsewhere_is_checked_where_it_lies(house, tmp_path):
    other = tree(tmp_path / "other", {LESSON: lesson("## A {#address}\n\n[x](#no)")})
    result = house.run("check", other)
    assert result.stdout == f"{other}/{LESSON}:9: dead-anchor: `#no` leads to no heading: give the heading {{#no}}.\n"
    assert house.run("check", other / "quizzes").exit_code == 0


def test_a_course_folder_may_lie_alone(house, tmp_path):
    house.write({"courses/services.yml": "services:\n  a:\n    names: {uz: A, ru: А}\n    address: https://a.uz\n"})
    other = tree(tmp_path / "desk")
    alone = (other / "courses/sample").rename(tmp_path / "sample")
    (alone / "course.yml").write_text(dedent(DEFAULTS["courses/sample/course.yml"]).replace("quiz: final\n", ""))
    assert house.run("check", alone, "--strict").exit_code == 0
    (alone / "01-start/lesson.uz.md").write_text(lesson("## A {#address}\n\n[x](#no)", front="services: [a, b]"))
    lines = house.run("check", alone).stdout.splitlines()
    assert [line.split(": ")[0] + ": " + line.split(": ")[1] for line in lines] == [
        f"{alone}/01-start/lesson.uz.md:5: unknown-service",
        f"{alone}/01-start/lesson.uz.md:10: dead-anchor",
    ]


def test_a_path_without_a_course_is_refused(house, tmp_path):
    result = house.run("check", tmp_path)
    assert result.exit_code == 2
    assert "There is no course at" in result.stderr


def test_checking_publishes_nothing(house):
    house.run("check")
    assert house.current is None


def test_publishing_makes_the_release_and_tells_the_site(house):
    result = house.run("publish")
    assert "before: 0 published, now 1" in result.output
    assert result.exit_code == 0
    assert house.published == [house.current]
    assert "1 courses, 1 lessons, 1 questions" in result.stderr


def test_an_error_keeps_the_old_release(house):
    house.run("publish")
    before = house.current
    house.write({LESSON: "---\ntitle: [\n---\n"})
    result = house.run("publish")
    assert result.exit_code == 1
    assert f"{LESSON}:2: yaml" in result.stdout
    assert "The old release stays." in result.stderr
    assert house.current == before
    assert len(house.published) == 1


def test_a_warning_is_published_unless_strict(house):
    house.write({LESSON: lesson("## A {#address}\n\nx", front="titel: y")})
    assert house.run("publish", "--strict").exit_code == 1
    assert house.current is None
    assert house.run("publish").exit_code == 0
    assert house.current


def test_a_quiz_from_elsewhere_is_given_ids_and_then_compiles(house):
    house.write({QUIZ: quiz("## Poytaxt qaysi?\n\n[[Toshkent]]\n").replace("\n", "\r\n"), QUIZ_RU: None})
    assert "question-id" in house.run("check", house.root / QUIZ).stdout
    result = house.run("import-quiz", house.root / QUIZ)
    assert result.stderr == f"{house.root / QUIZ}: wrote 1 ids.\n"
    assert (house.root / QUIZ).read_bytes().endswith(b"## Poytaxt qaysi? {#q-poytaxt-qaysi}\r\n\r\n[[Toshkent]]\r\n")
    assert house.run("check", house.root / QUIZ).stdout == ""


def test_a_file_that_is_no_text_is_left_alone_by_the_import(house):
    house.write({QUIZ: b"## A?\xff\n"})
    result = house.run("import-quiz", house.root / QUIZ)
    assert (result.exit_code, "is not UTF-8 text (byte 5)" in result.stderr) == (1, True)
    assert (house.root / QUIZ).read_bytes() == b"## A?\xff\n"


def test_script_changes_words_and_nothing_else(house):
    result = house.run("script", input="# Salom {#a}\r\n\r\n[Kirish](../b.md) `kod`\r\n")
    assert result.stdout_bytes.decode() == "# Салом {#a}\r\n\r\n[Кириш](../b.md) `kod`\r\n"
    assert house.run("script", "--reverse", input="Салом").stdout == "Salom"


def test_script_knows_the_words_of_the_house(house):
    house.write({"courses/script.yml": "never: [Salom]\n"})
    assert house.run("script", input="Salom dunyo").stdout == "Salom дунё"


def test_script_knows_the_words_of_a_course_that_is_named(house):
    house.write({"courses/sample/script.yml": "never: [Salom]\n"})
    assert house.run("script", input="Salom dunyo").stdout == "Салом дунё"
    assert house.run("script", "--course", "sample", input="Salom dunyo").stdout == "Salom дунё"


def test_script_refuses_what_is_no_text(house):
    result = house.run("script", input=b"\xff\xfe")
    assert result.exit_code == 1
    assert "not UTF-8" in result.stderr


def test_a_stamp_marks_a_translation_as_current(house):
    before = (house.root / LESSON_RU).read_bytes()
    assert house.run("stamp", house.root / LESSON_RU).exit_code == 0
    after = (house.root / LESSON_RU).read_bytes()
    added = set(after.splitlines()) - set(before.splitlines())
    assert len(added) == 1
    assert added.pop().startswith(b"translation_of: sha256-")
    assert house.run("check", "--strict").stdout == ""
    house.write({LESSON: lesson("## A {#address}\n\nyangi"), LESSON_RU: after})
    assert "stale-translation" in house.run("check").stdout
    house.run("stamp", house.root / LESSON_RU)
    assert house.run("check").stdout == ""


def test_a_stamp_is_put_on_what_was_named_only(house):
    quiz_ru = house.root / "quizzes/sample/final.ru.md"
    before = quiz_ru.read_bytes()
    result = house.run("stamp", house.root / "courses")
    assert "Stamped 2 translations." in result.stderr
    assert quiz_ru.read_bytes() == before
    assert house.run("stamp").exit_code == 2


def test_a_stamp_keeps_line_ends(house):
    house.write({LESSON_RU: lesson_ru("## А {#address}\n\nА.").replace("\n", "\r\n").encode()})
    house.run("stamp", house.root / LESSON_RU)
    data = (house.root / LESSON_RU).read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_recording_is_stamped_only_when_it_is_named_itself(house):
    audio = house.root / LESSON.replace("lesson.uz.md", "audio")
    audio.mkdir()
    (audio / "address.uz.mp3").write_bytes(MP3)
    assert "recordings" not in house.run("stamp", house.root / "courses").stderr
    assert "stale-narration" in house.run("check").stdout
    assert "Stamped 1 recordings." in house.run("stamp", audio).stderr
    assert "stale-narration" not in house.run("check").stdout
