"""What every request passes before its route: proof of origin for posts, and whether the route is for this person."""

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge, SecurityError

from app.kernel.errors import FactError
from app.web import csrf
from app.web.room import admit, policy_of

MOST_FIELDS = 500
"""Far more than any form of ours has; Werkzeug counts the parts of multipart bodies only."""

FORM_MEMORY = 512 * 1024
"""What may wait in memory of a body with a file; Werkzeug reads it in pieces of 64 KB, and needs room for two."""


def install(app: Flask) -> None:
    """Set the guard at the door."""

    @app.before_request
    def check() -> None:
        if isinstance(request.routing_exception, SecurityError):  # a foreign host name: no page can be made for it
            raise request.routing_exception
        policy = policy_of(request.endpoint)
        if policy is not None and policy.largest is not None and _is_admitted():
            request.max_content_length = policy.largest
            request.max_form_memory_size = FORM_MEMORY
        if request.method not in csrf.SAFE and len(request.form) > MOST_FIELDS:
            raise RequestEntityTooLarge
        csrf.demand_proof(
            is_open_post=policy is not None and policy.is_open_post,
            is_one_click=policy is not None and policy.is_one_click,
        )
        if request.endpoint is not None:
            admit()


def _is_admitted() -> bool:
    """Whether this person may come in at all: nobody else is listened to for so long."""
    try:
        admit()
    except FactError:
        return False
    return True
