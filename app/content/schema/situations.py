"""What brings people to a course, in their words: courses/situations.yml."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.content.schema.pieces import Mention
from app.content.schema.reading import KEY, Reader
from app.content.source.fields import Fields
from app.content.source.report import Report
from app.kernel.locale import Tag


@dataclass(frozen=True, kw_only=True)
class SituationSource:
    """A situation as written. `lessons` are named `<course>/<lesson>`."""

    key: str
    line: int
    names: Mapping[Tag, str]
    lessons: tuple[Mention, ...]


def read_situations(fields: Fields, report: Report) -> tuple[SituationSource, ...]:
    """The situations in written order."""
    top = Reader(fields, report)
    register = top.mapping("situations")
    top.finish()
    found = []
    for key, entry in (register.entries if register else {}).items():
        if not KEY.fullmatch(key) or not isinstance(entry.value, Fields):
            says = f"`{key}` must be a key with `names` and `lessons` set in below it."
            report.error(fields.file, entry.line, "wrong-type", says)
        else:
            reader = Reader(entry.value, report)
            names, lessons = reader.by_language("names"), reader.lessons("lessons")
            reader.finish()
            found.append(SituationSource(key=key, line=entry.line, names=names, lessons=lessons))
    return tuple(found)
