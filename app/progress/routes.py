"""A person's own page: where they are, what is next, their certificates, their data."""

from typing import Any

from flask import render_template, request

from app.accounts.queries.people import find_profile
from app.accounts.queries.places import find_region_name
from app.accounts.types import Profile
from app.content.types import Course, CourseText
from app.courses.queries import list_courses, list_lessons
from app.kernel.locale import Tag, get_language
from app.kernel.permissions import Circle, Role
from app.progress.queries import list_begun
from app.progress.types import CourseProgress
from app.web.earned import list_certificates
from app.web.roles import role_name
from app.web.room import Room
from app.web.viewer import current_viewer

room = Room("progress", __name__)


@room.page("/<lang:lang>/me/", who=Circle.EVERYONE)
def me(lang: Tag) -> str:
    """My learning, my certificates, my data."""
    viewer = current_viewer()
    profile = find_profile(viewer.person_id) if viewer.is_signed_in and viewer.person_id else None
    return render_template(
        "progress/me.html",
        learning=_learning(lang, viewer.person_id),
        certificates=list_certificates(viewer.person_id),
        profile=_profile(profile, lang) if profile else None,
        roles=[role_name(grant.role) for grant in (*viewer.grants, *viewer.held) if grant.role is not Role.LEARNER],
        is_saved="saved" in request.args,
    )


def _learning(lang: Tag, person_id: str | None) -> list[dict[str, Any]]:
    begun = list_begun(person_id)
    return [_row(lang, course, text, begun[course.key]) for course, text in list_courses(lang) if course.key in begun]


def _row(lang: Tag, course: Course, text: CourseText, progress: CourseProgress) -> dict[str, Any]:
    lessons = list_lessons(course, lang)
    ahead = [{"key": one.key, "title": words.title} for one, words in lessons if one.key not in progress.done]
    return {
        "key": course.key,
        "title": text.title,
        "done": len(lessons) - len(ahead),
        "total": len(lessons),
        "next": ahead[0] if ahead else None,
        "quiz": {"key": course.quiz} if course.quiz and not progress.is_passed else None,
        "is_finished": progress.is_passed or not (ahead or course.quiz),
    }


def _profile(profile: Profile, lang: Tag) -> dict[str, str]:
    region, district = find_region_name(lang, profile.region, profile.district)
    return {
        "name": profile.name,
        "login": profile.login,
        "region": region,
        "district": district,
        "language": get_language(profile.language).name,
    }
