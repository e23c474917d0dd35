"""Cards of a group: who has one, printing them, a new PIN on the spot, another card for one that was lost."""

import secrets
from collections.abc import Mapping

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.centres.documents.cards import PrintedCard, print_cards
from app.centres.queries.cards import list_cards
from app.centres.queries.doors import find_door
from app.centres.queries.members import get_member, list_members
from app.centres.queries.places import list_meetings
from app.centres.routes.room import get_cohort, room, viewer_id
from app.centres.service.cards import draw_pins, have_pins, make_cards, renew_card, reset_pin
from app.centres.service.doors import can_open
from app.centres.types.cards import CardFacts, NewPin
from app.centres.types.people import CohortMember
from app.centres.types.places import CohortFacts
from app.infra.audit import record
from app.infra.database import write_tx
from app.kernel import clock
from app.kernel.errors import NotFoundError
from app.kernel.permissions import Permission
from app.web.links import public_link
from app.web.pages import moment_text

ONCE = 40
"""Longest text of ours that PINs are drawn from."""


@room.page("/<lang:lang>/teach/groups/<cohort>/cards/", who=Permission.TEACH)
def cards(lang: str, cohort: str) -> str:  # noqa: ARG001 - the converter has set the language
    """Who has a card, what may be done with it, and the door of today's class."""
    return _page(get_cohort(cohort))


@room.action("/<lang:lang>/teach/groups/<cohort>/cards/print", who=Permission.TEACH)
def print_group_cards(lang: str, cohort: str) -> AnyResponse:
    """The cards as one PDF, with PINs of those who had no card, and of those who are ticked. Nothing of it is kept."""
    found = get_cohort(cohort)
    members = {one.person_id: one for one in list_members(cohort)}
    wanted = [one for one in members if one in set(request.form.getlist("print"))]
    if not wanted:
        return redirect(url_for("centres.cards", lang=lang, cohort=cohort, none="1"), 303)
    known = list_cards(members)
    ticked, bare = set(request.form.getlist("new")), set(request.form.getlist("bare"))
    may_have = {one: members[one].phone for one in wanted if one in known or not members[one].has_login}
    drawn = draw_pins(
        {one: may_have[one] for one in may_have if one in ticked | bare or one not in known}, once=_once()
    )
    kept = have_pins(known, drawn)
    with write_tx():
        made = make_cards(cohort, [one for one in may_have if one not in known], drawn, by=viewer_id())
        for person_id in ticked & (set(drawn) & set(known)) - kept:
            reset_pin(person_id, drawn[person_id], by=viewer_id())
        told = {one: drawn[one].pin for one in made | kept | (ticked & set(drawn) & set(known))}
        record("centres.cards-printed", actor_id=viewer_id(), cohort=cohort, cards=len(may_have), pins=len(told))
        good = list_cards(may_have)
    file = print_cards(
        [_printed(good[one], told.get(one)) for one in may_have if one in good],
        centre=found.centre.name,
        language=found.language,
    )
    return _secret(Response(file, mimetype="application/pdf"), f"savodxon-{found.code}.pdf")


@room.action("/<lang:lang>/teach/groups/<cohort>/cards/pin", who=Permission.TEACH)
def reset_card_pin(lang: str, cohort: str) -> AnyResponse:  # noqa: ARG001 - as above
    """A new PIN, shown to the trainer once; wrong tries of before are forgiven."""
    found, member = get_cohort(cohort), get_member(cohort, request.form.get("person", ""))
    drawn = draw_pins({member.person_id: member.phone}, once=_once())
    known = list_cards([member.person_id])
    if member.person_id not in known:
        raise NotFoundError
    if not have_pins(known, drawn):
        with write_tx():
            reset_pin(member.person_id, drawn[member.person_id], by=viewer_id())
    return _told(found, member, drawn[member.person_id])


@room.action("/<lang:lang>/teach/groups/<cohort>/cards/renew", who=Permission.TEACH)
def renew_lost_card(lang: str, cohort: str) -> AnyResponse:  # noqa: ARG001 - as above
    """Another card for one that was lost; its code and PIN are shown once, and it can be printed from the list."""
    found, member = get_cohort(cohort), get_member(cohort, request.form.get("person", ""))
    drawn = draw_pins({member.person_id: member.phone}, once=_once())
    with write_tx():
        old_id = request.form.get("card", "")
        renew_card(cohort, member.person_id, drawn[member.person_id], old_id=old_id, by=viewer_id())
    is_told = bool(have_pins(list_cards([member.person_id]), drawn))
    return _told(found, member, drawn[member.person_id] if is_told else None)


def _printed(card: CardFacts, pin: str | None) -> PrintedCard:
    address = f"{current_app.config['PUBLIC_URL']}/card/{card.code}"
    return PrintedCard(name=card.name, face=card.face, code=card.code, address=address, pin=pin)


def _told(cohort: CohortFacts, member: CohortMember, new: NewPin | None) -> AnyResponse:
    page = render_template(
        "centres/card_told.html",
        cohort=cohort,
        trail=trail_of(cohort),
        name=member.name,
        pin=new.pin if new else "",
        card=list_cards([member.person_id]).get(member.person_id),
        once=_once(),
    )
    return _secret(make_response(page))


def _secret(response: Response, name: str = "") -> Response:
    """What holds a PIN is kept by no browser."""
    response.headers["Cache-Control"] = "private, no-store"
    if name:
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


def _once() -> str:
    return request.form.get("once", "")[:ONCE] or secrets.token_urlsafe(16)


def _page(cohort: CohortFacts) -> str:
    members = list_members(cohort.id)
    return render_template(
        "centres/cards.html",
        cohort=cohort,
        trail=trail_of(cohort),
        members=members,
        cards=list_cards([one.person_id for one in members]),
        meetings=doors_of(cohort),
        class_address=public_link("centres.class_door", code=cohort.centre.code),
        is_none="none" in request.args,
        is_late="late" in request.args,
        once=secrets.token_urlsafe(16),
    )


def doors_of(cohort: CohortFacts) -> list[Mapping[str, object]]:
    """The meetings whose door may be open now: id, when it begins, when the door shuts or None while it is shut."""
    now = clock.now()
    return [
        {
            "id": one.id,
            "when": moment_text(one.begins_at),
            "until": moment_text(door.closes_at) if (door := find_door(one.id)) else None,
        }
        for one in list_meetings(cohort.id)
        if can_open(one, now)
    ]


def trail_of(cohort: CohortFacts) -> list[tuple[str, str]]:
    """The way from the trainer's groups to this one."""
    return [(cohort.title, url_for("centres.cohort", cohort=cohort.id))] if "centres.cohort" in _views() else []


def _views() -> Mapping[str, object]:
    return current_app.view_functions
