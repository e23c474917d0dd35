"""The parent's side of the child that renders: one request a file, two seconds of processor time."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.kernel.locale import Tag
from app.kernel.sandbox import Child, ChildFailed

CPU_SECONDS = 2
WALL_SECONDS = 20
"""Five times what a file may take on a machine that is busy with other things."""
MEMORY_MB = 512


class TangledError(Exception):
    """The text took too long or too much to render."""


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading of a body; `id` is empty when its author gave none."""

    level: int
    id: str
    title: str


@dataclass(frozen=True, kw_only=True)
class Image:
    """A picture as written."""

    src: str
    alt: str
    is_decorative: bool


@dataclass(frozen=True, kw_only=True)
class Placed:
    """An activity as written in a text."""

    kind: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """Safe HTML of one piece. `<mark>aN` stands for the address of link N, `<mark>iN` for that of image N.

    A box of the class `<mark>pN` keeps the place of activity N.
    """

    html: str
    mark: str
    headings: tuple[Heading, ...]
    links: tuple[str, ...]
    images: tuple[Image, ...]
    ids: tuple[str, ...]
    places: tuple[Placed, ...] = ()


class Engine:
    """Renders Markdown in a child process that is started when it is first needed."""

    def __init__(self) -> None:
        self._child = Child("app.content.markdown.worker", memory_mb=MEMORY_MB, cpu_seconds=CPU_SECONDS)
        self.asked = 0
        """How many files have been rendered."""

    def render(self, tag: Tag, pieces: Sequence[tuple[str, str]]) -> list[dict[str, Any]]:
        """Each (text, shape) as plain data for `as_rendered`. TangledError when the child gave up."""
        self.asked += 1
        request = json.dumps({"language": tag, "pieces": pieces}).encode()
        try:
            answer = self._child.ask(request, seconds=WALL_SECONDS)
        except ChildFailed as error:
            raise TangledError(str(error)) from None
        found: list[dict[str, Any]] = json.loads(answer)
        return found

    def close(self) -> None:
        """End the child."""
        self._child.close()


def as_rendered(plain: dict[str, Any]) -> Rendered:
    """What the engine gave, or a cache has kept, with its types."""
    return Rendered(
        html=plain["html"],
        mark=plain["mark"],
        headings=tuple(Heading(**each) for each in plain["headings"]),
        links=tuple(plain["links"]),
        images=tuple(Image(**each) for each in plain["images"]),
        ids=tuple(plain["ids"]),
        places=tuple(Placed(**each) for each in plain["places"]),
    )
