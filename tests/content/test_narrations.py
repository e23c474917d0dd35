"""Sections read aloud: which files are taken, what is told of the others, when a reading is out of date."""

import pytest

from app.content.schema.stamp import narrations as notes
from app.content.source.recording import SOUND_LIMIT
from tests.support.recordings import MP3, OGG, mp4
from tests.support.tree import LESSON, LESSON_RU, lesson, lesson_ru

AUDIO = "courses/sample/01-start/audio"
OWN = f"{AUDIO}/address.uz"


@pytest.fixture
def narrations(compiled):
    """The narrations of the lesson in a language, with these files beside it."""

    def run(files, tag="uz"):
        made = compiled(files)
        assert not made.errors, made.errors
        return made.release.courses[0].lessons[0].texts[tag].narrations

    return run


def note_of(compiled, files=None):
    return next(note for _file, note, _name in notes(compiled({f"{OWN}.mp3": MP3, **(files or {})}).works))


def test_a_section_is_heard_in_both_scripts_of_the_language_that_it_was_read_in(narrations):
    files = {f"{OWN}.ogg": OGG, f"{OWN}.mp3": MP3}
    (own,) = narrations(files)
    assert [(file.name, file.mimetype, file.size) for file in own.files] == [
        ("address.uz.ogg", "audio/ogg", len(OGG)),
        ("address.uz.mp3", "audio/mpeg", len(MP3)),
    ]
    assert narrations(files, "uz-Cyrl") == (own,)
    assert narrations(files, "ru") == ()


def test_the_place_of_a_narration_is_below_the_heading_of_its_section(compiled):
    text = compiled({f"{OWN}.ogg": OGG}).release.courses[0].lessons[0].texts["uz-Cyrl"]
    assert '<h2 id="address">Манзил</h2><!--narration address-->' in text.body_html


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("address.uz.wav", OGG, "narration-name"),
        ("address.mp3", MP3, "narration-name"),
        ("address.uz.old.mp3", MP3, "narration-name"),
        ("gone.uz.mp3", MP3, "unknown-section"),
        ("address.xx.mp3", MP3, "language"),
        ("address.uz-Cyrl.mp3", MP3, "language"),
        ("address.uz.mp3", b"<svg/>", "bad-recording"),
        ("address.uz.mp3", b"", "bad-recording"),
        ("address.uz.mp3", OGG, "bad-recording"),
        ("address.uz.ogg", mp4(), "bad-recording"),
        ("address.uz.ogg", OGG + bytes(SOUND_LIMIT), "bad-recording"),
        ("address.uz.yml", b"text: sha256-0\n", "narration-alone"),
        ("address.uz.mp3", MP3, "stale-narration"),
        ("address.uz.mp3", MP3 + bytes(1_000_000), "media-heavy"),
    ],
)
def test_what_cannot_be_played_is_told(codes, name, content, code):
    assert f"{AUDIO}/{name}:1: {code}" in codes({f"{AUDIO}/{name}": content})


def test_a_recording_in_a_language_that_the_lesson_is_not_written_in_is_told(codes):
    told = codes({LESSON_RU: None, f"{AUDIO}/address.ru.mp3": MP3})
    assert f"{AUDIO}/address.ru.mp3:1: narration-language" in told


@pytest.mark.parametrize("note", [b"text: [1]\n", b"text: {a: b\n", b"read: me\n", b"\xff"])
def test_a_note_that_says_nothing_is_told(compiled, note):
    faults = compiled({f"{OWN}.mp3": MP3, f"{OWN}.yml": note}).faults
    assert any(fault.file == f"{OWN}.yml" and fault.line == 1 for fault in faults)


def test_a_reading_is_out_of_date_once_its_section_has_changed(compiled, narrations):
    note = {f"{OWN}.mp3": MP3, f"{OWN}.yml": note_of(compiled)}
    assert not narrations(note)[0].is_stale
    changed = narrations({**note, LESSON: lesson("## Manzil {#address}\n\nYangi matn.\n")}, "uz-Cyrl")
    assert changed[0].is_stale


@pytest.mark.parametrize(
    "body",
    [
        "## Manzil {#address}\n\n\nMatn.   \n",
        "Kirish.\n\n## Manzil {#address}\n\nMatn.\n\n## Keyin {#next}\n\nBoshqa.\n",
        "## Manzil {#address}\n\n```\nkod\n```\n\nMatn.\n\n*[BHM]: Bazaviy hisoblash miqdori\n",
    ],
)
def test_what_is_not_read_aloud_makes_no_reading_old(compiled, narrations, body):
    plain = {LESSON: lesson("## Manzil {#address}\n\nMatn.\n")}
    note = note_of(compiled, plain)
    files = {LESSON: lesson(body), f"{OWN}.mp3": MP3, f"{OWN}.yml": note}
    if "next" in body:
        files[LESSON_RU] = lesson_ru("## Адрес {#address}\n\nТекст.\n\n## Потом {#next}\n\nТекст.\n")
    assert not narrations(files)[0].is_stale


def test_age_never_fails_a_build(compiled):
    note = {f"{OWN}.mp3": MP3, f"{OWN}.yml": b"text: sha256-0\n"}
    made = compiled(note, is_strict=True)
    assert made.release
    assert [fault.code for fault in made.faults if fault.file == f"{OWN}.mp3"] == ["stale-narration"]
