"""Reads about courses: the release in memory for what is taught, the database for what was done."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from app.accounts.models.people import Person
from app.accounts.queries.people import ids_of
from app.content.types.courses import Course, CoursePath, CoursePathText, CourseText, Lesson, LessonText, TrainerNote
from app.content.types.quizzes import Quiz
from app.content.types.releases import Situation
from app.courses.models import Completion, Publication
from app.courses.types import CourseDates, LessonDone
from app.infra.database import db
from app.infra.traces import Rows, read_out_room
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.published.queries import find_release, get_release


def list_courses(tag: Tag) -> list[tuple[Course, CourseText]]:
    """The courses offered in a language, in the order of publication."""
    release = find_release()
    courses = release.courses if release else ()
    return [(course, course.texts[tag]) for course in courses if tag in course.texts]


def list_paths(tag: Tag) -> list[tuple[CoursePath, CoursePathText]]:
    """The paths offered in a language."""
    release = find_release()
    return [(path, path.texts[tag]) for path in (release.paths if release else ()) if tag in path.texts]


def get_path(key: str, tag: Tag) -> tuple[CoursePath, CoursePathText]:
    """A path in a language. NotFoundError."""
    found = next(((path, text) for path, text in list_paths(tag) if path.key == key), None)
    if found is None:
        raise NotFoundError
    return found


def find_new_path_key(key: str) -> str | None:
    """What a path is called now that was once called `key`."""
    release = find_release()
    return next((path.key for path in (release.paths if release else ()) if key in path.was), None)


def list_courses_of(path: CoursePath, tag: Tag) -> list[tuple[Course, CourseText]]:
    """The courses of a path in a language, in the order of the path."""
    known = {course.key: (course, text) for course, text in list_courses(tag)}
    return [known[key] for key in path.courses if key in known]


def list_situations(tag: Tag) -> list[tuple[Situation, list[tuple[Course, Lesson]]]]:
    """What brings people here, each with the lessons that help, as far as they are offered in a language."""
    known = {
        f"{course.key}/{lesson.key}": (course, lesson)
        for course, _text in list_courses(tag)
        for lesson, _words in list_lessons(course, tag)
    }
    release = find_release()
    found = [
        (situation, [known[key] for key in situation.lessons if key in known])
        for situation in (release.situations if release else ())
        if tag in situation.names
    ]
    return [(situation, lessons) for situation, lessons in found if lessons]


def list_notes(course: Course, tag: Tag) -> list[tuple[Lesson, LessonText, TrainerNote]]:
    """What a trainer is told of each lesson of a course, in teaching order; lessons without a note are left out."""
    return [(lesson, text, lesson.notes[tag]) for lesson, text in list_lessons(course, tag) if tag in lesson.notes]


def list_dates() -> dict[str, CourseDates]:
    """When each course was published, by its key of now; what has never been is absent."""
    rows = db.session.execute(
        select(Publication.course_key, Publication.id, Publication.published_at).order_by(
            Publication.published_at, Publication.id
        )
    ).all()
    release = find_release()
    found: dict[str, CourseDates] = {}
    for course in release.courses if release else ():
        own = [(id_, at) for course_key, id_, at in rows if course_key in {course.key, *course.was}]
        if own:
            found[course.key] = CourseDates(first_id=own[0][0], first_at=own[0][1], changed_at=own[-1][1])
    return found


def find_final_quiz(course: Course, tag: Tag) -> Quiz | None:
    """The quiz that ends a course, where it is there in this language."""
    quiz = get_release().quizzes.get(f"{course.key}/{course.quiz}") if course.quiz else None
    return quiz if quiz and tag in quiz.texts else None


def list_lessons(course: Course, tag: Tag) -> list[tuple[Lesson, LessonText]]:
    """The lessons of a course that exist in a language, in teaching order."""
    return [(lesson, lesson.texts[tag]) for lesson in course.lessons if tag in lesson.texts]


_DONE = select(Completion.lesson_key).where(
    Completion.person_id.in_(ids_of(bindparam("person_id"))), Completion.course_key == bindparam("course_key")
)


def list_done(person_id: str | None, course_key: str) -> frozenset[str]:
    """Keys of the lessons of a course that a person has done, in whichever language."""
    if person_id is None:
        return frozenset()
    return frozenset(db.session.scalars(_DONE, {"person_id": person_id, "course_key": course_key}))


def list_all_done(person_id: str | None) -> dict[str, frozenset[str]]:
    """Keys of the lessons that a person has done, by course."""
    if person_id is None:
        return {}
    query = select(Completion.course_key, Completion.lesson_key).where(Completion.person_id.in_(ids_of(person_id)))
    done: dict[str, set[str]] = {}
    for course_key, lesson_key in db.session.execute(query):
        done.setdefault(course_key, set()).add(lesson_key)
    return {course_key: frozenset(keys) for course_key, keys in done.items()}


def list_done_of(person_ids: Collection[str]) -> dict[str, list[LessonDone]]:
    """What these people have done, by the ids that they go by now, oldest first: one statement."""
    rows = db.session.execute(
        select(Person.canonical_id, Completion.course_key, Completion.lesson_key, Completion.completed_at)
        .join(Person, Person.id == Completion.person_id)
        .where(Person.canonical_id.in_(sorted(person_ids)))
        .order_by(Completion.completed_at, Completion.id)
    )
    found: dict[str, list[LessonDone]] = {}
    for person_id, course_key, lesson_key, at in rows:
        found.setdefault(person_id, []).append(LessonDone(course_key=course_key, lesson_key=lesson_key, at=at))
    return found


def export_person(person_id: str) -> dict[str, Rows]:
    """All that the room knows of a person, for them: rows by table."""
    return read_out_room("courses", ids_of(person_id))
