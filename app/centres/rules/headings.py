"""What stands above and in the columns of a group's list, as trainers write them."""

import re
from collections.abc import Mapping
from datetime import date

from app.accounts.types import Relation
from app.kernel.uzbek import APOSTROPHES, fold

CHILDHOOD = 14
"""Years of age under which a parent agrees."""
_PARENT = (
    "ota-ona",
    "ota-onasi",
    "ota-onasi ismi",
    "ota-ona ismi",
    "vasiysi",
    "parent",
    "ота-она",
    "ота-онаси",
    "родитель",
)
_OWN: Mapping[str, tuple[str, ...]] = {
    "name": ("ismi", "исми", "oʻquvchi", "ўқувчи", "ученик", "full name"),
    "surname": ("familiya", "familiyasi", "фамилия", "фамилияси", "surname"),
    "patronymic": ("otasining ismi", "sharifi", "отасининг исми", "шарифи", "отчество"),
    "phone": ("tel", "tel.", "telefoni", "raqami", "тел", "тел.", "телефони", "номер", "mobile"),
    "birth": (
        "yil",
        "tugʻilgan yil",
        "tugʻilgan yili",
        "tugʻilgan sana",
        "tugʻilgan sanasi",
        "туғилган йил",
        "туғилган йили",
        "туғилган сана",
        "туғилган санаси",
        "год рождения",
        "дата рождения",
        "birth year",
        "birth date",
    ),
    "child": ("14 gacha", "14 yoshgacha", "14 ga toʻlmagan", "14 ёшгача", "14 га тўлмаган", "до 14", "under 14"),
    "parent": (*_PARENT, "родитель или опекун", "ota-ona yoki vasiy"),
    "relation": ("kimi", "kim boʻladi", "кими", "ким бўлади", "кем приходится", "relation"),
}
_YES = frozenset({"ha", "h", "yes", "da", "true", "1", "+"})
_CHILD = re.compile(r"14.*gacha|14 ?ga tolma|under 14|\bdo 14")
_RELATIONS: Mapping[Relation, tuple[str, ...]] = {
    Relation.MOTHER: ("ona", "oyi", "mat", "mam", "mother", "buvi"),
    Relation.FATHER: ("ota", "dada", "ot", "pap", "father"),
    Relation.GUARDIAN: ("vasiy", "opekun", "guardian", "homiy"),
}
_YEAR = re.compile(r"(?:19|20)\d\d", re.ASCII)
_DAY = re.compile(r"(\d\d?)[./](\d\d?)[./]((?:19|20)\d\d)|((?:19|20)\d\d)-(\d\d?)-(\d\d?)", re.ASCII)


def columns_of_group(people: Mapping[str, str]) -> dict[str, str]:
    """The headings of lists of `people`, and those that only a group's has, with each apostrophe that people type."""
    known = {heading: "phone" if column == "login" else column for heading, column in people.items()}
    for column, headings in _OWN.items():
        known |= {one: column for heading in headings for one in _spellings(heading)}
    return known


def _spellings(heading: str) -> set[str]:
    return {heading.replace("ʻ", sign) for sign in ("", *APOSTROPHES)}


def is_under_age(birth: str, child: str, today: date) -> bool | None:
    """Whether somebody is under 14, by a year or a day of birth or by a word; None when nothing is said that is read.

    By the year alone whoever may still be 13 is a child.
    """
    if child.strip():
        return fold(child).strip(". ") in _YES or bool(_CHILD.search(fold(child)))
    born = _DAY.search(birth)
    if born:
        day, month, year, year_, month_, day_ = born.groups()
        moment = (int(month or month_), int(day or day_))
        age = today.year - int(year or year_) - ((today.month, today.day) < moment)
        return age < CHILDHOOD
    found = _YEAR.search(birth)
    return today.year - int(found.group()) <= CHILDHOOD if found else None


def read_relation(typed: str) -> Relation | None:
    """Who somebody is to a child, by the words that people use; None when it is none of them."""
    word = fold(typed)
    found = (relation for relation, begins in _RELATIONS.items() if any(word.startswith(one) for one in begins))
    return next(found, None)
