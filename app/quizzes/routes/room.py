"""The room's door, and what its pages share."""

from collections.abc import Collection

from flask import request

from app.kernel.locale import Tag
from app.quizzes.queries import get_attempt
from app.quizzes.types import AttemptFacts
from app.web.room import Room
from app.web.viewer import current_viewer

room = Room("quizzes", __name__)
room.template_folder = "../templates"

PATH = "/<lang:lang>/courses/<course>/quiz/<quiz>/"
ATTEMPT = PATH + "attempt/<attempt>/"


def own_attempt(attempt: str, course: str, quiz: str) -> AttemptFacts:
    """The viewer's own attempt; NotFoundError for anybody else's."""
    return get_attempt(attempt, current_viewer().person_id, course_key=course, quiz_key=quiz)


def posted() -> dict[str, list[str]]:
    """The fields of this post, each with all its values."""
    return request.form.to_dict(flat=False)


def text_tag(lang: Tag, texts: Collection[Tag]) -> Tag:
    """The language to show a frozen quiz in: the page's, or the first that it was written in."""
    return lang if lang in texts else next(iter(texts))
