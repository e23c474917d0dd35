"""The site under measurement: its own data, made as `make serve` makes it, and people who use it over the wire."""

import gzip
import http.cookiejar
import os
import re
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from tests.bench.server import HOUSE

FLASK = Path(sys.executable).with_name("flask")
LESSON = "/uz/courses/my-gov-uz/"


@dataclass(frozen=True, kw_only=True)
class Installation:
    """Data of an installation, and the demo people in it by their roles."""

    env: Mapping[str, str]
    people: Mapping[str, tuple[str, str]]


def install(folder: Path, *, written: Path = HOUSE) -> Installation:
    """A fresh installation in this folder, of what lies written in another."""
    env = {
        "DATA_DIR": str(folder),
        "PUBLIC_URL": "http://127.0.0.1:8000",
        "WORKER": "none",
        "CONTENT_ROOT": str(written),
    }
    command(env, "db", "upgrade")
    command(env, "content", "publish")
    lines = command(env, "accounts", "create-demo").splitlines()
    people = {
        role: (login, password) for role, login, password in (line.split() for line in lines if line.count(" ") == 2)
    }
    return Installation(env=env, people=people)


def command(env: Mapping[str, str], *words: str) -> str:
    """What `flask --app wsgi …` prints."""
    run = [str(FLASK), "--app", "wsgi", *words]
    return subprocess.run(run, cwd=HOUSE, env={**os.environ, **env}, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own command


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What came back: bytes as they went over the wire, and the document in them."""

    path: str
    wire: bytes
    headers: Message

    @property
    def html(self) -> str:
        """The document's text."""
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.wire) if packed else self.wire).decode()

    @property
    def token(self) -> str:
        """What its forms send to prove where they come from."""
        field = self.soup.find("input", attrs={"name": "_token"})
        return str(field["value"]) if field else ""

    @property
    def soup(self) -> BeautifulSoup:
        """The document."""
        return BeautifulSoup(self.html, "html.parser")


class Person:
    """Somebody with a browser, as plain as it can be."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.cookies = http.cookiejar.CookieJar()
        self._open = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies)).open

    def get(self, path: str, *, encoding: str = "gzip") -> Answer:
        """The page at this address."""
        return self._ask(urllib.request.Request(self.address + path, headers={"Accept-Encoding": encoding}))  # noqa: S310 - our own server

    def post(self, path: str, fields: Mapping[str, Any]) -> Answer:
        """What comes of sending this."""
        data = urllib.parse.urlencode(fields, doseq=True).encode()
        sent = {"Sec-Fetch-Site": "same-origin", "Accept-Encoding": "gzip"}
        return self._ask(urllib.request.Request(self.address + path, data=data, headers=sent))  # noqa: S310 - our own server

    def sign_in(self, login: str, password: str) -> None:
        """Come in."""
        self.post("/uz/sign-in/", {"login": login, "password": password, "next": ""})
        asked = self.get("/uz/second-step/")
        if asked.path.endswith("/second-step/"):  # a demo person of the staff: the page shows the code
            shown = asked.soup.select_one(".notice code")
            self.post(asked.path, {"code": shown.get_text(), "_token": asked.token} if shown else {})

    @property
    def cookie(self) -> str:
        """The Cookie header that this person sends."""
        return "; ".join(f"{one.name}={one.value}" for one in self.cookies)

    def _ask(self, request: urllib.request.Request) -> Answer:
        with self._open(request, timeout=30) as answer:
            path = urllib.parse.urlsplit(answer.url).path
            return Answer(path=path, wire=answer.read(), headers=answer.headers)


def pages_below(person: Person, languages: tuple[str, ...]) -> list[str]:
    """Every course, lesson and quiz page that a visitor can reach from the catalogue."""
    found: list[str] = []
    for language in languages:
        start = f"/{language}/courses/"
        found.append(start)
        for path in found:
            if path.startswith(start):
                links = (str(a["href"]) for a in person.get(path).soup.find_all("a", href=True))
                found.extend(
                    sorted({link for link in links if re.match(re.escape(start) + r"[\w/-]+/$", link)} - set(found))
                )
    return found


def first_lesson(person: Person) -> str:
    """The longest lesson of the real course: the heaviest page is the honest one."""
    lessons = [path for path in pages_below(person, ("uz",)) if path.startswith(LESSON) and path.count("/") == 5]
    return max(lessons, key=lambda path: len(person.get(path, encoding="identity").wire))
