"""A page as a test sees it: what was asked, what was answered, and the document in it."""

import gzip
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.builder import HTML5TreeBuilder
from werkzeug.datastructures import Headers


class _Builder(HTML5TreeBuilder):
    """Builds the document, and keeps the parser, which knows what is wrong with it: one reading serves both."""

    def __init__(self) -> None:
        super().__init__()
        self.parsers: list[Any] = []

    def create_treebuilder(self, namespaceHTMLElements: bool) -> Any:  # noqa: FBT001, N803 - bs4's signature
        """The builder of the tree, which is told its parser."""
        made = super().create_treebuilder(namespaceHTMLElements)
        parsers = self.parsers

        class Watched(type(made)):  # type: ignore[misc]
            def __setattr__(self, name: str, value: object) -> None:
                if name == "parser" and value is not None:
                    parsers.append(value)
                super().__setattr__(name, value)

        made.__class__ = Watched
        return made


@dataclass(frozen=True, kw_only=True)
class Page:
    """One answer. `soup` is the document as a browser would build it."""

    path: str
    status: int
    headers: Headers
    body: bytes

    @cached_property
    def html(self) -> str:
        """The text of the answer."""
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The document."""
        return self._read[0]

    @property
    def stumbles(self) -> list[str]:
        """What a strict parser of HTML5 stumbled over while it read the document."""
        return self._read[1]

    @cached_property
    def _read(self) -> tuple[BeautifulSoup, list[str]]:
        builder = _Builder()
        soup = BeautifulSoup(self.html, builder=builder)
        errors = builder.parsers[0].errors
        return soup, [f"line {at[0]}: not valid HTML: {code} {data or ''}".rstrip() for at, code, data in errors]

    @property
    def is_html(self) -> bool:
        """A document for people, not a redirect's leftover."""
        is_redirect = 300 <= self.status < 400
        return self.headers.get("Content-Type", "").startswith("text/html") and not is_redirect

    @property
    def is_kept_for_all(self) -> bool:
        """The same bytes go to every visitor, so there may be no token in them."""
        return "public" in self.headers.get("Cache-Control", "")

    @property
    def h1(self) -> str:
        """The heading of the page."""
        return words_of(self.soup.h1)

    @property
    def title(self) -> str:
        """What the browser's tab says."""
        return words_of(self.soup.title)

    @property
    def lang(self) -> str:
        """The language that the page claims."""
        return str(self.soup.html.get("lang", "")) if self.soup.html else ""

    @property
    def main(self) -> str:
        """What stands in the main part, as one line."""
        return words_of(self.soup.main or self.soup.body)

    @property
    def location(self) -> str:
        """Where a redirect leads, without the host."""
        parts = urlsplit(self.headers.get("Location", ""))
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @cached_property
    def links(self) -> dict[str, str]:
        """Links of the page: their words and their addresses. Of links with the same words, the last."""
        return {words_of(a): urljoin(self.path, str(a["href"])) for a in self.soup.find_all("a", href=True)}

    @property
    def addresses(self) -> list[str]:
        """Where the links lead, each page once, without the place on it, in the order of the page."""
        found = (urljoin(self.path, str(a["href"])).split("#")[0] for a in self.soup.find_all("a", href=True))
        return list(dict.fromkeys(found))

    def form(self, action: str = "") -> Tag:
        """The form whose action ends with this; the only form of the main part when nothing is said."""
        home = self.soup if action else (self.soup.main or self.soup)
        found = [form for form in home.find_all("form") if self.action_of(form).split("?")[0].endswith(action)]
        if len(found) != 1:
            there = [self.action_of(form) for form in home.find_all("form")]
            raise AssertionError(f"{self.path}: one form wanted for {action!r}, these are there: {there}")
        return found[0]

    def action_of(self, form: Tag) -> str:
        """Where a form sends to."""
        return urljoin(self.path, str(form.get("action", "")))


def words_of(tag: Tag | None) -> str:
    """The text inside, with single spaces; empty for nothing."""
    return " ".join(tag.get_text(" ").split()) if tag else ""
