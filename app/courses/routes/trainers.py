"""What a trainer needs to teach a course to a group: a plan, a question and an exercise without internet a lesson."""

from collections.abc import Iterator
from typing import Any

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.courses.queries import list_courses, list_notes
from app.courses.routes.room import room
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.published.queries import find_new_key, get_course
from app.web.i18n import offered


def _each_noted() -> Iterator[dict[str, Any]]:
    for tag in offered():
        for course, _text in list_courses(tag):
            if list_notes(course, tag):
                yield {"lang": tag, "course": course.key}


@room.page("/<lang:lang>/courses/<course>/trainer/", who=Circle.EVERYONE, prebuilt=_each_noted)
def trainer(lang: Tag, course: str) -> str | AnyResponse:
    """The notes for trainers of a whole course on one page, to be read or printed."""
    moved = find_new_key(course)
    if moved:
        return redirect(url_for("courses.trainer", lang=lang, course=moved), 301)
    found, text = get_course(course, lang)
    notes = list_notes(found, lang)
    if not notes:
        raise NotFoundError
    rows = [{"lesson": lesson, "text": words, "note": note} for lesson, words, note in notes]
    return render_template("courses/trainer.html", course=found, text=text, rows=rows)
