"""The reader's language: from the address, and where there is none, from what the browser asks for.

Interface texts are written in Uzbek (Latin). Russian has a catalogue; Cyrillic Uzbek is derived from the same texts
by the script engine, so that there is nothing to keep by hand.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, current_app, g, request
from flask_babel import Babel, Domain
from werkzeug.routing import BaseConverter

from app.kernel.locale import Language, Tag, get_language, negotiate
from app.kernel.uzbek import to_cyrillic

FOLDER = Path(__file__).parent.parent / "translations"


def converter_for(tags: tuple[Tag, ...]) -> type[BaseConverter]:
    """Matches the tags of the languages that this site offers, and nothing else."""

    class LanguageConverter(BaseConverter):
        """A language's tag at the beginning of an address."""

        regex = "|".join(sorted(tags, key=len, reverse=True))

    return LanguageConverter


class DerivedTranslations(NullTranslations):
    """Uzbek texts in Cyrillic letters."""

    def gettext(self, message: str) -> str:
        """The text, transliterated."""
        return _derive(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - Uzbek nouns stay singular after a number
        """The text, transliterated."""
        return _derive(msgid1)

    ugettext = gettext
    ungettext = ngettext


@lru_cache(maxsize=4096)
def _derive(message: str) -> str:
    return to_cyrillic(message)


class HouseDomain(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """Catalogues by our language tags, read from their sources when the site starts."""

    def __init__(self, tags: tuple[Tag, ...]) -> None:
        super().__init__()
        self._by_tag = {tag: _load(get_language(tag)) for tag in tags}

    def get_translations(self) -> NullTranslations:
        """The texts of the current language."""
        return self._by_tag[current_language().tag]


def _load(language: Language) -> NullTranslations:
    if language.derived_from is not None:
        return DerivedTranslations()
    source = FOLDER / language.tag / "LC_MESSAGES" / "messages.po"
    if not source.exists():
        return NullTranslations()
    with source.open("rb") as file:
        catalogue = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def offered() -> tuple[Tag, ...]:
    """The languages of this site, the default first."""
    tags: tuple[Tag, ...] = current_app.config["LANGUAGES"]
    return tags


def current_language() -> Language:
    """The language of this answer."""
    if "language" not in g:
        g.language = get_language(_of_path() or _of_browser())
    language: Language = g.language
    return language


def speak(tag: Tag) -> None:
    """Answer in this language from here on, whatever the address says."""
    g.language = get_language(tag)


@contextmanager
def spoken(tag: Tag) -> Iterator[None]:
    """Words in this language for a while: a letter to somebody who reads another language than the page."""
    before = g.get("language")
    speak(tag)
    try:
        yield
    finally:
        g.pop("language", None)
        if before is not None:
            g.language = before


def _of_path() -> Tag | None:
    if not request:
        return None
    asked = (Tag(request.path.split("/", 2)[1]), Tag(request.args.get("lang", "")))
    return next((tag for tag in asked if tag in offered()), None)


def _of_browser() -> Tag:
    return negotiate(request.accept_languages.values() if request else (), offered())


def install(app: Flask, languages: tuple[Tag, ...]) -> None:
    """Teach the site its languages."""
    app.config["LANGUAGES"] = languages
    app.url_map.converters["lang"] = converter_for(languages)
    babel = Babel(
        app, default_timezone="Asia/Tashkent", locale_selector=lambda: current_language().babel, configure_jinja=True
    )
    babel.__dict__["domain_instance"] = HouseDomain(languages)

    @app.url_defaults
    def add_language(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = current_language().tag
