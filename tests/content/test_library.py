import json
import threading

import pytest

from app.content.build import publish
from app.content.bundle.codec import BadContentError, from_bytes, to_bytes
from app.content.bundle.shelf import Shelf
from app.content.library import Library, UnknownQuizError
from app.content.types.quizzes import Quiz
from app.content.types.releases import Release
from app.kernel.clock import clock
from app.kernel.errors import NotFoundError
from tests.support.tree import LESSON, QUIZ, SVG, lesson, quiz

OTHER = {QUIZ: quiz("## Boshqa? {#q-address .address}\n\n1. [x] ha\n2. [ ] yoʻq\n   > Yoʻq.\n")}
PICTURE = {
    LESSON: lesson("## A {#address}\n\n![Uy](images/uy.svg)"),
    "courses/sample/01-start/images/uy.svg": SVG,
}


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "content"


@pytest.fixture
def _later():
    yield
    clock.reset()


def test_nothing_is_published_at_first(folder):
    assert Library(folder).current() is None


def test_what_is_published_is_what_was_compiled(compiled, folder):
    made = compiled()
    publish(made, folder)
    assert Library(folder).current() == made.release


def test_every_value_survives_being_written_down(compiled):
    release = compiled(PICTURE).release
    assert from_bytes(Release, to_bytes(release)) == release


@pytest.mark.usefixtures("_later")
def test_a_new_release_is_seen_within_a_second_or_two(compiled, folder):
    publish(compiled(), folder)
    library = Library(folder)
    first = library.current()
    second = publish(compiled(OTHER), folder)
    clock.shift(seconds=1.1)
    assert library.current() == second != first


@pytest.mark.usefixtures("_later")
def test_the_old_release_stands_when_the_new_one_cannot_be_read(compiled, folder, caplog):
    first = publish(compiled(), folder)
    library = Library(folder)
    assert library.current() == first
    second = publish(compiled(OTHER), folder)
    manifest = folder / "releases" / second.digest[:2] / second.digest
    manifest.write_bytes(manifest.read_bytes()[:-10])
    clock.shift(seconds=1.1)
    assert library.current() == first
    assert "the old one stays" in caplog.text


@pytest.mark.usefixtures("_later")
def test_a_release_that_becomes_readable_is_taken(compiled, folder):
    publish(compiled(), folder)
    library = Library(folder)
    library.current()
    second = publish(compiled(OTHER), folder)
    manifest = folder / "releases" / second.digest[:2] / second.digest
    whole = manifest.read_bytes()
    manifest.write_bytes(b"")
    clock.shift(seconds=1.1)
    library.current()
    manifest.write_bytes(whole)
    clock.shift(seconds=1.1)
    assert library.current() == second


def test_a_pointer_to_nowhere_is_no_release(folder):
    folder.mkdir()
    (folder / "current").write_text("../../etc/passwd\n")
    assert Library(folder).current() is None


def test_an_old_quiz_can_be_read_for_ever(compiled, folder):
    old = publish(compiled(), folder).quizzes["sample/final"]
    new = publish(compiled(OTHER), folder).quizzes["sample/final"]
    assert old.digest != new.digest
    assert Library(folder).quiz(old.digest) == old


def test_another_rule_is_another_quiz(compiled):
    first = compiled().release.quizzes["sample/final"]
    text = "## Portal manzili qaysi? {#q-address .address}\n\n1. [x] ha\n2. [ ] yoʻq\n   > Yoʻq.\n"
    other = compiled(
        {
            QUIZ: quiz(text, front="pass: 80\n"),
            "quizzes/sample/final.ru.md": None,
            "courses/sample/course.ru.md": None,
            "courses/sample/01-start/lesson.ru.md": None,
        }
    )
    assert other.release.quizzes["sample/final"].digest != first.digest


def test_an_unknown_quiz_is_not_found(folder):
    with pytest.raises(UnknownQuizError) as caught:
        Library(folder).quiz("a" * 64)
    assert isinstance(caught.value, NotFoundError)
    assert isinstance(caught.value, KeyError)


@pytest.mark.parametrize("digest", ["", "../../secret", "A" * 64, "a" * 63, "\0"])
def test_what_is_no_digest_is_no_path(folder, digest):
    with pytest.raises(UnknownQuizError):
        Library(folder).quiz(digest)
    with pytest.raises(FileNotFoundError):
        Library(folder).media_path(digest)


def test_a_quiz_written_before_a_field_existed_can_be_read(compiled):
    made = compiled().release.quizzes["sample/final"]
    plain = json.loads(to_bytes(made)) | {"field_of_later_years": 1}
    assert from_bytes(Quiz, json.dumps(plain).encode()) == made


def test_bytes_of_another_type_are_told(compiled):
    with pytest.raises(BadContentError):
        from_bytes(Quiz, b'{"course": 1}')
    with pytest.raises(BadContentError):
        from_bytes(Release, b"\x00")


def test_a_picture_is_kept_under_its_digest(compiled, folder):
    release = publish(compiled(PICTURE), folder)
    (file,) = release.media.values()
    assert Library(folder).media_path(file.digest).read_text() == SVG
    assert (file.name, file.mimetype, file.size) == ("uy.svg", "image/svg+xml", len(SVG))


def test_the_pointer_is_never_half_written(compiled, folder, monkeypatch):
    first = publish(compiled(), folder)
    made = compiled(OTHER)

    def power_cut(self, target):
        raise OSError("no power")

    monkeypatch.setattr("pathlib.Path.replace", power_cut)
    with pytest.raises(OSError, match="no power"):
        Shelf(folder).keep(made.bundle)
    monkeypatch.undo()
    assert Library(folder).current() == first
    assert [path.name for path in folder.iterdir() if path.is_file()] == ["current"]


def test_many_threads_see_whole_releases_while_one_publishes(compiled, folder):
    releases = [compiled(), compiled(OTHER)]
    digests = {made.release.digest for made in releases}
    publish(releases[0], folder)
    library = Library(folder)
    seen = set()
    stop = threading.Event()

    def look():
        while not stop.is_set():
            library.refresh()
            seen.add(library.current().digest)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for number in range(20):
        publish(releases[number % 2], folder)
    stop.set()
    for thread in threads:
        thread.join()
    assert seen <= digests


def test_a_quiz_is_stored_as_it_is_in_the_release(compiled):
    made = compiled()
    stored = made.bundle.objects
    assert all(stored[quiz.digest] == to_bytes(quiz) for quiz in made.release.quizzes.values())
