"""A group's list from a file: kept, corrected on the page, then taken in one piece or not at all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import delete

from app.accounts.queries.addresses import read_address
from app.accounts.queries.rosters import find_place, list_headings
from app.accounts.types import ParentWord, Relation
from app.centres.models.rosters import GroupRoster
from app.centres.queries.coming import get_roster, list_owners
from app.centres.queries.members import list_members
from app.centres.queries.places import get_cohort
from app.centres.rules.headings import columns_of_group
from app.centres.rules.rosters import MOST_LINES, Judged, Line, judge, understand
from app.centres.service.coming import Newcomer, let_in
from app.centres.types.people import MemberSource
from app.centres.types.places import CohortFacts
from app.infra.audit import record
from app.infra.database import add, lock, serialise
from app.infra.personal import SPANS, Keep
from app.infra.retention import Purge, rows_gone
from app.infra.workbooks import read_list
from app.kernel import clock
from app.kernel.errors import ConflictError
from app.kernel.text import clean_name


class TooLongListError(ValueError):
    """More lines than a group has people."""


class NotSettledError(ConflictError):
    """Some line that is to be taken is still in doubt: nothing was taken."""


def read_phone(typed: str) -> str | None:
    """The one spelling of a telephone; None when it is none."""
    found = read_address(typed) if "@" not in typed else None
    return found.phone if found else None


def read_lines(file: bytes) -> tuple[list[Line], tuple[str, ...]]:
    """What a file says, and which of its columns were not taken. Slow; before any transaction.

    BadSheetError, BadWorkbookError, TooLongListError.
    """
    sheet = read_list(file, columns_of_group(list_headings()))
    if len(sheet.rows) > MOST_LINES:
        raise TooLongListError
    lines = understand(sheet.rows, read_phone=read_phone, find_place=find_place, today=clock.today())
    return lines, sheet.ignored


def bring_roster(cohort_id: str, lines: Sequence[Line], ignored: Iterable[str], *, by: str) -> str:
    """Keep a list until its trainer has looked at it; its id."""
    roster = add(
        GroupRoster(
            node_id=current_app.config["NODE_ID"],
            cohort_id=cohort_id,
            brought_at=clock.now(),
            brought_by=by,
            lines=[asdict(line) for line in lines],
            ignored=", ".join(ignored)[:500],
            confirmed_at=None,
            taken=0,
        )
    )
    record("centres.roster-brought", actor_id=by, cohort=cohort_id)
    return roster.id


def look_at(cohort: CohortFacts, lines: Sequence[Line]) -> list[Judged]:
    """How the lines of a list stand now."""
    members = list_members(cohort.id)
    owners = list_owners({line.phone for line in lines if line.phone})
    return judge(lines, members=members, owners=owners, seats=max(cohort.seats - len(members), 0))


def lines_of(roster: GroupRoster) -> list[Line]:
    """What a list says."""
    return [_line(one) for one in roster.lines]


def correct_roster(cohort_id: str, roster_id: str, correct: Callable[[Judged], Line]) -> None:
    """Put a corrected line in the place of each; a list that was taken already stays as it is. NotFoundError."""
    lock(GroupRoster, roster_id)
    roster = get_roster(cohort_id, roster_id)
    if roster.confirmed_at is None:
        judged = look_at(get_cohort(cohort_id), lines_of(roster))
        roster.lines = [asdict(correct(one)) for one in judged]


def take_roster(cohort_id: str, roster_id: str, *, by: str) -> int:
    """Let everybody in who is ticked; how many. The second time it only says how many.

    NotSettledError: one of them is still in doubt. NotFoundError, ClosedError.
    """
    serialise(f"cohort {cohort_id}")
    lock(GroupRoster, roster_id)
    roster, cohort = get_roster(cohort_id, roster_id), get_cohort(cohort_id)
    if roster.confirmed_at is not None:
        return roster.taken
    judged = look_at(cohort, lines_of(roster))
    if any(one.is_open for one in judged):
        raise NotSettledError
    taken = [one for one in judged if one.is_taken]
    for one in taken:
        let_in(cohort_id, _newcomer(one, cohort), MemberSource.SHEET, by=by)
    roster.confirmed_at, roster.taken, roster.lines = clock.now(), len(taken), []
    record("centres.roster-taken", actor_id=by, cohort=cohort_id, people=len(taken))
    return len(taken)


def _newcomer(one: Judged, cohort: CohortFacts) -> Newcomer:
    line = one.line
    parent = ParentWord(name=clean_name(line.parent), relation=Relation(line.relation)) if line.is_child else None
    return Newcomer(
        name=clean_name(line.name),
        phone=line.phone or None,
        language=cohort.language,
        region=line.region or cohort.centre.region,
        district=line.district or ("" if line.region else cohort.centre.district),
        parent=parent,
        owner_id=one.owner_id,
    )


def _line(kept: Mapping[str, Any]) -> Line:
    return Line(**{**kept, "notes": tuple(kept["notes"]), "agreed": tuple(kept["agreed"])})


def forget_lists(now: datetime) -> int:
    """Take away lists of which nothing came a week after they were brought; how many. The others hold no names."""
    old = GroupRoster.brought_at < now - SPANS[Keep.WEEK]
    return rows_gone(delete(GroupRoster).where(old, GroupRoster.confirmed_at.is_(None)))


PURGES: Mapping[str, Purge] = {"centres_roster": forget_lists}
