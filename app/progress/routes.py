"""A person's own page: where they are, what is next, their certificates, reminders, their data."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.accounts.queries.people import find_profile
from app.accounts.queries.places import find_region_name
from app.accounts.types import Profile
from app.content.types.courses import Course, CourseText
from app.courses.queries import list_courses, list_lessons
from app.infra.database import write_tx
from app.infra.outbox import Channel, get_outbox
from app.infra.plugs.telegram import find_bot
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag, get_language
from app.kernel.permissions import Circle, Role
from app.progress.documents import PURPOSE
from app.progress.queries import find_learning, find_step, step_in
from app.progress.rules import choose_channel
from app.progress.service import choose_reminders
from app.progress.types import ChoiceWay, CourseProgress, Learning, Step
from app.web.csrf import says_one_click
from app.web.earned import list_certificates, list_prospects
from app.web.roles import role_name
from app.web.room import Room
from app.web.signed import read_id
from app.web.viewer import current_viewer

room = Room("progress", __name__)


@room.page("/<lang:lang>/me/", who=Circle.EVERYONE)
def me(lang: Tag) -> str:
    """My learning, my certificates, my data."""
    viewer = current_viewer()
    profile = find_profile(viewer.person_id) if viewer.is_signed_in and viewer.person_id else None
    learning = find_learning(viewer.person_id)
    certificates = list_certificates(viewer.person_id)
    passed = frozenset(key for key, progress in learning.begun.items() if progress.is_passed)
    return render_template(
        "progress/me.html",
        learning=_learning(lang, learning),
        certificates=certificates,
        prospects=list_prospects(viewer.person_id, passed, certificates),
        profile=_profile(profile, lang) if profile else None,
        reminders=_reminders(profile, learning) if profile else None,
        telegram=_telegram(profile) if profile else None,
        roles=[role_name(grant.role) for grant in (*viewer.grants, *viewer.held) if grant.role is not Role.LEARNER],
        is_saved="saved" in request.args,
    )


@room.action("/<lang:lang>/me/reminders", who=Circle.SIGNED_IN)
def choose(lang: Tag) -> Response:
    """Keep whether the viewer wants reminders."""
    is_wanted = bool(request.form.get("is_wanted"))
    with write_tx():
        choose_reminders(str(current_viewer().person_id), is_wanted=is_wanted, way=ChoiceWay.PAGE)
    return redirect(url_for("progress.me", lang=lang, saved="1", _anchor="eslatma"), 303)


@room.page("/<lang:lang>/reminders/<token>/", who=Circle.EVERYONE)
def reminders(lang: Tag, token: str) -> str:
    """Where the link in a reminder leads: what comes next, and the one button that ends reminders."""
    return _reminders_page(lang, _person_of(token), token)


@room.action("/<lang:lang>/reminders/<token>/", who=Circle.EVERYONE, for_strangers=True, one_click=True)
def leave(lang: Tag, token: str) -> Response | str:
    """End reminders, or let them come again; a mailbox that asks for its owner is answered at once (RFC 8058)."""
    person_id = _person_of(token)
    is_mailbox = says_one_click()
    is_wanted = bool(request.form.get("is_wanted")) and not is_mailbox
    with write_tx():
        choose_reminders(person_id, is_wanted=is_wanted, way=ChoiceWay.MAILBOX if is_mailbox else ChoiceWay.LINK)
    if is_mailbox:
        return _reminders_page(lang, person_id, token)
    return redirect(url_for("progress.reminders", lang=lang, token=token), 303)


def _person_of(token: str) -> str:
    person_id = read_id(token, PURPOSE)
    if person_id is None:
        raise NotFoundError
    return person_id


def _reminders_page(lang: Tag, person_id: str, token: str) -> str:
    learning = find_learning(person_id)
    step = _latest_step(lang, learning)
    return render_template("progress/reminders.html", is_wanted=learning.wants_reminders, step=step, action_token=token)


def _latest_step(lang: Tag, learning: Learning) -> Step | None:
    """What comes next in the course that the person was in last, of those that are not finished."""
    latest = sorted(learning.begun, key=lambda key: str(learning.begun[key].last_at), reverse=True)
    steps = (find_step(key, learning.begun[key], lang) for key in latest)
    return next((step for step in steps if step is not None), None)


def _learning(lang: Tag, learning: Learning) -> list[dict[str, Any]]:
    """The courses that were begun: the one to go on with first, the others in the order of publication."""
    latest = _latest_step(lang, learning)
    rows = [
        _row(lang, course, text, learning.begun[course.key])
        for course, text in list_courses(lang)
        if course.key in learning.begun
    ]
    return sorted(rows, key=lambda row: row["step"] is None or row["step"] != latest)


def _row(lang: Tag, course: Course, text: CourseText, progress: CourseProgress) -> dict[str, Any]:
    lessons = list_lessons(course, lang)
    return {
        "key": course.key,
        "title": text.title,
        "done": sum(one.key in progress.done for one, _words in lessons),
        "total": len(lessons),
        "step": step_in(course, progress, lang),
    }


def _reminders(profile: Profile, learning: Learning) -> dict[str, Any] | None:
    """How this person is reminded; None where this installation has no way to."""
    own = {Channel.EMAIL if "@" in profile.login else Channel.SMS}
    channel = choose_channel(own | {Channel.TELEGRAM} if profile.has_telegram else own, get_outbox().plugs)
    return {"channel": channel, "is_wanted": learning.wants_reminders} if channel else None


def _telegram(profile: Profile) -> dict[str, Any] | None:
    """Whether a chat is bound; None where there is no bot."""
    return {"is_bound": profile.has_telegram} if find_bot() else None


def _profile(profile: Profile, lang: Tag) -> dict[str, str]:
    region, district = find_region_name(lang, profile.region, profile.district)
    return {
        "name": profile.name,
        "login": profile.login,
        "region": region,
        "district": district,
        "language": get_language(profile.language).name,
    }
