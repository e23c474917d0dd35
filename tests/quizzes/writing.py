"""Quizzes written in a line, for tests of the rules. No texts: what is decided depends on no language."""

from app.content.types.quizzes import Feedback, Gap, GapKind, Grading, Option, Question, QuestionKind, Quiz
from app.quizzes.rules.selection import draw
from app.quizzes.types.papers import Asked


def question(id_, kind, weights=(), *, points=1.0, tags=(), accepted=(), sides=(), gaps=()):
    return Question(
        id=id_,
        kind=kind,
        points=points,
        tags=tuple(tags),
        options=tuple(Option(key=str(place), weight=weight) for place, weight in enumerate(weights, 1)),
        accepted=tuple(accepted),
        texts={},
        sides=tuple(sides),
        gaps=tuple(gaps),
    )


def single(weights=(0, 1, 0), id_="q-single", **more):
    return question(id_, QuestionKind.SINGLE, weights, **more)


def multiple(weights=(1, 1, 0, 0), id_="q-multiple", **more):
    return question(id_, QuestionKind.MULTIPLE, weights, **more)


def truefalse(weights=(1, 0), id_="q-tf", **more):
    return question(id_, QuestionKind.TRUEFALSE, weights, **more)


def short(accepted=("Toshkent", "Ташкент"), id_="q-short", **more):
    return question(id_, QuestionKind.SHORT, accepted=accepted, **more)


def essay(id_="q-essay", **more):
    return question(id_, QuestionKind.ESSAY, **more)


def order(count=4, id_="q-order", **more):
    return question(id_, QuestionKind.ORDER, (1,) * count, **more)


def match(count=3, extra=1, id_="q-match", **more):
    """Pairs, and right sides that belong to none of them."""
    sides = [str(place) for place in range(1, count + extra + 1)]
    return question(id_, QuestionKind.MATCH, (1,) * count, sides=sides, **more)


def hotspot(weights=(1, 1, 0), id_="q-hotspot", **more):
    return question(id_, QuestionKind.HOTSPOT, weights, **more)


def number(key="1", least="14", most="14"):
    return Gap(key=key, kind=GapKind.NUMBER, least=least, most=most)


def pick(key="1", count=3, right="1"):
    return Gap(key=key, kind=GapKind.CHOICE, choices=tuple(str(place) for place in range(1, count + 1)), right=right)


def text_gap(key="1", accepted=("DXM", "davlat xizmatlari markazi")):
    return Gap(key=key, kind=GapKind.TEXT, accepted=tuple(accepted))


def numeric(least="14", most="14", id_="q-numeric", **more):
    return question(id_, QuestionKind.NUMERIC, gaps=(number("1", least, most),), **more)


def cloze(gaps=None, id_="q-cloze", **more):
    made = (number("1"), pick("2"), text_gap("3")) if gaps is None else gaps
    return question(id_, QuestionKind.CLOZE, gaps=made, **more)


def every_kind(**more):
    """One question of each kind that can be asked."""
    makers = (single, multiple, truefalse, short, numeric, cloze, order, match, hotspot, essay)
    return tuple(make(**more) for make in makers)


def asked(question, seed="seed", **rules) -> Asked:
    """The question on a paper of its own."""
    return draw(quiz(question, **rules), seed).questions[0]


def quiz(*questions, **rules):
    given = {
        "pass_percent": 70,
        "draw": len(questions),
        "shuffle": True,
        "attempts": None,
        "cooldown_minutes": 0,
        "feedback": Feedback.AFTER,
        "grading": Grading.PARTIAL,
        "unassisted": False,
    }
    return Quiz(course="my-gov-uz", key="final", digest="d" * 64, questions=questions, texts={}, **(given | rules))
