"""All leaves of a tree: those that are kept are only read, the others are made while the child renders the next."""

import hashlib
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeVar

from app.content.bundle.codec import from_bytes, to_bytes
from app.content.leaf.keeping import Keeper, key_of
from app.content.leaf.making import Leaf, Side, make_derived, make_leaf, rendered_by
from app.content.leaf.version import version
from app.content.markdown.engine import Engine
from app.content.render.readings import Reading
from app.content.render.scripts import Scripts
from app.content.schema.plan import SOURCES, Source, Task, read_source
from app.content.source.report import Report
from app.kernel.locale import Tag

Value = TypeVar("Value")
REMEMBERED = 256
"""Parts of leaves that a process holds in memory; a course of ten lessons in two languages has about 50."""


@dataclass(frozen=True, kw_only=True)
class Leaves:
    """Sources by file; readings by file and language."""

    sources: dict[str, Source] = field(default_factory=dict)
    readings: dict[tuple[str, Tag], Reading] = field(default_factory=dict)
    made: list[str] = field(default_factory=list)
    """Files that were read, rendered and checked; of all others this was kept."""
    derived: list[tuple[str, Tag]] = field(default_factory=list)
    """The same for files in a script that is written by machine."""


@dataclass(frozen=True, kw_only=True)
class _Begun:
    """A file that has been read, and that the child is rendering."""

    task: Task
    source: Source
    report: Report
    reading: Future[Reading | None]


class LeafReader:
    """Finds or makes leaves. Faults are told whether they were found now or earlier."""

    def __init__(self, engine: Engine, keeper: Keeper, scripts: Scripts, report: Report) -> None:
        self._engine = engine
        self._keeper = keeper
        self._scripts = scripts
        self._report = report
        self._leaves = Leaves()

    def read(self, tasks: Iterable[Task]) -> Leaves:
        """The leaves of these files."""
        keys = {task: _key(task) for task in tasks}
        kept = {task: self._keeper.find(key) for task, key in keys.items()}
        with ThreadPoolExecutor(max_workers=1) as ahead:
            begun = [self._begin(task, ahead) for task, data in kept.items() if data is None]
            for task, data in kept.items():
                if data is not None:
                    self._add(_from_bytes(task, data), keys[task])
            for each in begun:
                self._add(self._finish(each, keys[each.task]), keys[each.task])
        return self._leaves

    def _begin(self, task: Task, ahead: ThreadPoolExecutor) -> _Begun:
        report = Report()
        source = read_source(task, report)
        rendering = ahead.submit(rendered_by, self._engine, source, report)
        return _Begun(task=task, source=source, report=report, reading=rendering)

    def _finish(self, begun: _Begun, key: str) -> Leaf:
        leaf = make_leaf(begun.task, begun.source, begun.reading.result(), begun.report)
        if leaf.is_final:
            self._keeper.keep(key, _to_bytes(leaf))
        self._leaves.made.append(begun.task.text.file)
        return leaf

    def _add(self, leaf: Leaf, key: str) -> None:
        file, tag = leaf.task.text.file, leaf.task.text.tag
        self._leaves.sources[file] = leaf.source
        self._leaves.readings[file, tag] = leaf.reading
        self._tell(leaf.side)
        for derived in leaf.task.derived:
            side = self._derived(leaf, derived, key)
            self._leaves.readings[file, derived] = side.reading(leaf.task, leaf.source, derived)
            self._tell(side)

    def _derived(self, leaf: Leaf, tag: Tag, leaf_key: str) -> Side:
        key = key_of(leaf_key, tag, self._scripts.digest(leaf.task.course))
        kept = self._keeper.find(key) if leaf.is_final else None
        if kept is not None:
            return _value(Side, kept)
        side = make_derived(leaf, tag, self._scripts)
        self._leaves.derived.append((leaf.task.text.file, tag))
        if leaf.is_final:
            self._keeper.keep(key, to_bytes(side))
        return side

    def _tell(self, side: Side) -> None:
        for fault in side.faults:
            self._report.add(fault)


def _key(task: Task) -> str:
    text = task.text
    data = hashlib.sha256(text.data).hexdigest()
    return key_of(version(), text.file, text.tag, task.kind, str(task.is_source), data)


def _to_bytes(leaf: Leaf) -> bytes:
    return to_bytes(leaf.source) + b"\n" + to_bytes(leaf.side)


def _from_bytes(task: Task, data: bytes) -> Leaf:
    source, _, side = data.partition(b"\n")
    return Leaf(task=task, source=_value(SOURCES[task.kind], source), side=_value(Side, side))


def _value(kind: type[Value], data: bytes) -> Value:
    key: Any = kind  # mypy does not know that types can be hashed
    found: Value = _remembered(key, data)
    return found


@lru_cache(maxsize=REMEMBERED)
def _remembered(kind: Any, data: bytes) -> Any:  # noqa: ANN401 - any type that leaves consist of
    """What was kept, with its types. A process that compiles again reads only what is new to it."""
    return from_bytes(kind, data)
