"""A quiz on paper: what paper can ask, in which rows it is answered, and what is right there.

Letters, numbers and signs are places on that one paper, as in a form.
"""

from collections.abc import Callable, Iterable

from app.content.types.quizzes import Gap, GapKind, Question, QuestionKind
from app.quizzes.types.papers import Asked
from app.quizzes.types.sheets import AnswerRow

LETTERS = "ABCDEF"
PLUS, MINUS = "+", "\N{MINUS SIGN}"
MOST_MARKS, MOST_ROWS = 6, 8
"""Of one question: what fits on a sheet with bubbles for a shaky hand."""
UNASKABLE = frozenset({QuestionKind.ESSAY, QuestionKind.PRACTICE})
"""A walk needs its screens; an essay would keep a whole class from its certificates until it is marked."""


def can_ask(question: Question) -> bool:
    """Whether a sheet of paper can ask this question, and take its answer."""
    if question.kind in UNASKABLE:
        return False
    sizes = [len(question.sides), *(len(gap.choices) for gap in question.gaps)]
    if question.kind is QuestionKind.TRUEFALSE:
        return len(question.options) <= MOST_ROWS
    return len(question.options) <= MOST_MARKS and len(question.gaps) <= MOST_MARKS and max(sizes) <= MOST_MARKS


def rows_of(question: Question, asked: Asked) -> tuple[AnswerRow, ...]:
    """The rows in which a question is answered."""
    count = len(asked.option_keys)
    match question.kind:
        case QuestionKind.SINGLE | QuestionKind.MULTIPLE | QuestionKind.HOTSPOT:
            return (AnswerRow(label="", marks=option_marks(question, count)),)
        case QuestionKind.TRUEFALSE:
            return tuple(AnswerRow(label=mark, marks=(PLUS, MINUS)) for mark in option_marks(question, count))
        case QuestionKind.ORDER:
            return tuple(AnswerRow(label=mark, marks=numbers(count)) for mark in option_marks(question, count))
        case QuestionKind.MATCH:
            sides = tuple(LETTERS[: len(asked.side_keys)])
            return tuple(AnswerRow(label=mark, marks=sides) for mark in option_marks(question, count))
        case QuestionKind.CLOZE:
            return tuple(
                AnswerRow(label=f"({gap.key})", marks=tuple(LETTERS[: len(asked.choice_keys.get(gap.key, ()))]))
                for gap in question.gaps
            )
        case _:
            return (AnswerRow(label="", marks=()),)


def option_marks(question: Question, count: int) -> tuple[str, ...]:
    """What stands before the options, statements, items or left sides of a question on paper."""
    match question.kind:
        case QuestionKind.HOTSPOT | QuestionKind.MATCH:
            return numbers(count)
        case QuestionKind.TRUEFALSE:
            return tuple("abcdefgh"[:count])
        case _:
            return tuple(LETTERS[:count])


def numbers(count: int) -> tuple[str, ...]:
    """From 1 on."""
    return tuple(str(number) for number in range(1, count + 1))


def key_of(question: Question, asked: Asked) -> str:
    """What is typed for an answer that earns all points."""
    marks = dict(zip(asked.option_keys, option_marks(question, len(asked.option_keys)), strict=True))
    sides = dict(zip(asked.side_keys, LETTERS, strict=False))
    right = {option.key: option.is_right for option in question.options}
    match question.kind:
        case QuestionKind.TRUEFALSE:
            return "".join(PLUS if right[key] else MINUS for key in asked.option_keys)
        case QuestionKind.ORDER:
            places = {key: str(place) for place, key in enumerate(sorted(asked.option_keys, key=int), 1)}
            return "".join(places[key] for key in asked.option_keys)
        case QuestionKind.MATCH:
            return "".join(sides[key] for key in asked.option_keys)
        case QuestionKind.SHORT:
            return question.accepted[0]
        case QuestionKind.NUMERIC | QuestionKind.CLOZE:
            return "; ".join(_gap_key(gap, asked) for gap in question.gaps)
        case _:
            return "".join(mark for key, mark in marks.items() if right[key])


def _gap_key(gap: Gap, asked: Asked) -> str:
    match gap.kind:
        case GapKind.CHOICE:
            return LETTERS[asked.choice_keys[gap.key].index(gap.right)]
        case GapKind.NUMBER:
            return gap.least.replace(".", ",")
        case GapKind.TEXT:
            return gap.accepted[0]


def find_seed(seeds: Iterable[str], is_good: Callable[[str], bool]) -> str | None:
    """The first seed whose ordinary draw paper can ask; None when there is none among them."""
    return next((seed for seed in seeds if is_good(seed)), None)
