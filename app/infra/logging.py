"""One JSON line a request and an event: ids and statuses only, no names, numbers, cookies, tokens or form values."""

import logging
import sys
import threading
import traceback
from contextlib import suppress
from typing import Any, TextIO

import structlog
from flask import Flask, Response, g, request

from app.kernel import clock
from app.kernel.ids import new_id

PREBUILDING = "savodxon.prebuilding"
"""Marks a request that renders a page to be kept: nobody asked for it, so it is not logged."""
QUIET = ("/static/", "/media/", "/healthz")

log = structlog.get_logger("http")


class Lines:
    """Writes lines into a file. One that cannot be written, as on a full disk, is lost; the page it is about is not."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._lock = threading.Lock()

    def msg(self, line: str) -> None:
        """Write a line, or nothing."""
        with self._lock, suppress(OSError):
            self._file.write(line + "\n")
            self._file.flush()

    debug = info = warning = error = critical = msg


def configure() -> None:
    """Set up the process's logs, once."""
    lines = Lines(sys.stderr)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            tell_fault,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_names: lines,
        cache_logger_on_first_use=False,
    )


def tell_fault(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """In place of an exception: its kind and where it was raised, without its words, which may be a person's."""
    given: Any = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else sys.exception() if given else None
    if error is not None:
        event["fault"] = _kind(error)
        event["causes"] = [_kind(cause) for cause in _causes(error)]
        event["at"] = [
            f"{step.filename}:{step.lineno} {step.name}" for step in traceback.extract_tb(error.__traceback__)
        ]
    return event


def _causes(error: BaseException) -> list[BaseException]:
    """What this came of, nearest first."""
    cause = error.__cause__ or error.__context__
    return [cause, *_causes(cause)] if cause else []


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def install(app: Flask) -> None:
    """Log each request of the site, and give it an id that its error page shows."""

    @app.before_request
    def begin() -> None:
        g.request_id = new_id()[-12:]
        g.began = clock.monotonic()

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.get("request_id", "")
        if not request.path.startswith(QUIET) and not request.environ.get(PREBUILDING):
            log.info(
                "request",
                id=g.get("request_id"),
                method=request.method[:10],
                route=request.endpoint,
                status=response.status_code,
                ms=round((clock.monotonic() - g.get("began", clock.monotonic())) * 1000, 1),
            )
        return response
