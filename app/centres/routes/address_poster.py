"""A poster of the address of this site, for the wall of a class that has no internet."""

from flask import Response, current_app, request

from app.centres.documents.address_poster import WIFI_LETTERS, print_address_poster
from app.centres.routes.room import room
from app.kernel.errors import BadInputError, BadTextError
from app.kernel.permissions import Permission
from app.kernel.text import clean_line


@room.page("/<lang:lang>/teach/address/poster.pdf", who=Permission.TEACH)
def address_poster(lang: str) -> Response:  # noqa: ARG001 - the converter has set the language
    """A4: the address, its QR code, and which Wi-Fi to choose, in every language of the site."""
    try:
        wifi = clean_line(request.args.get("wifi", ""), WIFI_LETTERS)
    except BadTextError as error:
        raise BadInputError from error
    response = Response(print_address_poster(current_app.config["PUBLIC_URL"], wifi), mimetype="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="savodxon-address.pdf"'
    return response
