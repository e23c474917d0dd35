"""What a meeting may show and start: its lessons, the tests that close them, the final tests."""

from app.centres.queries.teaching import courses_of, lessons_of
from app.centres.types.places import CohortFacts, MeetingFacts
from app.content.types.courses import Course, Lesson, LessonText
from app.content.types.quizzes import Quiz
from app.kernel.locale import Tag
from app.published.queries import find_release


def list_planned(cohort: CohortFacts, meeting: MeetingFacts) -> list[tuple[Course, Lesson, LessonText]]:
    """The lessons planned for a meeting that are published now, in the group's language; all of them without a plan."""
    known = {f"{course.key}/{lesson.key}": (course, lesson, text) for course, lesson, text in lessons_of(cohort)}
    return [known[key] for key in meeting.plan if key in known] if meeting.plan else list(known.values())


def list_finals(cohort: CohortFacts, tag: Tag) -> list[tuple[Course, Quiz]]:
    """The final tests of a group's courses in a language."""
    release = find_release()
    quizzes = release.quizzes if release else {}
    found = [(course, quizzes.get(f"{course.key}/{course.quiz}")) for course in courses_of(cohort)]
    return [(course, quiz) for course, quiz in found if quiz is not None and tag in quiz.texts]


def list_checks(course: Course, lesson: Lesson, tag: Tag) -> list[Quiz]:
    """The quiz that closes a lesson, never the final one of its course."""
    release = find_release()
    quiz = release.quizzes.get(f"{course.key}/{lesson.quiz}") if release and lesson.quiz else None
    return [quiz] if quiz is not None and quiz.key != course.quiz and tag in quiz.texts else []
