"""Addresses that leave the site, in letters and on paper: always under PUBLIC_URL, whatever host a request named."""

from flask import current_app

from app.web.i18n import current_language


def public_link(endpoint: str, **values: str) -> str:
    """The full address of a page, in the language that is spoken now unless `lang` says another."""
    if current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values.setdefault("lang", current_language().tag)
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return f"{current_app.config['PUBLIC_URL']}{path}"
