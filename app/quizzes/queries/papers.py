"""Quizzes on paper: which variant a seed means there, its words for printing, and what was typed from it.

Nothing about a paper is kept here: the digest and the seed say all, as for every attempt.
"""

import secrets
from collections.abc import Callable, Sequence
from fractions import Fraction

from flask_babel import gettext as _
from sqlalchemy import select

from app.content.types.quizzes import Question, QuestionKind, QuestionText, Quiz
from app.infra.database import db
from app.kernel.locale import Tag
from app.published.queries import get_library
from app.quizzes.models import Regrading, SubmittedAttempt
from app.quizzes.queries.attempts import paper_of
from app.quizzes.rules.areas import with_areas
from app.quizzes.rules.paper import LETTERS, can_ask, find_seed, key_of, option_marks, rows_of
from app.quizzes.rules.selection import draw
from app.quizzes.rules.telling import Voice, tell_right
from app.quizzes.rules.typing import read_cell
from app.quizzes.types.grades import Grade
from app.quizzes.types.papers import Asked
from app.quizzes.types.sheets import AnswerRow, PaperQuestion, PrintedQuestion, ReadCell, Typed

TRIES = 3000
"""Seeds looked at for one paper: enough where three questions of four can stand on paper."""
WRITTEN = frozenset({QuestionKind.SHORT, QuestionKind.NUMERIC, QuestionKind.CLOZE})

Fits = Callable[[tuple[tuple[AnswerRow, ...], ...]], bool]
"""Whether the rows of all questions together fit on a sheet."""


def draw_seed(quiz: Quiz, fits: Fits) -> str | None:
    """A new seed whose ordinary draw can stand on paper; None for a quiz that has hardly one (decision 26)."""
    askable = {question.id: question for question in quiz.questions if can_ask(question)}
    if len(askable) < quiz.draw:
        return None

    def is_good(seed: str) -> bool:
        asked = draw(quiz, seed).questions
        if not all(one.question_id in askable for one in asked):
            return False
        return fits(tuple(rows_of(askable[one.question_id], one) for one in asked))

    return find_seed((secrets.token_hex(16) for _try in range(TRIES)), is_good)


def list_questions(quiz_digest: str, seed: str) -> list[PaperQuestion]:
    """The questions of a paper and where they are answered. UnknownQuizError."""
    return [
        PaperQuestion(
            number=number,
            question_id=question.id,
            kind=question.kind,
            rows=rows_of(question, asked),
            key=key_of(question, asked),
        )
        for number, question, asked in _asked(quiz_digest, seed)
    ]


def list_printed(quiz_digest: str, seed: str, tag: Tag) -> list[PrintedQuestion]:
    """The questions of a paper in words. UnknownQuizError."""
    return [
        _printed(number, question, question.texts[tag], asked, tag)
        for number, question, asked in _asked(quiz_digest, seed)
    ]


def read_typed(quiz_digest: str, seed: str, typed: Typed) -> list[ReadCell]:
    """What was typed for each question of a paper, in its order. UnknownQuizError."""
    return [
        read_cell(number, question, asked, typed.get(number, ""))
        for number, question, asked in _asked(quiz_digest, seed)
    ]


def list_grades(attempt_ids: Sequence[str]) -> dict[str, Grade]:
    """The grades of these attempts as they stand now, by attempt."""
    if not attempt_ids:
        return {}
    rows = db.session.execute(
        select(SubmittedAttempt, Regrading)
        .outerjoin(Regrading, Regrading.attempt_id == SubmittedAttempt.attempt_id)
        .where(SubmittedAttempt.attempt_id.in_(attempt_ids))
        .order_by(Regrading.regraded_at, Regrading.id)
    )
    return {submitted.attempt_id: _grade(regraded or submitted) for submitted, regraded in rows}


def _grade(row: SubmittedAttempt | Regrading) -> Grade:
    return Grade(
        points=Fraction(row.points), possible=Fraction(row.possible), percent=row.percent, is_passed=row.is_passed
    )


def sample_of(question: PaperQuestion) -> str:
    """How an answer is typed, in a few signs that tell nothing of what is right."""
    rows, marks = question.rows, question.rows[0].marks
    samples = {
        QuestionKind.SINGLE: "–".join((*marks[:1], *marks[-1:])),
        QuestionKind.MULTIPLE: "".join(marks[:3]),
        QuestionKind.HOTSPOT: "".join(marks[:3]),
        QuestionKind.TRUEFALSE: "+" * len(rows),
        QuestionKind.ORDER: "".join(marks),
        QuestionKind.MATCH: "".join((LETTERS * 2)[: len(rows)]),
        QuestionKind.CLOZE: "; ".join(row.marks[0] if row.marks else "…" for row in rows),
        QuestionKind.NUMERIC: "12,5",
    }
    return samples.get(question.kind, "…")


def full_length(question: PaperQuestion) -> int:
    """After how many signs an answer is whole, so that the next field can come by itself; 0 when nobody can tell."""
    match question.kind:
        case QuestionKind.SINGLE:
            return 1
        case QuestionKind.TRUEFALSE | QuestionKind.ORDER | QuestionKind.MATCH:
            return len(question.rows)
        case _:
            return 0


def _asked(quiz_digest: str, seed: str) -> list[tuple[int, Question, Asked]]:
    questions = {question.id: question for question in get_library().quiz(quiz_digest).questions}
    paper = paper_of(quiz_digest, seed)
    return [(number, questions[asked.question_id], asked) for number, asked in enumerate(paper.questions, 1)]


def _printed(number: int, question: Question, text: QuestionText, asked: Asked, tag: Tag) -> PrintedQuestion:
    is_hotspot = question.kind is QuestionKind.HOTSPOT
    marks = option_marks(question, len(asked.option_keys))
    voice = Voice(tag=tag, judged=lambda html, is_true: f"{_('ha') if is_true else _('yoʻq')}: {html}", number=str)
    return PrintedQuestion(
        number=number,
        kind=question.kind,
        prompt_html=text.prompt_html,
        stem_html=with_areas(question, text.stem_html, asked) if is_hotspot else text.stem_html,
        options=tuple((mark, text.options_html[key]) for mark, key in zip(marks, asked.option_keys, strict=True)),
        sides=tuple((mark, text.sides_html[key]) for mark, key in zip(LETTERS, asked.side_keys, strict=False)),
        choices=tuple(
            (gap, tuple((mark, text.choices[gap][key]) for mark, key in zip(LETTERS, keys, strict=False)))
            for gap, keys in asked.choice_keys.items()
        ),
        points=question.points,
        right_html=tuple(tell_right(question, text, voice)) if question.kind in WRITTEN else (),
    )
