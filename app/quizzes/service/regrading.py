"""Grading anew, after an author has mended a question's key. An explicit act: the old grade stays as a fact.

Each attempt keeps the words that it was made with; only the key of the one question is taken from the quiz that is
published now. A pass that would be lost stays unless that was asked for, and no certificate is ever touched.
"""

from dataclasses import replace

from flask import current_app
from sqlalchemy import select

from app.content.types.quizzes import Question
from app.infra.audit import record
from app.infra.bus import announce
from app.infra.database import add, db
from app.kernel import clock
from app.published.queries import find_release
from app.quizzes.events import AttemptSubmitted
from app.quizzes.models import Attempt, Regrading, SubmittedAttempt
from app.quizzes.queries.attempts import get_any_attempt, get_graded_quiz_of, get_paper_of, score_of
from app.quizzes.rules.regrading import fits, has_same_key
from app.quizzes.service.attempts import locked
from app.quizzes.types.answers import UnknownQuestionError
from app.quizzes.types.attempts import AttemptFacts
from app.quizzes.types.grades import Grade, Regraded, RegradeReport

AT_ONCE = 200


def get_mended(course_key: str, quiz_key: str, question_id: str) -> tuple[Question, str]:
    """A question as it is published now, and the digest of its quiz. UnknownQuestionError."""
    release = find_release()
    quiz = release.quizzes.get(f"{course_key}/{quiz_key}") if release else None
    question = next((one for one in quiz.questions if one.id == question_id), None) if quiz else None
    if quiz is None or question is None:
        raise UnknownQuestionError
    return question, quiz.digest


def regrade_some(
    course_key: str,
    quiz_key: str,
    question_id: str,
    *,
    reason: str,
    by: str | None,
    takes_passes: bool,
    is_rehearsal: bool,
    after: str = "",
) -> RegradeReport:
    """Grade the next two hundred attempts anew, those after the submission `after`; done twice, nothing happens.

    A rehearsal writes nothing. `takes_passes` lets a pass become a fail. Raises UnknownQuestionError.
    """
    mended, digest = get_mended(course_key, quiz_key, question_id)
    query = select(SubmittedAttempt.id, SubmittedAttempt.attempt_id).where(
        SubmittedAttempt.course_key == course_key, SubmittedAttempt.quiz_key == quiz_key, SubmittedAttempt.id > after
    )
    rows = db.session.execute(query.order_by(SubmittedAttempt.id).limit(AT_ONCE)).all()
    done, unfit = [], 0
    for submission_id, attempt_id in rows:
        facts = get_any_attempt(attempt_id) if is_rehearsal else locked(get_any_attempt(attempt_id))
        asked = _asked(facts, question_id)
        if asked is None or has_same_key(asked, mended):
            continue
        if not fits(asked, mended):
            unfit += 1
            continue
        one = _graded_anew(facts, question_id, digest, takes_passes=takes_passes)
        done.append(one)
        if not is_rehearsal and not one.is_kept_back:
            _keep(facts, one, submission_id, question_id=question_id, digest=digest, reason=reason, by=by)
    return RegradeReport(regraded=tuple(done), unfit=unfit, last_id=rows[-1].id if rows else None)


def note_regrading(
    course_key: str, quiz_key: str, question_id: str, *, reason: str, by: str | None, count: int
) -> None:
    """Write down in the audit log that grades were worked out anew."""
    record(
        "quizzes.regraded",
        actor_id=by,
        course=course_key,
        quiz=quiz_key,
        question=question_id,
        reason=reason,
        attempts=count,
    )


def _asked(facts: AttemptFacts, question_id: str) -> Question | None:
    """The question with the key that it is graded with now; None when the paper does not ask it."""
    if facts.grade is None or not get_paper_of(facts).asks(question_id):
        return None
    return next(one for one in get_graded_quiz_of(facts).questions if one.id == question_id)


def _graded_anew(facts: AttemptFacts, question_id: str, digest: str, *, takes_passes: bool) -> Regraded:
    result = score_of(replace(facts, rekeyed=(*facts.rekeyed, (question_id, digest))))
    now = Grade(points=result.points, possible=result.possible, percent=result.percent, is_passed=result.is_passed)
    was = facts.grade or now
    loses = was.is_passed and not now.is_passed
    return Regraded(attempt_id=facts.id, was=was, now=now, is_kept_back=loses and not takes_passes)


def _keep(
    facts: AttemptFacts,
    one: Regraded,
    submission_id: str,
    *,
    question_id: str,
    digest: str,
    reason: str,
    by: str | None,
) -> None:
    add(
        Regrading(
            node_id=current_app.config["NODE_ID"],
            attempt_id=facts.id,
            person_id=facts.owner_id,
            question_id=question_id,
            key_digest=digest,
            points=str(one.now.points),
            possible=str(one.now.possible),
            percent=one.now.percent,
            is_passed=one.now.is_passed,
            reason=reason,
            done_by=by,
            regraded_at=clock.now(),
        )
    )
    if one.now.is_passed and not one.was.is_passed:
        language = db.session.scalars(select(Attempt.language).where(Attempt.id == facts.id)).one()
        announce(
            AttemptSubmitted(
                submission_id=submission_id,
                attempt_id=facts.id,
                person_id=facts.owner_id,
                course_key=facts.course_key,
                quiz_key=facts.quiz_key,
                release=facts.release,
                language=language,
                percent=one.now.percent,
                is_passed=True,
            )
        )
