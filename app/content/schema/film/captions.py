"""Captions or chapters of a film in one language: each cue is a piece of text like any other."""

from dataclasses import dataclass

from app.content.schema.course import words_of
from app.content.schema.film.vtt import Cue, read_vtt
from app.content.schema.pieces import Piece, Shape, Words
from app.content.source.document import Document
from app.content.source.report import Report


@dataclass(frozen=True, kw_only=True)
class Captions:
    """Pieces `cue.1`, `cue.2` and so on, and the cues that they are the words of."""

    words: Words
    cues: tuple[Cue, ...]


def read_captions(document: Document, report: Report) -> Captions:
    """A film's words with their moments."""
    cues = read_vtt(document.body, document.file, report) if document.is_text else ()
    pieces = tuple(
        Piece(name=f"cue.{number}", text=cue.text, line=cue.line, shape=Shape.PLAIN)
        for number, cue in enumerate(cues, 1)
    )
    return Captions(words=words_of(document, pieces), cues=cues)
