"""What every page must bear in a real browser: axe, the largest text on the narrowest screen, a thumb, its language."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

from app.kernel.locale import get_language
from tests.support.browser import check_axe, check_width
from tests.support.proofreading import words

NARROWEST = {"width": 320, "height": 640}
THUMB = 44
"""Pixels: WCAG 2.5.5. Links inside a sentence are free of it; a box to tick is tapped by its label."""

SMALL_TARGETS = """least => {
  const inSentence = link => getComputedStyle(link).display === "inline"
    && [...link.parentNode.childNodes].some(one => one.nodeType === 3 && /\\p{L}/u.test(one.data));
  return [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter(one => one.checkVisibility() && !(one.tagName === "A" && inSentence(one)))
    .map(one => [one, (one.closest("label") || one).getBoundingClientRect()])
    .filter(([one, box]) => box.right > 0 && (box.width < least || box.height < least))
    .map(([one, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${one.outerHTML.slice(0, 120)}`);
}"""


def inspect(page: Page, language: str, *, runs_scripts: bool = True) -> None:
    """AssertionError with the first thing that is wrong with the page as it stands; axe itself needs scripts.

    A page that was found good is not looked at again while it is the same, letter by letter, on the same screen.
    """
    mark = _mark(page, language)
    if mark in _GOOD:
        return
    check_language(page, language)
    if runs_scripts:
        check_axe(page)
    check_targets(page)
    check_width(page)
    with narrowest(page):
        check_width(page)
    _GOOD.add(mark)


_GOOD: set[str] = set()
_TOKEN = re.compile(r'(name="_token" value=")\w+')
_SCREEN = "[innerWidth, matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('(scripting: none)').matches]"


def _mark(page: Page, language: str) -> str:
    told = (language, page.evaluate(_SCREEN), _TOKEN.sub(r"\1", page.content()))
    return hashlib.sha256(repr(told).encode()).hexdigest()


def check_language(page: Page, language: str) -> None:
    """The page says which language it is in, and is written in its script."""
    said = page.locator("html").get_attribute("lang") or ""
    assert said == get_language(language).html_lang, f"{page.url}: lang={said}"
    wrong = list(words.script(said, page.locator("main").inner_text()))
    assert not wrong, f"{page.url}: {wrong}"


def check_targets(page: Page) -> None:
    """Whatever is tapped is large enough for a thumb."""
    small = page.evaluate(SMALL_TARGETS, THUMB)
    assert not small, f"{page.url}: too small to tap:\n  " + "\n  ".join(small)


@contextmanager
def narrowest(page: Page) -> Iterator[None]:
    """The page on the narrowest screen with the largest text."""
    size, chosen = page.viewport_size, page.locator("html").get_attribute("data-size")
    page.set_viewport_size(NARROWEST)
    set_text(page, "3")
    yield
    set_text(page, chosen or "1")
    if size:
        page.set_viewport_size(size)


def set_text(page: Page, size: str) -> None:
    """The text size, without the buttons."""
    page.evaluate("size => document.documentElement.setAttribute('data-size', size)", size)
