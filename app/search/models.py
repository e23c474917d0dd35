"""The index: a derived thing, made of a release and made again at will. Nobody's words but the authors' stand here."""

from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.database import HasId, Table


class SearchIndex(HasId, Table):
    """Which release is indexed: one row, written with all passages in one transaction, or none."""

    __tablename__ = "search_index"
    __pii__: ClassVar = {}

    release: Mapped[str] = mapped_column(String(64))
    edition: Mapped[int]
    """Of the way in which an index is made: another one is made again."""
    vocabulary: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    """By language: the number of passages, and each word as key, spelling and count."""
    made_at: Mapped[datetime]


class SearchPassage(HasId, Table):
    """A passage as it is shown, and its words as they are ranked."""

    __tablename__ = "search_passage"
    __pii__: ClassVar = {}

    place: Mapped[int]
    """In the order of teaching."""
    language: Mapped[str] = mapped_column(String(16))
    kind: Mapped[str] = mapped_column(String(16))
    target: Mapped[str] = mapped_column(Text)
    course_key: Mapped[str] = mapped_column(String(80))
    lesson_key: Mapped[str] = mapped_column(String(80))
    anchor: Mapped[str] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    heading: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    title_keys: Mapped[str] = mapped_column(Text)
    heading_keys: Mapped[str] = mapped_column(Text)
    body_keys: Mapped[str] = mapped_column(Text)
