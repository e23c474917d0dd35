"""What a release that is about to be published means for attempts that are under way."""

from collections import Counter

from sqlalchemy import select

from app.content.types.releases import Release
from app.infra.database import db
from app.quizzes.models import Attempt, HandedIn, SubmittedAttempt
from app.quizzes.rules.regrading import changes_of


def list_changes(old: Release | None, new: Release) -> list[str]:
    """For each published quiz that changes: how many attempts go on with the old text, and what is different."""
    if old is None:
        return []
    under_way, lines = _count_under_way(), []
    for key, quiz in old.quizzes.items():
        later = new.quizzes.get(key)
        if later is not None and later.digest == quiz.digest:
            continue
        changes = "; ".join(changes_of(quiz, later)) or "only words and rules that change no mark"
        lines.append(f"{key}: {under_way[key]} attempts under way keep the text they began with; {changes}.")
    return lines


def _count_under_way() -> Counter[str]:
    query = (
        select(Attempt.course_key, Attempt.quiz_key)
        .outerjoin(SubmittedAttempt, SubmittedAttempt.attempt_id == Attempt.id)
        .outerjoin(HandedIn, HandedIn.attempt_id == Attempt.id)
        .where(SubmittedAttempt.id.is_(None), HandedIn.id.is_(None))
    )
    return Counter(f"{course}/{quiz}" for course, quiz in db.session.execute(query))
