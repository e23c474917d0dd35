"""Bringing in a list of people: kept line by line, looked at, confirmed, then made into accounts piece by piece.

Each account is made in the transaction that notes it at its line, so a list that breaks off goes on where it was.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import insert, select, update

from app.accounts.models.rosters import Roster, RosterLine
from app.accounts.queries.rosters import (
    districts_by_name,
    find_last_line,
    get_roster,
    list_known,
    list_waiting,
    regions_by_name,
)
from app.accounts.rules.rosters import COLUMNS, Candidate, RosterFault, judge
from app.accounts.service.people import LoginTakenError, open_account
from app.infra.audit import record
from app.infra.database import add, db, lock
from app.infra.jobs import enqueue
from app.infra.personal import SPANS, Keep
from app.infra.retention import Purge, rows_gone
from app.kernel import clock
from app.kernel.errors import ConflictError
from app.kernel.ids import new_id
from app.kernel.locale import Tag
from app.kernel.sheets import read_sheet

READ = "accounts.read_roster"
APPLY = "accounts.apply_roster"
NO_PASSWORD = "!"  # noqa: S105 - no hash begins so: nobody signs in with a password until they set one
AT_ONCE = 100
"""Accounts made in one transaction: others write between."""


def bring_roster(by: str, file: bytes, ignored: Iterable[str]) -> str:
    """Keep a file that can be read as a list, to be read into lines by a job; the answer is the list's id."""
    words = ", ".join(ignored)[:500]
    roster = add(Roster(id=new_id(), brought_by=by, brought_at=clock.now(), file=file, ignored=words))
    enqueue(READ, {"roster_id": roster.id}, key=f"{READ} {roster.id}")
    record("accounts.roster-brought", actor_id=by, subject_id=roster.id)
    return roster.id


def understand(file: bytes) -> list[Candidate]:
    """What would come of each line of a list. Slow for a long one, and reads only: outside of any transaction."""
    candidates = judge(read_sheet(file, COLUMNS).rows, regions=regions_by_name(), districts=districts_by_name())
    known = list_known(one.login for one in candidates if one.fault is None)
    return [
        replace(one, fault=RosterFault.KNOWN) if one.fault is None and one.login in known else one for one in candidates
    ]


def keep_lines(roster_id: str, candidates: Sequence[Candidate]) -> None:
    """Keep some lines of a list; those that are there already stay as they are."""
    lock(Roster, roster_id)
    there = find_last_line(roster_id)
    lines = [_line(roster_id, one) for one in candidates if one.line > there]
    if lines:
        db.session.execute(insert(RosterLine), lines)


def _line(roster_id: str, one: Candidate) -> dict[str, object]:
    return {
        "id": new_id(),
        "roster_id": roster_id,
        "number": one.line,
        "name": one.name,
        "login": one.login,
        "region": one.region,
        "district": one.district,
        "language": one.language,
        "fault": one.fault.value if one.fault else None,
    }


def end_reading(roster_id: str) -> None:
    """All lines of a list are kept."""
    roster = get_roster(roster_id)
    roster.read_at, roster.file = clock.now(), None


def confirm_roster(roster_id: str, by: str) -> None:
    """Let accounts be made of a list; the second time nothing happens. ConflictError before it has been read."""
    roster = lock(Roster, roster_id)
    if roster is None or roster.read_at is None:
        raise ConflictError
    if roster.confirmed_at is None:
        roster.confirmed_at = clock.now()
        record("accounts.roster-confirmed", actor_id=by, subject_id=roster_id)
    enqueue(APPLY, {"roster_id": roster_id}, key=f"{APPLY} {roster_id}")


def apply_lines(roster_id: str) -> int:
    """Make the next accounts; how many lines are settled by it, 0 when none is left."""
    lines = list_waiting(roster_id, AT_ONCE)
    known = list_known(line.login for line in lines)
    for line in lines:
        if line.login in known:
            line.fault = RosterFault.KNOWN.value
        else:
            _make(line)
    db.session.flush()
    return len(lines)


def _make(line: RosterLine) -> None:
    """An account without a password: its owner gets in by a code, and agrees to the privacy notice then."""
    try:
        with db.session.begin_nested():
            line.person_id = open_account(
                None,
                name=line.name,
                phone=None if "@" in line.login else line.login,
                email=line.login if "@" in line.login else None,
                password_hash=NO_PASSWORD,
                region=line.region,
                district=line.district,
                language=Tag(line.language),
                has_agreed=False,
            ).person_id
    except LoginTakenError:
        line.person_id, line.fault = None, RosterFault.KNOWN.value


def end_roster(roster_id: str) -> None:
    """Nothing of the list is left to do."""
    roster = get_roster(roster_id)
    if roster.ended_at is None:
        roster.ended_at = clock.now()


def forget_files(now: datetime) -> int:
    """Take away the files of lists a week after they came; how many there were."""
    old = update(Roster).where(Roster.brought_at < now - SPANS[Keep.WEEK], Roster.file.is_not(None))
    return rows_gone(old.values(file=None))


def forget_lines(now: datetime) -> int:
    """Blank what lists said of people a week after they came; how many lines were."""
    old = select(Roster.id).where(Roster.brought_at < now - SPANS[Keep.WEEK])
    lines = update(RosterLine).where(RosterLine.roster_id.in_(old), RosterLine.name != "")
    return rows_gone(lines.values(name="", login="", region="", district="", person_id=None))


PURGES: Mapping[str, Purge] = {"accounts_roster": forget_files, "accounts_roster_line": forget_lines}
