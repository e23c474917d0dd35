"""What a path says about itself: path.yml. Its landing page is read as a course's is."""

from dataclasses import dataclass

from app.content.schema.pieces import Mention
from app.content.schema.reading import Reader
from app.content.source.fields import Fields
from app.content.source.report import Report
from app.content.types.courses import Asked


@dataclass(frozen=True, kw_only=True)
class PathSettings:
    """What does not depend on the language."""

    file: str
    key_line: int
    courses_line: int
    courses: tuple[Mention, ...]
    certificate: Mention | None
    certificate_asks: tuple[Asked, ...]
    asks_line: int
    was: tuple[Mention, ...]


def read_path_settings(fields: Fields, key: str, report: Report) -> PathSettings:
    """The settings in path.yml of the path folder `key`."""
    reader = Reader(fields, report)
    own_key = reader.mention("key")
    if own_key and own_key.key != key:
        says = f"The key is `{own_key.key}` but the folder is called `{key}`: make them the same."
        report.error(reader.file, own_key.line, "path-key", says)
    settings = PathSettings(
        file=reader.file,
        key_line=reader.line("key"),
        courses_line=reader.line("courses"),
        courses=reader.mentions("courses"),
        certificate=reader.mention("certificate"),
        certificate_asks=reader.choices("certificate_asks", Asked),
        asks_line=reader.line("certificate_asks"),
        was=reader.mentions("was"),
    )
    reader.finish()
    return settings
