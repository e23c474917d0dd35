"""Who learns in a group: added by hand, taken out, put back; two entries of one person joined and told apart."""

from flask import Response, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.service.disabling import OwnAccountError
from app.accounts.service.merging import ClosedAccountError, MergedFurtherError
from app.accounts.service.people import LoginTakenError
from app.centres.forms.people import MemberForm
from app.centres.queries.coming import find_owner, list_departed, list_sources
from app.centres.queries.members import count_waiting, list_members
from app.centres.queries.twins import list_joined, list_twins
from app.centres.routes.coming_words import source_text, why_not
from app.centres.routes.room import get_cohort, room, viewer_id
from app.centres.service.coming import Newcomer, let_in
from app.centres.service.members import add_member, remove_member
from app.centres.service.twins import ForAdministratorError, join_twins, part_twins
from app.centres.types.people import MemberSource, PhoneOwner
from app.centres.types.places import ClosedError, CohortFacts, NoSeatsError
from app.infra.database import write_tx
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id, new_id
from app.kernel.locale import Tag
from app.kernel.permissions import Permission
from app.web.pages import alternates

WHO = Permission.TEACH
ADDRESS = "/<lang:lang>/teach/groups/<cohort>/people/"


@room.page(ADDRESS, who=WHO)
def people(lang: Tag, cohort: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """Everybody in the group, and the ways in."""
    return _page(get_cohort(cohort), MemberForm(key=new_id()))


@room.route(ADDRESS, methods=["POST"], endpoint="add_person", who=WHO)
def added(lang: Tag, cohort: str) -> AnyResponse:
    """One more, with the account that the telephone belongs to once the trainer says that it is theirs."""
    facts, form = get_cohort(cohort), MemberForm.of_request()
    form.offer()
    is_good = form.validate()
    owner = find_owner(form.phone.phone or "")
    if owner is not None and owner.is_closed:
        form.phone.errors = [_("Bu raqamdagi hisob yopilgan. Raqamni boʻsh qoldiring yoki administratorga ayting.")]
        return _page(facts, form, status=400)
    if owner is not None and form.owner.data != owner.person_id:
        return make_response(render_template("centres/known.html", cohort=facts, form=form, owner=owner))
    if owner is None and not is_good:
        return _page(facts, form, status=400)
    key = form.key.data or ""
    try:
        with write_tx():
            let_in(
                cohort,
                _newcomer(facts, form, owner),
                MemberSource.HAND,
                by=viewer_id(),
                membership_id=key if is_id(key) else None,
            )
    except (NoSeatsError, ClosedError, LoginTakenError) as error:
        form.name.errors = [why_not(error)]
        return _page(facts, form, status=409)
    return _back(lang, cohort, "added")


def _newcomer(cohort: CohortFacts, form: MemberForm, owner: PhoneOwner | None) -> Newcomer:
    return Newcomer(
        name=form.name.data or "",
        phone=form.phone.phone,
        language=cohort.language,
        region=cohort.centre.region,
        district=cohort.centre.district,
        parent=form.parent if form.is_child.data and owner is None else None,
        owner_id=owner.person_id if owner else None,
    )


@room.action(f"{ADDRESS}<person>/remove", who=WHO)
def remove_person(lang: Tag, cohort: str, person: str) -> AnyResponse:
    """They learn here no longer; what they did stays."""
    get_cohort(cohort)
    if person not in dict(list_departed(cohort)):
        with write_tx():
            remove_member(cohort, person, by=viewer_id())
    return _back(lang, cohort, "removed")


@room.action(f"{ADDRESS}<person>/return", who=WHO)
def return_person(lang: Tag, cohort: str, person: str) -> AnyResponse:
    """They learn here again."""
    facts = get_cohort(cohort)
    if person not in {one.person_id for one in list_members(cohort)} | set(dict(list_departed(cohort))):
        raise NotFoundError
    try:
        with write_tx():
            add_member(cohort, person, MemberSource.HAND, by=viewer_id())
    except (NoSeatsError, ClosedError) as error:
        return _page(facts, MemberForm(key=new_id()), fault=why_not(error), status=409)
    return _back(lang, cohort, "returned")


@room.action(f"{ADDRESS}join", who=WHO)
def join_people(lang: Tag, cohort: str) -> AnyResponse:
    """Two entries are one person's."""
    facts = get_cohort(cohort)
    try:
        with write_tx():
            join_twins(cohort, request.form.get("person", ""), request.form.get("other", ""), by=viewer_id())
    except (ForAdministratorError, OwnAccountError, ClosedAccountError):
        fault = _("Bu ikki hisobni administrator birlashtiradi.")
        return _page(facts, MemberForm(key=new_id()), fault=fault, status=409)
    return _back(lang, cohort, "joined")


@room.action(f"{ADDRESS}part/<merging>", who=WHO)
def part_people(lang: Tag, cohort: str, merging: str) -> AnyResponse:
    """They were two after all."""
    facts = get_cohort(cohort)
    try:
        with write_tx():
            part_twins(cohort, merging, by=viewer_id())
    except MergedFurtherError:
        fault = _("Bu hisoblar keyin yana boshqasiga qoʻshilgan. Avval oxirgi birlashtirishni bekor qiling.")
        return _page(facts, MemberForm(key=new_id()), fault=fault, status=409)
    return _back(lang, cohort, "parted")


def _back(lang: Tag, cohort: str, done: str) -> AnyResponse:
    return redirect(url_for("centres.people", lang=lang, cohort=cohort, done=done), 303)


def _page(facts: CohortFacts, form: MemberForm, *, fault: str = "", status: int = 200) -> Response:
    form.offer()
    members, sources = list_members(facts.id), list_sources(facts.id)
    page = render_template(
        "centres/people.html",
        cohort=facts,
        form=form,
        fault=fault,
        done=_done_text(),
        rows=[{"member": one, "came": source_text(sources[one.membership_id])} for one in members],
        free=max(facts.seats - len(members), 0),
        waiting=count_waiting(facts.id),
        departed=list_departed(facts.id),
        twins=list_twins(facts.id),
        joined=list_joined(facts.id),
        posters=[(one["name"], one["html_lang"], _poster(facts, one["tag"])) for one in alternates()],
    )
    return make_response(page, status)


def _poster(facts: CohortFacts, tag: Tag) -> str:
    return url_for("centres.cohort_poster_pdf", lang=tag, code=facts.centre.code, group=facts.code)


def _done_text() -> str:
    count = request.args.get("count", type=int, default=0)
    words = {
        "added": _("Guruhga qoʻshildi."),
        "removed": _("Guruhdan chiqarildi. Pastda, «Chiqib ketganlar» ostida qaytarsa boʻladi."),
        "returned": _("Guruhga qaytdi."),
        "joined": _("Ikkisi bitta odam boʻldi. Xato boʻlsa, pastda ajratsa boʻladi."),
        "parted": _("Yana ikki odam boʻldi. Har birining natijasi oʻziga qaytdi."),
        "listed": _("Roʻyxatdan guruhga olinganlar: %(count)s.", count=count),
    }
    return str(words.get(request.args.get("done", ""), ""))
