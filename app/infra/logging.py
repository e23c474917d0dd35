"""One JSON line a request and an event: ids and statuses only, no names, numbers, cookies, tokens or form values."""

import logging
import sys

import structlog
from flask import Flask, Response, g, request

from app.kernel import clock
from app.kernel.ids import new_id

PREBUILDING = "savodxon.prebuilding"
"""Marks a request that renders a page to be kept: nobody asked for it, so it is not logged."""
QUIET = ("/static/", "/media/", "/healthz")

log = structlog.get_logger("http")


def configure() -> None:
    """Set up the process's logs, once."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=False,
    )


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
