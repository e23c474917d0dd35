"""Headers that every answer carries: nothing from other hosts, nothing inline but what is named by hash, no framing."""

import base64
import hashlib

from flask import Flask, Response, g

from app.web.viewer import current_viewer

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}


def policy(inline_css: str | None = None) -> str:
    """The Content-Security-Policy; `inline_css` is the one style element allowed, by its hash."""
    style = "'self'"
    if inline_css is not None:
        digest = base64.b64encode(hashlib.sha256(inline_css.encode()).digest()).decode()
        style = f"'sha256-{digest}'"
    return (
        f"default-src 'none'; script-src 'self'; style-src {style}; img-src 'self'; media-src 'self'; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def install(app: Flask, *, is_https: bool) -> None:
    """Put the headers on every answer of the site."""

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in FIXED.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Content-Security-Policy", policy(g.get("inline_css")))
        if is_https:
            response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if "Cache-Control" not in response.headers:
            is_personal = current_viewer().person_id is not None or "Set-Cookie" in response.headers
            kept = "public, no-cache" if g.get("inline_css") is not None else "private, no-cache"
            response.headers["Cache-Control"] = "private, no-store" if is_personal else kept
        return response
