"""The administrator's status page, and the handbook for whoever keeps the site alive."""

from collections.abc import Iterator
from typing import Any

from flask import current_app, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.infra import audit, jobs
from app.infra.database import write_tx
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Circle, Permission
from app.operations.queries.handbook import PAGES, get_chapter, list_titles
from app.operations.queries.state import get_state
from app.operations.rules import FAILED_LETTERS, find_troubles
from app.operations.service.reports import find_last_check
from app.operations.types import State
from app.seals.types.keys import Fault
from app.web.pages import moment_text
from app.web.room import Room, demand
from app.web.viewer import current_viewer

room = Room("operations", __name__)


@room.page("/<lang:lang>/staff/status/", who=Permission.OPERATE)
def status(lang: Tag) -> str:  # noqa: ARG001 - the converter has set the language
    """How the installation is, and what to do."""
    demand(Permission.OPERATE)
    settings = current_app.extensions["settings"]
    state = get_state(settings)
    return render_template(
        "operations/status.html",
        state=state,
        troubles=find_troubles(state),
        letters=_letters(state),
        last_check=find_last_check(settings),
        backs_up_daily=settings.backs_up_daily,
        moment=moment_text,
        issuing_text=_issuing_text,
        is_retried="retried" in request.args,
    )


def _issuing_text(fault: Fault) -> str:
    """Why no certificate can be signed, in the reader's language."""
    words = {
        Fault.NO_KEY: _("Sertifikatlarni imzolaydigan kalit hali yoʻq."),
        Fault.MISSING: _("Kalit fayli yoʻqolgan."),
        Fault.OPEN_TO_OTHERS: _("Kalit faylini shu serverdagi boshqa dasturlar ham oʻqiy oladi."),
        Fault.UNREADABLE: _("Kalit fayli ochilmayapti."),
        Fault.OTHER_KEY: _("Kalit faylida boshqa kalit turibdi."),
        Fault.NOT_IN_WINDOW: _("Kalitning muddati tugagan."),
        Fault.CLOCK_BACK: _("Serverning soati orqaga surilgan."),
    }
    return str(words[fault])


def _letters(state: State) -> dict[str, int]:
    return {
        "sent": state.letters.get("sent", 0),
        "waiting": state.letters.get("waiting", 0) + state.letters.get("sending", 0),
        "failed": sum(state.letters.get(name, 0) for name in FAILED_LETTERS),
    }


@room.action("/<lang:lang>/staff/status/retry", who=Permission.OPERATE)
def retry_job(lang: Tag) -> AnyResponse:
    """Let a job that was given up be tried again."""
    demand(Permission.OPERATE)
    job_id = request.form.get("job", "")
    with write_tx():
        if not jobs.retry(job_id):
            raise NotFoundError
        audit.record("operations.job-retried", actor_id=current_viewer().person_id, subject_id=job_id)
    return redirect(url_for("operations.status", lang=lang, retried=1), 303)


@room.page("/handbook/", who=Circle.EVERYONE, prebuilt=lambda: [{}])
def handbook() -> str:
    """The pages of the handbook."""
    return render_template("operations/handbook.html", pages=list_titles())


def _each_page() -> Iterator[dict[str, Any]]:
    for key in PAGES:
        yield {"page": key}


@room.page("/handbook/<page>/", who=Circle.EVERYONE, prebuilt=_each_page)
def chapter(page: str) -> str:
    """One page of the handbook."""
    return render_template("operations/chapter.html", chapter=get_chapter(page))
