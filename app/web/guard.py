"""What every request passes before its route: proof of origin for posts, and whether the route is for this person."""

from flask import Flask, request
from werkzeug.exceptions import RequestEntityTooLarge, SecurityError

from app.web import csrf
from app.web.room import admit, policy_of

MOST_FIELDS = 500
"""Far more than any form of ours has; Werkzeug counts the parts of multipart bodies only."""


def install(app: Flask) -> None:
    """Set the guard at the door."""

    @app.before_request
    def check() -> None:
        if isinstance(request.routing_exception, SecurityError):  # a foreign host name: no page can be made for it
            raise request.routing_exception
        if request.method not in csrf.SAFE and len(request.form) > MOST_FIELDS:
            raise RequestEntityTooLarge
        policy = policy_of(request.endpoint)
        csrf.demand_proof(is_open_post=policy is not None and policy.is_open_post)
        if request.endpoint is not None:
            admit()
