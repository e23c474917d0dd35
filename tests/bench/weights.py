"""What goes over the wire before a page can be read: bytes and requests, of every course, lesson and quiz page."""

import gzip
from collections.abc import Iterator

from tests.bench.figures import Figure, at_most
from tests.bench.server import serving
from tests.bench.site import Answer, Installation, Person, pages_below

LANGUAGES = ("uz", "uz-Cyrl", "ru")


def measure(site: Installation) -> Iterator[Figure]:
    """The heaviest page decides."""
    with serving("wsgi:app", site.env, ready="/healthz", workers=1) as port:
        person = Person(port)
        pages = [person.get(path) for path in pages_below(person, LANGUAGES)]
        heaviest = max(pages, key=lambda page: first_view(person, page))
        yield at_most(
            "lesson_first_view_bytes",
            first_view(person, heaviest),
            "B (gzip)",
            14_000,
            note=f"{heaviest.path}, the heaviest of {len(pages)} pages",
        )
        yield at_most("lesson_requests", max(1 + len(sheets(page)) for page in pages), "requests", 2)
        yield at_most("css_bytes", max(css(person, page) for page in pages), "B (gzip)", 3_000)
        yield at_most("js_bytes", max(scripts(person, page) for page in pages), "B (gzip)", 6_000)


def first_view(person: Person, page: Answer) -> int:
    """HTML and style sheets as gzip sends them; brotli sends less."""
    return len(page.wire) + sum(len(person.get(path).wire) for path in sheets(page))


def sheets(page: Answer) -> list[str]:
    """Style sheets that hold the text back."""
    return [str(link["href"]) for link in page.soup.find_all("link", rel="stylesheet")]


def css(person: Person, page: Answer) -> int:
    """Style sheets, fetched or brought along."""
    fetched = sum(len(person.get(path).wire) for path in sheets(page))
    return fetched + sum(packed(style.get_text()) for style in page.soup.find_all("style"))


def scripts(person: Person, page: Answer) -> int:
    """Our own scripts."""
    return sum(len(person.get(str(script["src"])).wire) for script in page.soup.find_all("script", src=True))


def packed(text: str) -> int:
    """Bytes of a text in gzip."""
    return len(gzip.compress(text.encode(), mtime=0))
