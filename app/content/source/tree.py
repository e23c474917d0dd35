"""The folders of a content tree: what is there, in which languages, and what lies there by mistake."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.content.source.decoding import TEXT_LIMIT, decode
from app.content.source.document import Document, read_document, unreadable_document
from app.content.source.fields import Fields, no_fields, parse_fields
from app.content.source.picture import MIMETYPES, PICTURE_LIMIT, BadPictureError, Picture, read_picture
from app.content.source.report import RefusedError, Report
from app.kernel.locale import LANGUAGES, Tag

SETTINGS_LIMIT = 16 * 1024
_LESSON_FOLDER = re.compile(r"^(?:(?P<number>\d+)-)?(?P<key>.+)$")
_LATER = frozenset({"practice", "audio", "video", "images"})
"""Folders inside a course that are no lessons."""


@dataclass(frozen=True, kw_only=True)
class LessonFolder:
    """A lesson as it lies on disk."""

    path: str
    key: str
    number: int | None
    texts: Mapping[Tag, Document]


@dataclass(frozen=True, kw_only=True)
class CourseFolder:
    """A course as it lies on disk; `settings` are those of course.yml, None when they cannot be read."""

    path: str
    key: str
    settings: Fields | None
    texts: Mapping[Tag, Document]
    glossaries: Mapping[Tag, Document]
    lessons: tuple[LessonFolder, ...]
    practices: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class QuizFile:
    """A quiz in all its languages."""

    course: str
    key: str
    texts: Mapping[Tag, Document]


@dataclass(frozen=True, kw_only=True)
class Tree:
    """All that was found under a root."""

    courses: tuple[CourseFolder, ...]
    quizzes: tuple[QuizFile, ...]
    pictures: Mapping[str, Picture]
    """By file."""
    services: Fields | None
    """None when services.yml cannot be read."""
    scripts: Mapping[str, str]
    """Text of script.yml by course key; "" is the one for all courses."""
    designs: frozenset[str] | None
    """Keys of the certificate designs; None when there is no folder of them to look in."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where to look. `course` is a course folder that lies alone, outside any tree.

    `shared` is a root whose services, script words and certificate designs are used where `root` has none.
    """

    root: Path
    course: Path | None = None
    shared: Path | None = None

    def name(self, path: Path) -> str:
        """A path as faults name it: from the root, or as if the lone course lay in `courses/`."""
        if self.course and path.is_relative_to(self.course):
            return (Path("courses", self.course.name) / path.relative_to(self.course)).as_posix()
        base = self.root if path.is_relative_to(self.root) else self.shared or self.root
        return path.relative_to(base).as_posix()

    def path(self, name: str) -> Path:
        """Back from a name to the path."""
        parts = Path(name).parts
        if self.course and parts[:2] == ("courses", self.course.name):
            return self.course.joinpath(*parts[2:])
        return self.root / name

    def find(self, name: str) -> Path:
        """The file of a name in the root, or else in the shared root."""
        own = self.root / name
        return own if own.exists() or self.shared is None else self.shared / name


class Gatherer:
    """Walks a place once."""

    def __init__(self, place: Place, report: Report) -> None:
        self._place = place
        self._report = report
        self._pictures: dict[str, Picture] = {}
        self._by_digest: dict[str, Picture] = {}
        """The same picture under two names has one address, which holds the name found first."""
        self._scripts: dict[str, str] = {}

    def gather(self) -> Tree:
        """Everything below `courses/` and `quizzes/`."""
        self._keep_script(self._place.find("courses/script.yml"), "")
        return Tree(
            courses=tuple(self._course(folder) for folder in self._course_folders()),
            quizzes=tuple(self._quizzes()),
            pictures=self._pictures,
            services=self._settings(self._place.find("courses/services.yml"), limit=TEXT_LIMIT),
            scripts=self._scripts,
            designs=self._designs(),
        )

    def _course_folders(self) -> list[Path]:
        if self._place.course:
            return [self._place.course]
        folder = self._place.root / "courses"
        if not folder.is_dir():
            self._report.error("courses", 1, "no-courses", "There is no folder `courses` here: make one.")
        return self._folders(folder)

    def _course(self, folder: Path) -> CourseFolder:
        self._keep_script(folder / "script.yml", folder.name)
        self._keep_pictures(folder / "images")
        lessons = [self._lesson(each) for each in self._folders(folder) if each.name not in _LATER]
        settings = self._settings(folder / "course.yml", limit=SETTINGS_LIMIT)
        return CourseFolder(
            path=self._name(folder),
            key=folder.name,
            settings=settings,
            texts=self._texts(folder, "course"),
            glossaries=self._texts(folder, "glossary"),
            lessons=tuple(sorted(lessons, key=lambda lesson: (lesson.number is None, lesson.number or 0, lesson.key))),
            practices=frozenset(path.name.split(".", 1)[0] for path in self._files(folder / "practice")),
        )

    def _lesson(self, folder: Path) -> LessonFolder:
        self._keep_pictures(folder)
        self._keep_pictures(folder / "images")
        found = _LESSON_FOLDER.match(folder.name)
        number, key = (found["number"], found["key"]) if found else (None, folder.name)
        return LessonFolder(
            path=self._name(folder),
            key=key,
            number=int(number) if number else None,
            texts=self._texts(folder, "lesson"),
        )

    def _quizzes(self) -> Iterator[QuizFile]:
        folders = self._folders(self._place.root / "quizzes")
        own = self._place.course
        for folder in folders if own is None else [each for each in folders if each.name == own.name]:
            self._keep_pictures(folder)
            self._keep_pictures(folder / "images")
            for stem in sorted({path.name.split(".", 1)[0] for path in self._files(folder) if path.suffix == ".md"}):
                if stem != "README" and (texts := self._texts(folder, stem)):
                    yield QuizFile(course=folder.name, key=stem, texts=texts)

    def _texts(self, folder: Path, stem: str) -> dict[Tag, Document]:
        """The languages of `<stem>.<tag>.md`."""
        texts: dict[Tag, Document] = {}
        for path in self._files(folder):
            parts = path.name.split(".")
            if path.suffix != ".md" or parts[0] != stem:
                continue
            tag = Tag(".".join(parts[1:-1]))
            if tag not in LANGUAGES:
                known = ", ".join(LANGUAGES)
                says = f"`{tag}` is no language tag: name the file {stem}.<tag>.md with one of {known}."
                self._report.error(self._name(path), 1, "language", says)
            else:
                texts[tag] = self._document(path, tag)
        return texts

    def _document(self, path: Path, tag: Tag) -> Document:
        try:
            return read_document(self._text(path), self._name(path), tag, self._report)
        except RefusedError as error:
            self._report.add(error.fault)
            return unreadable_document(self._name(path), tag)

    def _settings(self, path: Path, *, limit: int) -> Fields | None:
        if not path.is_file():
            return no_fields(self._name(path))
        try:
            return parse_fields(self._text(path), self._name(path), limit=limit)
        except RefusedError as error:
            self._report.add(error.fault)
            return None

    def _keep_script(self, path: Path, course: str) -> None:
        if path.is_file():
            try:
                self._scripts[course] = self._text(path)
            except RefusedError as error:
                self._report.add(error.fault)

    def _keep_pictures(self, folder: Path) -> None:
        for path in self._files(folder):
            if path.suffix.lower() in MIMETYPES:
                self._keep_picture(path)

    def _keep_picture(self, path: Path) -> None:
        name = self._name(path)
        if path.stat().st_size > PICTURE_LIMIT:
            says = f"The picture is larger than {PICTURE_LIMIT >> 20} MB: make it smaller."
            self._report.error(name, 1, "media-too-large", says)
            return
        try:
            picture = read_picture(path.read_bytes(), name)
        except BadPictureError as error:
            self._report.error(name, 1, "bad-picture", str(error))
        else:
            first = self._by_digest.setdefault(picture.digest, picture)
            self._pictures[name] = replace(picture, name=first.name)

    def _designs(self) -> frozenset[str] | None:
        folder = self._place.find("certificates")
        if not folder.is_dir():
            return None
        return frozenset(path.name.split(".", 1)[0] for path in folder.iterdir() if not path.name.startswith("."))

    def _text(self, path: Path) -> str:
        with path.open("rb") as file:
            return decode(file.read(TEXT_LIMIT + 1), self._name(path))

    def _name(self, path: Path) -> str:
        return self._place.name(path)

    def _folders(self, folder: Path) -> list[Path]:
        return [path for path in self._inside(folder) if path.is_dir()]

    def _files(self, folder: Path) -> list[Path]:
        return [path for path in self._inside(folder) if path.is_file()]

    def _inside(self, folder: Path) -> list[Path]:
        """What lies in a folder, by name. Hidden things are passed over, links refused: they may lead anywhere."""
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        for path in found:
            if path.is_symlink():
                self._report.error(self._name(path), 1, "link-in-folder", "This is a link: put the file itself here.")
        return [path for path in found if not path.name.startswith(".") and not path.is_symlink()]


def gather(place: Place, report: Report) -> Tree:
    """The content of a place. Whatever cannot be read is in the report, with its file and line."""
    return Gatherer(place, report).gather()
