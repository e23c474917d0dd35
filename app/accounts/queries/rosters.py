"""Reads about lists of people: places by whatever name, lines and how they stand, people to write into a list."""

from collections.abc import Iterable, Iterator
from functools import cache

from sqlalchemy import case, func, select

from app.accounts.models.people import Account, Person
from app.accounts.models.rosters import Roster, RosterLine
from app.accounts.queries.places import list_regions
from app.accounts.rules.rosters import COLUMNS, RosterFault, RosterPlace, place_key, place_of
from app.accounts.types import ListedPerson, RosterCounts
from app.infra.database import db
from app.kernel.errors import NotFoundError
from app.kernel.ids import is_id
from app.kernel.locale import RU, UZ, UZ_CYRL
from app.kernel.permissions import SITE, Scope

AT_ONCE = 500
"""Values in one question to the database: SQLite takes some thousands, and people wait for none of it."""


@cache
def regions_by_name() -> dict[str, RosterPlace]:
    """Every region by its key, and by its folded name in each language, with and without «viloyati»."""
    found = {}
    for tag in (UZ, UZ_CYRL, RU):
        for region in list_regions(tag):
            place = RosterPlace(key=region.key, region=region.key)
            short = region.name.rsplit(" ", 1)[0]
            found.update({place_key(name): place for name in (region.key, region.name, short)})
    return found


@cache
def districts_by_name() -> dict[str, tuple[RosterPlace, ...]]:
    """Every district likewise; two regions may have districts of one name."""
    found: dict[str, dict[str, RosterPlace]] = {}
    for tag in (UZ, UZ_CYRL, RU):
        for region in list_regions(tag):
            for district in region.districts:
                place = RosterPlace(key=district.key, region=region.key)
                short = district.name.rsplit(" ", 1)[0]
                for name in (district.key, district.name, short):
                    found.setdefault(place_key(name), {})[place.key] = place
    return {name: tuple(places.values()) for name, places in found.items()}


def find_place(region: str, district: str) -> tuple[str, str] | None:
    """The keys of a region and a district by whatever names, empty where nothing is named; None for one unknown."""
    return place_of(region, district, regions_by_name(), districts_by_name())


def list_headings() -> dict[str, str]:
    """The headings that people write above lists of people, and what each means."""
    return COLUMNS


def list_known(logins: Iterable[str]) -> frozenset[str]:
    """Which of these phones and e-mails belong to an account."""
    wanted = list(logins)
    found: set[str] = set()
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for column in (Account.phone, Account.email):
            found.update(login for login in db.session.scalars(select(column).where(column.in_(some))) if login)
    return frozenset(found)


def get_roster(roster_id: str) -> Roster:
    """A list that was brought in. NotFoundError."""
    roster = db.session.get(Roster, roster_id) if is_id(roster_id) else None
    if roster is None:
        raise NotFoundError
    return roster


def get_roster_of(roster_id: str, person_id: str) -> Roster:
    """A list that this person brought in. NotFoundError for anybody else's."""
    roster = get_roster(roster_id)
    if roster.brought_by != person_id:
        raise NotFoundError
    return roster


def find_last_line(roster_id: str) -> int:
    """The number of the last line that is kept; 0 when none is."""
    return db.session.scalar(select(func.max(RosterLine.number)).where(RosterLine.roster_id == roster_id)) or 0


def count_lines(roster_id: str) -> RosterCounts:
    """How the lines of a list stand."""
    row = db.session.execute(
        select(
            func.count(),
            func.count(RosterLine.fault),
            func.count(RosterLine.person_id),
            func.sum(case((RosterLine.fault == RosterFault.KNOWN, 1), else_=0)),
        ).where(RosterLine.roster_id == roster_id)
    ).one()
    return RosterCounts(total=row[0], faulty=row[1] - (row[3] or 0), known=row[3] or 0, made=row[2])


def list_doubtful(roster_id: str, limit: int) -> list[RosterLine]:
    """The lines of which nothing comes, in the order of the file."""
    query = select(RosterLine).where(RosterLine.roster_id == roster_id, RosterLine.fault.is_not(None))
    return list(db.session.scalars(query.order_by(RosterLine.number).limit(limit)))


def list_waiting(roster_id: str, limit: int) -> list[RosterLine]:
    """The next lines of which an account is to be made."""
    query = select(RosterLine).where(
        RosterLine.roster_id == roster_id, RosterLine.fault.is_(None), RosterLine.person_id.is_(None)
    )
    return list(db.session.scalars(query.order_by(RosterLine.number).limit(limit)))


def iterate_people(reach: frozenset[Scope]) -> Iterator[ListedPerson]:
    """People with an account in these places, by name as it is stored; read piece by piece."""
    query = select(Account, Person.language).join(Person, Person.id == Account.person_id)
    if SITE not in reach:
        query = query.where(Account.region.in_([scope.key for scope in reach]))
    query = query.where(Person.canonical_id == Person.id, Account.disabled_at.is_(None)).order_by(
        Account.name, Account.id
    )
    for account, language in db.session.execute(query.execution_options(yield_per=AT_ONCE)):
        yield ListedPerson(
            name=account.name,
            login=(account.phone or account.email or "").removeprefix("+"),
            region=account.region,
            district=account.district,
            language=language,
        )
