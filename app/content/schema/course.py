"""What a course says about itself: course.yml, and the landing page in each language."""

from dataclasses import dataclass
from enum import StrEnum

from app.content.schema.pieces import Mention, Piece, Shape, Words
from app.content.schema.reading import Reader
from app.content.source.document import Document
from app.content.source.fields import Fields, no_fields
from app.content.source.report import Report
from app.content.types.courses import Asked


class Level(StrEnum):
    """Proficiency in the words of DigComp 2.2."""

    FOUNDATION = "foundation"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"
    SPECIALISED = "specialised"


@dataclass(frozen=True, kw_only=True)
class CourseSettings:
    """What does not depend on the language. `lessons` is None when the folders' numbers give the order."""

    file: str
    key_line: int
    key: str
    level: Level
    minutes: int
    lessons: tuple[Mention, ...] | None
    competences: tuple[str, ...]
    digcomp_version: str
    services: tuple[Mention, ...]
    quiz: Mention | None
    certificate: Mention | None
    certificate_asks: tuple[Asked, ...]
    asks_line: int
    licence: str
    authors: tuple[str, ...]
    requires: tuple[Mention, ...]
    recommendations: tuple[str, ...]
    """Of the study of trust in e-government: R1 infrastructure in the regions, R2 digital literacy, R3 safety, R4 light
    interfaces for phones, R5 outreach."""
    was: tuple[str, ...]


def read_settings(fields: Fields, key: str, report: Report) -> CourseSettings:
    """The settings in course.yml of the course folder `key`."""
    reader = Reader(fields, report)
    own_key = reader.mention("key")
    if own_key and own_key.key != key:
        says = f"The key is `{own_key.key}` but the folder is called `{key}`: make them the same."
        report.error(reader.file, own_key.line, "course-key", says)
    settings = CourseSettings(
        file=reader.file,
        key_line=reader.line("key"),
        key=key,
        level=reader.choice("level", Level.FOUNDATION),
        minutes=reader.whole("minutes", least=1, most=6000),
        lessons=reader.mentions("lessons") if reader.has("lessons") else None,
        competences=reader.texts("competences"),
        digcomp_version=reader.text("digcomp_version") or "2.2",
        services=reader.mentions("services"),
        quiz=reader.mention("quiz"),
        certificate=reader.mention("certificate"),
        certificate_asks=reader.choices("certificate_asks", Asked),
        asks_line=reader.line("certificate_asks"),
        licence=reader.text("licence", required=True),
        authors=reader.texts("authors"),
        requires=reader.mentions("requires"),
        recommendations=reader.texts("recommendations"),
        was=tuple(mention.key for mention in reader.mentions("was")),
    )
    reader.finish()
    return settings


def read_course_text(document: Document, report: Report) -> Words:
    """The landing page: pieces `title`, `summary`, `cover_alt`, `outcomes.N`, `body`."""
    is_readable = document.front is not None
    reader = Reader(document.front or no_fields(document.file), report)
    pieces = (
        reader.piece("title", required=is_readable),
        reader.piece("summary", required=is_readable),
        *((reader.piece("cover_alt"),) if reader.has("cover_alt") else ()),
        *reader.inline_pieces("outcomes"),
        body_piece(document),
    )
    translation_of = reader.text("translation_of") or None
    reader.finish()
    return words_of(document, pieces, translation_of)


def words_of(document: Document, pieces: tuple[Piece, ...], translation_of: str | None = None) -> Words:
    """The pieces of a document as its words."""
    return Words(
        file=document.file,
        tag=document.tag,
        pieces=pieces,
        translation_of=translation_of,
        is_front_read=document.front is not None,
        is_body_read=document.is_text,
    )


def body_piece(document: Document) -> Piece:
    """The body of a document as its piece `body`."""
    return Piece(name="body", text=document.body, line=document.body_line, shape=Shape.DOCUMENT)
