"""More time for quizzes, for somebody who needs it: from their next attempt on."""

from flask import Response, make_response, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse
from wtforms import RadioField, ValidationError

from app.accounts.types import PersonCard
from app.infra.database import write_tx
from app.kernel.permissions import Permission
from app.quizzes.queries.attempts import find_extra_time
from app.quizzes.service.extra_time import give_extra_time
from app.quizzes.types.attempts import ExtraTime
from app.staff.routes.people import row_view
from app.staff.routes.room import get_somebody_else, room, viewer_id
from app.web.forms import Filled, HouseForm

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/staff/people/<person>/time/"
OFFERED = {
    "0": (ExtraTime(), _l("Hamma qatori")),
    "25": (ExtraTime(percent=25), _l("25 foiz koʻproq")),
    "50": (ExtraTime(percent=50), _l("50 foiz koʻproq")),
    "100": (ExtraTime(percent=100), _l("Ikki baravar")),
    "m10": (ExtraTime(minutes=10), _l("10 daqiqa koʻproq")),
    "m30": (ExtraTime(minutes=30), _l("30 daqiqa koʻproq")),
}


class TimeForm(HouseForm):
    """How much longer."""

    extra = RadioField(_l("Testlarda qancha vaqt beriladi"), [Filled(_l("Bittasini tanlang."))], validate_choice=False)

    def validate_extra(self, field: RadioField) -> None:
        """One of those that were offered."""
        if field.data not in OFFERED:
            raise ValidationError(_l("Roʻyxatdan tanlang."))


@room.page(ADDRESS, who=WHO)
def extra_time(lang: str, person: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """What the person has now, and what may be given."""
    card = get_somebody_else(person, WHO)
    now = find_extra_time(card.person_id)
    chosen = next((value for value, (extra, _text) in OFFERED.items() if extra == now), None)
    return _page(card, TimeForm(extra=chosen))


@room.route(ADDRESS, methods=["POST"], endpoint="give_extra_time", who=WHO)
def given(lang: str, person: str) -> AnyResponse:
    """Keep it."""
    card = get_somebody_else(person, WHO)
    form = TimeForm.of_request()
    form.extra.choices = []
    if not form.validate():
        return _page(card, form, status=400)
    with write_tx():
        give_extra_time(card.person_id, OFFERED[form.extra.data][0], by=viewer_id())
    return redirect(url_for("staff.person", lang=lang, person=person, done="time"), 303)


def _page(card: PersonCard, form: TimeForm, *, status: int = 200) -> Response:
    form.extra.choices = [(value, text) for value, (_extra, text) in OFFERED.items()]
    return make_response(render_template("staff/extra_time.html", person=row_view(card), form=form), status)
