"""A quiz in one language: its rules, its questions, its pieces of text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.content.schema.course import words_of
from app.content.schema.pieces import Piece, Shape, Words
from app.content.schema.quiz.answers import WAYS
from app.content.schema.quiz.blocks import Block, Line, cut, joined, paragraphs
from app.content.schema.quiz.rules import QuizRules, read_rules
from app.content.schema.quiz.written import Answers, GapSource, OptionSource
from app.content.schema.reading import KEY, Reader
from app.content.source.document import Document
from app.content.source.fields import no_fields
from app.content.source.report import Report
from app.content.types.quizzes import QuestionKind

LINE_LIMIT = 10_000
"""Characters of one line: a page of print has three thousand."""
LINES_LIMIT = 100_000
"""Lines of one file: five thousand questions have half of that."""


@dataclass(frozen=True, kw_only=True)
class QuestionSource:
    """A question as written; `kind` is None when its answers could not be recognised."""

    id: str
    line: int
    kind: QuestionKind | None
    points: float
    tags: tuple[str, ...]
    options: tuple[OptionSource, ...]
    accepted: tuple[str, ...]
    sides: tuple[OptionSource, ...] = ()
    gaps: tuple[GapSource, ...] = ()
    practice: str = ""
    """Key of the scenario that is the answer; empty for other kinds."""


@dataclass(frozen=True, kw_only=True)
class QuizSource:
    """A quiz in one language.

    Pieces: `title`, `intro`, and for each question `<id>.prompt`, `.stem`, `.hint.N`, `.option.K`, `.feedback.K`,
    `.side.K`, `.choice.GAP.K`, `.explanation`.
    """

    words: Words
    rules: QuizRules
    lines: Mapping[str, int]
    """Where each line of the front matter stands, for those that are written."""
    questions: tuple[QuestionSource, ...]


def read_quiz(document: Document, report: Report) -> QuizSource:
    """A quiz's document with its types; whatever cannot be read is told with its line."""
    reader = Reader(document.front or no_fields(document.file), report)
    title = reader.piece("title", required=document.front is not None)
    rules = read_rules(reader)
    translation_of = reader.text("translation_of") or None
    reader.finish()
    document = _bounded(document, report)
    intro, blocks = cut(document.body, document.body_line)
    read = [_question(block, document.file, report) for block in blocks]
    pieces = (title, *_piece("intro", intro, Shape.BLOCK), *(piece for _question, own in read for piece in own))
    return QuizSource(
        words=words_of(document, pieces, translation_of),
        rules=rules,
        lines={name: entry.line for name, entry in reader.fields.entries.items() if entry.value is not None},
        questions=tuple(question for question, _own in read),
    )


def _bounded(document: Document, report: Report) -> Document:
    """The document, or one without a body when it is too much to be read by patterns in good time."""
    lines = document.body.split("\n")
    place = next((place for place, line in enumerate(lines) if len(line) > LINE_LIMIT), None)
    if place is None and len(lines) <= LINES_LIMIT:
        return document
    if place is None:
        says = f"The file has more than {LINES_LIMIT} lines: split it."
        report.error(document.file, document.body_line + LINES_LIMIT, "too-large", says)
    else:
        says = f"This line is longer than {LINE_LIMIT} signs: cut it into paragraphs."
        report.error(document.file, document.body_line + place, "long-line", says)
    return replace(document, body="", is_text=False)


def _question(block: Block, file: str, report: Report) -> tuple[QuestionSource, list[Piece]]:
    id_, tags, points = _marks(block, file, report)
    answers = next((found for way in WAYS if (found := way(block.lines))), None)
    _tell(answers, block, file, report)
    question = QuestionSource(
        id=id_,
        line=block.number,
        kind=answers.kind if answers else None,
        points=points,
        tags=tags,
        options=answers.options if answers else (),
        accepted=answers.accepted if answers else (),
        sides=answers.sides if answers else (),
        gaps=answers.gaps if answers else (),
        practice=answers.practice if answers else "",
    )
    return question, list(_pieces(question, block, answers))


def _marks(block: Block, file: str, report: Report) -> tuple[str, tuple[str, ...], float]:
    """What stands in braces after the prompt: `#id`, `.tag`, `points=2`."""
    id_, tags, points = "", [], 1.0
    for mark in block.marks.split():
        if mark.startswith("#") and KEY.fullmatch(mark[1:]):
            id_ = mark[1:]
        elif mark.startswith(".") and KEY.fullmatch(mark[1:]):
            tags.append(mark[1:])
        elif (found := _points(mark)) is not None:
            points = found
        else:
            says = f"`{mark}` is not known: write {{#id .tag points=2}}, in small Latin letters."
            report.error(file, block.number, "question-marks", says)
    if not id_:
        says = "The question has no id: put one after it, such as {#q-otp}, or run `content import-quiz` on the file."
        report.error(file, block.number, "question-id", says)
    if not block.prompt:
        report.error(file, block.number, "no-prompt", "The question asks nothing: write it after ##.")
    return id_ or f"line-{block.number}", tuple(tags), points


def _points(mark: str) -> float | None:
    name, _, value = mark.partition("=")
    try:
        points = float(value)
    except ValueError:
        return None
    return points if name == "points" and 0 < points <= 100 else None  # noqa: PLR2004 - a share of a hundred


def _tell(answers: Answers | None, block: Block, file: str, report: Report) -> None:
    if answers is None:
        says = "The question has no answers: write a list with [x] and [ ], or [[accepted text]]."
        report.error(file, block.number, "no-answers", says)
        return
    for trouble in answers.troubles:
        report.error(file, trouble.line, trouble.code, trouble.sentence)
    for line in block.lines[answers.end :]:
        if answers.options and line.text.lstrip().startswith(("- [", "1. [")) and not line.is_code:
            says = "A second list of answers begins here: a question has one list."
            report.error(file, line.number, "second-answers", says)


def _pieces(question: QuestionSource, block: Block, answers: Answers | None) -> Iterator[Piece]:
    name = question.id
    yield Piece(name=f"{name}.prompt", text=block.prompt, line=block.number, shape=Shape.INLINE)
    before, after = _around(block, answers)
    hints = [each for each in paragraphs(before) if each[0].text.startswith(">")]
    hinted = {line.number for hint in hints for line in hint}
    yield from _piece(f"{name}.stem", [line for line in before if line.number not in hinted], Shape.BLOCK)
    for number, hint in enumerate(hints, 1):
        text = " ".join(line.text.lstrip("> ").strip() for line in hint)
        yield Piece(name=f"{name}.hint.{number}", text=text, line=hint[0].number, shape=Shape.INLINE)
    for option in question.options:
        yield Piece(name=f"{name}.option.{option.key}", text=option.text, line=option.line, shape=Shape.INLINE)
        if option.feedback:
            shape = Shape.BLOCK if "\n\n" in option.feedback else Shape.INLINE
            feedback = f"{name}.feedback.{option.key}"
            yield Piece(name=feedback, text=option.feedback, line=option.feedback_line, shape=shape)
    for side in question.sides:
        yield Piece(name=f"{name}.side.{side.key}", text=side.text, line=side.line, shape=Shape.INLINE)
    for gap in question.gaps:
        for key, text in zip(gap.gap.choices, gap.choices, strict=True):
            yield Piece(name=f"{name}.choice.{gap.gap.key}.{key}", text=text, line=gap.line, shape=Shape.PLAIN)
    yield from _piece(f"{name}.explanation", after, Shape.BLOCK)


def _around(block: Block, answers: Answers | None) -> tuple[Sequence[Line], Sequence[Line]]:
    if answers is None:
        return block.lines, ()
    before = block.lines[: answers.first] if answers.stem is None else answers.stem
    return before, block.lines[answers.end :]


def _piece(name: str, lines: Sequence[Line], shape: Shape) -> Iterator[Piece]:
    text, line = joined(lines)
    if text:
        yield Piece(name=name, text=text, line=line, shape=shape)
