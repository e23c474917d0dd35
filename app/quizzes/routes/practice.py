"""A practice scenario as a question: the page leads to its one walk, and the walk brings its result back."""

from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.content.types.quizzes import QuestionKind
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.practice.queries import find_walk_for
from app.practice.service import begin_errand
from app.practice.types import Errand
from app.quizzes.queries.attempts import get_paper_of, get_quiz_of
from app.quizzes.routes.room import ATTEMPT, own_attempt, room
from app.quizzes.types.attempts import AttemptFacts


def errand_of(facts: AttemptFacts, question_id: str) -> Errand:
    """What the walk is begun for."""
    return Errand(attempt_id=facts.id, question_id=question_id, course_key=facts.course_key, quiz_key=facts.quiz_key)


def has_walk(facts: AttemptFacts, question_id: str) -> bool:
    """Whether the walk was begun."""
    return find_walk_for(errand_of(facts, question_id), facts.person_id) is not None


@room.action(ATTEMPT + "<int:number>/practice", who=Circle.EVERYONE)
def practise(lang: Tag, course: str, quiz: str, attempt: str, number: int) -> AnyResponse:
    """Begin the walk that is the answer, or go on with it; there is one for each attempt."""
    facts = own_attempt(attempt, course, quiz)
    here: dict[str, Any] = {"lang": lang, "course": course, "quiz": quiz, "attempt": attempt}
    if facts.is_over(clock.now()):
        return redirect(url_for("quizzes.result", **here, late="1"), 303)
    paper = get_paper_of(facts)
    if not 1 <= number <= len(paper.questions):
        raise NotFoundError
    question_id = paper.questions[number - 1].question_id
    question = next(one for one in get_quiz_of(facts).questions if one.id == question_id)
    if question.kind is not QuestionKind.PRACTICE:
        raise NotFoundError
    with write_tx():
        walk = begin_errand(facts.person_id, question.practice, errand_of(facts, question_id), language=lang)
    address = url_for("practice.screen", lang=lang, course=walk.course_key, key=walk.scenario_key, walk=walk.id)
    return redirect(address, 303)
