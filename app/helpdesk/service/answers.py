"""Writes about questions that many ask."""

from collections.abc import Mapping

from flask import current_app

from app.helpdesk.models import CommonAnswer
from app.infra.audit import record
from app.infra.database import add
from app.kernel import clock
from app.kernel.ids import new_id
from app.kernel.locale import Tag


def write_public_answer(
    entry_id: str | None,
    *,
    course_key: str,
    lesson_key: str,
    texts: Mapping[Tag, tuple[str, str]],
    is_shown: bool,
    author_id: str,
) -> str:
    """Keep a question that many ask, in words of the staff; with a known entry, its next wording. The entry's id."""
    entry = entry_id or new_id()
    add(
        CommonAnswer(
            node_id=current_app.config["NODE_ID"],
            entry_id=entry,
            course_key=course_key,
            lesson_key=lesson_key,
            texts={tag: list(pair) for tag, pair in texts.items()},
            is_shown=is_shown,
            author_id=author_id,
            written_at=clock.now(),
        )
    )
    record("helpdesk.public-answer-written", actor_id=author_id, subject_id=entry, is_shown=is_shown)
    return entry
