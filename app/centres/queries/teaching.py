"""What a group learns: the courses and lessons behind its key, in the language in which it is taught."""

from sqlalchemy import select

from app.accounts.models.people import Account
from app.accounts.models.roles import RoleGrant
from app.accounts.queries.roles import is_held
from app.centres.types.places import CohortFacts, Trainer
from app.certificates.queries.offers import find_path, list_offered, title_of
from app.certificates.types import PATHS
from app.content.types.courses import Course, Lesson, LessonText
from app.courses.queries import list_courses, list_courses_of, list_lessons, list_paths
from app.infra.database import db
from app.kernel import clock
from app.kernel.locale import Tag
from app.kernel.permissions import Role, ScopeKind
from app.published.queries import find_course


def list_keys(tag: Tag) -> list[tuple[str, str]]:
    """All that a group can learn: key and title of every path and course in a language."""
    paths = [(f"{PATHS}{path.key}", text.title) for path, text in list_paths(tag)]
    return paths + [(course.key, text.title) for course, text in list_courses(tag)]


def courses_of(cohort: CohortFacts) -> list[Course]:
    """The courses that a group learns, in their order; none when nothing of it is published any more."""
    if not cohort.key.startswith(PATHS):
        course = find_course(cohort.key)
        return [course] if course else []
    path = find_path(cohort.key)
    return [course for course, _text in list_courses_of(path, cohort.language)] if path else []


def lessons_of(cohort: CohortFacts) -> list[tuple[Course, Lesson, LessonText]]:
    """The lessons that a group learns, in the language in which it is taught."""
    return [
        (course, lesson, words)
        for course in courses_of(cohort)
        if cohort.language in course.texts
        for lesson, words in list_lessons(course, cohort.language)
    ]


def certificates_of(cohort: CohortFacts) -> list[str]:
    """The keys of the certificates that a group can earn: each course's, and the path's last."""
    offered = list_offered()
    wanted = [*(course.key for course in courses_of(cohort)), cohort.key]
    return [key for key in dict.fromkeys(wanted) if key in offered]


def title_of_key(key: str, tag: Tag) -> str:
    """What a course or a path is called."""
    return title_of(key, tag)


def list_trainers(cohort_id: str) -> list[Trainer]:
    """Who teaches this very group."""
    query = (
        select(RoleGrant.id, RoleGrant.person_id, Account.name)
        .join(Account, Account.person_id == RoleGrant.person_id)
        .where(
            RoleGrant.role == Role.TRAINER.value,
            RoleGrant.scope_kind == ScopeKind.COHORT.value,
            RoleGrant.scope_key == cohort_id,
            is_held(clock.now()),
        )
        .order_by(RoleGrant.granted_at, RoleGrant.id)
    )
    return [Trainer(grant_id=row.id, person_id=row.person_id, name=row.name) for row in db.session.execute(query)]
