"""Before an attempt: what the quiz is; and the tap that begins it."""

from collections.abc import Iterator
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.content.types.quizzes import Quiz
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.published.queries import find_new_key, find_release
from app.quizzes.queries.attempts import find_extra_time, get_quiz, get_record
from app.quizzes.routes.room import PATH, room
from app.quizzes.rules.attempt import allowed_time, attempts_left, may_start
from app.quizzes.service.attempts import start_attempt
from app.quizzes.types.attempts import NO_EXTRA_TIME, CooldownError, ExtraTime, NoAttemptsLeftError, WaitUntil
from app.web.i18n import offered
from app.web.pages import moment_text
from app.web.viewer import current_viewer, person_for_writing


def _each_quiz() -> Iterator[dict[str, Any]]:
    release = find_release()
    for quiz in release.quizzes.values() if release else ():
        for tag in offered():
            if tag in quiz.texts:
                yield {"lang": tag, "course": quiz.course, "quiz": quiz.key}


@room.page(PATH, who=Circle.EVERYONE, prebuilt=_each_quiz)
def start(lang: Tag, course: str, quiz: str) -> str | AnyResponse:
    """What the quiz is, and how the person stands."""
    moved = find_new_key(course)
    if moved:
        return redirect(url_for("quizzes.start", lang=lang, course=moved, quiz=quiz), 301)
    found_course, found, _release = get_quiz(course, quiz, lang)
    record = get_record(current_viewer().person_id, course, quiz)
    decision = may_start(found, submissions=record.submissions, open_attempt_id=record.open_attempt_id, now=clock.now())
    return render_template(
        "quizzes/start.html",
        course=found_course,
        course_title=found_course.texts[lang].title,
        quiz=found,
        text=found.texts[lang],
        attempts_left=attempts_left(found, record.submissions),
        wait_until=moment_text(decision.moment) if isinstance(decision, WaitUntil) else None,
        open_attempt={"id": record.open_attempt_id} if record.open_attempt_id else None,
        is_passed=record.is_passed,
        is_awaiting=record.is_awaiting,
        time=_time(found, find_extra_time(current_viewer().person_id) if found.time_limit_minutes else NO_EXTRA_TIME),
        gives_certificate=found_course.certificate is not None and found_course.quiz == quiz,
    )


def _time(quiz: Quiz, extra: ExtraTime) -> dict[str, Any]:
    """The time for this person, in whole minutes, and whether some of it is extra; 0 when there is no limit."""
    if not quiz.time_limit_minutes:
        return {"minutes": 0, "is_longer": False}
    allowed = allowed_time(quiz.time_limit_minutes, extra)
    return {"minutes": int(allowed.total_seconds() // 60), "is_longer": not extra.is_none}


@room.action(PATH + "begin", who=Circle.EVERYONE, open_post=True)
def begin(lang: Tag, course: str, quiz: str) -> AnyResponse:
    """Begin, or go on with the open attempt; when neither is allowed, the start page says why."""
    try:
        with write_tx():
            attempt_id = start_attempt(person_for_writing(), course, quiz, lang)
    except (CooldownError, NoAttemptsLeftError):
        return redirect(url_for("quizzes.start", lang=lang, course=course, quiz=quiz), 303)
    return redirect(url_for("quizzes.resume", lang=lang, course=course, quiz=quiz, attempt=attempt_id), 303)
