"""Asking: about a lesson, or about anything."""

from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.addresses import find_address
from app.helpdesk.forms import QuestionForm, any_channel
from app.helpdesk.queries.answers import list_public_answers
from app.helpdesk.queries.lessons import get_lesson
from app.helpdesk.routes.room import full_page, room, sender
from app.helpdesk.service.questions import ask
from app.helpdesk.types import DayFullError, HourFullError, NewQuestion, Place, Reply
from app.infra.database import write_tx
from app.infra.outbox import Channel, can_send
from app.kernel.locale import Tag
from app.kernel.permissions import Circle
from app.web.viewer import current_viewer, person_for_writing

ABOUT_LESSON = "/<lang:lang>/courses/<course>/<lesson>/ask/"


@room.page("/<lang:lang>/ask/", who=Circle.EVERYONE)
def ask_anything(lang: Tag) -> str:
    """A question about anything."""
    return _page(lang, None, QuestionForm.of_request(notify=True))


@room.action("/<lang:lang>/ask/", who=Circle.EVERYONE)
def send(lang: Tag) -> AnyResponse:
    """Keep the question."""
    return _keep(lang, None)


@room.page(ABOUT_LESSON, who=Circle.EVERYONE)
def ask_about(lang: Tag, course: str, lesson: str) -> str:
    """A question about a lesson."""
    return _page(lang, Place(course_key=course, key=lesson), QuestionForm.of_request(notify=True))


@room.action(ABOUT_LESSON, who=Circle.EVERYONE)
def send_about(lang: Tag, course: str, lesson: str) -> AnyResponse:
    """Keep the question."""
    return _keep(lang, Place(course_key=course, key=lesson))


def _keep(lang: Tag, place: Place | None) -> AnyResponse:
    form = QuestionForm.of_request()
    if not form.validate():
        return make_response(_page(lang, place, form), 400)
    try:
        with write_tx():
            code = ask(
                _question(lang, place, form),
                sender=sender(),
                person_id=current_viewer().person_id,
                make_person=person_for_writing,
            )
    except (HourFullError, DayFullError) as error:
        return full_page(lambda words: _page(lang, place, form, full=words), error)
    return redirect(url_for("helpdesk.thread", lang=lang, code=code, sent="1"), 303)


def _question(lang: Tag, place: Place | None, form: QuestionForm) -> NewQuestion:
    return NewQuestion(
        text=form.text.data or "",
        name=form.name.data or "",
        language=lang,
        place=place,
        reply=_reply(form),
        phone=form.address.phone if form.address else None,
        email=form.address.email if form.address else None,
    )


def _reply(form: QuestionForm) -> Reply:
    if form.address is not None:
        return Reply.ADDRESS
    return Reply.ACCOUNT if current_viewer().is_signed_in and form.notify.data else Reply.PAGE


def _page(lang: Tag, place: Place | None, form: QuestionForm, *, full: str = "") -> str:
    lesson = _lesson(lang, place) if place else None
    return render_template(
        "helpdesk/ask.html",
        form=form,
        course_key=place.course_key if place else "",
        lesson=lesson,
        has_answers=bool(place and list_public_answers(place.course_key)),
        can_notify=_can_notify(),
        can_write_to=any_channel() and not current_viewer().is_signed_in,
        action=request.path,
        full=full,
    )


def _lesson(lang: Tag, place: Place) -> dict[str, Any]:
    _course, lesson, text = get_lesson(place.course_key, place.key, lang)
    return {"key": lesson.key, "title": text.title}


def _can_notify() -> bool:
    """Whether the viewer has an account with an address that we can write to."""
    viewer = current_viewer()
    address = find_address(viewer.person_id) if viewer.is_signed_in and viewer.person_id else None
    return address is not None and can_send(Channel.SMS if address.phone else Channel.EMAIL)
