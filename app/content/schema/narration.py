"""A lesson's sections that a person has read aloud, and which text each reading is of."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.content.schema.reading import Reader
from app.content.source.narrations import NarrationFiles
from app.content.source.recording import Recording
from app.content.source.report import Report
from app.kernel.locale import Tag

STAMP = "text"


@dataclass(frozen=True, kw_only=True)
class NarrationWork:
    """One section read aloud. `text` names the text that was read; None until it has been stamped."""

    section: str
    tag: Tag
    recordings: tuple[Recording, ...]
    note_file: str
    text: str | None

    @property
    def file(self) -> str:
        """What faults call it."""
        return self.recordings[0].file


def read_narrations(found: tuple[NarrationFiles, ...], report: Report) -> Iterator[NarrationWork]:
    """The narrations of a lesson with their types."""
    for files in found:
        text = None
        if files.note:
            reader = Reader(files.note, report)
            text = reader.text(STAMP, required=True) or None
            reader.finish()
        yield NarrationWork(
            section=files.section,
            tag=files.tag,
            recordings=tuple(files.recordings),
            note_file=files.note_file,
            text=text,
        )
