"""The room's door, and what its pages share."""

import hashlib
import re
from collections.abc import Collection

from flask import request

from app.content.types.quizzes import Feedback, Quiz
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import BadInputError
from app.kernel.locale import Tag
from app.published.queries import find_course
from app.quizzes.queries.attempts import get_attempt
from app.quizzes.service.attempts import end_overdue
from app.quizzes.types.attempts import AttemptFacts, AttemptState
from app.web.room import Room
from app.web.viewer import current_viewer

room = Room("quizzes", __name__)
room.template_folder = "../templates"

PATH = "/<lang:lang>/courses/<course>/quiz/<quiz>/"
ATTEMPT = PATH + "attempt/<attempt>/"
_STAMP = re.compile(r"0|[1-9][0-9]{0,8}", re.ASCII)


def own_attempt(attempt: str, course: str, quiz: str) -> AttemptFacts:
    """The viewer's own attempt, ended if its time is over; NotFoundError for anybody else's."""
    facts = get_attempt(attempt, current_viewer().person_id, course_key=course, quiz_key=quiz)
    if facts.state is AttemptState.OPEN and facts.is_over(clock.now()):
        with write_tx():
            end_overdue(attempt)
        return get_attempt(attempt, current_viewer().person_id, course_key=course, quiz_key=quiz)
    return facts


def posted() -> dict[str, list[str]]:
    """The fields of this post, each with all its values."""
    return request.form.to_dict(flat=False)


def posted_stamp() -> int | None:
    """Where the device that sends this answer puts it among its others; None for a plain form. BadInputError."""
    sent = request.form.getlist("stamp")
    if not sent:
        return None
    if len(sent) > 1 or not _STAMP.fullmatch(sent[0]):
        raise BadInputError
    return int(sent[0])


def is_in_background() -> bool:
    """Whether the page itself sends, and reads the answer: it gets JSON."""
    return "X-Saving" in request.headers


def owner_of(facts: AttemptFacts) -> str:
    """Tells a device whose answers wait on it, without saying who."""
    return hashlib.sha256(f"waiting {facts.owner_id}".encode()).hexdigest()[:16]


def saves_by_itself(quiz: Quiz) -> bool:
    """Whether a page may send an answer before its button is pressed: not where that would close the question."""
    return quiz.feedback is not Feedback.IMMEDIATE


def course_title(key: str, lang: Tag) -> str:
    """What a course is called in the language of the page, or in the first that it has."""
    course = find_course(key)
    return course.texts[text_tag(lang, course.texts)].title if course else key


def text_tag(lang: Tag, texts: Collection[Tag]) -> Tag:
    """The language to show a frozen quiz in: the page's, or the first that it was written in."""
    return lang if lang in texts else next(iter(texts))
