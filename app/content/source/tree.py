"""The folders of a content tree: what is there, in which languages, and what lies there by mistake."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from app.content.source.decoding import BANK_LIMIT, TEXT_LIMIT, decode
from app.content.source.document import TextFile
from app.content.source.fields import Fields, no_fields, parse_fields
from app.content.source.films import FilmFiles, gather_films
from app.content.source.folders import Folder
from app.content.source.narrations import NarrationFiles, gather_narrations
from app.content.source.picture import MIMETYPES, PICTURE_LIMIT, BadPictureError, Picture, read_picture
from app.content.source.report import RefusedError, Report
from app.kernel.locale import LANGUAGES, Tag

SETTINGS_LIMIT = 16 * 1024
_LESSON_FOLDER = re.compile(r"^(?:(?P<number>\d+)-)?(?P<key>.+)$")
_LATER = frozenset({"practice", "audio", "video", "images"})
"""Folders inside a course that are no lessons."""
COVER = "cover.svg"
SITUATIONS = "courses/situations.yml"
TRAINER = "trainer"
"""Stands after the language in the name of a note: `lesson.uz.trainer.md`."""
PATHS = "paths"
"""The folder in `courses/` that holds no course, but paths through them."""


@dataclass(frozen=True, kw_only=True)
class LessonFolder:
    """A lesson as it lies on disk."""

    path: str
    key: str
    number: int | None
    texts: Mapping[Tag, TextFile]
    notes: Mapping[Tag, TextFile]
    """What a trainer is told of it: `lesson.<tag>.trainer.md`."""
    narrations: tuple[NarrationFiles, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ScenarioFile:
    """A practice scenario in all its languages. `path` is its file without language and ending."""

    path: str
    key: str
    texts: Mapping[Tag, TextFile]


@dataclass(frozen=True, kw_only=True)
class CourseFolder:
    """A course as it lies on disk; `settings` are those of course.yml, None when they cannot be read."""

    path: str
    key: str
    settings: Fields | None
    texts: Mapping[Tag, TextFile]
    glossaries: Mapping[Tag, TextFile]
    lessons: tuple[LessonFolder, ...]
    films: tuple[FilmFiles, ...] = ()
    scenarios: tuple[ScenarioFile, ...] = ()
    """Practice scenarios, by key."""
    cover: str = ""
    """The file of the drawing that stands for the course; empty when there is none."""

    @property
    def practices(self) -> frozenset[str]:
        """Keys of the scenarios."""
        return frozenset(scenario.key for scenario in self.scenarios)


@dataclass(frozen=True, kw_only=True)
class PathFolder:
    """A path as it lies on disk; `settings` are those of path.yml, None when they cannot be read."""

    path: str
    key: str
    settings: Fields | None
    texts: Mapping[Tag, TextFile]


@dataclass(frozen=True, kw_only=True)
class QuizFile:
    """A quiz in all its languages."""

    course: str
    key: str
    texts: Mapping[Tag, TextFile]


@dataclass(frozen=True, kw_only=True)
class Tree:
    """All that was found under a root."""

    courses: tuple[CourseFolder, ...]
    paths: tuple[PathFolder, ...]
    quizzes: tuple[QuizFile, ...]
    pictures: Mapping[str, Picture]
    """By file."""
    services: Fields | None
    """None when services.yml cannot be read."""
    situations: Fields | None
    """None when situations.yml cannot be read."""
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
            paths=tuple(self._path(folder) for folder in self._path_folders()),
            quizzes=tuple(self._quizzes()),
            pictures=self._pictures,
            services=self._settings(self._place.find("courses/services.yml"), limit=TEXT_LIMIT),
            situations=self._settings(self._place.root / SITUATIONS, limit=TEXT_LIMIT),
            scripts=self._scripts,
            designs=self._designs(),
        )

    def _course_folders(self) -> list[Folder]:
        if self._place.course:
            return [self._folder(self._place.course)]
        folder = self._place.root / "courses"
        if not folder.is_dir():
            self._report.error("courses", 1, "no-courses", "There is no folder `courses` here: make one.")
        return [each for each in self._folder(folder).folders() if each.key != PATHS]

    def _path_folders(self) -> list[Folder]:
        """None beside a course that lies alone: the courses of a path are not there to be found."""
        return [] if self._place.course else list(self._folder(self._place.root / "courses" / PATHS).folders())

    def _path(self, folder: Folder) -> PathFolder:
        self._keep_pictures(folder.within("images"))
        return PathFolder(
            path=folder.name,
            key=folder.key,
            settings=self._settings(folder.path / "path.yml", limit=SETTINGS_LIMIT),
            texts=self._texts(folder, "path"),
        )

    def _course(self, folder: Folder) -> CourseFolder:
        self._keep_script(folder.path / "script.yml", folder.key)
        self._keep_pictures(folder)
        self._keep_pictures(folder.within("images"))
        self._keep_pictures(folder.within("video"))
        lessons = [self._lesson(each) for each in folder.folders() if each.key not in _LATER]
        settings = self._settings(folder.path / "course.yml", limit=SETTINGS_LIMIT)
        return CourseFolder(
            path=folder.name,
            key=folder.key,
            settings=settings,
            texts=self._texts(folder, "course"),
            glossaries=self._texts(folder, "glossary"),
            lessons=tuple(sorted(lessons, key=lambda lesson: (lesson.number is None, lesson.number or 0, lesson.key))),
            films=gather_films(folder.within("video"), self._report),
            scenarios=tuple(self._scenarios(folder.within("practice"))),
            cover=cover if (cover := f"{folder.name}/{COVER}") in self._pictures else "",
        )

    def _scenarios(self, folder: Folder) -> Iterator[ScenarioFile]:
        self._keep_pictures(folder)
        self._keep_pictures(folder.within("images"))
        for stem in _stems(folder):
            if texts := self._texts(folder, stem):
                yield ScenarioFile(path=f"{folder.name}/{stem}", key=stem, texts=texts)

    def _lesson(self, folder: Folder) -> LessonFolder:
        self._keep_pictures(folder)
        self._keep_pictures(folder.within("images"))
        found = _LESSON_FOLDER.match(folder.key)
        number, key = (found["number"], found["key"]) if found else (None, folder.key)
        return LessonFolder(
            path=folder.name,
            key=key,
            number=int(number) if number else None,
            texts=self._texts(folder, "lesson"),
            notes=self._texts(folder, "lesson", role=TRAINER),
            narrations=gather_narrations(folder.within("audio"), self._report),
        )

    def _quizzes(self) -> Iterator[QuizFile]:
        folders = self._folder(self._place.root / "quizzes").folders()
        own = self._place.course
        for folder in folders if own is None else [each for each in folders if each.key == own.name]:
            self._keep_pictures(folder)
            self._keep_pictures(folder.within("images"))
            for stem in _stems(folder):
                if texts := self._texts(folder, stem, limit=BANK_LIMIT):
                    yield QuizFile(course=folder.key, key=stem, texts=texts)

    def _texts(self, folder: Folder, stem: str, *, role: str = "", limit: int = TEXT_LIMIT) -> dict[Tag, TextFile]:
        """The languages of `<stem>.<tag>.md`, or of `<stem>.<tag>.<role>.md`."""
        texts: dict[Tag, TextFile] = {}
        for own, name in folder.files():
            if not _is_text(own) or own.split(".", 1)[0] != stem:
                continue
            middle, is_note = own[len(stem) + 1 : -len(".md")], own.endswith(f".{TRAINER}.md")
            if is_note != (role == TRAINER):
                continue
            tag = Tag(middle.removesuffix(f".{role}") if role else middle)
            if tag not in LANGUAGES:
                known = ", ".join(LANGUAGES)
                says = f"`{tag}` is no language tag: name the file {stem}.<tag>.md with one of {known}."
                self._report.error(name, 1, "language", says)
            else:
                texts[tag] = TextFile(file=name, tag=tag, data=_read(folder.path / own, limit), limit=limit)
        return texts

    def _settings(self, path: Path, *, limit: int) -> Fields | None:
        name = self._place.name(path)
        if not path.is_file():
            return no_fields(name)
        try:
            return parse_fields(decode(_read(path), name), name, limit=limit)
        except RefusedError as error:
            self._report.add(error.fault)
            return None

    def _keep_script(self, path: Path, course: str) -> None:
        if path.is_file():
            try:
                self._scripts[course] = decode(_read(path), self._place.name(path))
            except RefusedError as error:
                self._report.add(error.fault)

    def _keep_pictures(self, folder: Folder) -> None:
        for own, name in folder.files():
            if own[own.rfind(".") :].lower() in MIMETYPES:
                self._keep_picture(folder.path / own, name)

    def _keep_picture(self, path: Path, name: str) -> None:
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
            self._pictures[name] = replace(picture, name=first.name) if first.name != picture.name else picture

    def _designs(self) -> frozenset[str] | None:
        folder = self._place.find("certificates")
        if not folder.is_dir():
            return None
        return frozenset(page.parent.name for page in folder.glob("*/design.html"))

    def _folder(self, path: Path) -> Folder:
        return Folder(path, self._place.name(path), self._report)


def _stems(folder: Folder) -> list[str]:
    """What the texts of a folder are called, without language and ending."""
    return sorted({own.split(".", 1)[0] for own, _name in folder.files() if _is_text(own)} - {"README"})


def _is_text(name: str) -> bool:
    return name.endswith(".md")


def _read(path: Path, limit: int = TEXT_LIMIT) -> bytes:
    """The bytes of a text, and one more than it may have, so that a longer one is known."""
    with path.open("rb") as file:
        return file.read(limit + 1)


def gather(place: Place, report: Report) -> Tree:
    """The content of a place. Whatever cannot be read is in the report, with its file and line."""
    return Gatherer(place, report).gather()
