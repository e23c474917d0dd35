"""From written files to a published release: gather all, check all, tell all faults at once, write once."""

import atexit
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from app.content.bundle.assembly import Assembler
from app.content.bundle.shelf import Bundle, Shelf, bundle, name_scenarios
from app.content.check.everything import NEVER_STRICT, check_together
from app.content.leaf.keeping import Keeper
from app.content.leaf.leaves import LeafReader, Leaves
from app.content.markdown.engine import Engine
from app.content.render.readings import Reading
from app.content.render.scripts import Scripts
from app.content.render.sitemap import build_addresses
from app.content.schema.plan import passed_over, plan
from app.content.schema.works import Works, read_works
from app.content.source.document import read_file
from app.content.source.report import Report
from app.content.source.tree import Place, gather
from app.content.types.faults import Fault, Severity
from app.content.types.releases import Release
from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What came of compiling: a release when there is no error, and every fault by file and line."""

    bundle: Bundle | None
    faults: tuple[Fault, ...]
    works: Works
    """What was read, also where it is faulty."""
    leaves: Leaves
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
    scripts = Scripts(tree.scripts, report)
    keeper = Keeper(folder / "kept" if folder else None)
    leaves = LeafReader(engine or shared_engine(), keeper, scripts, report).read(plan(tree, languages))
    for text in passed_over(tree, languages):
        read_file(text, report)
    works = read_works(tree, languages, leaves.sources, report)
    readings = dict(_readings(works, leaves))
    addresses = build_addresses(works, readings)
    check_together(works, readings, addresses, report)
    faults = tuple(_strict(fault) for fault in report.faults) if is_strict else report.faults
    is_whole = all(fault.severity is not Severity.ERROR for fault in faults)
    made = _bundle(works, Assembler(works, readings, addresses, scripts)) if is_whole else None
    return Outcome(bundle=made, faults=faults, works=works, leaves=leaves, keeper=keeper)


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


def _readings(works: Works, leaves: Leaves) -> Iterator[tuple[tuple[str, Tag], Reading]]:
    """The files of the works in every language in which they will be read."""
    files = {words.file for words in works.words()}
    return ((place, reading) for place, reading in leaves.readings.items() if place[0] in files)


def _bundle(works: Works, assembler: Assembler) -> Bundle:
    scenarios = name_scenarios(assembler.scenarios())
    return bundle(
        languages=works.languages,
        courses=assembler.courses(),
        paths=assembler.paths(),
        quizzes=assembler.quizzes({key: scenario.digest for key, scenario in scenarios.items()}),
        scenarios=scenarios,
        services=assembler.services(),
        situations=assembler.situations(),
        media=assembler.media(),
        files=assembler.files(),
    )


def _strict(fault: Fault) -> Fault:
    return fault if fault.code in NEVER_STRICT else replace(fault, severity=Severity.ERROR)
