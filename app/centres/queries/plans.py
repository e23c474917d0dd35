"""What a group is taught, from the release: its courses, the lessons of a meeting, the final tests."""

from app.centres.types import CohortFacts, MeetingFacts
from app.content.types.courses import Course, Lesson, LessonText
from app.content.types.quizzes import Quiz
from app.courses.queries import list_lessons
from app.kernel.locale import Tag
from app.published.queries import find_release

PATHS = "paths/"
"""Before the key of a path, where that of a course would stand."""


def list_courses_of(cohort: CohortFacts) -> list[Course]:
    """The courses of a group that are published now, in teaching order."""
    release = find_release()
    courses = {course.key: course for course in (release.courses if release else ())}
    paths = {f"{PATHS}{path.key}": path.courses for path in (release.paths if release else ())}
    return [courses[key] for key in paths.get(cohort.key, (cohort.key,)) if key in courses]


def list_planned(cohort: CohortFacts, meeting: MeetingFacts) -> list[tuple[Course, Lesson, LessonText]]:
    """The lessons planned for a meeting that are published now, in the group's language; all of them without a plan."""
    courses = list_courses_of(cohort)
    known = {
        f"{course.key}/{lesson.key}": (course, lesson, text)
        for course in courses
        for lesson, text in list_lessons(course, cohort.language)
    }
    return [known[key] for key in meeting.plan if key in known] if meeting.plan else list(known.values())


def list_finals(cohort: CohortFacts, tag: Tag) -> list[tuple[Course, Quiz]]:
    """The final tests of a group's courses in a language."""
    release = find_release()
    found = [
        (course, release.quizzes.get(f"{course.key}/{course.quiz}")) for course in list_courses_of(cohort) if release
    ]
    return [(course, quiz) for course, quiz in found if quiz is not None and tag in quiz.texts]


def list_checks(course: Course, lesson: Lesson, tag: Tag) -> list[Quiz]:
    """The quiz that closes a lesson, never the final one of its course."""
    release = find_release()
    quiz = release.quizzes.get(f"{course.key}/{lesson.quiz}") if release and lesson.quiz else None
    return [quiz] if quiz is not None and quiz.key != course.quiz and tag in quiz.texts else []
