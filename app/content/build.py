"""From written files to a published release: gather all, check all, tell all faults at once, write once."""

import atexit
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.content.bundle.assembly import Assembler
from app.content.bundle.shelf import Bundle, Shelf, bundle
from app.content.check.everything import NEVER_STRICT, check
from app.content.markdown.engine import Engine
from app.content.render.keeping import Keeper
from app.content.render.readings import Reading, Renderer
from app.content.render.scripts import Scripts
from app.content.render.sitemap import Readings, build_addresses
from app.content.schema.pieces import Words
from app.content.schema.works import Works, read_works
from app.content.source.report import Report
from app.content.source.tree import Place, gather
from app.content.types import Fault, Release, Severity
from app.kernel.locale import LANGUAGES, Tag


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of compiling: a release when there is no error, and every fault by file and line."""

    bundle: Bundle | None
    faults: tuple[Fault, ...]
    works: Works
    """What was read, also where it is faulty."""
    keeper: Keeper

    @property
    def release(self) -> Release | None:
        """The release, not yet published; None when an error stands in the way."""
        return self.bundle.release if self.bundle else None

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stand in the way."""
        return tuple(fault for fault in self.faults if fault.severity is Severity.ERROR)


def compile_content(
    place: Place | Path,
    languages: Sequence[Tag],
    folder: Path | None,
    *,
    is_strict: bool = False,
    engine: Engine | None = None,
) -> Outcome:
    """Compile `courses/` and `quizzes/` of a place, or below a root. Nothing is published.

    `folder` keeps what did not change since the last time; None keeps nothing. When strict, warnings are errors,
    staleness apart.
    """
    report = Report()
    tree = gather(place if isinstance(place, Place) else Place(root=place), report)
    works = read_works(tree, languages, report)
    scripts = Scripts(tree.scripts, report)
    keeper = Keeper(folder / "kept" if folder else None)
    readings = _read(works, Renderer(engine or shared_engine(), keeper, scripts, report))
    addresses = build_addresses(works, readings)
    check(works, readings, addresses, keeper, report)
    faults = tuple(_strict(fault) for fault in report.faults) if is_strict else report.faults
    is_whole = all(fault.severity is not Severity.ERROR for fault in faults)
    made = _bundle(works, Assembler(works, readings, addresses, scripts)) if is_whole else None
    return Outcome(bundle=made, faults=faults, works=works, keeper=keeper)


def publish(outcome: Outcome, folder: Path) -> Release:
    """Make what was compiled the current release; others see it within a second. ValueError when there is none."""
    if outcome.bundle is None:
        raise ValueError("there are errors: nothing to publish")
    Shelf(folder).keep(outcome.bundle)
    outcome.keeper.forget_unused()
    return outcome.bundle.release


@cache
def shared_engine() -> Engine:
    """One rendering child for the whole process, ended with it."""
    engine = Engine()
    atexit.register(engine.close)
    return engine


def _read(works: Works, renderer: Renderer) -> Readings:
    """Every file in every language in which it will be read. While the child renders one, we derive the one before."""
    files = list(_files(works))
    found: dict[tuple[str, Tag], Reading] = {}
    with ThreadPoolExecutor(max_workers=1) as ahead:
        for file, reading in zip(files, ahead.map(renderer.read, [file.words for file in files]), strict=True):
            found[file.words.file, file.words.tag] = reading
            for tag in file.derived:
                found[file.words.file, tag] = renderer.derive(reading, tag, file.course)
    return found


@dataclass(frozen=True, kw_only=True)
class _File:
    words: Words
    course: str
    derived: tuple[Tag, ...]
    """Languages that are made from this one and that nobody has written."""


def _files(works: Works) -> Iterator[_File]:
    for course in works.courses:
        yield from _in_languages(course.texts, course.key, works)
        glossaries = {tag: glossary.words for tag, glossary in course.glossaries.items()}
        yield from _in_languages(glossaries, course.key, works)
        for lesson in course.lessons:
            yield from _in_languages({tag: text.words for tag, text in lesson.texts.items()}, course.key, works)
    for quiz in works.quizzes:
        yield from _in_languages({tag: text.words for tag, text in quiz.texts.items()}, quiz.course, works)


def _in_languages(texts: Mapping[Tag, Words], course: str, works: Works) -> Iterator[_File]:
    for tag, words in texts.items():
        derived = [each for each in works.languages if LANGUAGES[each].derived_from == tag and each not in texts]
        yield _File(words=words, course=course, derived=tuple(derived))


def _bundle(works: Works, assembler: Assembler) -> Bundle:
    return bundle(
        languages=works.languages,
        courses=assembler.courses(),
        quizzes=assembler.quizzes(),
        services=assembler.services(),
        media=assembler.media(),
        pictures={picture.digest: picture.data for picture in works.pictures.values()},
    )


def _strict(fault: Fault) -> Fault:
    return fault if fault.code in NEVER_STRICT else replace(fault, severity=Severity.ERROR)
