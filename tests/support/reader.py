"""The demanding client: it goes through the site as a person's browser does, and proofreads every page that it gets.

Tests fetch pages only through it, so that a page no test has to think about is still checked in forty ways.
"""

import hashlib
import os
import re
from typing import Any, Self
from urllib.parse import urlsplit

from bs4 import Tag
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.page import Page
from tests.support.proofreading import forms, headers, markup, sharing, weight, words

ON_POSTGRES = os.environ.get("DATABASE_URL", "").startswith("postgresql")
"""The same pages come from either database; they are proofread on SQLite."""
CHECKS = (markup.faults, forms.faults, words.faults, headers.faults, sharing.faults)


class Reader:
    """A person with a browser. Cookies are kept; posts carry what a browser of today says of their origin."""

    def __init__(self, app: Flask, *, language: str = "uz") -> None:
        self.app = app
        self.client = app.test_client()
        self.language = language
        self.page: Page | None = None

    def get(self, path: str, *, status: int = 200, follow: bool = True, **sent: str) -> Page:
        """The page at this address, after redirects; `sent` are headers, `_` for `-`. AssertionError on any fault."""
        page = self._ask("GET", path, headers=sent)
        while follow and page.location and 300 <= page.status < 400:
            page = self._ask("GET", page.location, headers=sent)
        return self._expect(page, status)

    def post(
        self, path: str, data: Any = None, *, status: int = 200, follow: bool = True, token: bool = True, **sent: str
    ) -> Page:
        """What comes of sending this; the token of the page in hand goes along unless `token` is False."""
        fields = dict(data or {})
        if token and "_token" not in fields and (known := self._token()):
            fields["_token"] = known
        origin = {"Sec_Fetch_Site": "same-origin"} if token else {}
        page = self._ask("POST", path, headers=origin | sent, data=fields)
        if follow and 300 <= page.status < 400:
            return self.get(page.location, status=status)
        return self._expect(page, status)

    def submit(self, action: str = "", *, button: str = "", status: int = 200, **typed: Any) -> Page:
        """Fill in a form of the page in hand and send it. `button` is the value of the button that is pressed."""
        assert self.page, "there is no page in hand"
        form = self.page.form(action)
        fields = filled_in(form, typed)
        pressed = next((b for b in form.find_all("button", attrs={"name": True}) if b.get("value", "") == button), None)
        if pressed:
            fields[str(pressed["name"])] = str(pressed.get("value", ""))
        path = self.page.action_of(form)
        if str(form.get("method", "get")).lower() == "get":
            query = "&".join(f"{name}={value}" for name, value in fields.items())
            return self.get(f"{urlsplit(path).path}?{query}", status=status)
        return self.post(path, fields, status=status, token="_token" in fields or self.page.is_kept_for_all)

    def click(self, text: str, *, status: int = 200) -> Page:
        """Follow the link with these words."""
        assert self.page, "there is no page in hand"
        assert text in self.page.links, f"{self.page.path}: no link {text!r} among {sorted(self.page.links)}"
        return self.get(self.page.links[text], status=status)

    def stranger(self) -> Self:
        """Somebody else at another machine."""
        return type(self)(self.app, language=self.language)

    def _ask(self, method: str, path: str, *, headers: dict[str, str], data: Any = None) -> Page:
        sent = {"Accept-Language": self.language} | {name.replace("_", "-"): value for name, value in headers.items()}
        answer = self.client.open(path, method=method, headers=sent, data=data)
        return self._proofread(read(path, answer))

    def _expect(self, page: Page, status: int) -> Page:
        assert page.status == status, f"{page.path}: answers {page.status}, wanted {status}: {page.main[:300]}"
        self.page = page
        return page

    def _proofread(self, page: Page) -> Page:
        if ON_POSTGRES or is_known(page):
            return page
        wrong = faults_of(page) + weight.faults(page, lambda path: self.client.get(path).get_data())
        assert not wrong, f"{page.path} ({page.status}):\n  " + "\n  ".join(wrong)
        if page.is_html:
            _GOOD.add(_mark(page))
        return page

    def _token(self) -> str:
        field = self.page and self.page.is_html and self.page.soup.find("input", attrs={"name": "_token"})
        return str(field["value"]) if isinstance(field, Tag) else ""


def is_known(page: Page) -> bool:
    """Whether this very page was found good before, its token and what else is new at each answer aside."""
    return page.is_html and _mark(page) in _GOOD


_GOOD: set[str] = set()
"""Marks of pages without a fault: most tests sign in first, and the same page need not be read a thousand times."""
_TOKEN = re.compile(r'(name="_token" value=")\w+')
_BORN = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{24,}|\d\d:\d\d|9989\d{8}")
"""Ids, digests, minutes and telephones: of a page that differs in nothing else, one was read."""
_FRESH = frozenset({"X-Request-ID", "Set-Cookie", "Date", "Content-Length", "ETag"})


def _mark(page: Page) -> str:
    headers = sorted((name, value) for name, value in page.headers.items() if name not in _FRESH)
    told = repr((page.path, page.status, headers, "Set-Cookie" in page.headers, _TOKEN.sub(r"\1", page.html)))
    return hashlib.sha256(_BORN.sub("", told).encode("utf-8", "surrogateescape")).hexdigest()


def read(path: str, answer: TestResponse) -> Page:
    """The answer as a page."""
    return Page(path=path, status=answer.status_code, headers=answer.headers, body=answer.get_data())


def faults_of(page: Page) -> list[str]:
    """Everything wrong with a page that can be seen without fetching more."""
    if not page.is_html:
        return list(headers.faults(page))
    return [fault for check in CHECKS for fault in check(page)]


def filled_in(form: Tag, typed: dict[str, Any]) -> dict[str, Any]:
    """The fields of a form as a browser sends them, with what was typed. AssertionError for an unknown field."""
    fields: dict[str, Any] = {}
    names = set()
    for field in form.find_all(["input", "select", "textarea"]):
        name = str(field.get("name", ""))
        names.add(name)
        value = _value_of(field)
        if name and value is not None:
            fields[name] = value
    missing = set(typed) - names
    assert not missing, f"the form has no field {sorted(missing)}, it has {sorted(names)}"
    return fields | typed


def _value_of(field: Tag) -> str | None:
    """What an untouched field sends; None when it sends nothing."""
    if field.name == "textarea":
        return field.get_text()
    if field.name == "select":
        chosen = field.find("option", selected=True) or field.find("option")
        return str(chosen.get("value", chosen.get_text())) if isinstance(chosen, Tag) else None
    match field.get("type", "text"):
        case "checkbox" | "radio":
            return str(field.get("value", "on")) if field.has_attr("checked") else None
        case "submit" | "button" | "file" | "image" | "reset":
            return None
        case _:
            return str(field.get("value", ""))
