"""The room's door, and what its pages share."""

from collections.abc import Collection

from app.kernel.locale import Tag
from app.practice.queries import get_walk
from app.practice.types import WalkFacts
from app.web.room import Room
from app.web.viewer import current_viewer

room = Room("practice", __name__)
room.template_folder = "../templates"

INDEX = "/<lang:lang>/courses/<course>/practice/"
PATH = INDEX + "<key>/"
WALK = PATH + "walk/<walk>/"


def own_walk(walk: str, course: str, key: str) -> WalkFacts:
    """The viewer's own walk; NotFoundError for anybody else's."""
    return get_walk(walk, current_viewer().person_id, course_key=course, scenario_key=key)


def text_tag(lang: Tag, texts: Collection[Tag]) -> Tag:
    """The language to show frozen screens in: the page's, or the first that they were written in."""
    return lang if lang in texts else next(iter(texts))
