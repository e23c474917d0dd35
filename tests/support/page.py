"""A page as a test sees it: what was asked, what was answered, and the document in it."""

import gzip
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag
from werkzeug.datastructures import Headers


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
        return BeautifulSoup(self.html, "html5lib")

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
