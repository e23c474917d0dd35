"""From facts to pages: the one place that knows which status an error has, and what a person reads then."""

from http import HTTPStatus
from typing import Any

import structlog
from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from app.kernel.errors import BusyError, FactError, Kind, NotSignedInError, TooManyError
from app.web import csrf
from app.web.confirm import Fields, coming_in, confirm_page, keep_page, pack
from app.web.room import OnlyLookingError, PasswordWantedError, SecondStepWantedError, WatchIsOverError, policy_of
from app.web.viewer import current_viewer

STATUS = {
    Kind.BAD_INPUT: 400,
    Kind.NOT_SIGNED_IN: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.TOO_MANY: 429,
    Kind.BUSY: 503,
}
RETRY_SECONDS = 5

log = structlog.get_logger(__name__)


def error_page(status: int, *, retry_after: int | None = None, sent: Fields | None = None) -> Response:
    """The page for a status, in the reader's language. `sent` is what a tap sends again."""
    page = render_template(
        "web/error.html",
        code=status,
        request_id=g.get("request_id", ""),
        retry_after=retry_after,
        sent=sent,
        action=request.path,
    )
    response = make_response(page, status)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def install(app: Flask) -> None:
    """Show facts and faults as pages."""
    app.register_error_handler(FactError, _of_fact)
    app.register_error_handler(NotSignedInError, _of_stranger)
    app.register_error_handler(PasswordWantedError, _of_old_password)
    app.register_error_handler(SecondStepWantedError, _of_sleeping_roles)
    app.register_error_handler(OnlyLookingError, _of_looking)
    app.register_error_handler(csrf.UnprovenPostError, _of_unproven)
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(OperationalError, _of_database)
    app.register_error_handler(Exception, _of_fault)


def _of_fact(error: FactError) -> AnyResponse:
    if error.kind is Kind.NOT_FOUND and _may_be_ones_own():
        return _to_sign_in()
    wait = error.retry_after if isinstance(error, TooManyError | BusyError) else None
    return error_page(STATUS[error.kind], retry_after=wait)


def _may_be_ones_own() -> bool:
    """Whether the page is missing perhaps only because the person's session is over."""
    policy = policy_of(request.endpoint)
    is_personal = policy is not None and policy.prebuilt is None and request.method == "GET"
    return is_personal and current_viewer().has_dead_session


def _of_stranger(_error: NotSignedInError) -> AnyResponse:
    return _to_sign_in() if request.method == "GET" else keep_page()


def _of_old_password(_error: PasswordWantedError) -> AnyResponse:
    """To the page that asks for the password; a post is kept there until it was right."""
    if request.method == "GET":
        return redirect(url_for("accounts.prove", next=request.full_path.rstrip("?")), 303)
    fields = [("pending", pack(request.path, request.form.items(multi=True)))]
    return make_response(render_template("web/prove.html", action=url_for("accounts.prove"), fields=fields), 403)


def _of_sleeping_roles(_error: SecondStepWantedError) -> AnyResponse:
    """To the page that asks for the code; a post is kept there until it was right."""
    if request.method == "GET":
        return redirect(url_for("accounts.second_step", next=request.full_path.rstrip("?")), 303)
    fields = [("pending", pack(request.path, request.form.items(multi=True)))]
    page = render_template("web/second_step.html", action=url_for("accounts.second_step"), fields=fields)
    return make_response(page, 403)


def _of_looking(error: OnlyLookingError) -> Response:
    """Nothing was done; the way out is on the page, as on every other."""
    page = render_template("web/only_looking.html", is_over=isinstance(error, WatchIsOverError))
    return make_response(page, STATUS[error.kind])


def _to_sign_in() -> AnyResponse:
    return redirect(coming_in(next=request.full_path.rstrip("?")), 303)


def _of_unproven(_error: csrf.UnprovenPostError) -> Response:
    return confirm_page(request.path, request.form.items(multi=True), status=400)


def _of_http(error: HTTPException) -> Any:  # noqa: ANN401 - Flask takes either kind of response
    status = error.code or 500
    if status < HTTPStatus.BAD_REQUEST:
        return error
    if isinstance(error, SecurityError):
        return Response("400: this site does not answer to that host name.\n", 400, mimetype="text/plain")
    page = error_page(status)
    for name, value in error.get_headers(request.environ):
        if name in {"Allow", "Retry-After", "Content-Range"}:
            page.headers[name] = value
    return page


def _of_database(error: OperationalError) -> Response:
    log.error("database.unavailable", id=g.get("request_id"), reason=type(error.orig).__name__)
    return error_page(503, retry_after=RETRY_SECONDS, sent=_sent())


def _sent() -> Fields | None:
    """What was posted and could not be kept just now; nothing of forms with passwords goes back to a page."""
    policy = policy_of(request.endpoint)
    if request.method != "POST" or policy is None or policy.is_for_strangers:
        return None
    return [(name, value) for name, value in request.form.items(multi=True) if name != csrf.FIELD]


def _of_fault(error: Exception) -> Response:
    log.error("request.failed", id=g.get("request_id"), route=request.endpoint, exc_info=error)
    return error_page(500)
