"""The page of the search. What somebody looks for is theirs: it is neither logged nor kept."""

from typing import Any

from flask import make_response, render_template, request
from werkzeug.wrappers import Response

from app.infra.database import write_tx
from app.kernel.errors import BadTextError, TextProblem
from app.kernel.locale import Tag, get_language
from app.kernel.permissions import Circle
from app.search.queries import (
    find_answer,
    find_index,
    find_service,
    is_current,
    list_suggestions,
    list_teaching,
)
from app.search.rules.question import LIMIT, words_in
from app.search.service import ask_for_index, prepare_index
from app.search.types import Answer, Hit, IndexState, Kind
from app.web.pages import in_each_language
from app.web.room import Room

room = Room("search", __name__)

LAST_PAGE = 20


@room.page("/<lang:lang>/search/", who=Circle.EVERYONE, prebuilt=in_each_language)
def search(lang: Tag) -> Response:
    """What was found; without words, what one may look for."""
    typed = request.args.get("q", "")
    try:
        words = words_in(typed)
    except BadTextError as error:
        kept = typed[:LIMIT] if error.problem is TextProblem.TOO_LONG else ""
        return make_response(_empty(lang, kept, problem=error.problem.value), 400)
    index = _index() if words else None
    if index is None:
        return make_response(_empty(lang, typed, problem="no-words" if typed.strip() and not words else ""))
    page = min(max(request.args.get("page", 1, type=int), 1), LAST_PAGE)
    mends = "exact" not in request.args
    answer = find_answer(index, lang, words, page=page, mends=mends)
    return make_response(_found(lang, typed, answer, page=page, mends=mends))


def _index() -> IndexState | None:
    """The index that stands. Where there is none it is made now; an old one serves until a worker has made the next."""
    index = find_index()
    if index is None:
        settle = prepare_index()
        with write_tx():
            settle()
        return find_index()
    if not is_current(index):
        with write_tx():
            ask_for_index(index)
    return index


def _empty(tag: Tag, typed: str, *, problem: str) -> str:
    return render_template("search/empty.html", typed=typed, problem=problem, suggestions=list_suggestions(tag))


def _found(tag: Tag, typed: str, answer: Answer, *, page: int, mends: bool) -> str:
    return render_template(
        "search/found.html",
        typed=typed,
        answer=answer,
        hits=[_shown(hit, tag) for hit in answer.hits],
        elsewhere=[(get_language(other), count) for other, count in answer.elsewhere],
        page=page,
        mends=mends,
    )


def _shown(hit: Hit, tag: Tag) -> dict[str, Any]:
    """A hit with what the release says of it now; of a service that has gone nothing is left but its name."""
    service = find_service(hit.passage.anchor) if hit.passage.kind is Kind.SERVICE else None
    teaching = list_teaching(service.key, tag) if service else []
    return {
        "hit": hit,
        "service": service,
        "lessons": [{"course": course.key, "key": key, "title": title} for course, key, title in teaching],
    }
