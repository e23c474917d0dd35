"""What a trainer is told of a lesson: how to spend ten minutes on it, what to ask, what to do without internet."""

from app.content.schema.course import body_piece, words_of
from app.content.schema.pieces import Words
from app.content.schema.reading import Reader
from app.content.source.document import Document
from app.content.source.fields import no_fields
from app.content.source.report import Report


def read_note(document: Document, report: Report) -> Words:
    """A note: pieces `question`, `offline`, `body`."""
    is_readable = document.front is not None
    reader = Reader(document.front or no_fields(document.file), report)
    pieces = (
        reader.piece("question", required=is_readable),
        reader.piece("offline", required=is_readable),
        body_piece(document),
    )
    translation_of = reader.text("translation_of") or None
    reader.finish()
    return words_of(document, pieces, translation_of)
