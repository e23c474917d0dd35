"""Where releases lie on disk. Files are named by their content and never changed; only the pointer moves."""

import io
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO, TypeVar

from app.content.bundle.codec import BadContentError, digest_of, from_bytes, to_bytes
from app.content.types.courses import Course, CoursePath
from app.content.types.media import MediaFile
from app.content.types.quizzes import Quiz
from app.content.types.releases import Release, Service, Situation
from app.content.types.scenarios import Scenario
from app.kernel.files import making
from app.kernel.locale import Tag

_DIGEST = re.compile(r"[0-9a-f]{64}")
_NO_DIGEST = b'"digest":""'
"""As a quiz or a scenario is written; no text can hold this: a quote inside a text has a backslash before it."""

Named = TypeVar("Named", Quiz, Scenario)


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """What a release consists of, by digests. Its own digest names the release."""

    languages: tuple[Tag, ...]
    courses: tuple[str, ...]
    quizzes: Mapping[str, str]
    services: Mapping[str, Service]
    media: Mapping[str, MediaFile]
    paths: tuple[CoursePath, ...] = ()
    scenarios: Mapping[str, str] = field(default_factory=dict)
    situations: tuple[Situation, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A release and all bytes that it needs on disk, by digest."""

    release: Release
    manifest: bytes
    objects: Mapping[str, bytes]
    media: Mapping[str, bytes | Path]
    """A path stands for the bytes of a film or sound, which are copied from there."""


def bundle(
    *,
    languages: tuple[Tag, ...],
    courses: tuple[Course, ...],
    paths: tuple[CoursePath, ...],
    quizzes: Mapping[str, Quiz],
    scenarios: Mapping[str, Scenario],
    services: Mapping[str, Service],
    situations: tuple[Situation, ...],
    media: Mapping[str, MediaFile],
    files: Mapping[str, bytes | Path],
) -> Bundle:
    """A release named by the digest of everything in it. `files` are the bytes of `media`, by digest.

    The quizzes come without digests and get theirs here; the scenarios have theirs, since quizzes name them.
    """
    stored = {digest_of(data): data for data in map(to_bytes, courses)}
    named = {key: _named(quiz) for key, quiz in quizzes.items()}
    walked = {scenario.digest: to_bytes(scenario) for scenario in scenarios.values()}
    manifest = to_bytes(
        Manifest(
            languages=languages,
            courses=tuple(stored),
            quizzes={key: quiz.digest for key, (quiz, _data) in named.items()},
            services=services,
            media=media,
            paths=paths,
            scenarios={key: scenario.digest for key, scenario in scenarios.items()},
            situations=situations,
        )
    )
    release = Release(
        digest=digest_of(manifest),
        languages=languages,
        courses=courses,
        quizzes={key: quiz for key, (quiz, _data) in named.items()},
        services=services,
        media=media,
        paths=paths,
        scenarios=scenarios,
        situations=situations,
    )
    objects = stored | walked | {quiz.digest: data for quiz, data in named.values()}
    return Bundle(release=release, manifest=manifest, objects=objects, media=files)


def name_scenarios(scenarios: Mapping[str, Scenario]) -> dict[str, Scenario]:
    """The same scenarios, each with its digest."""
    return {key: _named(scenario)[0] for key, scenario in scenarios.items()}


def _named(made: Named) -> tuple[Named, bytes]:
    """A quiz or a scenario with the digest of itself without one, and its bytes with it."""
    data = to_bytes(made)
    digest = digest_of(data)
    return replace(made, digest=digest), data.replace(_NO_DIGEST, f'"digest":"{digest}"'.encode(), 1)


class Shelf:
    """The folder of releases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pointer = folder / "current"

    def keep(self, made: Bundle) -> None:
        """Store everything, then point at it. Whoever reads meanwhile sees the old release or the new one, whole."""
        for digest, data in made.media.items():
            with data.open("rb") if isinstance(data, Path) else io.BytesIO(data) as source:
                _keep_file(self._path("media", digest), source)
        for digest, data in made.objects.items():
            _keep(self._path("objects", digest), data)
        _keep(self._path("releases", made.release.digest), made.manifest)
        _replace(self.pointer, f"{made.release.digest}\n".encode())

    def stamp(self) -> tuple[int, int, int] | None:
        """Changes when the pointer does; None before the first release."""
        try:
            found = self.pointer.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_size

    def read_current(self) -> Release:
        """The release pointed at. BadContentError or OSError when it cannot be read whole."""
        return self.read_release(self.pointer.read_text(encoding="ascii").strip())

    def read_release(self, digest: str) -> Release:
        """A stored release. BadContentError or OSError when it cannot be read whole."""
        manifest = from_bytes(Manifest, self._read("releases", digest))
        return Release(
            digest=digest,
            languages=manifest.languages,
            courses=tuple(from_bytes(Course, self._read("objects", each)) for each in manifest.courses),
            quizzes={key: self.read_quiz(each) for key, each in manifest.quizzes.items()},
            services=manifest.services,
            media=manifest.media,
            paths=manifest.paths,
            scenarios={key: self.read_scenario(each) for key, each in manifest.scenarios.items()},
            situations=manifest.situations,
        )

    def read_quiz(self, digest: str) -> Quiz:
        """A quiz of this or any earlier release. FileNotFoundError, or BadContentError when it is not itself."""
        quiz = from_bytes(Quiz, self._path("objects", digest).read_bytes())
        if quiz.digest != digest:
            raise BadContentError(f"the quiz {digest} calls itself {quiz.digest}")
        return quiz

    def read_scenario(self, digest: str) -> Scenario:
        """A scenario of this or any earlier release. FileNotFoundError, or BadContentError when it is not itself."""
        scenario = from_bytes(Scenario, self._path("objects", digest).read_bytes())
        if scenario.digest != digest:
            raise BadContentError(f"the scenario {digest} calls itself {scenario.digest}")
        return scenario

    def media_path(self, digest: str) -> Path:
        """Where a picture of this or any earlier release lies. FileNotFoundError for what is no digest."""
        return self._path("media", digest)

    def _read(self, kind: str, digest: str) -> bytes:
        data = self._path(kind, digest).read_bytes()
        if digest_of(data) != digest:
            raise BadContentError(f"{kind} {digest} has other bytes than its name says")
        return data

    def _path(self, kind: str, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise FileNotFoundError(f"no digest: {digest[:80]!r}")
        return self.folder / kind / digest[:2] / digest


def _keep(path: Path, data: bytes) -> None:
    _keep_file(path, io.BytesIO(data))


def _keep_file(path: Path, source: BinaryIO) -> None:
    """Write a file that is not there yet. One that is, is whole: it came by the same way."""
    if not path.exists():
        _replace_from(path, source)


def _replace(path: Path, data: bytes) -> None:
    _replace_from(path, io.BytesIO(data))


def _replace_from(path: Path, source: BinaryIO) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with making(path, mode=0o644) as part, part.open("wb") as file:
        shutil.copyfileobj(source, file)
