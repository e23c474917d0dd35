"""The languages of the house: one row a language, so that a new one needs no code change elsewhere.

A *tag* (`uz`, `uz-Cyrl`, `ru`) is what stands in addresses, file suffixes and releases.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NewType

Tag = NewType("Tag", str)


@dataclass(frozen=True, kw_only=True)
class Language:
    """One language as people see it and as machines name it."""

    tag: Tag
    html_lang: str
    babel: str
    name: str
    open_graph: str
    """What sites that show previews of links call it: language_TERRITORY, without a script."""
    derived_from: Tag | None = None
    """The language that this one is transliterated from; None when it is authored."""
    accepts: tuple[str, ...] = ()
    """Lower-case Accept-Language ranges that mean this language."""


UZ = Tag("uz")
UZ_CYRL = Tag("uz-Cyrl")
RU = Tag("ru")
KAA = Tag("kaa")
EN = Tag("en")

LANGUAGES: dict[Tag, Language] = {
    language.tag: language
    for language in (
        Language(
            tag=UZ,
            html_lang="uz-Latn",
            babel="uz_Latn",
            name="Oʻzbekcha",
            open_graph="uz_UZ",
            accepts=("uz", "uz-uz", "uz-latn", "uz-latn-uz", "oz", "oz-uz"),
        ),
        Language(
            tag=UZ_CYRL,
            html_lang="uz-Cyrl",
            babel="uz_Cyrl",
            name="Ўзбекча",
            open_graph="uz_UZ",
            derived_from=UZ,
            accepts=("uz-cyrl", "uz-cyrl-uz"),
        ),
        Language(
            tag=RU, html_lang="ru", babel="ru", name="Русский", open_graph="ru_RU", accepts=("ru", "ru-ru", "ru-uz")
        ),
        Language(
            tag=KAA,
            html_lang="kaa",
            babel="kaa",
            name="Qaraqalpaqsha",
            open_graph="kaa_UZ",
            accepts=("kaa", "kaa-latn", "kaa-uz"),
        ),
        Language(
            tag=EN,
            html_lang="en",
            babel="en",
            name="English",
            open_graph="en_GB",
            accepts=("en", "en-gb", "en-us", "en-uz"),
        ),
    )
}


def get_language(tag: str) -> Language:
    """The language with this tag; KeyError when there is none."""
    return LANGUAGES[Tag(tag)]


def negotiate(accept_language: Iterable[str], offered: Sequence[Tag]) -> Tag:
    """The offered language that a browser asks for, best first.

    `accept_language` are ranges in order of preference. Uzbek ranges without a script mean Latin;
    generic negotiation would skip them all and answer Russian. The first offered language is the default.
    """
    for wanted in (asked.strip().lower().replace("_", "-") for asked in accept_language):
        for tag in offered:
            if wanted in LANGUAGES[tag].accepts:
                return tag
        base = wanted.split("-", 1)[0]
        for tag in offered:
            if base in LANGUAGES[tag].accepts:
                return tag
    return offered[0]
