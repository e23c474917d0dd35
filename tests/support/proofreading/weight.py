"""The weight of a page over the wire, compressed: what a learner on a slow line waits and pays for."""

import gzip
from collections.abc import Callable, Iterable

from bs4 import Tag

from tests.support.page import Page

FIRST_VIEW = 14_000
STYLES = 3_000
SCRIPTS = 6_000
REQUESTS = 2
"""Requests before the text can be read: the document, and at most one more."""


def faults(page: Page, fetch: Callable[[str], bytes]) -> list[str]:
    """What is too heavy; `fetch` gives the bytes at an address of ours."""
    if not page.is_html:
        return []
    sheets = [str(link["href"]) for link in page.soup.find_all("link", rel="stylesheet")]
    scripts = [str(script["src"]) for script in page.soup.find_all("script", src=True)]
    inline = sum(len(packed(tag.get_text().encode())) for tag in page.soup.find_all("style") if isinstance(tag, Tag))
    linked = sum(len(packed(fetch(path))) for path in sheets)
    return list(
        over(
            ("HTML and CSS", len(packed(page.html.encode())) + linked, FIRST_VIEW),
            ("CSS", linked + inline, STYLES),
            ("JavaScript", sum(len(packed(fetch(path))) for path in scripts), SCRIPTS),
            ("requests before reading", 1 + len(sheets), REQUESTS),
        )
    )


def over(*measured: tuple[str, int, int]) -> Iterable[str]:
    """A sentence for each that is over its budget."""
    return (f"{what}: {value:,}, the budget is {budget:,}" for what, value, budget in measured if value > budget)


def packed(body: bytes) -> bytes:
    """As gzip sends it, whatever the server is set to."""
    return gzip.compress(body, compresslevel=9, mtime=0)
