"""What a page tells search engines and messengers: all of it, in full addresses, or nothing when it is private."""

import json
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import Tag

from tests.support.page import Page

NEEDED = ("og:title", "og:type", "og:url", "og:site_name", "og:locale", "og:image", "og:image:alt")
SIZE = {"og:image:width": "1200", "og:image:height": "630"}
FULL = ("og:url", "og:image")


def faults(page: Page) -> Iterator[str]:
    """What is wrong with what is told; a page that tells nothing is one for a person, or no page at all."""
    yield from data(page)
    own = canonical(page)
    if own is None:
        yield from (f"{name} without a canonical address" for name in told(page) if name.startswith("og:"))
        return
    if page.soup.find("meta", attrs={"name": "robots"}):
        yield "a page that is not to be listed names a canonical address"
    yield from preview(page, own)
    yield from languages(page, own)


def canonical(page: Page) -> str | None:
    """The address that the page calls its own."""
    found = page.soup.find("link", rel="canonical")
    return str(found["href"]) if isinstance(found, Tag) else None


def told(page: Page) -> dict[str, str]:
    """What stands in the meta elements, by name; of several with one name, the last."""
    found = page.soup.find_all("meta", content=True)
    return {str(meta.get("property") or meta.get("name")): str(meta["content"]) for meta in found}


def preview(page: Page, own: str) -> Iterator[str]:
    """What a messenger shows of the page."""
    said = told(page)
    yield from (f"no {name}" for name in NEEDED if not said.get(name))
    yield from (f"{name} is {said.get(name)}" for name, value in SIZE.items() if said.get(name) != value)
    yield from (f"{name} is no full address" for name in FULL if not urlsplit(said.get(name, "")).netloc)
    if said.get("og:title") != page.h1:
        yield f"og:title is {said.get('og:title')!r}, the h1 {page.h1!r}"
    if said.get("og:url") != own:
        yield f"og:url is {said.get('og:url')}, the canonical address {own}"
    if said.get("description") != said.get("og:description"):
        yield "og:description is not the description"


def languages(page: Page, own: str) -> Iterator[str]:
    """The page in its other languages: itself among them, and one for everybody else."""
    links = page.soup.find_all("link", rel="alternate", hreflang=True)
    there = {str(link["hreflang"]): str(link["href"]) for link in links}
    if there.get(page.lang) != own:
        yield f"hreflang={page.lang} is {there.get(page.lang)}, the canonical address {own}"
    if "x-default" not in there:
        yield "no hreflang=x-default"
    yield from (f"hreflang={tag} is no full address" for tag, url in there.items() if not urlsplit(url).netloc)


def data(page: Page) -> Iterator[str]:
    """Data for search engines: JSON-LD that no `<` can end early."""
    for script in page.soup.find_all("script", type="application/ld+json"):
        text = str(script.string or "")
        if "<" in text:
            yield "a data block with a <"
        try:
            found = json.loads(text)
        except ValueError:
            yield "a data block that is no JSON"
        else:
            if not isinstance(found, dict) or found.get("@context") != "https://schema.org":
                yield "a data block that is not of schema.org"
