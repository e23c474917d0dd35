"""`make shots`: every kind of page in every language at two widths as PNG in build/shots, for people to look at."""

import itertools
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from tests.bench.server import HOUSE, serving
from tests.bench.site import Person, install, pages_below
from tests.support.browser import DESK, PHONE, launch_arguments
from tests.support.tree import A_PATH, dedent

FOLDER = HOUSE / "build/shots"
LANGUAGES = ("uz", "uz-Cyrl", "ru")
SIZES = {"360": PHONE, "1280": DESK}
SEND = "main form button:not([type=button])"
NUMBERS = itertools.count(1)
PLAIN = ("", "help/", "about/", "privacy/", "sign-in/", "sign-up/", "me/", "check/", "no-such-page/")


def main() -> None:
    """Take them all; with words on the command line, only those whose name holds one of the words."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="savodxon-shots-") as folder, sync_playwright() as playwright:
        site = install(Path(folder) / "data", written=with_a_path(Path(folder) / "written"))
        browser = playwright.chromium.launch(**launch_arguments())
        with serving("wsgi:app", site.env, ready="/healthz") as port:
            for language in LANGUAGES:
                for width, size in SIZES.items():
                    for name, page in walk(browser, port, language, size):
                        take(page, f"{name}.{language}.{width}")
            for width, size in SIZES.items():
                dark = open_page(browser, port, size, color_scheme="dark")
                dark.goto(one_lesson(port, "uz"))
                take(dark, f"lesson-dark.uz.{width}")


def with_a_path(root: Path) -> Path:
    """What is written here, and a path through it, which is not published yet."""
    for name in ("courses", "quizzes", "certificates"):
        shutil.copytree(HOUSE / name, root / name)
    for name, text in A_PATH.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(dedent(text).replace("sample", "my-gov-uz"))
    return root


def take(page: Page, name: str) -> None:
    """The whole page as a picture."""
    wanted = sys.argv[1:]
    if not wanted or any(word in name for word in wanted):
        page.screenshot(path=FOLDER / f"{name}.png", full_page=True)
        print(name, flush=True)


def open_page(browser: Browser, port: int, size: dict[str, int], **more: str) -> Page:
    """A fresh browser at this size."""
    return browser.new_context(viewport=size, base_url=f"http://127.0.0.1:{port}", **more).new_page()


def one_lesson(port: int, language: str) -> str:
    """The address of a lesson with pictures and tables: the longest."""
    lessons = [path for path in pages_below(Person(port), (language,)) if path.count("/") == 5]
    return max(lessons, key=lambda path: len(Person(port).get(path, encoding="identity").wire))


def walk(browser: Browser, port: int, language: str, size: dict[str, int]) -> Iterator[tuple[str, Page]]:
    """What a visitor sees, then what a learner sees on the way through a quiz."""
    page = open_page(browser, port, size, locale=language)
    page.goto("/")
    yield "language", page
    for path in PLAIN:
        page.goto(f"/{language}/{path}")
        yield f"{path.strip('/') or 'home'}", page
    page.goto(f"/{language}/sign-up/")
    page.locator(SEND).last.click()
    yield "sign-up-faults", page
    paths = pages_below(Person(port), (language,))
    course = next(path for path in paths if path.count("/") == 4)
    for name, path in (
        ("catalogue", f"/{language}/courses/"),
        ("course", course),
        ("path", f"/{language}/paths/beginner/"),
        ("lesson", one_lesson(port, language)),
    ):
        page.goto(path)
        yield name, page
    if size == DESK:
        page.goto(course)
        address = page.locator("meta[property='og:image']").get_attribute("content") or ""
        page.goto(urlsplit(address).path)
        yield "picture", page
    yield from learn(page, language, course, next(path for path in paths if "/quiz/" in path))
    page.goto("/c/0000-0000-0000-0000-0")
    yield "certificate-unknown", page


def learn(page: Page, language: str, course: str, quiz: str) -> Iterator[tuple[str, Page]]:
    """Somebody makes an account, begins the quiz, answers nothing, and ends it."""
    page.goto(f"/{language}/sign-up/")
    page.locator("main input[name=name]").fill("Nodira Karimova")
    page.locator("main input[name=login]").fill(f"nodira{next(NUMBERS)}@example.uz")
    page.locator("main input[name=password]").fill("oltin baliq 7")
    page.locator("main input[name=consent]").check()
    page.locator(SEND).last.click()
    yield "me-signed-in", page
    page.goto(course)
    yield "course-signed-in", page
    page.goto(quiz)
    yield "quiz-start", page
    page.locator("form[action$='/begin'] button").click()
    yield "quiz-question", page
    page.goto(page.url.rsplit("/", 2)[0] + "/review/")
    yield "quiz-review", page
    page.locator("form[action$='/submit'] button").last.click()
    yield "quiz-result", page


main()
