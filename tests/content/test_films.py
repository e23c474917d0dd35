"""Films: what lies in `video/`, what becomes of it in every language, and what is told when something is wrong."""

import pytest

from app.content.bundle.shelf import Shelf
from app.content.source.recording import FILM_LIMIT
from tests.support.films import ASK, CLIP, CUE, FILM, QUIZ_RU, QUIZ_UZ, VIDEO, vtt
from tests.support.recordings import MP3, WEBM, mp4
from tests.support.tree import LESSON, LESSON_RU, lesson, lesson_ru


def test_a_film_speaks_every_language(compiled):
    made = compiled(FILM)
    assert [str(fault) for fault in made.faults] == []
    (film,) = made.release.courses[0].films
    assert (film.key, film.width, film.height, film.seconds) == ("clip", 640, 400, 60.0)
    assert [file.mimetype for file in film.files] == ["video/mp4"]
    assert {tag: text.title for tag, text in film.texts.items()} == {"uz": "Holat", "uz-Cyrl": "Ҳолат", "ru": "Статус"}
    scenes = [(scene.at, scene.title, scene.said) for scene in film.texts["uz-Cyrl"].scenes]
    assert scenes == [(0.0, "Кириш", "Кабинетга киринг. Ҳолатни ўқинг."), (8.0, "Ҳолат", "Тамом.")]


def test_what_a_film_asks_is_a_track_whose_cues_are_called_like_the_questions(compiled):
    made = compiled(FILM)
    (film,) = made.release.courses[0].films
    (question,) = film.questions
    assert (question.at, question.quiz, question.question) == (20.0, "clip", "q-seen")
    assert (question.is_required, question.back) == (True, 5.0)
    assert made.bundle.media[film.cues.digest].decode() == CUE


def test_tracks_are_served_as_files_and_words_are_safe_in_them(compiled):
    made = compiled({**FILM, f"{CLIP}.uz.vtt": vtt("Avval «A & B» boʻladi.")})
    captions = made.release.courses[0].films[0].texts["uz"].captions
    assert made.release.media[captions.digest].mimetype == "text/vtt"
    assert "A &amp; B" in made.bundle.media[captions.digest].decode()


def test_a_film_stands_where_the_lesson_says(compiled):
    body = compiled(FILM).release.courses[0].lessons[0].texts["uz-Cyrl"].body_html
    assert body == '<h2 id="address">А</h2>\n<p>Кўринг:</p>\n<!--video clip-->\n<p>Кейин.</p>'


def test_a_film_without_chapters_is_one_scene(compiled):
    files = {**FILM, f"{CLIP}.chapters.uz.vtt": None, f"{CLIP}.chapters.ru.vtt": None}
    text = compiled(files).release.courses[0].films[0].texts["uz"]
    assert text.chapters is None
    assert [(scene.title, scene.said) for scene in text.scenes] == [("", "Kabinetga kiring. Holatni oʻqing. Tamom.")]


def test_a_film_goes_from_disk_to_disk(compiled, tmp_path):
    made = compiled({**FILM, f"{CLIP}.webm": WEBM})
    Shelf(tmp_path / "shelf").keep(made.bundle)
    files = made.release.courses[0].films[0].files
    assert [file.mimetype for file in files] == ["video/mp4", "video/webm"]
    assert [Shelf(tmp_path / "shelf").media_path(file.digest).read_bytes() for file in files] == [mp4(), WEBM]
    assert Shelf(tmp_path / "shelf").read_current() == made.release


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("clip.yml", "titel: {uz: A}\n", "1: missing-translation"),
        ("clip.yml", "title: {uz: Holat}\n", "1: missing-translation"),
        ("clip.yml", "title: [a\n", "1: yaml"),
        ("clip.mp4", WEBM, "1: bad-recording"),
        ("clip.mp4", mp4()[:-10], "1: bad-recording"),
        ("clip.mp4", mp4()[:60], "1: bad-recording"),
        ("clip.mp4", mp4(late=True), "1: film-starts-late"),
        ("clip.mp4", mp4(size=FILM_LIMIT), "1: bad-recording"),
        ("clip.mp4", mp4(size=1_600_000), "1: media-heavy"),
        ("clip.svg", "<svg/>", "1: bad-picture"),
        ("clip.avi", MP3, "1: film-name"),
        ("clip.uz.srt", "1", "1: film-name"),
        ("clip.old.uz.vtt", vtt("A"), "1: film-name"),
        ("clip.xx.vtt", vtt("A"), "1: language"),
        ("clip.uz.vtt", "00:00:00.000 --> 00:00:01.000\nA\n", "1: vtt-head"),
        ("clip.uz.vtt", "WEBVTT\n\n00:00 --> 00:01\nA\n", "3: vtt-time"),
        ("clip.uz.vtt", "WEBVTT\n\n00:05.000 --> 00:04.000\nA\n", "3: vtt-time"),
        ("clip.uz.vtt", "WEBVTT\n\n00:05.000 --> 00:06.000 line:10%\nA\n", "3: vtt-time"),
        ("clip.uz.vtt", "WEBVTT\n\n00:05.000 --> 00:06.000\n<b>A</b>\n", "3: vtt-words"),
        ("clip.uz.vtt", "WEBVTT\n\n00:05.000 --> 00:06.000\n", "3: vtt-words"),
        ("clip.uz.vtt", "WEBVTT\n\nid\n", "4: vtt-time"),
        (
            "clip.uz.vtt",
            "WEBVTT\n\nNOTE x\n\n00:05.000 --> 00:06.000\nA\n\n00:04.000 --> 00:06.000\nB\n",
            "8: vtt-order",
        ),
        ("clip.uz.vtt", "WEBVTT\n\n01:05.000 --> 01:06.000\nA\n", "3: cue-late"),
        ("clip.uz.vtt", vtt("Bu so'z."), "4: apostrophe"),
        ("clip.uz.vtt", b"\xff\xfe", "1: encoding"),
        ("clip.chapters.ru.vtt", vtt("Вход", every=9), "1: chapters-differ"),
        ("clip.questions.vtt", "q", "1: vtt-head"),
        ("clip.questions.vtt", CUE.replace("q-seen\n00", "q-other\n00"), "3: cue-id"),
        ("clip.questions.vtt", CUE.replace("quiz: clip#q-seen", "required: false"), "5: cue-quiz"),
        ("clip.questions.vtt", CUE.replace("#q-seen\nreq", "#q-gone\nreq"), "5: unknown-question"),
        ("clip.questions.vtt", CUE.replace("clip#", "gone#"), "5: unknown-quiz"),
        ("clip.questions.vtt", CUE.replace("required: true", "required: yes"), "6: cue-line"),
        ("clip.questions.vtt", CUE.replace("required: true", "mandatory: true"), "6: cue-line"),
        ("clip.questions.vtt", CUE.replace("05.000", "5"), "7: cue-line"),
        ("clip.questions.vtt", CUE.replace("05.000", "25.000"), "7: cue-line"),
        ("clip.questions.vtt", CUE.replace("00:00:20", "00:01:20"), "4: cue-late"),
        ("clip.questions.vtt", CUE.replace("q-seen", "q-address").replace("clip#", "final#"), "5: graded-quiz"),
    ],
)
def test_what_is_wrong_with_a_film_is_told_at_its_line(codes, name, content, code):
    file = f"{CLIP}.yml" if "missing-translation" in code else f"{VIDEO}/{name}"
    assert f"{file}:{code}" in codes({**FILM, f"{VIDEO}/{name}": content})


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ([f"{CLIP}.mp4"], "film-missing"),
        ([f"{CLIP}.svg"], "film-poster"),
        ([f"{CLIP}.ru.vtt"], "missing-translation"),
        ([f"{CLIP}.uz.vtt", f"{CLIP}.ru.vtt"], "missing-translation"),
        ([f"{CLIP}.chapters.ru.vtt"], "missing-translation"),
        ([f"{CLIP}.yml"], "missing-translation"),
        ([LESSON, LESSON_RU], "unused-film"),
    ],
)
def test_what_a_film_lacks_is_told(codes, missing, code):
    plain = {LESSON: lesson("## A {#address}\n\nA.\n"), LESSON_RU: lesson_ru("## А {#address}\n\nА.\n")}
    assert f"{CLIP}.yml:1: {code}" in codes({**FILM, **{name: plain.get(name) for name in missing}})


def test_a_quiz_of_a_film_is_there_in_every_language(codes):
    assert f"{ASK}.ru.md:1: missing-translation" in codes({**FILM, f"{ASK}.ru.md": None})


def test_a_film_shows_what_was_right_at_once(codes):
    late = {
        f"{ASK}.uz.md": QUIZ_UZ.replace("immediate", "after"),
        f"{ASK}.ru.md": QUIZ_RU.replace("immediate", "after"),
    }
    assert f"{CLIP}.questions.vtt:5: film-feedback" in codes({**FILM, **late})


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("```video gone\n```", "9: unknown-film"),
        ("```quiz gone\n```", "9: unknown-quiz"),
        ("```practice otp\n```", "9: unknown-practice"),
        ("```video\n```", "9: activity-form"),
        ("```video clip", "9: activity-form"),
        ("```video clip\nmatn\n```", "9: activity-form"),
        ("```video Clip!\n```", "9: activity-form"),
        ("1. Bir\n\n    ```video clip\n    ```", "11: activity-form"),
        ("```video clip\n```\n\n```video clip\n```", "12: activity-twice"),
    ],
)
def test_an_activity_that_cannot_be_placed_is_told_at_its_line(codes, body, code):
    assert f"{LESSON}:{code}" in codes({**FILM, LESSON: lesson(f"## A {{#address}}\n\n{body}\n")})


def test_activities_stand_in_lessons_only(codes):
    text = "---\ntitle: Namuna\nsummary: Kurs.\n---\n\n## Kimga {#whom}\n\n```quiz final\n```\n"
    assert "courses/sample/course.uz.md:8: activity-place" in codes({"courses/sample/course.uz.md": text})


def test_an_activity_that_a_translation_lacks_is_told(codes):
    plain = lesson_ru("## А {#address}\n\nТекст.\n")
    assert f"{LESSON_RU}:1: activity-missing" in codes({**FILM, LESSON_RU: plain})


def test_code_that_looks_like_an_activity_is_code(body):
    html = body("## A {#address}\n\n````\n```video clip\n```\n````\n")
    assert "<!--" not in html
    assert "```video clip" in html


def test_a_quiz_stands_where_the_lesson_says(compiled):
    files = {
        LESSON: lesson("## A {#address}\n\nBir.\n```quiz final\n```\nIkki.\n"),
        LESSON_RU: lesson_ru("## А {#address}\n\nОдин.\n\n```quiz final\n```\n"),
    }
    body = compiled(files).release.courses[0].lessons[0].texts["uz"].body_html
    assert body == '<h2 id="address">A</h2>\n<p>Bir.</p>\n<!--quiz final-->\n<p>Ikki.</p>'
