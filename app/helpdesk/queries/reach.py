"""Who sees what, and how the staff is called."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select, true
from sqlalchemy.sql.elements import ColumnElement

from app.accounts.models.people import Account, Person
from app.helpdesk.rules.threads import first_name
from app.infra.database import db
from app.kernel.permissions import SITE, Scope, ScopeKind


def courses_in(reach: frozenset[Scope], column: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a column
    """Whether a course lies in these places."""
    if SITE in reach:
        return true()
    return column.in_([scope.key for scope in reach if scope.kind is ScopeKind.COURSE])  # type: ignore[no-any-return]  # SQLAlchemy's operators on a column of any kind


def list_first_names(person_ids: Iterable[str | None]) -> dict[str, str]:
    """First names of people with accounts."""
    wanted = {one for one in person_ids if one}
    if not wanted:
        return {}
    query = select(Person.id, Account.name).join(Account, Account.person_id == Person.canonical_id)
    return {id_: first_name(name) for id_, name in db.session.execute(query.where(Person.id.in_(wanted)))}
