"""The issuer's profile with its public keys, for whoever checks a credential. Its address stands in each: it stays."""

from flask import Response, current_app

from app.kernel.permissions import Circle
from app.seals.queries import get_public_list, issuer_address
from app.seals.rules.credential import profile_of, to_json
from app.web.room import Room

room = Room("seals", __name__)

LINKED_DATA = "application/ld+json"


@room.page("/v/issuer.json", who=Circle.EVERYONE)
def issuer() -> Response:
    """The issuer, and every key that has signed its credentials; also while the database is down."""
    known = get_public_list(None)
    document = profile_of(issuer_address(), current_app.config["ORGANISER"], known.keys)
    response = Response(to_json(document), mimetype=LINKED_DATA)
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
