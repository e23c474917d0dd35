"""«The real site looks different»: two taps under a lesson, without an account and without a script.

The lesson's own form sends only which button was tapped; this page is for those who want to say it in words.
"""

from flask import make_response, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from app.helpdesk.forms import DifferenceForm
from app.helpdesk.queries.lessons import get_lesson
from app.helpdesk.routes.room import difference_words, full_page, is_new_browser, room, sender
from app.helpdesk.service.reports import report_difference
from app.helpdesk.types import DayFullError, Difference, HourFullError, Place
from app.infra.database import write_tx
from app.kernel.locale import Tag
from app.kernel.permissions import Circle

ADDRESS = "/<lang:lang>/courses/<course>/<lesson>/different/"


@room.page(ADDRESS, who=Circle.EVERYONE)
def different(lang: Tag, course: str, lesson: str) -> str:
    """Say in words what differs."""
    return _page(lang, course, lesson, DifferenceForm.of_request())


@room.action(ADDRESS, who=Circle.EVERYONE, open_post=True)
def report(lang: Tag, course: str, lesson: str) -> AnyResponse:
    """Keep the report. Nobody becomes a person by it."""
    form = DifferenceForm.of_request()
    if not form.validate():
        return make_response(_page(lang, course, lesson, form), 400)
    try:
        with write_tx():
            report_difference(
                Place(course_key=course, key=lesson),
                Difference(form.difference.data or ""),
                language=lang,
                section=form.section.data or "",
                words=form.words.data or "",
                is_new=is_new_browser(),
                sender=sender(),
            )
    except (HourFullError, DayFullError) as error:
        return full_page(lambda words: _page(lang, course, lesson, form, full=words), error)
    return redirect(url_for("helpdesk.thanks", lang=lang, course=course, lesson=lesson), 303)


def _page(lang: Tag, course: str, lesson: str, form: DifferenceForm, *, full: str = "") -> str:
    found, _lesson, text = get_lesson(course, lesson, lang)
    form.section.choices = [("", _l("Bilmayman")), *((one.id, one.title) for one in text.sections)]
    return render_template(
        "helpdesk/different.html",
        course_key=found.key,
        lesson={"key": lesson, "title": text.title},
        form=form,
        kinds=difference_words(),
        full=full,
    )


@room.page(f"{ADDRESS}thanks/", who=Circle.EVERYONE)
def thanks(lang: Tag, course: str, lesson: str) -> str:
    """It has arrived; back to the lesson."""
    found, _lesson, text = get_lesson(course, lesson, lang)
    return render_template("helpdesk/thanks.html", course_key=found.key, lesson={"key": lesson, "title": text.title})
