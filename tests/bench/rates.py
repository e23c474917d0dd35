"""Answers a second: a visitor's lesson, the same unchanged, a learner's lesson, a saved answer."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from tests.bench.answers import answers_to_give, lua
from tests.bench.figures import Figure, in_turn
from tests.bench.server import answers_a_second, serving
from tests.bench.site import Installation, Person, first_lesson

BARE = "tests.bench.baselines."
PEOPLE_WHO_ANSWER = 60


def measure(site: Installation, folder: Path) -> Iterator[Figure]:
    """All figures in answers a second; both servers of a pair stand all the time, one of them idle."""
    env = {"BENCH_DATA": str(folder)}
    with ExitStack() as stack:
        port = stack.enter_context(serving("wsgi:app", site.env, ready="/healthz"))
        json = stack.enter_context(serving(BARE + "json_answer:app", env))
        page = stack.enter_context(serving(BARE + "page_with_queries:app", env, workers=2))
        insert = stack.enter_context(serving(BARE + "row_insert:app", env))
        lesson = first_lesson(Person(port))
        yield from visitor(port, lesson, json)
        yield learner(port, lesson, page, site)
        yield answer(port, insert)


def visitor(port: int, lesson: str, json: int) -> Iterator[Figure]:
    """A request without our cookies, from a browser that takes brotli."""
    seen = Person(port).get(lesson, encoding="br").headers["ETag"]
    for name, sent, budget in (
        ("lesson_visitor_rps", {"Accept-Encoding": "gzip, deflate, br"}, 0.6),
        ("lesson_304_rps", {"Accept-Encoding": "gzip, deflate, br", "If-None-Match": seen}, 0.7),
    ):
        yield in_turn(
            name,
            "requests/s",
            lambda sent=sent: answers_a_second(port, lesson, headers=sent),
            lambda: answers_a_second(json, "/"),
            budget=budget,
            more_is_better=True,
        )


def learner(port: int, lesson: str, page: int, site: Installation) -> Figure:
    """A signed-in learner's lesson."""
    person = Person(port)
    person.sign_in(*site.people["learner"])
    sent = {"Cookie": person.cookie, "Accept-Encoding": "gzip, deflate, br"}
    return in_turn(
        "lesson_learner_rps",
        "requests/s",
        lambda: answers_a_second(port, lesson, headers=sent),
        lambda: answers_a_second(page, "/"),
        budget=0.6,
        more_is_better=True,
    )


def answer(port: int, insert: int) -> Figure:
    """An answer saved; new attempts each round, so that none grows longer than a person's would."""
    form = "application/x-www-form-urlencoded"
    bare = f'wrk.method = "POST"\nwrk.body = "answer=javob"\nwrk.headers["Content-Type"] = "{form}"\n'
    return in_turn(
        "answer_rps",
        "requests/s",
        lambda: answers_a_second(port, "/", script=lua(answers_to_give(port, PEOPLE_WHO_ANSWER))),
        lambda: answers_a_second(insert, "/", script=bare),
        budget=0.5,
        more_is_better=True,
    )
