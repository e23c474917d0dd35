"""What lies in a folder, looked at once: hidden things are passed over, links refused, since they may lead anywhere."""

import os
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

from app.content.source.report import Report


class Folder:
    """A folder, which need not be there. `name` is what faults call it."""

    def __init__(self, path: Path, name: str, report: Report) -> None:
        self.path = path
        self.name = name
        self._report = report

    @property
    def key(self) -> str:
        """The last part of its path."""
        return self.path.name

    def within(self, name: str) -> "Folder":
        """A folder inside this one."""
        return Folder(self.path / name, f"{self.name}/{name}", self._report)

    def files(self) -> Iterator[tuple[str, str]]:
        """Each file as its own name and as what faults call it, by name."""
        return ((entry.name, f"{self.name}/{entry.name}") for entry in self._inside if entry.is_file())

    def folders(self) -> Iterator["Folder"]:
        """Each folder, by name."""
        return (self.within(entry.name) for entry in self._inside if entry.is_dir())

    @cached_property
    def _inside(self) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.path) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            return []
        for entry in entries:
            if entry.is_symlink():
                says = "This is a link: put the file itself here."
                self._report.error(f"{self.name}/{entry.name}", 1, "link-in-folder", says)
        return [entry for entry in entries if not entry.name.startswith(".") and not entry.is_symlink()]
