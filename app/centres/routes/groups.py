"""A group: its page, what is said of it, who teaches it."""

from typing import Any

from flask import Response, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.queries.addresses import read_address
from app.accounts.queries.people import find_credentials
from app.accounts.service.roles import take_role
from app.centres.forms.places import CohortForm, TrainerForm
from app.centres.queries.members import count_waiting, list_members
from app.centres.queries.places import list_meetings
from app.centres.queries.teaching import list_keys, list_trainers, title_of_key
from app.centres.routes.room import get_centre, get_cohort, may_run, room, viewer_id
from app.centres.routes.teach import clock_text
from app.centres.service.places import appoint_trainer, change_cohort, close_cohort, open_cohort
from app.centres.types.places import CentreFacts, CohortFacts
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.locale import Tag
from app.kernel.permissions import Permission

RUN = Permission.RUN_CENTRES
NEW, ONE = "/<lang:lang>/teach/centres/<centre>/groups/new/", "/<lang:lang>/teach/groups/<cohort>/"


@room.page(ONE, who=Permission.TEACH)
def cohort(lang: Tag, cohort: str) -> str:
    """The group: its meetings, and every other page about it."""
    return _page(get_cohort(cohort), lang, TrainerForm())


def _page(facts: CohortFacts, lang: Tag, form: TrainerForm) -> str:
    now = clock.now()
    return render_template(
        "centres/cohort.html",
        cohort=facts,
        learns=title_of_key(facts.key, lang),
        members=len(list_members(facts.id)),
        meetings=[
            {"facts": one, "day": clock.day_of(one.begins_at), "clock": clock_text(one), "is_over": one.ends_at < now}
            for one in list_meetings(facts.id)
        ],
        links=_links(facts),
        trainers=list_trainers(facts.id),
        may_run=may_run(facts.centre),
        form=form,
    )


def _links(cohort: CohortFacts) -> list[dict[str, Any]]:
    """Every page about a group. A page joins here."""
    waiting = count_waiting(cohort.id)
    wishes = _("Yangi yozilganlar: %(count)s", count=waiting) if waiting else _("Hozircha yangi yozilgan yoʻq.")
    pages = (
        ("centres.people", _("Odamlar"), _("Guruh roʻyxati: qoʻshish, fayldan olish, birlashtirish.")),
        ("centres.sign_ups", _("Yozilganlar"), wishes),
        ("centres.cards", _("Kartalar"), _("Telefonsiz odamlar uchun: rasm, QR-kod va PIN.")),
        ("centres.packs", _("Chop etish"), _("Tarqatma varaqlar, imzo varagʻi, test varaqlari: bitta PDF.")),
        ("centres.papers", _("Qogʻozdagi testlar"), _("Varaqdagi javoblarni kiritish.")),
        ("centres.earned", _("Sertifikatlar"), _("Kim nimani tugatgan, kimga nima yetishmaydi.")),
        ("centres.report", _("Hisobot"), _("Davomat va natijalar; jadval fayllari.")),
    )
    return [{"endpoint": endpoint, "title": title, "text": text} for endpoint, title, text in pages]


@room.page(NEW, who=RUN)
def new_cohort(lang: Tag, centre: str) -> Response:
    """The form for a group."""
    facts = get_centre(centre)
    form = CohortForm(seats="12", is_public=True, language=lang, starts_on=clock.today().isoformat())
    return _form_page(form, facts, None, lang)


@room.route(NEW, methods=["POST"], endpoint="open_cohort", who=RUN)
def opened(lang: Tag, centre: str) -> AnyResponse:
    """Open it."""
    facts = get_centre(centre)
    form = CohortForm.of_request()
    form.offer(list_keys(lang))
    if not form.validate():
        return _form_page(form, facts, None, lang, status=400)
    with write_tx():
        cohort_id = open_cohort(centre, form.words, by=viewer_id())
    return redirect(url_for("centres.cohort", lang=lang, cohort=cohort_id), 303)


@room.page(f"{ONE}edit/", who=RUN)
def edit_cohort(lang: Tag, cohort: str) -> Response:
    """The form with what is kept."""
    facts = get_cohort(cohort, RUN)
    return _form_page(CohortForm.of(facts), facts.centre, facts, lang)


@room.route(f"{ONE}edit/", methods=["POST"], endpoint="change_cohort", who=RUN)
def changed(lang: Tag, cohort: str) -> AnyResponse:
    """Keep something else of it."""
    facts = get_cohort(cohort, RUN)
    form = CohortForm.of_request()
    form.offer(_keys(facts, lang))
    if not form.validate():
        return _form_page(form, facts.centre, facts, lang, status=400)
    with write_tx():
        change_cohort(cohort, form.words, by=viewer_id())
    return redirect(url_for("centres.cohort", lang=lang, cohort=cohort), 303)


@room.action(f"{ONE}close", who=RUN)
def shut_cohort(lang: Tag, cohort: str) -> AnyResponse:
    """The group is over."""
    get_cohort(cohort, RUN)
    with write_tx():
        close_cohort(cohort, by=viewer_id())
    return redirect(url_for("centres.cohort", lang=lang, cohort=cohort), 303)


@room.action(f"{ONE}trainers", who=RUN)
def appoint(lang: Tag, cohort: str) -> AnyResponse:
    """Let somebody with an account teach it."""
    facts = get_cohort(cohort, RUN)
    form = TrainerForm.of_request()
    if not form.validate():
        return make_response(_page(facts, lang, form), 400)
    read = read_address(form.login.data or "")
    known = find_credentials(read.value) if read else None
    if known is None:
        form.login.errors = [_("Bunday hisob yoʻq. Trener avval saytda roʻyxatdan oʻtsin.")]
        return make_response(_page(facts, lang, form), 400)
    with write_tx():
        appoint_trainer(cohort, known.person_id, by=viewer_id())
    return redirect(url_for("centres.cohort", lang=lang, cohort=cohort), 303)


@room.action(f"{ONE}trainers/<grant>/dismiss", who=RUN)
def dismiss(lang: Tag, cohort: str, grant: str) -> AnyResponse:
    """Somebody teaches it no longer."""
    get_cohort(cohort, RUN)
    found = next((one for one in list_trainers(cohort) if one.grant_id == grant), None)
    if found is None:
        raise NotFoundError
    with write_tx():
        take_role(found.person_id, grant, taken_by=viewer_id())
    return redirect(url_for("centres.cohort", lang=lang, cohort=cohort), 303)


def _keys(facts: CohortFacts | None, tag: Tag) -> list[tuple[str, str]]:
    """What can be learned; what a group learns already stays on the list, published or not."""
    keys = list_keys(tag)
    if facts is not None and facts.key not in dict(keys):
        keys.append((facts.key, title_of_key(facts.key, tag)))
    return keys


def _form_page(
    form: CohortForm, centre: CentreFacts, facts: CohortFacts | None, tag: Tag, *, status: int = 200
) -> Response:
    form.offer(_keys(facts, tag))
    return make_response(render_template("centres/cohort_form.html", form=form, centre=centre, cohort=facts), status)
