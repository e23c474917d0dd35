"""The questions of a quiz together with those that it takes from other banks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.content.schema.pieces import Mention
from app.content.schema.quiz.reading import QuestionSource
from app.content.schema.reading import BANK
from app.content.schema.works import QuizWork


@dataclass(frozen=True, kw_only=True)
class Banked:
    """A question, the quiz that it is written in, and the line by which it came: None for a quiz's own."""

    question: QuestionSource
    home: QuizWork
    by: Mention | None


def name_of(quiz: QuizWork) -> str:
    """What a quiz is called where it is included."""
    return f"{quiz.course}/{quiz.key}"


def by_name(quizzes: Sequence[QuizWork]) -> dict[str, QuizWork]:
    """All quizzes by that name."""
    return {name_of(quiz): quiz for quiz in quizzes}


def target_of(mention: Mention) -> tuple[str, str]:
    """The quiz that is included, and the tag of its questions; an empty tag means all."""
    found = BANK.fullmatch(mention.key)
    return (found["quiz"], found["tag"] or "") if found else ("", "")


def includes(quiz: QuizWork) -> tuple[Mention, ...]:
    """What a quiz takes from elsewhere, as its source says."""
    return quiz.texts[quiz.source].rules.include


def gather(quiz: QuizWork, known: Mapping[str, QuizWork], above: tuple[str, ...] = ()) -> Iterator[Banked]:
    """A quiz's own questions, then those of each bank in turn, with what these include; a circle is not gone round."""
    name = name_of(quiz)
    yield from (Banked(question=one, home=quiz, by=None) for one in quiz.texts[quiz.source].questions)
    for mention in includes(quiz):
        target, tag = target_of(mention)
        if target in known and target not in (*above, name):
            for banked in gather(known[target], known, (*above, name)):
                if not tag or tag in banked.question.tags:
                    yield Banked(question=banked.question, home=banked.home, by=mention)


def gather_once(quiz: QuizWork, known: Mapping[str, QuizWork]) -> list[Banked]:
    """The same without what came a second time by another line or another way."""
    found: dict[tuple[str, str], Banked] = {}
    for banked in gather(quiz, known):
        found.setdefault((name_of(banked.home), banked.question.id), banked)
    return list(found.values())
