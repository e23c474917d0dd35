"""Pages that are the same for every visitor, rendered once and answered from memory: no template, no query, no session.

A visitor is a request without a session and without a chosen text size. The shelf stands in front of Flask; what it
does not hold, Flask answers, with the same bytes for the same visitor.
"""

import hashlib
import io
import json
import threading
import zipfile
from collections.abc import Callable, Iterable, Mapping
from contextvars import Context
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from wsgiref.types import StartResponse, WSGIEnvironment

import brotli
import structlog
from flask import Flask, request
from werkzeug.test import Client, EnvironBuilder

from app.infra.logging import PREBUILDING
from app.kernel import clock
from app.kernel.files import write_whole
from app.web.room import Policy
from app.web.zipped import gzip_bytes

CHECK_SECONDS = 1.0
RETRY_SECONDS = 30.0
FILES = ("/static/", "/media/")
"""The same for everybody, with or without our cookies."""
ENCODINGS = ("br", "gzip", "identity")
DROPPED = frozenset({"content-length", "etag", "vary", "set-cookie", "x-request-id"})

log = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One answer, in every encoding, ready to send."""

    etags: Mapping[str, str]
    bodies: Mapping[str, bytes]
    headers: Mapping[str, list[tuple[str, str]]]


Pages = dict[str, Kept]


def keep(body: bytes, headers: Iterable[tuple[str, str]]) -> Kept:
    """An answer made ready: compressed once, with a strong ETag for each encoding."""
    digest = hashlib.sha256(body).hexdigest()[:20]
    bodies = {"br": brotli.compress(body, quality=11), "gzip": gzip_bytes(body, level=9), "identity": body}
    return shelve(digest, bodies, [(name, value) for name, value in headers if name.lower() not in DROPPED])


def shelve(digest: str, bodies: Mapping[str, bytes], headers: list[tuple[str, str]]) -> Kept:
    """An answer from its parts."""
    etags = {encoding: f'"{digest}-{encoding}"' for encoding in bodies}
    full = {}
    for encoding, body in bodies.items():
        own = [("Content-Length", str(len(body))), ("ETag", etags[encoding]), ("Vary", "Accept-Encoding, Cookie")]
        if encoding != "identity":
            own.append(("Content-Encoding", encoding))
        full[encoding] = headers + own
    return Kept(etags=etags, bodies=bodies, headers=full)


class Shelf:
    """WSGI middleware that answers kept pages, and takes in a new release while it serves."""

    def __init__(
        self, app: Callable[..., Iterable[bytes]], *, cookies: tuple[str, ...], hosts: tuple[str, ...]
    ) -> None:
        self._app = app
        self._cookies = cookies
        self._hosts = frozenset(host.lower() for host in hosts)
        self.pages: Pages = {}
        self.version: Callable[[], str] | None = None
        self.load: Callable[[], Pages] | None = None
        self._loaded = ""
        self._next_check = 0.0
        self._lock = threading.Lock()
        self.count: Callable[[int], None] | None = None
        """Told now and then how many requests were answered since; each of them costs an addition."""
        self._answered = 0

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """The kept answer when there is one for this visitor, else the site's."""
        if environ.get(PREBUILDING):
            return self._app(environ, start_response)
        if clock.monotonic() >= self._next_check:
            self.refresh()
        page = self.pages.get(environ.get("PATH_INFO", ""))
        if page is None or not self._is_for(environ):
            return self._app(environ, start_response)
        self._answered += 1
        encoding = _encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        if page.etags[encoding] in environ.get("HTTP_IF_NONE_MATCH", ""):
            start_response("304 Not Modified", [h for h in page.headers[encoding] if h[0] != "Content-Length"])
            return []
        start_response("200 OK", page.headers[encoding])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [page.bodies[encoding]]

    def _is_for(self, environ: WSGIEnvironment) -> bool:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or environ.get("QUERY_STRING"):
            return False
        cookie = environ.get("HTTP_COOKIE", "")
        is_file = environ.get("PATH_INFO", "").startswith(FILES)
        if cookie and not is_file and any(name in cookie for name in self._cookies):
            return False
        host = environ.get("HTTP_HOST", "").rsplit(":", 1)[0].lower()
        return host in self._hosts

    def refresh(self) -> None:
        """Look whether there is a new release, and take it in; others are answered meanwhile as before.

        When its pages cannot be made, the old ones stay up, and it is tried again after a while.
        """
        self._next_check = clock.monotonic() + CHECK_SECONDS
        if self.count is not None and self._answered:
            answered, self._answered = self._answered, 0
            self.count(answered)
        version = self.version() if self.version else self._loaded
        if version == self._loaded or self.load is None or not self._lock.acquire(blocking=False):
            return
        try:
            self.pages, self._loaded = self.load(), version
        except Exception:
            log.exception("shelf.failed", release=version)
            self._next_check = clock.monotonic() + RETRY_SECONDS
        finally:
            self._lock.release()


def _encoding(accepted: str) -> str:
    if "br" in accepted:
        return "br"
    return "gzip" if "gzip" in accepted else "identity"


def is_building() -> bool:
    """Whether this request renders a page to be kept, and nobody waits for it."""
    return bool(request.environ.get(PREBUILDING))


def render_all(app: Flask, base_url: str) -> Pages:
    """Every prebuilt page of the site as a visitor sees it, by its path.

    In a context of its own: Flask lends that of a running command, with its `g`, to all requests made inside it.
    """
    return Context().run(_render_all, app, base_url)


def _render_all(app: Flask, base_url: str) -> Pages:
    client = Client(app.wsgi_app, use_cookies=False)
    return dict(_rendered(client, path, base_url) for path in _paths(app, base_url))


def _paths(app: Flask, base_url: str) -> list[str]:
    table: dict[str, Policy] = app.extensions["policies"]
    with app.test_request_context(base_url=base_url):
        return [
            app.url_for(endpoint, **arguments)
            for endpoint, policy in table.items()
            if policy.prebuilt is not None
            for arguments in policy.prebuilt()
        ]


def _rendered(client: Client, path: str, base_url: str) -> tuple[str, Kept]:
    builder = EnvironBuilder(path=path, base_url=base_url, environ_overrides={PREBUILDING: True})
    response = client.open(builder)
    if response.status_code != HTTPStatus.OK:
        raise RuntimeError(f"the prebuilt page {path} answers {response.status_code}")
    return path, keep(response.get_data(), response.headers.items())


def save(pages: Pages, path: Path) -> None:
    """Write pages to one file, whole or not at all."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        index = []
        for number, (address, page) in enumerate(pages.items()):
            digest = page.etags["identity"].strip('"').rsplit("-", 1)[0]
            own = {"Content-Length", "ETag", "Vary"}
            index.append([address, digest, [h for h in page.headers["identity"] if h[0] not in own]])
            for encoding in ENCODINGS:
                archive.writestr(f"{number}.{encoding}", page.bodies[encoding])
        archive.writestr("index.json", json.dumps(index))
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, buffer.getvalue())


def load(path: Path) -> Pages | None:
    """Pages from a file; None when there is none or it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive:
            index: list[tuple[str, str, list[Any]]] = json.loads(archive.read("index.json"))
            return {
                address: shelve(
                    digest,
                    {encoding: archive.read(f"{number}.{encoding}") for encoding in ENCODINGS},
                    [(str(name), str(value)) for name, value in headers],
                )
                for number, (address, digest, headers) in enumerate(index)
            }
    except (OSError, EOFError, KeyError, ValueError, RuntimeError, zipfile.BadZipFile):
        return None
