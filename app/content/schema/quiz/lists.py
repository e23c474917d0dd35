"""Cuts a list into its items: where it ends, what belongs to each item, what is quoted below it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.content.schema.quiz.blocks import Line

_ITEM = re.compile(r"^ {0,1}(?P<bullet>\d+[.)]|[-*+])\s+(?P<rest>.*)$")


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item: what its first line says after the bullet, and the lines below it."""

    line: int
    bullet: str
    head: str
    below: tuple[Line, ...]

    @property
    def is_numbered(self) -> bool:
        """A number stands before it, not a hyphen."""
        return self.bullet[0].isdigit()

    @property
    def quoted(self) -> list[Line]:
        """Lines of a blockquote under the item."""
        return [line for line in self.below if line.text.lstrip().startswith(">")]

    def text(self, head: str) -> str:
        """One line: `head`, which is what remains of the first, and what goes on below."""
        said = (line.text.strip() for line in self.below if not line.text.lstrip().startswith(">"))
        return " ".join([head.strip(), *(text for text in said if text)])


def item_of(line: Line) -> Item | None:
    """The item that begins in a line."""
    found = _ITEM.match(line.text) if not line.is_code else None
    return Item(line=line.number, bullet=found["bullet"], head=found["rest"], below=()) if found else None


def list_end(lines: Sequence[Line], first: int) -> int:
    """The list goes on over set-in lines, and over a blank line when an item or a set-in line follows it."""
    end = first + 1
    for place in range(first + 1, len(lines)):
        line = lines[place]
        if line.is_blank:
            continue
        is_after_blank = lines[place - 1].is_blank
        if not _ITEM.match(line.text) and line.indent < 2 and is_after_blank:  # noqa: PLR2004 - an indent of 2 to 4
            break
        end = place + 1
    return end


def items_in(lines: Sequence[Line]) -> list[Item]:
    """The items of a list whose first line begins one."""
    found: list[tuple[Item, list[Line]]] = []
    for line in lines:
        if item := item_of(line):
            found.append((item, []))
        else:
            found[-1][1].append(line)
    return [Item(line=item.line, bullet=item.bullet, head=item.head, below=tuple(below)) for item, below in found]
