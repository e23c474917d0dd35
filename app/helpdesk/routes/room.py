"""The room's blueprint, and what its pages share: how a browser is known for a day, how enums are said."""

import hmac
from collections.abc import Callable
from typing import Any

from flask import current_app, make_response
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from app.helpdesk.rules.links import Piece, split_links
from app.helpdesk.types import (
    DayFullError,
    Difference,
    HourFullError,
    QuestionFacts,
    QuestionState,
    ReportState,
    TurnFacts,
    TurnKind,
)
from app.kernel import clock
from app.web import cookies, csrf
from app.web.pages import moment_text
from app.web.roles import role_name
from app.web.room import Room
from app.web.viewer import current_viewer

room = Room("helpdesk", __name__)
room.template_folder = "../templates"

SAID = frozenset({TurnKind.ANSWERED, TurnKind.ASKED_BACK, TurnKind.FOLLOWED_UP})


def sender() -> str:
    """How this browser is known today: by its person, or by the cookie that its forms are bound to.

    It is another mark each day, and leads nowhere afterwards.
    """
    binding = current_viewer().person_id or cookies.read(cookies.CONFIRM) or csrf.binding()
    key = str(current_app.config["SECRET_KEY"]).encode()
    said = f"helpdesk\0{clock.today().isoformat()}\0{binding}"
    return hmac.digest(key, said.encode("utf-8", "surrogateescape"), "sha256").hex()


def is_new_browser() -> bool:
    """Whether the browser brings nothing that we gave it: this is its first tap."""
    return current_viewer().person_id is None and cookies.read(cookies.CONFIRM) is None


def full_page(show: Callable[[str], str], error: HourFullError | DayFullError) -> AnyResponse:
    """The form once more, with a calm word on why it must wait."""
    is_hour = isinstance(error, HourFullError)
    words = (
        _("Bir soatda shuncha yuborish mumkin. Yozganingiz saqlanib turibdi, birozdan keyin yana yuboring.")
        if is_hour
        else _("Bugun juda koʻp savol va xabar keldi. Ertaga yana yuboring yoki yordam raqamiga qoʻngʻiroq qiling.")
    )
    page = make_response(show(words), 429)
    page.headers["Retry-After"] = str(error.retry_after)
    return page


def difference_words() -> dict[str, str]:
    """In what way the real site may differ."""
    return {
        Difference.BUTTON.value: _("Tugma boshqa joyda"),
        Difference.NAME.value: _("Nomi boshqacha"),
        Difference.UNREACHABLE.value: _("Sahifa ochilmadi"),
        Difference.TERMS.value: _("Narx yoki muddat boshqa"),
        Difference.OTHER.value: _("Boshqa narsa"),
    }


def report_state_words(state: ReportState) -> str:
    """Where the authors are."""
    words = {
        ReportState.NEW: _("yangi"),
        ReportState.LOOKED_AT: _("koʻrib chiqilmoqda"),
        ReportState.MENDED: _("tuzatildi"),
        ReportState.NO_FAULT: _("xato emas"),
    }
    return str(words[state])


def question_state_words(state: QuestionState) -> str:
    """Where a question stands, for both sides."""
    words = {
        QuestionState.WAITING: _("javob kutyapti"),
        QuestionState.TAKEN: _("javob yozilyapti"),
        QuestionState.WITH_AUTHORS: _("dars mualliflarida"),
        QuestionState.ANSWERED: _("javob berilgan"),
        QuestionState.ASKED_BACK: _("aniqlik soʻralgan"),
        QuestionState.CLOSED: _("yopilgan"),
    }
    return str(words[state])


def waiting_words(seconds: float) -> str:
    """How long somebody has waited, roughly."""
    hours = int(seconds // 3600)
    if hours < 1:
        return str(_("bir soatdan kam"))
    if hours < 48:  # noqa: PLR2004 - two days
        return str(ngettext("%(num)s soat", "%(num)s soat", hours))
    return str(ngettext("%(num)s kun", "%(num)s kun", hours // 24))


def lines_of(text: str, *, is_staff: bool) -> list[tuple[Piece, ...]]:
    """A text line by line; in what the staff wrote, addresses of our lessons are links."""
    origin = str(current_app.config["PUBLIC_URL"])
    lines = [line for line in text.split("\n") if line.strip()]
    return [split_links(line, origin) if is_staff else ((line, None),) for line in lines]


def said_in(question: QuestionFacts, asker: str) -> list[dict[str, Any]]:
    """Everything said in a thread, the question first; `asker` is how the asker is called on this page."""
    first = {"by": asker, "at": moment_text(question.asked_at), "lines": lines_of(question.text, is_staff=False)}
    return [first, *(_said(turn, asker) for turn in question.turns if turn.kind in SAID)]


def _said(turn: TurnFacts, asker: str) -> dict[str, Any]:
    is_staff = turn.role is not None
    return {
        "by": staff_words(turn) if is_staff else asker,
        "is_answer": is_staff,
        "at": moment_text(turn.said_at),
        "lines": lines_of(turn.text, is_staff=is_staff),
    }


def staff_words(turn: TurnFacts) -> str:
    """Who answered: first name and role, no more."""
    role = role_name(turn.role) if turn.role else ""
    return f"{turn.author_name}, {role}" if turn.author_name else role
