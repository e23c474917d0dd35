"""A glossary: a definition list in which every term has an id that is the same in every language."""

import re
from dataclasses import dataclass

from app.content.schema.course import words_of
from app.content.schema.pieces import Mention, Piece, Shape, Words
from app.content.source.document import Document
from app.content.source.report import Report

_TERM = re.compile(r"^(?P<term>\S.*?)\s*\{:?\s*#(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)\s*\}\s*$")
_DEFINITION = re.compile(r"^:\s+(?P<text>\S.*)$")


@dataclass(frozen=True, kw_only=True)
class Glossary:
    """Terms in written order; pieces `<id>.term` and `<id>.definition`."""

    words: Words
    terms: tuple[Mention, ...]


def read_glossary(document: Document, report: Report) -> Glossary:
    """The terms of a glossary; a line that is neither term nor definition is told."""
    terms: list[Mention] = []
    pieces: list[Piece] = []
    for line, text in enumerate(document.body.split("\n"), document.body_line):
        if not text.strip():
            continue
        if found := _TERM.match(text):
            terms.append(Mention(key=found["id"], line=line))
            pieces.append(Piece(name=f"{found['id']}.term", text=found["term"], line=line, shape=Shape.PLAIN))
        elif terms and (said := _definition_text(text, pieces[-1])):
            pieces[-1:] = _with_definition(pieces[-1], terms[-1].key, said, line)
        else:
            says = "Write a term with its id, `BHM {#bhm}`, and on the next line `:   ` with what it means."
            report.error(document.file, line, "glossary", says)
    _tell_terms_alone(document, terms, pieces, report)
    return Glossary(words=words_of(document, tuple(pieces)), terms=tuple(terms))


def _definition_text(text: str, last: Piece) -> str:
    """What a definition line says; a line set in below a definition goes on with it."""
    if found := _DEFINITION.match(text):
        return found["text"].strip()
    is_going_on = text.startswith("    ") and last.name.endswith(".definition")
    return text.strip() if is_going_on else ""


def _with_definition(last: Piece, key: str, said: str, line: int) -> list[Piece]:
    if last.name.endswith(".definition"):
        return [Piece(name=last.name, text=f"{last.text} {said}", line=last.line, shape=Shape.INLINE)]
    return [last, Piece(name=f"{key}.definition", text=said, line=line, shape=Shape.INLINE)]


def _tell_terms_alone(document: Document, terms: list[Mention], pieces: list[Piece], report: Report) -> None:
    defined = {piece.name for piece in pieces}
    for term in terms:
        if f"{term.key}.definition" not in defined:
            says = f"The term `{term.key}` has no definition: write `:   ` and what it means on the next line."
            report.error(document.file, term.line, "glossary", says)
