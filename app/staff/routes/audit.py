"""The audit log in words: who did what about whom. Ids only; a person's page says who they are to whom may know."""

import re
from typing import Any

from flask import render_template, request, url_for

from app.infra.audit import AuditEntry, list_entries
from app.kernel.errors import BadInputError
from app.kernel.ids import is_id
from app.kernel.permissions import Permission
from app.staff.routes.room import may_everywhere, room
from app.staff.routes.words import deed_text
from app.web.pages import moment_text
from app.web.room import demand

PAGE = 30
_NUMBER = re.compile(r"[1-9][0-9]{0,11}", re.ASCII)
_TAIL = 6
ABOUT_PEOPLE = "accounts."
"""Deeds whose name begins so are about a person; others may be about a letter or a certificate."""


@room.page("/<lang:lang>/staff/audit/", who=Permission.OPERATE)
def audit(lang: str) -> str:  # noqa: ARG001 - the converter has set the language
    """The latest deeds, newest first, of everybody or about one person."""
    demand(Permission.OPERATE)
    person, before = request.args.get("person", ""), request.args.get("before", "")
    if (person and not is_id(person)) or (before and not _NUMBER.fullmatch(before)):
        raise BadInputError
    entries = list_entries(limit=PAGE + 1, before=int(before) if before else None, subject_id=person or None)
    shown = entries[:PAGE]
    return render_template(
        "staff/audit.html",
        entries=[entry_view(one) for one in shown],
        person=person,
        older=url_for("staff.audit", person=person or None, before=shown[-1].number) if len(entries) > PAGE else None,
    )


def entry_view(entry: AuditEntry) -> dict[str, Any]:
    """An entry as pages show it."""
    return {
        "number": entry.number,
        "at": moment_text(entry.done_at),
        "text": deed_text(entry.action, entry.facts),
        "action": entry.action,
        "actor": _who(entry.actor_id),
        "subject": _who(entry.subject_id, is_person=entry.action.startswith(ABOUT_PEOPLE)),
    }


def _who(id_: str | None, *, is_person: bool = True) -> dict[str, str | None] | None:
    """Somebody by the end of their id, with the way to their page for whoever may open every person's."""
    if id_ is None:
        return None
    has_page = is_person and is_id(id_) and may_everywhere(Permission.FIND_PEOPLE)
    return {"short": id_[-_TAIL:], "url": url_for("staff.person", person=id_) if has_page else None}
