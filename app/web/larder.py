"""Prebuilt pages on disk: made once for a release, this code and these settings, then only loaded."""

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from flask import Flask

from app.web.prebuilt import Pages, load, render_all, save

MADE_OF = frozenset({".py", ".html", ".css", ".js", ".svg", ".po"})


def pages_of(app: Flask, folder: Path, *, base_url: str, settings: str) -> Callable[[str], Pages]:
    """A function from a release's digest to its pages: from their file, else rendered and put there."""

    def get(release: str) -> Pages:
        key = hashlib.sha256(f"{release}\0{_code(app.root_path)}\0{settings}".encode()).hexdigest()[:20]
        path = folder / f"{key}.zip"
        pages = load(path)
        if pages is None:
            pages = render_all(app, base_url)
            with suppress(OSError):  # a full disk: they are served, and made again at the next start
                save(pages, path)
        return pages

    return get


def _code(folder: str) -> str:
    """Names the code and the templates that pages are made with."""
    state = hashlib.sha256()
    for path in sorted(Path(folder).rglob("*")):
        if path.suffix in MADE_OF:
            state.update(path.read_bytes())
    return state.hexdigest()
