"""The operators' handbook: Markdown files beside the code, rendered as lessons are, with the shipped files shown."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.content.build import shared_engine
from app.content.markdown.engine import as_rendered
from app.kernel.errors import NotFoundError
from app.kernel.locale import EN
from app.kernel.sandbox import ROOT

FOLDER = ROOT / "app" / "handbook"
FILES = FOLDER / "files"
PAGES = ("install", "running", "classes", "cards", "upgrade", "keys", "backup", "restore", "incident")
"""In the order in which they are needed."""
SHOWN = re.compile(r"^\[\[([\w.-]+)\]\]$", re.MULTILINE)
"""A line `[[name]]` shows the shipped file of that name."""
SET_IN = re.compile(r"^    ```[\w-]*\n(.*?)^    ```$", re.MULTILINE | re.DOTALL)
"""A block of code inside a step: the dialect of lessons knows it only as set in once more."""
INSIDE = re.compile(r"(?:([a-z]+)\.md)?(#[a-z0-9-]+)?")


class DeadLinkError(ValueError):
    """A page of the handbook points at something that is not there."""


@dataclass(frozen=True, kw_only=True)
class Chapter:
    """A page of the handbook; `body` is safe HTML."""

    key: str
    title: str
    body: str


def list_titles() -> list[tuple[str, str]]:
    """Key and title of every page, in order."""
    return [(key, _title(_read(key))) for key in PAGES]


@cache
def get_chapter(key: str) -> Chapter:
    """A page. NotFoundError."""
    if key not in PAGES:
        raise NotFoundError
    text = _read(key)
    title, _, rest = text.partition("\n")
    piece = as_rendered(shared_engine().render(EN, [(SET_IN.sub(_set_in, SHOWN.sub(_show, rest)), "document")])[0])
    body = piece.html
    for number, link in reversed(list(enumerate(piece.links))):
        body = body.replace(f'"{piece.mark}a{number}"', f'"{html.escape(_address(key, link))}"')
    return Chapter(key=key, title=title.removeprefix("# ").strip(), body=body)


def _read(key: str) -> str:
    return (FOLDER / f"{key}.md").read_text(encoding="utf-8")


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix("# ").strip()


def _show(found: re.Match[str]) -> str:
    return f"```text\n{shipped()[found[1]].read_text()}```"


def _set_in(found: re.Match[str]) -> str:
    return "".join(f"    {line}\n" for line in found[1].splitlines())


def shipped() -> Mapping[str, Path]:
    """The files that come with the handbook, by name."""
    return {path.name: path for path in sorted(FILES.iterdir())}


def _address(key: str, link: str) -> str:
    """A link to another page of the handbook, or into one; nothing leaves the site by it."""
    found = INSIDE.fullmatch(link)
    if not found or (found[1] and found[1] not in PAGES):
        raise DeadLinkError(f"{key}.md: {link}")
    return f"/handbook/{found[1]}/{found[2] or ''}" if found[1] else link
