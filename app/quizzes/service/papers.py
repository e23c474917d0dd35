"""A quiz that was taken on paper becomes an ordinary attempt, graded by the same engine."""

from collections.abc import Mapping
from datetime import datetime

from flask import current_app

from app.infra.bus import announce
from app.infra.database import add, count, serialise
from app.kernel.errors import BadInputError
from app.kernel.locale import Tag
from app.quizzes.events import AttemptStarted
from app.quizzes.models import Answer, Attempt
from app.quizzes.queries.attempts import get_any_attempt, paper_of, score_of
from app.quizzes.rules.response import to_json
from app.quizzes.service.attempts import give_grade
from app.quizzes.types.answers import Response


def record_paper_attempt(
    person_id: str,
    *,
    course_key: str,
    quiz_key: str,
    quiz_digest: str,
    release: str,
    seed: str,
    language: Tag,
    responses: Mapping[str, Response],
    taken_at: datetime,
) -> str:
    """Keep what a person answered on paper, graded at once with the quiz of that paper; the answer is its id.

    A paper is never lost: no limit and no cool-down holds it up, and an open attempt on the screen stays open. It
    counts as one attempt from then on, ended at `taken_at`. Each call makes an attempt: the caller knows what is new.
    BadInputError for an answer to another paper's question, or a paper that a person would have to mark.
    """
    asked = paper_of(quiz_digest, seed).question_ids
    if not responses.keys() <= set(asked):
        raise BadInputError({"answer": "foreign-question"})
    serialise(f"learner {person_id}")
    mine = (Attempt.person_id == person_id, Attempt.course_key == course_key, Attempt.quiz_key == quiz_key)
    node_id = current_app.config["NODE_ID"]
    attempt = add(
        Attempt(
            node_id=node_id,
            person_id=person_id,
            course_key=course_key,
            quiz_key=quiz_key,
            number=count(Attempt, *mine) + 1,
            release=release,
            quiz_digest=quiz_digest,
            seed=seed,
            language=language,
            started_at=taken_at,
            ends_at=None,
        )
    )
    announce(AttemptStarted(attempt_id=attempt.id, person_id=person_id, course_key=course_key, quiz_key=quiz_key))
    for question_id in asked:
        response = responses.get(question_id)
        if response is not None and not response.is_empty:
            add(
                Answer(
                    node_id=node_id,
                    attempt_id=attempt.id,
                    question_id=question_id,
                    revision=1,
                    stamp=1,
                    is_late=False,
                    response=to_json(response),
                    given_at=taken_at,
                )
            )
    facts = get_any_attempt(attempt.id)
    if score_of(facts).awaiting:
        raise BadInputError({"answer": "needs-marking"})
    give_grade(facts, language, taken_at)
    return attempt.id
