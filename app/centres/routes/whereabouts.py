"""Where somebody is in a class, in the reader's language."""

from datetime import datetime

from flask_babel import gettext as _
from flask_babel import ngettext

from app.centres.rules.watching import Spot, Trouble, Work
from app.practice.queries import find_scenario
from app.published.queries import find_course, find_release
from app.web.i18n import current_language
from app.web.pages import moment_text

LONG = 180
"""Minutes after which the day and the hour say more."""


def where_text(spot: Spot) -> str:
    """What somebody is at."""
    match spot.work:
        case Work.LESSON:
            return str(_("Dars tugatildi: %(title)s", title=_lesson_title(spot)))
        case Work.PRACTICE:
            title = _scenario_title(spot)
            if spot.is_open:
                return str(_("Mashq: %(title)s, %(number)s-qadam", title=title, number=spot.number))
            return str(_("Mashq: %(title)s, tugatildi", title=title))
        case Work.QUIZ:
            return _quiz_text(spot)


def _quiz_text(spot: Spot) -> str:
    title = quiz_title(spot.course_key, spot.key)
    if spot.is_open:
        return str(_("%(title)s: %(number)s-savol, jami %(total)s", title=title, number=spot.number, total=spot.total))
    if spot.percent is None:
        return str(_("%(title)s: trener tekshiradi", title=title))
    if spot.is_passed:
        return str(_("%(title)s: %(percent)s foiz, oʻtdi", title=title, percent=spot.percent))
    return str(_("%(title)s: %(percent)s foiz, oʻtmadi", title=title, percent=spot.percent))


def since_text(spot: Spot, now: datetime) -> str:
    """How long ago something was done there."""
    minutes = max(int((now - spot.at).total_seconds() // 60), 0)
    if not minutes:
        return str(_("hozirgina"))
    if minutes >= LONG:
        return moment_text(spot.at)
    return str(ngettext("%(num)s daqiqa oldin", "%(num)s daqiqa oldin", minutes))


def trouble_text(trouble: Trouble, spot: Spot) -> str:
    """Why somebody may need the trainer, and at which question or step."""
    number = spot.wrong_number if trouble is Trouble.WRONG else spot.number
    is_quiz = spot.work is Work.QUIZ
    at = _("%(number)s-savol", number=number) if is_quiz else _("%(number)s-qadam", number=number)
    match trouble:
        case Trouble.WRONG:
            return str(_("%(at)s: ketma-ket %(times)s marta xato", at=at, times=spot.wrongs))
        case Trouble.HINTS:
            return str(_("%(at)s: maslahatni ochdi", at=at))
        case Trouble.STILL:
            return str(_("%(at)s: 10 daqiqadan beri oldinga yurmadi", at=at))


def _lesson_title(spot: Spot) -> str:
    course = find_course(spot.course_key)
    lesson = next((one for one in course.lessons if one.key == spot.key), None) if course else None
    text = lesson.texts.get(current_language().tag) if lesson else None
    return text.title if text else spot.key


def _scenario_title(spot: Spot) -> str:
    scenario = find_scenario(spot.course_key, spot.key)
    text = scenario.texts.get(current_language().tag) if scenario else None
    return text.title if text else spot.key


def quiz_title(course_key: str, quiz_key: str) -> str:
    """What a quiz is called in the language of the page; its key where it has no name there."""
    release = find_release()
    quiz = release.quizzes.get(f"{course_key}/{quiz_key}") if release else None
    text = quiz.texts.get(current_language().tag) if quiz else None
    return text.title if text else quiz_key
