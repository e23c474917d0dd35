"""Centres and their groups as everybody sees them, and the form of whoever wants to come.

These pages hang on the database, so they are rendered anew each time; their form carries a token bound to a cookie of
this browser alone, and works without a session.
"""

import hmac
from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.addresses import phone_text
from app.accounts.queries.places import find_region_name, list_regions
from app.centres.documents.posters import cohort_poster
from app.centres.forms.people import WishForm
from app.centres.forms.places import KINDS
from app.centres.queries.members import list_members
from app.centres.queries.places import (
    find_centre_by_code,
    find_cohort_by_code,
    list_coming,
    list_meetings,
    list_open_centres,
)
from app.centres.queries.teaching import lessons_of, title_of_key
from app.centres.routes.room import room
from app.centres.routes.teach import clock_text
from app.centres.rules.codes import CENTRE, COHORT, read_code
from app.centres.service.sign_ups import ManyWaitError, WishWords, ask_to_join
from app.centres.types.places import CentreFacts, CohortFacts
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import NotFoundError, TooManyError
from app.kernel.locale import Tag, get_language
from app.kernel.permissions import Circle
from app.web import csrf
from app.web.pages import in_each_language
from app.web.posters import posters

EVERYBODY = Circle.EVERYONE
ALL, ONE = "/<lang:lang>/centres/", "/<lang:lang>/centres/<code>/"
GROUP = f"{ONE}<group>/"
HOUR = "public, max-age=3600"


@room.page(ALL, who=EVERYBODY, listed=in_each_language)
def public_centres(lang: Tag) -> str:
    """Every open centre, by region."""
    found = list_open_centres()
    regions = [
        {"name": region.name, "centres": [_card(one, lang) for one in found if one.region == region.key]}
        for region in list_regions(lang)
    ]
    return render_template("centres/public_centres.html", regions=[one for one in regions if one["centres"]])


@room.page(ONE, who=EVERYBODY)
def public_centre(lang: Tag, code: str) -> str:
    """A centre: where, whom to ask, which groups come."""
    centre = _centre(code)
    return render_template(
        "centres/public_centre.html",
        centre=_card(centre, lang),
        groups=[_group(one, lang) for one in list_coming(centre.id, clock.today())],
    )


@room.page(GROUP, who=EVERYBODY)
def public_cohort(lang: Tag, code: str, group: str) -> Response:
    """A group: what, when, where, and the form to come."""
    return _cohort_page(_cohort(code, group), lang, WishForm())


@room.route(GROUP, methods=["POST"], endpoint="sign_up_to", who=EVERYBODY)
def asked(lang: Tag, code: str, group: str) -> AnyResponse:
    """Keep the wish."""
    cohort, form = _cohort(code, group), WishForm.of_request()
    if not _is_open(cohort):
        raise NotFoundError
    if not form.validate():
        return _cohort_page(cohort, lang, form, status=400)
    words = WishWords(
        name=form.name.data or "", phone=form.phone.phone, language=lang, is_child=bool(form.is_child.data)
    )
    try:
        with write_tx():
            ask_to_join(cohort.id, words, sender=_sender())
    except TooManyError as error:
        form.name.errors = [_("Bu telefondan koʻp odam yozildi. Bir soatdan keyin davom eting yoki markazga ayting.")]
        page = _cohort_page(cohort, lang, form, status=429)
        page.headers["Retry-After"] = str(error.retry_after)
        return page
    except ManyWaitError:
        form.name.errors = [_("Hozir koʻp odam navbatda. Markazga qoʻngʻiroq qiling yoki boring.")]
        return _cohort_page(cohort, lang, form, status=409)
    return redirect(url_for("centres.signed_up", lang=lang, code=cohort.centre.code, group=cohort.code), 303)


@room.page(f"{GROUP}thanks/", who=EVERYBODY)
def signed_up(lang: Tag, code: str, group: str) -> str:
    """What happens next."""
    cohort = _cohort(code, group)
    first = next(iter(_times(cohort)), (cohort.starts_on, ""))
    return render_template(
        "centres/signed_up.html", centre=_card(cohort.centre, lang), group=_group(cohort, lang), first=first
    )


@room.page(f"{GROUP}poster.pdf", who=EVERYBODY)
def cohort_poster_pdf(lang: Tag, code: str, group: str) -> Response:
    """The poster of a class: A4, with a QR code that leads to the group's page."""
    cohort = _cohort(code, group)
    pdf = posters().print(cohort_poster(cohort, title_of_key(cohort.key, lang), _times(cohort)))
    answer = Response(pdf, mimetype="application/pdf", headers={"Cache-Control": HOUR})
    name = f"savodxon-{cohort.code.lower()}-{lang}.pdf"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


def _centre(code: str) -> CentreFacts:
    read = read_code(code, CENTRE)
    centre = find_centre_by_code(read) if read else None
    if centre is None or centre.is_closed:
        raise NotFoundError
    return centre


def _cohort(code: str, group: str) -> CohortFacts:
    """A public group of this centre. NotFoundError for one that is not shown."""
    centre, read = _centre(code), read_code(group, COHORT)
    cohort = find_cohort_by_code(read) if read else None
    if cohort is None or cohort.centre.id != centre.id or not cohort.is_public:
        raise NotFoundError
    return cohort


def _is_open(cohort: CohortFacts) -> bool:
    return not cohort.is_closed and cohort.ends_on >= clock.today()


def _sender() -> str:
    """How this browser is known today, by the cookie that its forms are bound to; it leads nowhere tomorrow."""
    key = str(current_app.config["SECRET_KEY"]).encode()
    said = f"centres\0{clock.today().isoformat()}\0{csrf.browser_key()}"
    return hmac.digest(key, said.encode(), "sha256").hex()


def _card(centre: CentreFacts, tag: Tag) -> dict[str, Any]:
    region, district = find_region_name(tag, centre.region, centre.district)
    return {
        "facts": centre,
        "kind": KINDS[centre.kind],
        "place": ", ".join(name for name in (region, district) if name),
        "phone": phone_text(centre.phone),
        "groups": len(list_coming(centre.id, clock.today())),
    }


def _group(cohort: CohortFacts, tag: Tag) -> dict[str, Any]:
    return {
        "facts": cohort,
        "learns": title_of_key(cohort.key, tag),
        "taught_in": get_language(cohort.language).name,
        "free": max(cohort.seats - len(list_members(cohort.id)), 0),
        "is_open": _is_open(cohort),
    }


def _times(cohort: CohortFacts) -> list[tuple[Any, str]]:
    """The days and hours of the meetings that are still to come."""
    now = clock.now()
    return [(clock.day_of(one.begins_at), clock_text(one)) for one in list_meetings(cohort.id) if one.ends_at > now]


def _cohort_page(cohort: CohortFacts, tag: Tag, form: WishForm, *, status: int = 200) -> Response:
    page = render_template(
        "centres/public_cohort.html",
        centre=_card(cohort.centre, tag),
        group=_group(cohort, tag),
        lessons=[words.title for _course, _lesson, words in lessons_of(cohort)],
        times=_times(cohort),
        form=form,
    )
    return make_response(page, status)
