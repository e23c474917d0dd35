"""Which questions an attempt asks, and in which order. The seed decides for ever, on every machine, in every language.

The random numbers are our own (SHA-256 in counter mode): those of Python's `random` may change with its version,
and an attempt must be read the same in ten years and on another node.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import TypeVar

from app.content.types.quizzes import Question, QuestionKind, Quiz
from app.quizzes.types.papers import Asked, Paper

Item = TypeVar("Item")
_WORD_BYTES = 8
_WORDS = 1 << 64


def draw(quiz: Quiz, seed: str) -> Paper:
    """The paper that a seed means: `quiz.draw` questions, spread evenly over their first tags.

    A question's first tag is its lesson; each lesson is asked about where the draw is large enough, and no lesson
    twice more than another that still has questions. Without `shuffle` the written order stays, but for items to order
    and right sides to match: there the written order is the key. Weights and accepted texts are not looked at, so what
    is asked tells nothing about what is right.
    """
    drawn = _spread(quiz.questions, _Numbers(seed, "draw"))[: quiz.draw]
    if quiz.shuffle:
        drawn = shuffled(drawn, _Numbers(seed, "order"))
    else:
        places = {question.id: place for place, question in enumerate(quiz.questions)}
        drawn = sorted(drawn, key=lambda question: places[question.id])
    return Paper(questions=tuple(_ask(question, quiz, seed) for question in drawn))


def _ask(question: Question, quiz: Quiz, seed: str) -> Asked:
    keys = [option.key for option in question.options]
    if quiz.shuffle or question.kind is QuestionKind.ORDER:
        keys = shuffled(keys, _Numbers(seed, f"options {question.id}"))
    return Asked(
        question_id=question.id,
        option_keys=tuple(keys),
        side_keys=tuple(shuffled(question.sides, _Numbers(seed, f"sides {question.id}"))),
        choice_keys={
            gap.key: tuple(shuffled(gap.choices, _Numbers(seed, f"gap {gap.key} {question.id}")))
            if quiz.shuffle
            else gap.choices
            for gap in question.gaps
            if gap.choices
        },
    )


def _spread(questions: Sequence[Question], numbers: "_Numbers") -> list[Question]:
    """All questions, one of each first tag in turn; the tags and what lies under each in random order."""
    groups: dict[str, list[Question]] = {}
    for question in shuffled(questions, numbers):
        groups.setdefault(question.tags[0] if question.tags else "", []).append(question)
    decks = shuffled([groups[tag] for tag in sorted(groups)], numbers)
    return [deck[turn] for turn in range(len(questions)) for deck in decks if turn < len(deck)]


def shuffled(items: Sequence[Item], numbers: "_Numbers") -> list[Item]:
    """The items in one of all orders, each as likely (Fisher-Yates; Knuth, TAOCP 2, 3.4.2, algorithm P)."""
    mixed = list(items)
    for last in range(len(mixed) - 1, 0, -1):
        other = numbers.below(last + 1)
        mixed[last], mixed[other] = mixed[other], mixed[last]
    return mixed


class _Numbers:
    """Random numbers from a seed; each purpose has its own row, so that one draw does not move another."""

    def __init__(self, seed: str, purpose: str) -> None:
        self._words = _words(f"{seed}\0{purpose}\0".encode())

    def below(self, bound: int) -> int:
        """A whole number from 0 to bound - 1, each as likely: words of the uneven rest are thrown away."""
        even = _WORDS - _WORDS % bound
        return next(word for word in self._words if word < even) % bound


def _words(prefix: bytes) -> Iterator[int]:
    block = 0
    while True:
        digest = hashlib.sha256(prefix + block.to_bytes(_WORD_BYTES, "big")).digest()
        for start in range(0, len(digest), _WORD_BYTES):
            yield int.from_bytes(digest[start : start + _WORD_BYTES], "big")
        block += 1
