"""A library in which a test can publish what it has changed; whatever it has not changed, the real one holds."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app.content.library import Library
from app.content.types.courses import Course, CoursePath
from app.content.types.quizzes import Question, Quiz
from app.content.types.releases import Release, Situation
from app.content.types.scenarios import Scenario


class Bookcase:
    """Stands in for the library while a test lasts: the same three questions, a release of the test's own."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._release = library.current()
        self._quizzes: dict[str, Quiz] = {}
        self._count = 0

    def current(self) -> Release | None:
        """What is published now."""
        return self._release

    def refresh(self) -> None:
        """There is nothing to look for: what was published is here."""

    def quiz(self, digest: str) -> Quiz:
        """A quiz of this or any earlier release."""
        return self._quizzes.get(digest) or self._library.quiz(digest)

    def scenario(self, digest: str) -> Scenario:
        """As the real library says."""
        return self._library.scenario(digest)

    def media_path(self, digest: str) -> Any:
        """As the real library says."""
        return self._library.media_path(digest)

    def publish(
        self,
        *,
        courses: tuple[Course, ...] | None = None,
        quizzes: dict[str, Quiz] | None = None,
        paths: tuple[CoursePath, ...] | None = None,
    ) -> None:
        """A new release with these courses, quizzes and paths; what is not given stays."""
        assert self._release
        given = self._release.quizzes if quizzes is None else {key: self._kept(quiz) for key, quiz in quizzes.items()}
        self._count += 1
        self._release = replace(
            self._release,
            digest=f"{self._count:064x}",
            courses=self._release.courses if courses is None else courses,
            quizzes=given,
            paths=self._release.paths if paths is None else paths,
        )

    def change_quiz(self, **rules: Any) -> Quiz:
        """Publish the final quiz with other rules or questions."""
        assert self._release
        self.publish(quizzes={"my-gov-uz/final": replace(self._release.quizzes["my-gov-uz/final"], **rules)})
        return self._release.quizzes["my-gov-uz/final"]

    def only(self, kind: str, *, number: int = 1, **rules: Any) -> Quiz:
        """Publish the final quiz with some of its questions of one kind, all of them asked."""
        assert self._release
        bank = self._release.quizzes["my-gov-uz/final"].questions
        chosen = tuple(question for question in bank if question.kind.value == kind)[:number]
        return self.change_quiz(questions=chosen, draw=len(chosen), **rules)

    def change_course(self, **facts: Any) -> None:
        """Publish the course with other facts."""
        assert self._release
        first, *others = self._release.courses
        self.publish(courses=(replace(first, **facts), *others))

    def change_situations(self, *situations: Situation) -> None:
        """Publish what brings people to lessons."""
        self.publish()
        assert self._release
        self._release = replace(self._release, situations=situations)

    def unpublish(self) -> None:
        """Nothing is taught any more."""
        self.publish(courses=(), quizzes={})

    def _kept(self, quiz: Quiz) -> Quiz:
        changed = replace(quiz, digest=f"{len(self._quizzes) + 1:064x}")
        self._quizzes[changed.digest] = changed
        return changed


def flipped(question: Question) -> Question:
    """The question with each option's mark turned round: right is wrong, wrong is right, nothing else is different."""
    options = tuple(replace(option, weight=0.0 if option.is_right else 1.0) for option in question.options)
    gaps = tuple(
        replace(
            gap,
            accepted=tuple(f"{text} emas" for text in gap.accepted),
            least=gap.least and f"{gap.least}1",
            most=gap.most and f"{gap.most}1",
            right=next((key for key in gap.choices if key != gap.right), ""),
        )
        for gap in question.gaps
    )
    accepted = tuple(f"{text} emas" for text in question.accepted)
    return replace(question, options=options, accepted=accepted, gaps=gaps)


@pytest.fixture
def bookcase(app: Flask) -> Iterator[Bookcase]:
    """A library in which the test may publish changes; the real one comes back afterwards."""
    real = app.extensions["library"]
    app.extensions["library"] = double = Bookcase(real)
    yield double
    app.extensions["library"] = real
