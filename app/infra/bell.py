"""Whether there may be something to tell people on their pages, told among the processes of a machine without a query.

A file's time says until when it is worth asking the database. Most of the time there is nothing, and a page costs one
look at a file. It decides nothing: a bell that is wrong costs a query, or says a thing some pages later.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

from flask import current_app


class Bell:
    """The file."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def ring(self, until: datetime) -> None:
        """Ask the database until this moment, at least."""
        moment = max(until.timestamp(), self._until() or 0)
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._file.touch(mode=0o600)
        os.utime(self._file, (moment, moment))

    def mute(self) -> None:
        """There is nothing to tell any more."""
        self._file.unlink(missing_ok=True)

    def rings(self, now: datetime) -> bool:
        """Whether it is worth asking at this moment."""
        until = self._until()
        return until is not None and now < datetime.fromtimestamp(until, UTC)

    def _until(self) -> float | None:
        try:
            return self._file.stat().st_mtime
        except OSError:
            return None


def get_bell() -> Bell:
    """The bell of the running site."""
    bell: Bell = current_app.extensions["bell"]
    return bell
