"""A practice scenario in one language: its facts, its persona, its screens, its pieces of text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.content.schema.course import words_of
from app.content.schema.pieces import Mention, Piece, Shape, Words
from app.content.schema.practice.screens import ScreenSource, read_screen
from app.content.schema.quiz.blocks import cut, joined
from app.content.schema.reading import Reader
from app.content.source.document import Document
from app.content.source.fields import no_fields
from app.content.source.report import Report
from app.content.types.scenarios import Mode, OneTimeCode

LONGEST_OTP, SHORTEST_OTP = 8, 3
LONGEST_LIFE, SHORTEST_LIFE = 3600, 10
"""Seconds."""


@dataclass(frozen=True, kw_only=True)
class ScenarioFacts:
    """What is the same in every language; `persona` are its numbers and codes."""

    pass_percent: int
    modes: tuple[Mode, ...]
    minutes: int | None
    services: tuple[Mention, ...]
    persona: Mapping[str, str]
    otp: OneTimeCode | None


@dataclass(frozen=True, kw_only=True)
class ScenarioSource:
    """A scenario in one language.

    Pieces: `title`, `intro`, `persona.<name>` for what is words, and for each screen `<id>.title`, `.body`, `.hint.N`,
    `.field.<name>.label`, `.field.<name>.hint`, `.field.<name>.option.<key>`, `.field.<name>.message.<kind>`,
    `.spot.K`, `.feedback.K`, `.action.K`, `.consequence.K`.
    """

    words: Words
    facts: ScenarioFacts
    lines: Mapping[str, int]
    """Where each line of the front matter stands, for those that are written; the persona's as `persona.<name>`."""
    screens: tuple[ScreenSource, ...]


def read_scenario(document: Document, report: Report) -> ScenarioSource:
    """A scenario's document with its types; whatever cannot be read is told with its line."""
    reader = Reader(document.front or no_fields(document.file), report)
    title = reader.piece("title", required=document.front is not None)
    persona = list(_persona(reader, report))
    facts = _facts(reader, report, persona)
    translation_of = reader.text("translation_of") or None
    reader.finish()
    intro, blocks = cut(document.body, document.body_line)
    screens = [read_screen(block, document.file, report) for block in blocks]
    text, line = joined(intro)
    pieces = (
        title,
        *(piece for piece in persona if _is_words(piece.text)),
        *([Piece(name="intro", text=text, line=line, shape=Shape.BLOCK)] if text else []),
        *(piece for _screen, own in screens for piece in own),
    )
    lines = {name: entry.line for name, entry in reader.fields.entries.items() if entry.value not in (None, ())}
    return ScenarioSource(
        words=words_of(document, pieces, translation_of),
        facts=facts,
        lines=lines | {piece.name: piece.line for piece in persona},
        screens=tuple(screen for screen, _own in screens),
    )


def _persona(reader: Reader, report: Report) -> Iterator[Piece]:
    written = reader.mapping("persona")
    if written is not None:
        below = Reader(written, report)
        for name in written.entries:
            text = below.text(name, required=True)
            yield Piece(name=f"persona.{name}", text=text, line=below.line(name), shape=Shape.PLAIN)


def _is_words(value: str) -> bool:
    """A name or a street is written in each language; what has a digit or a sign of an address is a code."""
    return bool(value) and not any(sign.isdigit() or sign in "@/" for sign in value)


def _facts(reader: Reader, report: Report, persona: list[Piece]) -> ScenarioFacts:
    return ScenarioFacts(
        pass_percent=reader.whole("pass", least=1, most=100, default=70),
        modes=_modes(reader, report),
        minutes=reader.whole("minutes", least=1, most=120) if reader.has("minutes") else None,
        services=reader.mentions("services"),
        persona={
            piece.name.removeprefix("persona."): piece.text
            for piece in persona
            if piece.text and not _is_words(piece.text)
        },
        otp=_otp(reader, report),
    )


def _modes(reader: Reader, report: Report) -> tuple[Mode, ...]:
    written = reader.texts("modes")
    for word in written:
        if word not in set(Mode):
            says = f"`{word}` is no mode: write [show, try, test], or some of them."
            report.error(reader.file, reader.line("modes"), "mode", says)
    return tuple(mode for mode in Mode if not written or mode in written)


def _otp(reader: Reader, report: Report) -> OneTimeCode | None:
    written = reader.mapping("otp")
    if written is None:
        return None
    below = Reader(written, report)
    otp = OneTimeCode(
        length=below.whole("length", least=SHORTEST_OTP, most=LONGEST_OTP, default=5),
        seconds=below.whole("seconds", least=SHORTEST_LIFE, most=LONGEST_LIFE, default=120),
    )
    below.finish()
    return otp
