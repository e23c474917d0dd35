"""What comes of a line of a list: an account, or a reason why not."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.accounts.rules.logins import normalise_login
from app.kernel.errors import BadTextError
from app.kernel.locale import LANGUAGES, UZ, Tag
from app.kernel.sheets import SheetRow
from app.kernel.text import clean_name
from app.kernel.uzbek import fold

COLUMNS: dict[str, str] = {
    **dict.fromkeys(
        ["ism", "ism va familiya", "ism-familiya", "f.i.sh.", "fish", "name", "имя", "фио", "ф.и.о."], "name"
    ),
    **dict.fromkeys(["исм", "исм ва фамилия", "ф.и.ш.", "familiya ism", "familiya va ism"], "name"),
    **dict.fromkeys(["telefon", "telefon raqami", "e-pochta", "login", "phone", "телефон", "телефон рақами"], "login"),
    **dict.fromkeys(["номер телефона", "e-mail", "email", "почта", "телефон ёки э-почта"], "login"),
    **dict.fromkeys(["telefon yoki e-pochta", "телефон или e-mail"], "login"),
    **dict.fromkeys(["viloyat", "вилоят", "region", "область"], "region"),
    **dict.fromkeys(["tuman", "туман", "district", "район", "tuman yoki shahar"], "district"),
    **dict.fromkeys(["til", "тил", "language", "язык"], "language"),
}
"""The headings that people write, in small letters, and what each means."""


class RosterFault(StrEnum):
    """Why nothing comes of a line."""

    NO_NAME = "no-name"
    BAD_NAME = "bad-name"
    NO_LOGIN = "no-login"
    BAD_LOGIN = "bad-login"
    BAD_PLACE = "bad-place"
    """A region or a district that is in no list, or a district of another region."""
    BAD_LANGUAGE = "bad-language"
    TWICE = "twice"
    """The same phone or e-mail stands further up in this list."""
    KNOWN = "known"
    """There is an account with this phone or e-mail already."""


@dataclass(frozen=True, kw_only=True)
class RosterPlace:
    """A region or a district as a line may name it."""

    key: str
    region: str
    """Of a district its region; of a region itself."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """A line as it was understood; `name` and `login` are as typed where they could not be."""

    line: int
    name: str
    login: str
    region: str = ""
    district: str = ""
    language: Tag = UZ
    fault: RosterFault | None = None


def judge(
    rows: Iterable[SheetRow], *, regions: Mapping[str, RosterPlace], districts: Mapping[str, tuple[RosterPlace, ...]]
) -> list[Candidate]:
    """What each row means. Places are found by their folded names (`place_key`) or keys; several districts share one.

    The second and every later row with the same login is a fault: nobody can say which of them was meant.
    """
    seen: set[str] = set()
    found = []
    for row in rows:
        one = _understood(row, regions, districts)
        if one.fault is None and one.login in seen:
            one = replace(one, fault=RosterFault.TWICE)
        seen.add(one.login)
        found.append(one)
    return found


def place_key(name: str) -> str:
    """A name of a place as it is compared: whichever script and apostrophes it is typed with."""
    return fold(name)


def _understood(
    row: SheetRow, regions: Mapping[str, RosterPlace], districts: Mapping[str, tuple[RosterPlace, ...]]
) -> Candidate:
    typed = {name: " ".join(cell.split()) for name, cell in row.cells.items()}
    name, login = typed.get("name", ""), typed.get("login", "")
    one = Candidate(line=row.line, name=name[:100], login=login[:254])
    try:
        one = replace(one, name=clean_name(name))
    except BadTextError:
        return replace(one, fault=RosterFault.BAD_NAME if name else RosterFault.NO_NAME)
    kept = normalise_login(login)
    if kept is None:
        return replace(one, fault=RosterFault.BAD_LOGIN if login else RosterFault.NO_LOGIN)
    language = Tag(typed.get("language") or UZ)
    if language not in LANGUAGES:
        return replace(one, login=kept, fault=RosterFault.BAD_LANGUAGE)
    return _placed(replace(one, login=kept, language=language), typed, regions, districts)


def _placed(
    one: Candidate,
    typed: Mapping[str, str],
    regions: Mapping[str, RosterPlace],
    districts: Mapping[str, tuple[RosterPlace, ...]],
) -> Candidate:
    place = place_of(typed.get("region", ""), typed.get("district", ""), regions, districts)
    if place is None:
        return replace(one, fault=RosterFault.BAD_PLACE)
    return replace(one, region=place[0], district=place[1])


def place_of(
    region: str, district: str, regions: Mapping[str, RosterPlace], districts: Mapping[str, tuple[RosterPlace, ...]]
) -> tuple[str, str] | None:
    """The keys of a region and a district as a line names them, empty where it names none; None for one unknown."""
    found = regions.get(place_key(region))
    if region and found is None:
        return None
    named = districts.get(place_key(district), ())
    fitting = [place for place in named if found is None or place.region == found.key]
    if district and len(fitting) != 1:
        return None
    if fitting:
        return fitting[0].region, fitting[0].key
    return (found.key if found else ""), ""
