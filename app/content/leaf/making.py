"""Makes a leaf: reads a file, renders it, derives the other script, and finds every fault that needs no other file."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.content.check.everything import check_alone
from app.content.check.prose import check_derived
from app.content.markdown.engine import Engine, Rendered, TangledError
from app.content.render.readings import Reading, derive, render, written
from app.content.render.scripts import Scripts
from app.content.schema.plan import Source, Task, words_in
from app.content.source.report import Report
from app.content.types.faults import Fault
from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class Side:
    """A file in one language, written or derived, with the faults that were found there."""

    faults: tuple[Fault, ...]
    plain: Mapping[str, str]
    rendered: Mapping[str, Rendered]

    def reading(self, task: Task, source: Source, tag: Tag) -> Reading:
        """The side as the rest of the house reads it."""
        return Reading(
            tag=tag,
            words=words_in(source),
            plain=self.plain,
            rendered=self.rendered,
            is_derived=tag != task.text.tag,
        )


@dataclass(frozen=True, kw_only=True)
class Leaf:
    """What one file says in the language that it was written in. `is_final` is false when another try may do better."""

    task: Task
    source: Source
    side: Side
    is_final: bool = True

    @property
    def reading(self) -> Reading:
        """The file in its own language."""
        return self.side.reading(self.task, self.source, self.task.text.tag)


def rendered_by(engine: Engine, source: Source, report: Report) -> Reading | None:
    """A file rendered; None when the child gave up, which has been told."""
    try:
        return render(words_in(source), engine, report)
    except TangledError:
        return None


def make_leaf(task: Task, source: Source, reading: Reading | None, report: Report) -> Leaf:
    """The leaf of a file that has been read and rendered; `report` holds the faults found so far."""
    own = reading or written(words_in(source), {})
    check_alone(source, own, report)
    return Leaf(task=task, source=source, side=_side(own, report), is_final=reading is not None)


def make_derived(leaf: Leaf, tag: Tag, scripts: Scripts) -> Side:
    """A leaf in a script that is written by machine."""
    report = Report()
    derived = derive(leaf.reading, tag, scripts, leaf.task.course)
    check_derived(derived, report)
    return _side(derived, report)


def _side(reading: Reading, report: Report) -> Side:
    return Side(faults=report.faults, plain=reading.plain, rendered=reading.rendered)
