"""The list of people who were erased, as files apart from the database: a restored backup is held against it.

It holds random ids and a day. Written before the rows go, so that no erasure can be forgotten; a file for each person,
so that copying the folder at any moment copies whole entries.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import current_app

from app.kernel import clock
from app.kernel.files import write_whole
from app.kernel.ids import is_id


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One erased person."""

    ids: tuple[str, ...]
    """Every id that they went by."""
    erased_on: date


def get_erasures() -> "Erasures":
    """The list of the running site."""
    erasures: Erasures = current_app.extensions["erasures"]
    return erasures


class Erasures:
    """The list in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def note(self, ids: Iterable[str]) -> None:
        """Write a person down; the second time nothing changes."""
        known = sorted(ids)
        if not known or not all(is_id(one) for one in known):
            raise ValueError("an erased person is named by ids")
        path = self._folder / f"{known[0]}.json"
        if path.exists():
            return
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(path, json.dumps({"ids": known, "erased_on": clock.today().isoformat()}).encode())

    def list_entries(self) -> list[Entry]:
        """Everybody who was erased here."""
        return list(self._read())

    def _read(self) -> Iterator[Entry]:
        for path in sorted(self._folder.glob("*.json")):
            kept = json.loads(path.read_text())
            yield Entry(ids=tuple(kept["ids"]), erased_on=date.fromisoformat(kept["erased_on"]))
