"""The words of a page: in the language and the script that the page claims, spelled with the right letters.

What a person typed, and what is the same in all languages (a code, an address), stands in `translate="no"` and is not
judged.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import chain

from bs4 import NavigableString, Tag
from bs4.element import PreformattedString

from tests.support.page import Page

UNREAD = ("script", "style", "template", "code", "kbd", "samp", "pre", "textarea")
SPOKEN = ("alt", "aria-label", "placeholder", "title", "content", "label")
MEANT_FOR_PEOPLE = ("description", "og:title", "og:description", "og:image:alt")
LEAST_LETTERS = 20
"""Fewer letters of one language than this say nothing about their script."""
MOST_STRAY = 0.1
LEAST_CYRILLIC = 0.6
"""Names of things (my.gov.uz, OneID, PDF) stay Latin in a Cyrillic text."""
MOST_NEIGHBOURS = 0.02

CYRILLIC = "Ѐ-ӿ"
WORD = re.compile(rf"[A-Za-z{CYRILLIC}ʻʼ]+")
MIXED = re.compile(rf"\b(?=\w*[A-Za-z])(?=\w*[{CYRILLIC}])\w+")
WRONG_O_G = re.compile(r"[OoGg]['`´‘’ʼ′](?=\w|\b|\s|$)")
WRONG_STOP = re.compile(r"(?<=[A-Za-z])['`´‘’′](?=[A-Za-z])")
STRAY_TURNED = re.compile(r"(?<![OoGg])ʻ")
RUSSIAN_ONLY = re.compile(r"[ыщЫЩ]")
UZBEK_ONLY = re.compile(r"[ўқғҳЎҚҒҲ]")
LEFTOVERS = re.compile(
    r"\{\{|\{%|%\(\w+\)[sd]|\{[a-z_]+\}|\bNone\b|\bundefined\b|&(?:amp|lt|gt|quot|nbsp|#\d+);|<[A-Za-z/]"
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A run of text and the language that it is marked with."""

    lang: str
    text: str


def faults(page: Page) -> Iterator[str]:
    """What is wrong with the words."""
    said = list(spoken(page))
    for lang in sorted({run.lang for run in said}):
        text = "\n".join(run.text for run in said if run.lang == lang)
        yield from script(lang, text)
        if lang.startswith("uz-Latn"):
            yield from apostrophes(text)
    everything = "\n".join(run.text for run in said)
    for match in MIXED.finditer(everything):
        yield f"two scripts in one word: {match.group()!r}"
    for match in LEFTOVERS.finditer(everything):
        yield f"a leftover of the machine: {around(everything, match)!r}"
    for key in message_keys() & set(everything.split()):
        yield f"a raw message key: {key!r}"


def spoken(page: Page) -> Iterator[Said]:
    """Everything that is read or read out, piece by piece."""
    for node in page.soup.find_all(string=True):
        if isinstance(node, PreformattedString) or not node.strip() or not isinstance(node.parent, Tag):
            continue
        if not _is_unread(node.parent):
            yield Said(lang=_lang_of(node.parent), text=str(NavigableString(node)).strip())
    for name in SPOKEN:
        for tag in page.soup.find_all(attrs={name: True}):
            if (tag.name != "meta" or _is_said(tag)) and not _is_unread(tag):
                yield Said(lang=_lang_of(tag), text=str(tag[name]))


def script(lang: str, text: str) -> Iterator[str]:
    """Latin letters where Latin is claimed, Cyrillic where Cyrillic is, and the right neighbour's alphabet."""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < LEAST_LETTERS:
        return
    share = sum("Ѐ" <= letter <= "ӿ" for letter in letters) / len(letters)
    is_cyrillic = lang == "ru" or lang.endswith("Cyrl")
    if is_cyrillic and share < LEAST_CYRILLIC:
        yield f"lang={lang} with {share:.0%} Cyrillic letters"
    if not is_cyrillic and share > MOST_STRAY:
        yield f"lang={lang} with {share:.0%} Cyrillic letters"
    stray = {"ru": UZBEK_ONLY, "uz-Cyrl": RUSSIAN_ONLY}.get(lang)
    words = WORD.findall(text)
    wrong = [word for word in words if stray and stray.search(word)]
    if len(wrong) > max(1, MOST_NEIGHBOURS * len(words)):
        yield f"lang={lang} with words of the other language: {', '.join(sorted(set(wrong))[:5])}"


def apostrophes(text: str) -> Iterator[str]:
    """oʻ and gʻ with U+02BB, tutuq belgisi with U+02BC, and nothing else of that look."""
    for match in chain(WRONG_O_G.finditer(text), WRONG_STOP.finditer(text), STRAY_TURNED.finditer(text)):
        yield f"a wrong apostrophe: {around(text, match)!r}"


def around(text: str, match: re.Match[str]) -> str:
    """The match with a little of what stands beside it."""
    return text[max(0, match.start() - 12) : match.end() + 12].replace("\n", " ")


@cache
def message_keys() -> frozenset[str]:
    """The values of our enumerations that no person would write: they have a hyphen or an underscore."""
    kinds = [StrEnum]
    for kind in kinds:
        kinds.extend(kind.__subclasses__())
    ours = (kind for kind in kinds if kind.__module__.startswith("app."))
    return frozenset(str(value) for kind in ours for value in kind if "-" in value or "_" in value)


def _is_said(meta: Tag) -> bool:
    """Whether a meta element holds words that a person sees, in a list of results or in a messenger."""
    return (meta.get("name") or meta.get("property")) in MEANT_FOR_PEOPLE


def _is_unread(tag: Tag) -> bool:
    return any(
        kin.name in UNREAD or kin.get("translate") == "no" for kin in (tag, *tag.parents) if isinstance(kin, Tag)
    )


def _lang_of(tag: Tag) -> str:
    return next((str(kin["lang"]) for kin in (tag, *tag.parents) if isinstance(kin, Tag) and kin.get("lang")), "")
