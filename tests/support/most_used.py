"""The ten most used pages, and how many queries each may ask: visitors none, learners four, however much is stored."""

from collections.abc import Mapping

from flask import Flask

from tests.support.counting import queries
from tests.support.people import newcomer
from tests.support.reader import Reader

COURSE = "/uz/courses/my-gov-uz/"
VISITOR_BUDGET = 0
LEARNER_BUDGET = 4


def first_link(reader: Reader, path: str, part: str = "") -> str:
    """The first link below this page that holds this word."""
    links = reader.get(path).addresses
    return next(link for link in links if link.startswith(path) and link != path and part in link)


def visitor_counts(app: Flask) -> Mapping[str, int]:
    """Queries of a visitor's pages, without the shelf that usually answers before Flask."""
    reader = Reader(app)
    paths = {
        "home": "/uz/",
        "catalogue": "/uz/courses/",
        "course": COURSE,
        "lesson": first_link(reader, COURSE),
        "quiz_start": first_link(reader, COURSE, "/quiz/"),
    }
    return {f"queries_visitor_{name}": asked(app, Reader(app), path) for name, path in paths.items()}


def learner_counts(app: Flask, *, lessons_done: int = 1) -> Mapping[str, int]:
    """Queries of a signed-in learner's pages, after so many lessons and with an attempt open."""
    reader = newcomer(Reader(app), f"90 123 45 6{lessons_done}")
    lesson, quiz = first_link(reader, COURSE), first_link(reader, COURSE, "/quiz/")
    lessons = [link for link in reader.get(COURSE).addresses if link.startswith(COURSE)]
    for path in [link for link in lessons if link.count("/") == lesson.count("/")][:lessons_done]:
        reader.get(path)
        reader.submit("/done")
    reader.get(quiz)
    question = reader.submit("/begin").path
    paths = {
        "catalogue": "/uz/courses/",
        "course": COURSE,
        "lesson": lesson,
        "quiz_question": question,
        "me": "/uz/me/",
    }
    return {f"queries_learner_{name}": asked(app, reader, path) for name, path in paths.items()}


def asked(app: Flask, reader: Reader, path: str) -> int:
    """How many queries this page asks."""
    with queries(app) as statements:
        answer = reader.client.get(path)
    assert answer.status_code == 200, path
    return len(statements)
