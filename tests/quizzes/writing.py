"""Quizzes written in a line, for tests of the rules. No texts: what is decided depends on no language."""

from app.content.types import Feedback, Grading, Option, Question, QuestionKind, Quiz


def question(id_, kind, weights=(), *, points=1.0, tags=(), accepted=()):
    return Question(
        id=id_,
        kind=kind,
        points=points,
        tags=tuple(tags),
        options=tuple(Option(key=str(place), weight=weight) for place, weight in enumerate(weights, 1)),
        accepted=tuple(accepted),
        texts={},
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
