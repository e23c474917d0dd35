"""The fields of a screen: a fenced block of YAML in the words of XLSForm."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from app.content.schema.pieces import Piece, Shape
from app.content.schema.quiz.blocks import Line
from app.content.schema.reading import KEY, Reader
from app.content.source.fields import Field, Fields, parse_fields
from app.content.source.report import RefusedError, Report
from app.content.types.scenarios import FieldCheck, FieldKind, PracticeField

FENCE = re.compile(r"^ {0,3}(?:`{3,}|~{3,})\s*fields\s*$")
FIELDS_LIMIT = 8 * 1024
"""Bytes of one block."""
CHOICES = frozenset({FieldKind.SELECT_ONE, FieldKind.SELECT_MULTIPLE, FieldKind.FILE})
MESSAGES = ("required", "pattern", "answer")
_NAME = re.compile(r"[a-z][a-z0-9_]*")

Word = TypeVar("Word", FieldKind, FieldCheck)


@dataclass(frozen=True, kw_only=True)
class FieldSource:
    """A field as written, and where."""

    field: PracticeField
    line: int


def read_fields(
    lines: Sequence[Line], screen: str, file: str, report: Report
) -> Iterator[tuple[FieldSource, list[Piece]]]:
    """Each field of a fenced block, fences included, with its texts. Whatever cannot be read is told with its line."""
    inside = [line.text for line in lines[1:-1]]
    try:
        # the fence's own line stands for the name of the list, so that line numbers agree
        block = parse_fields("\n".join(["fields:", *inside]), file, first_line=lines[0].number, limit=FIELDS_LIMIT)
    except RefusedError as error:
        report.add(error.fault)
        return
    listed = block.entries["fields"].value
    for item in listed if isinstance(listed, tuple) else ():
        if isinstance(item.value, Fields):
            yield _field(item.value, screen, report)
        else:
            report.error(file, item.line, "field-shape", "Begin each field with `- name: …`.")
    if not isinstance(listed, tuple):
        report.error(file, lines[0].number, "field-shape", "Write one `- name: …` for each field.")


def _field(fields: Fields, screen: str, report: Report) -> tuple[FieldSource, list[Piece]]:
    reader = Reader(fields, report)
    name = reader.text("name", required=True)
    if name and not _NAME.fullmatch(name):
        says = f"`{name}` is no name: use small Latin letters, digits and _, a letter first."
        report.error(reader.file, reader.line("name"), "field-name", says)
    kind = _word(reader, "type", FieldKind, report) or FieldKind.TEXT
    options = list(_options(reader, report)) if kind in CHOICES else []
    field = PracticeField(
        name=name,
        kind=kind,
        is_required=reader.flag("required", default=True),
        check=_word(reader, "check", FieldCheck, report, is_needed=False),
        answers=tuple(_answers(reader, report)),
        options=tuple(key for key, _text, _line in options),
    )
    prefix = f"{screen}.field.{name}"
    pieces = [
        _plain(f"{prefix}.label", reader.text("label", required=True), reader.line("label")),
        _plain(f"{prefix}.hint", reader.text("hint"), reader.line("hint")),
        *(_plain(f"{prefix}.option.{key}", text, line) for key, text, line in options),
        *_messages(reader, prefix, report),
    ]
    reader.finish()
    return FieldSource(field=field, line=fields.line), [piece for piece in pieces if piece.text]


def _word(reader: Reader, name: str, words: type[Word], report: Report, *, is_needed: bool = True) -> Word | None:
    """One of a few words, said as a fault of its own when it is another."""
    text = reader.text(name, required=is_needed)
    if text and text not in set(words):
        says = f"`{text}` is no {name} of a field: write one of {', '.join(words)}."
        report.error(reader.file, reader.line(name), f"field-{name}", says)
    return words(text) if text in set(words) else None


def _options(reader: Reader, report: Report) -> Iterator[tuple[str, str, int]]:
    """Key, text and line of each option."""
    written = reader.mapping("options")
    if written is None or not written.entries:
        says = "This field is a choice and has no options: write `options:` and below it `key: text` lines."
        report.error(reader.file, reader.line("type"), "no-options", says)
        return
    for key, entry in written.entries.items():
        if not KEY.fullmatch(key.replace("_", "-").replace(".", "-")):
            says = f"`{key}` is no key of an option: use small Latin letters, digits, hyphens and dots."
            report.error(reader.file, entry.line, "option-key", says)
        if isinstance(entry.value, str) and entry.value.strip():
            yield key, entry.value.strip(), entry.line
        else:
            report.error(reader.file, entry.line, "wrong-type", f"`{key}` must be a text: put it in quotes.")


def _answers(reader: Reader, report: Report) -> Iterator[str]:
    entry = reader.entry("answer")
    if entry is None:
        return
    for one in entry.value if isinstance(entry.value, tuple) else (entry,):
        if isinstance(one, Field) and isinstance(one.value, str):
            yield one.value.strip()
        else:
            report.error(reader.file, entry.line, "wrong-type", "`answer` must be a text: put it in quotes.")


def _messages(reader: Reader, prefix: str, report: Report) -> Iterator[Piece]:
    written = reader.mapping("messages")
    if written is not None:
        below = Reader(written, report)
        for name in MESSAGES:
            yield _plain(f"{prefix}.message.{name}", below.text(name), below.line(name))
        below.finish()


def _plain(name: str, text: str, line: int) -> Piece:
    return Piece(name=name, text=text, line=line, shape=Shape.PLAIN)
