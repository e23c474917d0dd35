"""«The real site looks different»: two taps under a lesson or a scenario, without an account and without a script.

The page's own form sends only which button was tapped; this page is for those who want to say it in words.
"""

from typing import Any

from flask import make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from app.helpdesk.forms import DifferenceForm
from app.helpdesk.queries.lessons import get_subject
from app.helpdesk.routes.room import difference_words, full_page, is_new_browser, room, sender
from app.helpdesk.service.reports import report_difference
from app.helpdesk.types import DayFullError, Difference, HourFullError, Place, PlaceKind
from app.infra.database import write_tx
from app.kernel.locale import Tag
from app.kernel.permissions import Circle

ADDRESS = "/<lang:lang>/courses/<course>/<lesson>/different/"
OF_SCENARIO = "/<lang:lang>/courses/<course>/practice/<key>/different/"


@room.page(ADDRESS, who=Circle.EVERYONE)
def different(lang: Tag, course: str, lesson: str) -> str:
    """Say in words what differs."""
    return _page(lang, Place(course_key=course, key=lesson), DifferenceForm.of_request())


@room.action(ADDRESS, who=Circle.EVERYONE, open_post=True)
def report(lang: Tag, course: str, lesson: str) -> AnyResponse:
    """Keep the report. Nobody becomes a person by it."""
    return _keep(lang, Place(course_key=course, key=lesson))


@room.page(f"{ADDRESS}thanks/", who=Circle.EVERYONE)
def thanks(lang: Tag, course: str, lesson: str) -> str:
    """It has arrived; back to the lesson."""
    return _thanks(lang, Place(course_key=course, key=lesson))


@room.page(OF_SCENARIO, who=Circle.EVERYONE)
def scenario_different(lang: Tag, course: str, key: str) -> str:
    """Say in words what differs from a scenario."""
    return _page(lang, Place(kind=PlaceKind.SCENARIO, course_key=course, key=key), DifferenceForm.of_request())


@room.action(OF_SCENARIO, who=Circle.EVERYONE, open_post=True)
def report_scenario(lang: Tag, course: str, key: str) -> AnyResponse:
    """Keep the report on a scenario."""
    return _keep(lang, Place(kind=PlaceKind.SCENARIO, course_key=course, key=key))


@room.page(f"{OF_SCENARIO}thanks/", who=Circle.EVERYONE)
def scenario_thanks(lang: Tag, course: str, key: str) -> str:
    """It has arrived; back to the scenario."""
    return _thanks(lang, Place(kind=PlaceKind.SCENARIO, course_key=course, key=key))


def _keep(lang: Tag, place: Place) -> AnyResponse:
    form = DifferenceForm.of_request()
    if not form.validate():
        return make_response(_page(lang, place, form), 400)
    try:
        with write_tx():
            report_difference(
                place,
                Difference(form.difference.data or ""),
                language=lang,
                section=form.section.data or "",
                words=form.words.data or "",
                is_new=is_new_browser(),
                sender=sender(),
            )
    except (HourFullError, DayFullError) as error:
        return full_page(lambda words: _page(lang, place, form, full=words), error)
    return redirect(_addresses(lang, place)["thanks_url"], 303)


def _page(lang: Tag, place: Place, form: DifferenceForm, *, full: str = "") -> str:
    subject = get_subject(place, lang)
    form.section.choices = [("", _l("Bilmayman")), *((one.id, one.title) for one in subject.sections)]
    return render_template(
        "helpdesk/different.html",
        title=subject.title,
        has_sections=bool(subject.sections),
        form=form,
        kinds=difference_words(),
        full=full,
        **_addresses(lang, place),
    )


def _thanks(lang: Tag, place: Place) -> str:
    get_subject(place, lang)
    return render_template("helpdesk/thanks.html", **_addresses(lang, place))


def _addresses(lang: Tag, place: Place) -> dict[str, Any]:
    """Where the place itself is, where its reports go, and where a question on it is asked."""
    if place.kind is PlaceKind.SCENARIO:
        here: dict[str, Any] = {"lang": lang, "course": place.course_key, "key": place.key}
        return {
            "place_url": url_for("practice.start", **here),
            "back_words": _("Mashqqa qaytish"),
            "report_url": url_for("helpdesk.report_scenario", **here),
            "thanks_url": url_for("helpdesk.scenario_thanks", **here),
            "ask_url": url_for("helpdesk.ask_anything", lang=lang),
        }
    lesson: dict[str, Any] = {"lang": lang, "course": place.course_key, "lesson": place.key}
    return {
        "place_url": url_for("courses.lesson", **lesson),
        "back_words": _("Darsga qaytish"),
        "report_url": url_for("helpdesk.report", **lesson),
        "thanks_url": url_for("helpdesk.thanks", **lesson),
        "ask_url": url_for("helpdesk.ask_about", **lesson),
    }
