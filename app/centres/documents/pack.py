"""All papers of a class pack in the order printed. The same rows and the same release give the same papers."""

from collections.abc import Iterator

from app.centres.documents.lessons import Taught, handouts, plan_paper, step_papers
from app.centres.documents.lists import card_paper, sign_in_paper
from app.centres.documents.paper import Paper
from app.centres.documents.quiz import answer_papers, key_paper, quiz_papers
from app.centres.queries.members import list_members
from app.centres.queries.papers import list_sheets
from app.centres.queries.places import get_cohort, list_meetings
from app.centres.types.papers import PackFacts, PackPart
from app.centres.types.people import CohortMember
from app.centres.types.places import CohortFacts, MeetingFacts
from app.certificates.queries.records import find_latest_of
from app.courses.queries import list_courses_of, list_lessons, list_paths
from app.infra.storage import get_storage
from app.kernel.errors import NotFoundError
from app.published.queries import get_course, get_library
from app.web.i18n import in_language

PATH = "paths/"


def list_papers(pack: PackFacts) -> list[Paper]:
    """The papers of a pack, in the language of its group. What has nothing to say is left out."""
    cohort = get_cohort(pack.cohort_id)
    with in_language(cohort.language):
        return list(_papers(pack, cohort))


def _papers(pack: PackFacts, cohort: CohortFacts) -> Iterator[Paper]:
    meetings = [one for one in list_meetings(cohort.id) if pack.meeting_id in {None, one.id}]
    members, taught = list_members(cohort.id), list_taught(pack, cohort, meetings)
    names = [one.name for one in members]
    for part in pack.parts:
        match part:
            case PackPart.PLAN if taught:
                yield plan_paper(cohort, taught, meetings)
            case PackPart.SIGN_IN:
                yield sign_in_paper(cohort, names, meetings)
            case PackPart.CARDS if names:
                yield card_paper(cohort, names)
            case PackPart.HANDOUTS:
                yield from handouts(cohort, taught, max(len(names), 1))
            case PackPart.STEPS:
                yield from step_papers(cohort, taught, max(len(names), 1))
            case PackPart.CERTIFICATES:
                yield from _certificates(cohort, members)
            case PackPart.QUIZ | PackPart.ANSWERS | PackPart.KEY:
                yield from _test(pack, part, cohort, {one.person_id: one.name for one in members})


def list_taught(pack: PackFacts, cohort: CohortFacts, meetings: list[MeetingFacts]) -> Taught:
    """The lessons of the meeting's plan; without a meeting, or a plan, all of the course."""
    tag = cohort.language
    planned = [key for one in meetings for key in one.plan] if pack.meeting_id else []
    keys = list(dict.fromkeys(key.partition("/")[0] for key in planned)) or [pack.course_key]
    found: Taught = []
    for key in keys:
        course, text = get_course(key, tag)
        lessons = list_lessons(course, tag)
        found += [
            (course, text, lesson, words)
            for lesson, words in lessons
            if not planned or f"{key}/{lesson.key}" in planned
        ]
    return found


def courses_of(cohort: CohortFacts) -> list[tuple[str, str]]:
    """Key and title of each course of a group in its language: of its path, or the one."""
    tag = cohort.language
    if cohort.key.startswith(PATH):
        path = next((path for path, _text in list_paths(tag) if path.key == cohort.key.removeprefix(PATH)), None)
        return [(course.key, text.title) for course, text in list_courses_of(path, tag)] if path else []
    try:
        course, text = get_course(cohort.key, tag)
    except NotFoundError:
        return []
    return [(course.key, text.title)]


def _test(pack: PackFacts, part: PackPart, cohort: CohortFacts, names: dict[str, str]) -> Iterator[Paper]:
    sheets = list_sheets(pack.id)
    if not sheets:
        return
    quiz = get_library().quiz(sheets[0].quiz_digest)
    match part:
        case PackPart.QUIZ:
            yield from quiz_papers(cohort, quiz, sheets, pack.variants, names)
        case PackPart.ANSWERS:
            yield from answer_papers(cohort, quiz, sheets, names)
        case _:
            yield key_paper(cohort, quiz, sheets, names)


def _certificates(cohort: CohortFacts, members: list[CohortMember]) -> Iterator[Paper]:
    """Those that hold and are printed."""
    storage = get_storage()
    found = (find_latest_of(one.person_id, [cohort.key]) for one in members)
    digests = [one.pdf_digest for one in found if one and one.pdf_digest and not (one.revoked_on or one.replaced_on)]
    files = tuple(path for path in map(storage.find_path, digests) if path)
    if files:
        yield Paper(part=PackPart.CERTIFICATES, files=files)
