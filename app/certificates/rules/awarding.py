"""What passes earn: facts in, an award or the reason why not. The same facts earn the same, in whatever order.

A course: its oldest pass that was taken as the certificate asks. A path: such a pass of each of its courses.
"""

from collections.abc import Iterable, Sequence
from statistics import fmean

from app.certificates.types import PATHS, Award, Lack
from app.content.types.courses import Asked, Course, CoursePath
from app.kernel.locale import Tag
from app.progress.types import PassFacts
from app.seals.types.facts import Kind

TRAINER_DESIGN = "trainer"
"""A course with this design makes trainers."""


def keys_of(course: Course) -> frozenset[str]:
    """The key of a course, and those that it went by before: a course that was renamed is earned once."""
    return frozenset({course.key, *course.was})


def path_keys_of(path: CoursePath) -> frozenset[str]:
    """The same of a path, as certificates hold it."""
    return frozenset(f"{PATHS}{key}" for key in (path.key, *path.was))


def judge_course(course: Course, passes: Sequence[PassFacts]) -> Award | Lack:
    """What these passes, oldest first, earn in a course."""
    if course.certificate is None:
        return Lack.NOT_GIVEN
    found = _fitting(course, passes, course.certificate_asks)
    if isinstance(found, Lack):
        return found
    language = found.language if found.language in course.texts else next(iter(course.texts))
    return Award(
        key=course.key,
        kind=Kind.TRAINER if course.certificate == TRAINER_DESIGN else Kind.COURSE,
        pass_id=found.id,
        earned_at=found.passed_at,
        release=found.release,
        design=course.certificate,
        language=language,
        title=course.texts[language].title,
        minutes=course.minutes,
        percent=found.percent,
        competences=course.competences,
        is_supervised=_is_supervised(found),
        is_unassisted=_is_unassisted(found),
    )


def judge_path(path: CoursePath, courses: Iterable[Course], passes: Sequence[PassFacts]) -> Award | Lack:
    """What these passes, oldest first, earn in a path; `courses` are all that are published."""
    if path.certificate is None:
        return Lack.NOT_GIVEN
    known = {course.key: course for course in courses}
    if not path.courses or not set(path.courses) <= set(known):
        return Lack.NOT_PASSED
    own = [known[key] for key in path.courses]
    found = [_fitting(course, passes, path.certificate_asks) for course in own]
    lacks = [one for one in found if isinstance(one, Lack)]
    if lacks:
        return min(lacks, key=[Lack.NOT_PASSED, Lack.UNCONFIRMED, Lack.REFUSED].index)
    good = [one for one in found if isinstance(one, PassFacts)]
    last = max(good, key=lambda one: (one.passed_at, one.id))
    language = last.language if last.language in path.texts else next(iter(path.texts))
    return Award(
        key=f"{PATHS}{path.key}",
        kind=Kind.PATH,
        pass_id=last.id,
        earned_at=last.passed_at,
        release=last.release,
        design=path.certificate,
        language=language,
        title=path.texts[language].title,
        minutes=sum(course.minutes for course in own),
        percent=int(fmean(one.percent for one in good)),
        competences=tuple(sorted({one for course in own for one in course.competences})),
        parts=tuple(_title(course, language) for course in own),
        is_supervised=all(map(_is_supervised, good)),
        is_unassisted=all(map(_is_unassisted, good)),
    )


def count_passed(path: CoursePath, courses: Iterable[Course], passed: frozenset[str]) -> int:
    """How many courses of a path are passed."""
    own = [course for course in courses if course.key in path.courses]
    return sum(bool(keys_of(course) & passed) for course in own)


def _fitting(course: Course, passes: Sequence[PassFacts], asks: tuple[Asked, ...]) -> PassFacts | Lack:
    """The oldest pass of a course that was taken as is asked."""
    own = [one for one in passes if one.course_key in keys_of(course)]
    if not own:
        return Lack.NOT_PASSED
    fits = [one for one in own if _meets(one, asks)]
    if fits:
        return fits[0]
    return Lack.REFUSED if all(one.sitting is not None for one in own) else Lack.UNCONFIRMED


def _meets(one: PassFacts, asks: tuple[Asked, ...]) -> bool:
    said = {Asked.SUPERVISED: _is_supervised(one), Asked.UNASSISTED: _is_unassisted(one)}
    return all(said[each] for each in asks)


def _is_supervised(one: PassFacts) -> bool:
    return one.sitting is not None and one.sitting.is_supervised


def _is_unassisted(one: PassFacts) -> bool:
    return one.sitting is not None and one.sitting.is_unassisted


def _title(course: Course, language: Tag) -> str:
    text = course.texts.get(language) or next(iter(course.texts.values()))
    return text.title
