"""A learner with a real browser: what people do on the site, in any language. Forms are found by where they send."""

from typing import Any

from flask import Flask
from playwright.sync_api import Locator, Page

from app.content.types.quizzes import Question, QuestionKind
from tests.support.inspection import inspect
from tests.support.learner import asked_in, bank, right, wrong
from tests.support.people import code_of

COURSE = "courses/my-gov-uz/"
QUIZ = f"{COURSE}quiz/final/"
CHOSEN = """() => [...document.querySelectorAll("[name^='answer.']")]
    .filter(one => /radio|checkbox/.test(one.type) ? one.checked : one.value).map(one => `${one.name}=${one.value}`)"""


class Learner:
    """Somebody at a page. What they do waits until the browser shows what came of it."""

    def __init__(self, page: Page, app: Flask, language: str = "uz", *, runs_scripts: bool = True) -> None:
        self.page = page
        self.app = app
        self.language = language
        self.runs_scripts = runs_scripts

    @property
    def h1(self) -> str:
        """The heading of the page, as it is read."""
        return self.page.locator("h1").inner_text()

    @property
    def main(self) -> str:
        """The words of the main part."""
        return self.page.locator("main").inner_text()

    @property
    def path(self) -> str:
        """Where the learner is, without the site's name."""
        return "/" + self.page.url.split("/", 3)[3]

    def look(self) -> None:
        """Mind everything that a page must bear."""
        inspect(self.page, self.language, runs_scripts=self.runs_scripts)

    def open(self, path: str = "") -> None:
        """Type an address below the language."""
        self.page.goto(f"/{self.language}/{path}")

    def follow(self, link: Locator | str) -> None:
        """Tap a link of the main part: a locator, or how its address ends."""
        found = link if isinstance(link, Locator) else self.page.locator(f"main a[href$='{link}']").first
        with self.page.expect_navigation():
            found.click()

    def send(self, action: str) -> None:
        """Tap the button of the form that sends to an address with this end."""
        with self.page.expect_navigation():
            self.button(action).click()

    def button(self, action: str) -> Locator:
        """The first button of that form: the one that sends it."""
        return self.page.locator(f"main form[action$='{action}'] button:not([type=button])").first

    def field(self, name: str) -> Locator:
        """A field of the main part, by its name."""
        return self.page.locator(f"main [name='{name}']")

    def sign_up(self, *, name: str, login: str, password: str) -> None:
        """Fill in the form for a new account, and send it."""
        self.field("name").fill(name)
        self.field("login").fill(login)
        self.field("password").fill(password)
        self.page.locator("main [name=age][value=grown]").check()
        self.field("consent").check()
        self.send("/sign-up/")

    def sign_in(self, login: str, password: str) -> None:
        """Fill in the sign-in form, and send it."""
        self.field("login").fill(login)
        self.field("password").fill(password)
        self.send("/sign-in/")

    def come_in_as_staff(self, login: str, password: str) -> None:
        """Sign in, and pass the second step."""
        self.open("sign-in/")
        self.sign_in(login, password)
        self.open("second-step/")
        self.field("code").fill(code_of(self.app, login) or "")
        self.send("/second-step/")

    def sign_out(self) -> None:
        """Go out by the button on one's own page."""
        self.open("me/")
        self.send("/sign-out/")

    def finish_lessons(self) -> int:
        """From the first lesson on: mark it done, go on, to the last; how many there were."""
        for number in range(1, 100):
            self.send("/done")
            following = self.page.locator(f"main a.btn[href*='/{COURSE}']:not([href*='/quiz/'])")
            if not following.count():
                return number
            self.follow(following.first)
        raise AssertionError("the lessons do not end")

    @property
    def question(self) -> Question:
        """The question on the page, with its key."""
        return asked_in(self.page.content(), bank(self.app))

    @property
    def right_fields(self) -> dict[str, Any]:
        """What the form on the page is to hold for a right answer, by field."""
        return right(self.question)

    def fill_in(self, *, rightly: bool = True) -> None:
        """Give the right answer, or a wrong one, without sending it."""
        question = self.question
        fields = (right if rightly else wrong)(question)
        if question.kind is QuestionKind.ORDER and self.runs_scripts:
            self._arrange(fields)
            return
        for name, value in fields.items():
            for one in [value] if isinstance(value, str) else value:
                self._give(name, one)

    def _give(self, name: str, value: str) -> None:
        field = self.field(name).first
        match field.evaluate("one => one.type"):
            case "radio" | "checkbox":
                self.page.locator(f"[name='{name}'][value='{value}']").check()
            case "select-one":
                field.select_option(value)
            case _:
                field.fill(value)

    def _arrange(self, places: dict[str, str]) -> None:
        """Move the rows of a list by their buttons until each stands at its place; `places` are by field."""
        for name, place in sorted(places.items(), key=lambda pair: int(pair[1])):
            row = self.page.locator(".order li").filter(has=self.page.locator(f"[name='{name}']"))
            while row.locator("b").inner_text() != f"{place}.":
                row.locator("button").first.click()

    @property
    def chosen(self) -> list[str]:
        """What is ticked or written on the page now, in the order of the page."""
        found: list[str] = self.page.evaluate(CHOSEN)
        return found

    def answer(self, *, rightly: bool = True) -> None:
        """Give an answer and go on."""
        self.fill_in(rightly=rightly)
        self.send("/answer")
