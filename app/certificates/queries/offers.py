"""What is offered now, and how a person stands in it: earned, waiting, on the way."""

from collections.abc import Iterator

from app.certificates.queries.records import list_of_person
from app.certificates.rules.awarding import count_passed, judge_course, judge_path, keys_of, path_keys_of
from app.certificates.types import PATHS, Award, CertificateRecord, Lack, PaperState
from app.content.types.courses import Course, CoursePath
from app.kernel.locale import Tag
from app.progress.queries import list_passes
from app.progress.types import PassFacts
from app.published.queries import find_course, find_release
from app.quizzes.queries.attempts import list_passed
from app.web import earned
from app.web.earned import Awaited, AwaitedWhy, CertificateState, PathStanding, Prospects, Standing
from app.web.i18n import current_language

STATES = {
    PaperState.VALID: CertificateState.READY,
    PaperState.PREPARING: CertificateState.PREPARING,
    PaperState.REVOKED: CertificateState.REVOKED,
    PaperState.REPLACED: CertificateState.REPLACED,
}
WAITING = {Lack.UNCONFIRMED: AwaitedWhy.UNCONFIRMED, Lack.REFUSED: AwaitedWhy.REFUSED}


def list_courses() -> tuple[Course, ...]:
    """All courses that are published now."""
    release = find_release()
    return release.courses if release else ()


def list_paths() -> tuple[CoursePath, ...]:
    """All paths that are published now."""
    release = find_release()
    return release.paths if release else ()


def find_path(key: str) -> CoursePath | None:
    """A path that is published now, by the key under which its certificates are kept."""
    return next((path for path in list_paths() if f"{PATHS}{path.key}" == key), None)


def list_offered() -> list[str]:
    """The keys of all courses and paths that give certificates now."""
    courses = [course.key for course in list_courses() if course.certificate]
    return [*courses, *(f"{PATHS}{path.key}" for path in list_paths() if path.certificate)]


def title_of(key: str, tag: Tag | None = None) -> str:
    """What a course or a path is called in a language, the reader's without any, or in whichever it has."""
    course, path = find_course(key), find_path(key)
    wanted = tag or current_language().tag
    if course is not None:
        return (course.texts.get(wanted) or next(iter(course.texts.values()))).title
    if path is not None:
        return (path.texts.get(wanted) or next(iter(path.texts.values()))).title
    return key


def keys_for(key: str) -> frozenset[str]:
    """All keys under which there may be certificates for this course or path."""
    if key.startswith(PATHS):
        path = find_path(key)
        return path_keys_of(path) if path else frozenset({key})
    course = find_course(key)
    return keys_of(course) if course else frozenset({key})


def courses_behind(key: str) -> frozenset[str]:
    """The keys of the courses, old ones too, whose passes may earn the certificate of this course or path."""
    if not key.startswith(PATHS):
        return keys_for(key)
    path = find_path(key)
    own = [course for course in list_courses() if path and course.key in path.courses]
    return frozenset(one for course in own for one in keys_of(course))


def judge(key: str, passes: list[PassFacts]) -> Award | Lack:
    """What these passes earn in one course or path of now."""
    if key.startswith(PATHS):
        path = find_path(key)
        return judge_path(path, list_courses(), passes) if path else Lack.NOT_GIVEN
    course = find_course(key)
    return judge_course(course, passes) if course else Lack.NOT_GIVEN


def list_due(passes: list[PassFacts], known: frozenset[str]) -> Iterator[Award]:
    """All that these passes have earned and nothing was given for; `known` are the keys of what was."""
    for course in list_courses():
        award = judge_course(course, passes)
        if isinstance(award, Award) and not keys_of(course) & known:
            yield award
    for path in list_paths():
        award = judge_path(path, list_courses(), passes)
        if isinstance(award, Award) and not path_keys_of(path) & known:
            yield award


def earned_by(person_id: str) -> tuple[earned.Certificate, ...]:
    """A person's certificates as their own pages show them."""
    return tuple(_earned(record) for record in list_of_person(person_id))


def standing_of(person_id: str, course_key: str) -> Standing:
    """How a person stands in a course: quizzes passed, certificate earned, or waited for."""
    keys = keys_for(course_key)
    certificates = [one for one in earned_by(person_id) if one.course_key in keys]
    course = find_course(course_key)
    awaits = None
    if not certificates and course is not None and course.certificate_asks:
        awaits = _why(judge_course(course, list_passes(person_id)))
    return Standing(
        passed_quizzes=list_passed(person_id, course_key),
        certificate=certificates[0] if certificates else None,
        awaits=awaits,
    )


def prospects_of(person_id: str, passed: frozenset[str], certificates: tuple[earned.Certificate, ...]) -> Prospects:
    """What a person waits for, and how far they are in paths; asks nothing where nothing is to be confirmed."""
    known = frozenset(one.course_key for one in certificates)
    begun = [path for path in list_paths() if path.certificate and not path_keys_of(path) & known]
    standings = [
        PathStanding(key=path.key, title=title_of(f"{PATHS}{path.key}"), passed=count, total=len(path.courses))
        for path in begun
        if (count := count_passed(path, list_courses(), passed))
    ]
    asking = [
        *(
            one.key
            for one in list_courses()
            if one.certificate_asks and not keys_of(one) & known and keys_of(one) & passed
        ),
        *(f"{PATHS}{one.key}" for one in standings if _path_asks(one.key) and one.passed == one.total),
    ]
    passes = list_passes(person_id) if asking else []
    awaited = [Awaited(title=title_of(key), why=why) for key in asking if (why := _why(judge(key, passes))) is not None]
    return Prospects(awaited=tuple(awaited), paths=tuple(standings))


def _path_asks(key: str) -> bool:
    path = find_path(f"{PATHS}{key}")
    return path is not None and bool(path.certificate_asks)


def _why(judged: Award | Lack) -> AwaitedWhy | None:
    return WAITING.get(judged) if isinstance(judged, Lack) else None


def _earned(record: CertificateRecord) -> earned.Certificate:
    return earned.Certificate(
        code=record.code,
        course_key=record.course_key,
        course_title=record.course_title,
        issued_on=record.issued_on,
        state=STATES[record.state],
        is_hidden=record.is_hidden,
        is_path=record.course_key.startswith(PATHS),
        replaced_by=record.replaced_by,
    )
