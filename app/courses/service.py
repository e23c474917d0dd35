"""Writes of the room: beginning a course, marking a lesson as done, what was published when."""

from flask import current_app
from sqlalchemy import select

from app.accounts.queries.people import ids_of
from app.content.bundle.codec import digest_of, to_bytes
from app.content.types.releases import Release
from app.courses.events import LessonCompleted
from app.courses.models import Completion, Enrolment, Publication
from app.courses.queries import list_done
from app.infra.bus import announce
from app.infra.database import add, db, serialise
from app.infra.traces import erase_in_room
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.published.queries import get_course, get_release


def enrol(person_id: str, course_key: str) -> None:
    """A person begins a course; the second time nothing happens."""
    serialise(f"learner {person_id}")
    known = select(Enrolment.id).where(Enrolment.person_id.in_(ids_of(person_id)), Enrolment.course_key == course_key)
    if db.session.scalars(known.limit(1)).first() is None:
        add(
            Enrolment(
                node_id=current_app.config["NODE_ID"],
                person_id=person_id,
                course_key=course_key,
                enrolled_at=clock.now(),
            )
        )


def complete_lesson(person_id: str, course_key: str, lesson_key: str, language: Tag) -> None:
    """Mark a lesson as done; the second time nothing happens. NotFoundError when there is no such lesson."""
    course, _text = get_course(course_key, language)
    if lesson_key not in {lesson.key for lesson in course.lessons}:
        raise NotFoundError
    enrol(person_id, course_key)
    if lesson_key in list_done(person_id, course_key):
        return
    add(
        Completion(
            node_id=current_app.config["NODE_ID"],
            person_id=person_id,
            course_key=course_key,
            lesson_key=lesson_key,
            release=get_release().digest,
            language=language,
            completed_at=clock.now(),
        )
    )
    announce(LessonCompleted(person_id=person_id, course_key=course_key, lesson_key=lesson_key))


def erase_person(person_id: str, tombstone_id: str) -> None:
    """What this id did stays, under one that leads to nobody."""
    erase_in_room("courses", person_id, tombstone_id)


def record_publications(release: Release) -> None:
    """Keep since when each course of a release is there as it is; published again, nothing is written."""
    serialise("publications")
    node_id = current_app.config["NODE_ID"]
    rows = db.session.execute(
        select(Publication.course_key, Publication.digest).where(Publication.node_id == node_id)
    ).all()
    known = {(course_key, digest) for course_key, digest in rows}
    for course in release.courses:
        digest = digest_of(to_bytes(course))
        if (course.key, digest) not in known:
            add(
                Publication(
                    node_id=node_id,
                    course_key=course.key,
                    digest=digest,
                    release=release.digest,
                    published_at=clock.now(),
                )
            )
