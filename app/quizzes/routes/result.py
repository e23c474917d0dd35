"""How an attempt went, and what comes next."""

import re
from collections.abc import Iterator
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.content.types.courses import Course
from app.content.types.quizzes import Quiz
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.published.queries import find_course
from app.quizzes.queries.attempts import get_paper_of, get_quiz, get_quiz_of, get_record, score_of
from app.quizzes.routes.parts import feedback_on, number_text, yours
from app.quizzes.routes.room import ATTEMPT, own_attempt, owner_of, room, saves_by_itself, text_tag
from app.quizzes.rules.attempt import attempts_left, may_show_feedback, may_start
from app.quizzes.rules.scoring import what_to_learn_again
from app.quizzes.types.answers import UNANSWERED
from app.quizzes.types.attempts import AttemptFacts, AttemptState, WaitUntil
from app.quizzes.types.grades import Score
from app.quizzes.types.papers import Paper
from app.web.earned import find_standing
from app.web.pages import moment_text
from app.web.viewer import current_viewer

PAUSE, TRIES = 3, 6
"""Seconds between two looks, and how many: most certificates are there at the second."""
_FEW = re.compile(r"[0-9]", re.ASCII)


@room.page(ATTEMPT + "result/", who=Circle.EVERYONE)
def result(lang: Tag, course: str, quiz: str, attempt: str) -> str | AnyResponse:
    """How it went. While the certificate is being made the page asks again by itself, with or without scripts."""
    facts = own_attempt(attempt, course, quiz)
    if facts.state is AttemptState.AWAITING:
        return _awaiting_page(lang, facts)
    if facts.grade is None:
        return redirect(url_for("quizzes.resume", lang=lang, course=course, quiz=quiz, attempt=attempt), 303)
    found, frozen, grade = find_course(course), get_quiz_of(facts), facts.grade
    paper = get_paper_of(facts)
    certificate = _certificate(found, facts) if grade.is_passed else None
    page = render_template(
        "quizzes/result.html",
        course=found,
        title=_title(lang, found or frozen),
        quiz=frozen,
        result={
            "is_passed": grade.is_passed,
            "percent": grade.percent,
            "points": number_text(grade.points),
            "total": number_text(grade.possible),
        },
        is_late="late" in request.args,
        late_count=len(facts.late),
        saves=saves_by_itself(frozen),
        owner=owner_of(facts),
        is_regraded=bool(facts.rekeyed),
        rows=list(_rows(lang, frozen, paper, facts)),
        again=_again(lang, found, frozen, score_of(facts)) if found else [],
        retry=None if grade.is_passed else _retry(lang, facts),
        certificate=certificate,
        is_waiting=_asks_again(certificate),
    )
    answer = make_response(page)
    if _asks_again(certificate):
        again = url_for("quizzes.result", lang=lang, course=course, quiz=quiz, attempt=attempt, wait=_tries() + 1)
        answer.headers["Refresh"] = f"{PAUSE}; url={again}"
    return answer


def _asks_again(certificate: dict[str, str] | None) -> bool:
    """Whether there is something to wait for, and it is not the last time: then it is for the reader to ask."""
    return certificate is not None and certificate["state"] == "preparing" and _tries() < TRIES


def _tries() -> int:
    """How often the page has asked by itself already."""
    asked = request.args.get("wait", "0")
    return int(asked) if _FEW.fullmatch(asked) else TRIES


def _awaiting_page(lang: Tag, facts: AttemptFacts) -> str:
    """Handed in, with essays that a trainer has yet to mark: neither passed nor failed."""
    found, frozen = find_course(facts.course_key), get_quiz_of(facts)
    return render_template(
        "quizzes/awaiting.html",
        course=found,
        title=_title(lang, found or frozen),
        handed_in=moment_text(facts.handed_in_at) if facts.handed_in_at else "",
        count=len(score_of(facts).awaiting),
        late_count=len(facts.late),
        saves=saves_by_itself(frozen),
        owner=owner_of(facts),
    )


def _title(lang: Tag, of: Course | Quiz) -> str:
    return of.texts[text_tag(lang, of.texts)].title


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
                "feedback": feedback_on(facts, question, tag),
            }


def _again(lang: Tag, course: Course, quiz: Quiz, outcome: Score) -> list[dict[str, Any]]:
    lessons = {lesson.key: lesson.texts[lang].title for lesson in course.lessons if lang in lesson.texts}
    return [
        {"key": one.lesson_key, "title": lessons[one.lesson_key], "questions": one.questions}
        for one in what_to_learn_again(quiz, outcome, list(lessons))
    ]


def _retry(lang: Tag, facts: AttemptFacts) -> dict[str, Any]:
    try:
        _course, published, _release = get_quiz(facts.course_key, facts.quiz_key, lang)
    except NotFoundError:
        return {"is_allowed": False, "attempts_left": None, "wait_until": None}
    record = get_record(facts.person_id, facts.course_key, facts.quiz_key)
    decision = may_start(
        published, submissions=record.submissions, open_attempt_id=record.open_attempt_id, now=clock.now()
    )
    left = attempts_left(published, record.submissions)
    return {
        "is_allowed": left != 0 and not isinstance(decision, WaitUntil),
        "attempts_left": left,
        "wait_until": moment_text(decision.moment) if isinstance(decision, WaitUntil) else None,
    }


def _certificate(course: Course | None, facts: AttemptFacts) -> dict[str, str] | None:
    standing = find_standing(facts.person_id, facts.course_key)
    earned = standing.certificate
    if earned is not None:
        return {"state": earned.state.value, "code": earned.code}
    if standing.awaits is not None and current_viewer().is_signed_in:
        return {"state": standing.awaits.value, "code": ""}
    if course is None or course.certificate is None or course.quiz != facts.quiz_key:
        return None
    return {"state": "preparing" if current_viewer().is_signed_in else "needs_account", "code": ""}
