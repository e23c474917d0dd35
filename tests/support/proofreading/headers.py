"""The headers of an answer: what a browser may run, keep and tell."""

from collections.abc import Iterator

from tests.support.page import Page

WANTED = ("default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'")
REFUSED = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "http:", "https:", "data:", "*")


def faults(page: Page) -> Iterator[str]:
    """What is wrong with the headers."""
    if page.headers.get("X-Content-Type-Options") != "nosniff":
        yield "no X-Content-Type-Options: nosniff"
    if page.headers.get("Referrer-Policy") not in {"same-origin", "no-referrer", "strict-origin"}:
        yield "no Referrer-Policy that keeps addresses to ourselves"
    if not page.headers.get("Cache-Control"):
        yield "nothing is said about keeping the answer"
    yield from policy(page)
    yield from cookies(page)


def policy(page: Page) -> Iterator[str]:
    """A Content-Security-Policy that starts from nothing."""
    told = page.headers.get("Content-Security-Policy", "")
    if not page.is_html:
        if "default-src 'none'" not in told:
            yield "the Content-Security-Policy lacks default-src 'none'"
        return
    for part in WANTED:
        if part not in told:
            yield f"the Content-Security-Policy lacks {part}"
    for part in REFUSED:
        if part in told:
            yield f"the Content-Security-Policy allows {part}"


def cookies(page: Page) -> Iterator[str]:
    """A cookie stays with us; an answer that gives one is kept by nobody."""
    given = page.headers.getlist("Set-Cookie")
    for cookie in given:
        name = cookie.split("=", 1)[0]
        if "samesite=lax" not in cookie.lower() and "samesite=strict" not in cookie.lower():
            yield f"the cookie {name} goes to other sites"
    if given and page.is_kept_for_all:
        yield "an answer kept for all gives a cookie"
