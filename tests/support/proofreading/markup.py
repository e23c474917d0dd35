"""The document itself: valid, one heading, nothing inline, nothing from other hosts, every reference answered."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import Tag

from tests.support.page import Page, words_of

OBSOLETE = ("center", "font", "marquee", "blink", "big", "tt", "strike", "frame", "frameset", "acronym")
OBSOLETE_ATTRIBUTES = frozenset({"align", "bgcolor", "border", "valign", "cellpadding", "cellspacing", "background"})
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-details", "list", "form")
SOURCES = (("img", "src"), ("script", "src"), ("link", "href"), ("source", "src"), ("audio", "src"), ("video", "src"))
DATA_TYPES = ("application/ld+json",)
"""What a search engine reads. HTML calls it a data block: a browser runs none, so the policy has nothing to say of it;
`sharing.data` looks inside."""


def faults(page: Page) -> Iterator[str]:
    """What is wrong with the document."""
    yield from invalid_html(page)
    yield from headings(page)
    yield from ids(page)
    yield from inline_code(page)
    yield from foreign_sources(page)
    yield from pictures(page)
    yield from names(page)
    yield from movement(page)
    yield from nesting(page)


def invalid_html(page: Page) -> Iterator[str]:
    """What a strict parser of HTML5 stumbles over, and what HTML5 has dropped."""
    yield from page.stumbles
    for tag in page.soup.find_all(OBSOLETE):
        yield f"<{tag.name}> is not HTML any more"
    for tag in page.soup.find_all(name=True):
        for name in OBSOLETE_ATTRIBUTES & tag.attrs.keys():
            if not tag.find_parent("svg"):
                yield f"<{tag.name} {name}> is not HTML any more"
    head = page.html[:1024].lower()
    if 'charset="utf-8"' not in head and "charset=utf-8" not in head:
        yield "the character set is not named at the top"


def headings(page: Page) -> Iterator[str]:
    """One h1, a title that begins with it, and no level left out."""
    found = page.soup.find_all("h1")
    if len(found) != 1:
        yield f"{len(found)} h1 instead of one"
    elif not page.h1:
        yield "the h1 is empty"
    elif not page.title.startswith(page.h1):
        yield f"the title {page.title!r} does not begin with the h1 {page.h1!r}"
    level = 0
    for tag in page.soup.find_all(["h1", "h2", "h3", "h4", "h5", "h6"]):
        now = int(tag.name[1])
        if level and now > level + 1:
            yield f"<{tag.name}> «{words_of(tag)}» follows <h{level}>"
        level = now
    if not page.lang:
        yield "<html> has no lang"
    if len(page.soup.find_all("main")) != 1:
        yield "there is not one <main>"


def ids(page: Page) -> Iterator[str]:
    """Each id is there once, and what refers to an id finds it."""
    known = Counter(str(tag["id"]) for tag in page.soup.find_all(id=True))
    for name, times in known.items():
        if times > 1:
            yield f"id {name!r} is there {times} times"
        if not name or any(letter.isspace() for letter in name):
            yield f"id {name!r} is empty or has a space"
    for attribute in REFERENCES:
        for tag in page.soup.find_all(attrs={attribute: True}):
            for name in str(tag[attribute]).split():
                if name not in known:
                    yield f"{attribute}={name!r} points at nothing"
    for link in page.soup.find_all("a", href=lambda href: href and href.startswith("#") and len(href) > 1):
        if str(link["href"])[1:] not in known:
            yield f"the link {link['href']} leads nowhere"


def inline_code(page: Page) -> Iterator[str]:
    """No script, handler or style in the document, but a style element that the policy names by its hash."""
    policy = page.headers.get("Content-Security-Policy", "")
    for script in page.soup.find_all("script"):
        if not script.get("src") and script.get("type") not in DATA_TYPES:
            yield "an inline script"
        elif script.get("src") and not (script.has_attr("defer") or script.get("type") == "module"):
            yield f"the script {script['src']} is not deferred"
    for style in page.soup.find_all("style"):
        digest = base64.b64encode(hashlib.sha256((style.string or "").encode()).digest()).decode()
        if f"'sha256-{digest}'" not in policy:
            yield "a style element that the policy does not name"
    for tag in page.soup.find_all(name=True):
        for attribute in tag.attrs:
            if attribute == "style" or attribute.startswith("on"):
                yield f"<{tag.name}> has an inline {attribute}"
            elif attribute in {"href", "src", "action"} and str(tag[attribute]).lower().startswith("javascript:"):
                yield f"<{tag.name}> has a javascript: address"


def foreign_sources(page: Page) -> Iterator[str]:
    """Nothing is loaded from, or sent to, another host."""
    for name, attribute in SOURCES:
        for tag in page.soup.find_all(name, attrs={attribute: True}):
            is_loaded = name != "link" or "canonical" not in tag.get_attribute_list("rel")
            if is_loaded and urlsplit(str(tag[attribute])).netloc and "alternate" not in tag.get_attribute_list("rel"):
                yield f"<{name}> loads {tag[attribute]}"
    for form in page.soup.find_all("form"):
        if urlsplit(str(form.get("action", ""))).netloc:
            yield f"a form sends to {form['action']}"
    for link in page.soup.find_all("a", target="_blank"):
        if "noopener" not in link.get_attribute_list("rel"):
            yield f"the link {link.get('href')} opens a window without rel=noopener"


def pictures(page: Page) -> Iterator[str]:
    """A picture says what it shows, or that it shows nothing, and how much room it takes."""
    for picture in page.soup.find_all("img"):
        if not picture.has_attr("alt"):
            yield f"the picture {picture.get('src')} has no alt"
        if not (picture.get("width") and picture.get("height")):
            yield f"the picture {picture.get('src')} has no width and height: the text jumps when it comes"
    for drawing in page.soup.find_all("svg"):
        if drawing.get("aria-hidden") != "true" and not (drawing.get("aria-label") or drawing.find("title")):
            yield "a drawing without a name, and not hidden either"


def names(page: Page) -> Iterator[str]:
    """What can be pressed has a name; what is a list holds items only."""
    for tag in page.soup.find_all(["a", "button", "summary"]):
        if tag.name == "a" and not tag.has_attr("href"):
            continue
        if not (words_of(tag) or tag.get("aria-label") or tag.find("img", alt=True) or tag.find("title")):
            yield f"<{tag.name} {tag.get('href', '')}> has no name"
    for tag in page.soup.find_all(["ul", "ol"]):
        for child in tag.find_all(True, recursive=False):
            if child.name not in {"li", "template", "script"}:
                yield f"<{child.name}> stands directly in <{tag.name}>"
    for table in page.soup.find_all("table"):
        if not table.find("th"):
            yield "a table without header cells"


def movement(page: Page) -> Iterator[str]:
    """Keys go through the page in its own order, and fingers may enlarge it."""
    for tag in page.soup.find_all(tabindex=True):
        if str(tag["tabindex"]) not in {"0", "-1"}:
            yield f"<{tag.name}> has tabindex {tag['tabindex']}"
    viewport = page.soup.find("meta", attrs={"name": "viewport"})
    if not isinstance(viewport, Tag):
        yield "no viewport: a phone would show the page tiny"
    elif "user-scalable=no" in str(viewport["content"]) or "maximum-scale" in str(viewport["content"]):
        yield "the viewport forbids zooming"


def nesting(page: Page) -> Iterator[str]:
    """Nothing that can be pressed stands inside something that can be pressed."""
    for tag in page.soup.find_all(["a", "button"]):
        inner = tag.find(["a", "button", "input", "select", "textarea"])
        if isinstance(inner, Tag):
            yield f"<{inner.name}> inside <{tag.name}>"
    for form in page.soup.find_all("form"):
        if form.find_parent("form"):
            yield "a form inside a form"
