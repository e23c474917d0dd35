"""A learner at the pages: signs up, takes the real quiz through its real forms, and knows the answer key."""

import re
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import select

from app.certificates.models import Certificate
from app.content.types.quizzes import Gap, GapKind, Question, QuestionKind, QuestionText, Quiz
from app.infra.database import db
from app.quizzes.types.answers import Response
from tests.support.page import Page
from tests.support.reader import Reader

COURSE = "/uz/courses/my-gov-uz/"
QUIZ = f"{COURSE}quiz/final/"
NAME = "Gʻulomova Oʻgʻiloy"
PASSWORD = "juda maxfiy 7 gap"

TOKEN = re.compile(r'name="_token" value="(\w+)"')

Fields = dict[str, Any]
Answer = TypeVar("Answer")


def bank(app: Flask) -> Quiz:
    """The final quiz as it is published now, with its answer key."""
    quiz: Quiz = app.extensions["library"].current().quizzes["my-gov-uz/final"]
    return quiz


def right(question: Question) -> Fields:  # noqa: PLR0911 - one a kind
    """The fields that answer a question rightly."""
    name = f"answer.{question.id}"
    match question.kind:
        case QuestionKind.SHORT:
            return {name: question.accepted[0]}
        case QuestionKind.NUMERIC:
            return {name: question.gaps[0].least}
        case QuestionKind.ORDER:
            return {f"{name}.{place}": option.key for place, option in enumerate(question.options, 1)}
        case QuestionKind.MATCH:
            sides = {key: str(place) for place, key in enumerate(question.sides, 1)}
            return {f"{name}.{place}": sides[option.key] for place, option in enumerate(question.options, 1)}
        case QuestionKind.CLOZE:
            return {f"{name}.{gap.key}": _into(gap) for gap in question.gaps}
        case QuestionKind.TRUEFALSE:
            return {f"{name}.{option.key}": "true" if option.is_right else "false" for option in question.options}
        case _:
            return {name: [option.key for option in question.options if option.is_right]}


def right_response(question: Question) -> Response:
    """The same as it is kept."""
    keys = [option.key for option in question.options]
    match question.kind:
        case QuestionKind.SHORT:
            return Response(text=question.accepted[0])
        case QuestionKind.NUMERIC:
            return Response(text=question.gaps[0].least)
        case QuestionKind.ORDER | QuestionKind.MATCH:
            return Response(pairs={key: key for key in keys})
        case QuestionKind.CLOZE:
            return Response(gaps={gap.key: gap.right or gap.least or gap.accepted[0] for gap in question.gaps})
        case QuestionKind.TRUEFALSE:
            return Response(truths={option.key: option.is_right for option in question.options})
        case _:
            return Response(chosen=tuple(option.key for option in question.options if option.is_right))


def wrong(question: Question) -> Fields:  # noqa: PLR0911 - one a kind
    """The fields that earn nothing."""
    name = f"answer.{question.id}"
    match question.kind:
        case QuestionKind.SHORT:
            return {name: "bilmayman"}
        case QuestionKind.NUMERIC:
            return {name: "-1"}
        case QuestionKind.ORDER:
            count = len(question.options)
            return {f"{name}.{place}": str(count + 1 - int(one.key)) for place, one in enumerate(question.options, 1)}
        case QuestionKind.MATCH:
            sides = [key for key in question.sides if key not in {option.key for option in question.options}]
            stray = str(question.sides.index(sides[0]) + 1)
            return {f"{name}.{place}": stray for place, _option in enumerate(question.options, 1)}
        case QuestionKind.CLOZE:
            return {f"{name}.{gap.key}": _not_into(gap) for gap in question.gaps}
        case QuestionKind.TRUEFALSE:
            return {f"{name}.{option.key}": "false" if option.is_right else "true" for option in question.options}
        case _:
            return {name: [next(option.key for option in question.options if option.weight <= 0)]}


def _into(gap: Gap) -> str:
    """What fills a gap rightly: a place among its choices as they are shown, a number, a text."""
    return str(gap.choices.index(gap.right) + 1) if gap.choices else gap.least or gap.accepted[0]


def _not_into(gap: Gap) -> str:
    if gap.choices:
        return next(str(place) for place, key in enumerate(gap.choices, 1) if key != gap.right)
    return "-1" if gap.kind is GapKind.NUMBER else "bilmayman"


def asked_on(page: Page, quiz: Quiz) -> Question:
    """The question that a page asks."""
    return asked_in(page.html, quiz)


def asked_in(html: str, quiz: Quiz) -> Question:
    """The question that stands in the text of a page, told from the names of its fields.

    What its form names by place is put in the order of the page, which is told from the words, as a reader does.
    """
    names = set(re.findall(r'name="(answer\.[^"]+)"', html))
    for question in quiz.questions:
        own = f"answer.{question.id}"
        if any(name == own or name.startswith(f"{own}.") for name in names):
            return next(shown for text in question.texts.values() if (shown := _as_shown(question, text, html)))
    raise AssertionError(f"a page that asks nothing of the quiz: {sorted(names)}")


def _as_shown(question: Question, text: QuestionText, html: str) -> Question | None:
    """The question with items, sides and choices in the order of a page; None when the page is in another language."""
    if text.prompt_html not in html:
        return None
    if question.kind not in {QuestionKind.ORDER, QuestionKind.MATCH, QuestionKind.CLOZE}:
        return question

    def place(words: str, tail: str) -> int:
        return html.index(f">{words}</{tail}")

    tail = "span" if question.kind is QuestionKind.ORDER else "label"
    return replace(
        question,
        options=tuple(sorted(question.options, key=lambda one: place(text.options_html[one.key], tail))),
        sides=tuple(sorted(question.sides, key=lambda key: place(text.sides_html[key], "option"))),
        gaps=tuple(
            replace(
                gap, choices=tuple(sorted(gap.choices, key=lambda key: place(text.choices[gap.key][key], "option")))
            )
            for gap in question.gaps
        ),
    )


def sign_up(reader: Reader, *, name: str = NAME, login: str = "90 123 45 67", target: str = "") -> Page:
    """Make an account by the form."""
    reader.get(f"/{reader.language}/sign-up/" + (f"?next={target}" if target else ""))
    return reader.submit("/sign-up/", name=name, login=login, password=PASSWORD, age="grown", consent="y")


def sign_in(reader: Reader, *, login: str = "90 123 45 67") -> Page:
    """Come in by the form."""
    reader.get(f"/{reader.language}/sign-in/")
    return reader.submit("/sign-in/", login=login, password=PASSWORD)


def begin(reader: Reader, *, path: str = QUIZ) -> Page:
    """Start the quiz; the page in hand is the first question."""
    reader.get(path)
    return reader.submit("/begin")


def attempt_of(page: Page) -> str:
    """The address of the attempt that a page belongs to, from the root to its slash."""
    head, _, rest = page.path.partition("/attempt/")
    return f"{head}/attempt/{rest.split('/')[0]}/"


def read_and_answer(reader: Reader, quiz: Quiz, choose: Callable[[Question], Fields] = right) -> Page:
    """Answer all from the question in hand on, by the forms, every page proofread."""
    while reader.page and is_question(reader.page.path):
        reader.submit("/answer", **choose(asked_on(reader.page, quiz)))
    assert reader.page
    return reader.page


def answer_all(reader: Reader, quiz: Quiz, choose: Callable[[Question], Fields] = right, *, count: int = 99) -> Page:
    """Answer from the question in hand on, `count` questions at most, in a hurry: only the last page is proofread."""
    assert reader.page
    path, html = reader.page.path, reader.page.html
    while count and is_question(path):
        fields = choose(asked_in(html, quiz)) | {"_token": TOKEN.findall(html)[0]}
        answer = reader.client.post(f"{path}answer", data=fields)
        assert answer.status_code == 303, f"{path}: {answer.status_code}"
        path, count = answer.location, count - 1
        html = reader.client.get(path).get_data(as_text=True)
    return reader.get(path)


def is_question(path: str) -> bool:
    """Whether an address is of one question."""
    return path.rstrip("/").rsplit("/", 1)[1].isdigit()


def finish(reader: Reader, **typed: str) -> Page:
    """End the attempt from its review page."""
    return reader.submit("/submit", **typed)


def fail_quiz(reader: Reader) -> Page:
    """Take the quiz and answer nothing right; the page in hand is the result."""
    begin(reader)
    answer_all(reader, bank(reader.app), wrong)
    return finish(reader)


def pass_quiz(reader: Reader, *, path: str = QUIZ, **typed: str) -> Page:
    """Take the quiz and answer all of it right; the page in hand is the result."""
    begin(reader, path=path)
    answer_all(reader, bank(reader.app))
    return finish(reader, **typed)


def passed_learner(reader: Reader, *, name: str = NAME, login: str = "90 123 45 67") -> str:
    """Somebody with an account and a pass; the answer is the certificate's code."""
    sign_up(reader, name=name, login=login)
    pass_quiz(reader)
    return codes(reader.app)[-1]


def codes(app: Flask) -> list[str]:
    """The codes of all certificates, in the order of their issue."""
    with app.app_context():
        return list(db.session.scalars(select(Certificate.code).order_by(Certificate.issued_at, Certificate.id)))


def twin(reader: Reader) -> Reader:
    """The same browser in another tab: the same cookies, its own page in hand."""
    other = reader.stranger()
    for cookie in reader.client._cookies.values():
        other.client.set_cookie(cookie.key, cookie.value, domain=cookie.domain or "localhost")
    other.page = reader.page
    return other


def at_once(calls: Iterable[Callable[[], Answer]]) -> list[Answer]:
    """What each call answers when all are let go at the same moment, each in a thread of its own."""
    listed = list(calls)
    gate = Barrier(len(listed))

    def run(call: Callable[[], Answer]) -> Answer:
        gate.wait()
        return call()

    with ThreadPoolExecutor(len(listed)) as pool:
        return list(pool.map(run, listed))
