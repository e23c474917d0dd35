"""What is kept between compilations, and what is not: told by counts of what was made, never by time."""

import pytest

from app.content.leaf import leaves
from app.content.markdown.engine import TangledError
from tests.support.tree import LESSON, LESSON_RU, QUIZ, lesson, quiz

CHANGED = {LESSON: lesson("## A {#address}\n\nBoshqa gap.")}
FAULTY = {
    LESSON: lesson("## A {#address}\n\nMana <b>bu</b> o'rinda.\n\n[x](../02-nothing/)"),
    LESSON_RU: "---\ntitle: [\n---\n",
    QUIZ: quiz("## Qaysi? {#q-a}\n\n1. [x] Ha\n2. [ ] Yoʻq\n"),
    "courses/sample/02-more/lesson.kaa.md": "---\ntitle: [\n---\n",
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "content"


def test_at_first_every_file_is_made(compiled, folder):
    made = compiled(folder=folder).leaves
    assert sorted(made.made) == sorted(made.sources)


def test_nothing_is_made_of_files_that_did_not_change(compiled, folder):
    compiled(folder=folder)
    made = compiled(folder=folder).leaves
    assert (made.made, made.derived) == ([], [])


def test_only_the_changed_file_is_read_rendered_and_derived(compiled, folder, engine):
    compiled(folder=folder)
    before = engine.asked
    made = compiled(CHANGED, folder=folder).leaves
    assert (made.made, made.derived) == ([LESSON], [(LESSON, "uz-Cyrl")])
    assert engine.asked == before + 1


def test_a_word_of_script_yml_derives_again_and_renders_nothing(compiled, folder, engine):
    compiled(folder=folder)
    before = engine.asked
    made = compiled({"courses/sample/script.yml": "overrides: {boshlash: старт}\n"}, folder=folder).leaves
    assert made.made == []
    assert {tag for _file, tag in made.derived} == {"uz-Cyrl"}
    assert engine.asked == before


def test_another_version_of_our_code_makes_everything_again(compiled, folder, monkeypatch):
    whole = compiled(folder=folder).leaves
    monkeypatch.setattr(leaves, "version", lambda: "another")
    assert sorted(compiled(folder=folder).leaves.made) == sorted(whole.made)


def test_a_spoiled_leaf_is_made_again_and_alone(compiled, folder):
    whole = compiled(folder=folder).release
    spoiled = max((folder / "kept").iterdir(), key=lambda path: path.stat().st_size)
    spoiled.write_bytes(spoiled.read_bytes()[:-20])
    made = compiled(folder=folder)
    assert len(made.leaves.made) == 1
    assert made.release == whole


def test_every_fault_is_told_again_each_time(compiled, folder):
    first = compiled(FAULTY, folder=folder)
    assert {"raw-html", "apostrophe", "dead-link", "yaml", "no-feedback"} <= {fault.code for fault in first.faults}
    again = compiled(FAULTY, folder=folder)
    assert (again.leaves.made, again.faults) == ([], first.faults)
    assert compiled(FAULTY).faults == first.faults


def test_what_only_another_file_makes_wrong_is_told_of_a_kept_one(compiled, folder):
    linked = {LESSON_RU: None, LESSON: lesson("## A {#address}\n\n[x](../02-more/)")}
    more = {"courses/sample/02-more/lesson.uz.md": lesson("## B {#b}\n\nGap.")}
    compiled({**linked, **more}, folder=folder)
    made = compiled({**linked, "courses/sample/02-more/lesson.uz.md": None}, folder=folder)
    assert LESSON not in made.leaves.made
    assert ("dead-link", LESSON) in {(fault.code, fault.file) for fault in made.faults}


def test_a_file_in_a_language_not_offered_is_still_told_when_it_cannot_be_read(codes):
    assert "courses/sample/02-more/lesson.kaa.md:2: yaml" in codes(FAULTY)


def test_a_text_that_the_child_gave_up_is_tried_again(compiled, folder, engine, monkeypatch):
    def give_up(_tag, _pieces):
        raise TangledError

    with monkeypatch.context() as patched:
        patched.setattr(engine, "render", give_up)
        assert "tangled" in {fault.code for fault in compiled(folder=folder).faults}
    made = compiled(folder=folder)
    assert not made.faults
    assert len(made.leaves.made) == len(made.leaves.sources)
