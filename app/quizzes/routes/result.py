"""How an attempt went, and what comes next."""

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from flask import redirect, render_template, url_for
from flask_babel import format_decimal
from werkzeug.wrappers import Response as AnyResponse

from app.content.types import Course, Quiz
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.quizzes.queries import find_course, get_quiz, get_quiz_of, get_record
from app.quizzes.routes.parts import feedback_on, yours
from app.quizzes.routes.room import ATTEMPT, own_attempt, room, text_tag
from app.quizzes.rules.attempt import attempts_left, may_show_feedback, may_start
from app.quizzes.rules.scoring import score, what_to_learn_again
from app.quizzes.rules.selection import draw
from app.quizzes.types import UNANSWERED, AttemptFacts, AttemptState, Paper, Score, WaitUntil
from app.web.earned import find_standing
from app.web.pages import moment_text
from app.web.viewer import current_viewer


@room.page(ATTEMPT + "result/", who=Circle.EVERYONE)
def result(lang: Tag, course: str, quiz: str, attempt: str) -> str | AnyResponse:
    """How it went."""
    facts = own_attempt(attempt, course, quiz)
    if facts.state is AttemptState.OPEN:
        return redirect(url_for("quizzes.resume", lang=lang, course=course, quiz=quiz, attempt=attempt), 303)
    found = find_course(course)
    if found is None:
        raise NotFoundError
    frozen = get_quiz_of(facts)
    paper = draw(frozen, facts.seed)
    outcome = score(frozen, paper, facts.responses)
    return render_template(
        "quizzes/result.html",
        course=found,
        course_title=found.texts[text_tag(lang, found.texts)].title,
        quiz=frozen,
        attempt=attempt,
        result={
            "is_passed": outcome.is_passed,
            "percent": outcome.percent,
            "points": _number(outcome.points),
            "total": _number(outcome.possible),
        },
        rows=list(_rows(lang, frozen, paper, facts)),
        again=_again(lang, found, frozen, outcome),
        retry=_retry(lang, course, quiz),
        certificate=_certificate(found, quiz) if outcome.is_passed else None,
    )


def _number(points: Fraction) -> str:
    return str(format_decimal(round(float(points), 2)))


def _rows(lang: Tag, quiz: Quiz, paper: Paper, facts: AttemptFacts) -> Iterator[dict[str, Any]]:
    questions = {question.id: question for question in quiz.questions}
    for number, asked in enumerate(paper.questions, 1):
        question, given = questions[asked.question_id], facts.responses.get(asked.question_id, UNANSWERED)
        if may_show_feedback(quiz.feedback, state=facts.state, given=given):
            tag = text_tag(lang, question.texts)
            yield {
                "number": number,
                "prompt_html": question.texts[tag].prompt_html,
                "yours": yours(question, given, tag),
                "feedback": feedback_on(question, given, quiz.grading, tag),
            }


def _again(lang: Tag, course: Course, quiz: Quiz, outcome: Score) -> list[dict[str, str]]:
    lessons = {lesson.key: lesson.texts[lang].title for lesson in course.lessons if lang in lesson.texts}
    return [{"key": key, "title": lessons[key]} for key in what_to_learn_again(quiz, outcome, list(lessons))]


def _retry(lang: Tag, course: str, quiz: str) -> dict[str, Any]:
    _course, published, _release = get_quiz(course, quiz, lang)
    record = get_record(current_viewer().person_id, course, quiz)
    decision = may_start(
        published, submissions=record.submissions, open_attempt_id=record.open_attempt_id, now=clock.now()
    )
    left = attempts_left(published, record.submissions)
    return {
        "is_allowed": left != 0 and not isinstance(decision, WaitUntil),
        "attempts_left": left,
        "wait_until": moment_text(decision.moment) if isinstance(decision, WaitUntil) else None,
    }


def _certificate(course: Course, quiz: str) -> dict[str, str] | None:
    if course.certificate is None or course.quiz != quiz:
        return None
    if not current_viewer().is_signed_in:
        return {"state": "needs_account", "code": ""}
    earned = find_standing(current_viewer().person_id, course.key).certificate
    if earned is None or not earned.is_ready:
        return {"state": "preparing", "code": earned.code if earned else ""}
    return {"state": "ready", "code": earned.code}
