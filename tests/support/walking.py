"""Somebody at a practice scenario: by the forms of its pages, on the right way or off it."""

from flask import Flask

from app.content.schema.practice.placeholders import OTP
from app.content.types.scenarios import FieldKind, PracticeField, Scenario, Screen
from app.infra.database import db
from app.practice.models import Walk
from app.practice.rules.codes import code_of
from app.practice.rules.judging import SPOT, TICKED, field_name
from tests.support.page import Page
from tests.support.reader import Reader

COURSE = "my-gov-uz"
KEYS = ("application", "fake-site", "payment", "sign-in")


def scenario_of(app: Flask, key: str) -> Scenario:
    """A scenario as it is published now."""
    release = app.extensions["library"].current()
    found: Scenario = release.scenarios[f"{COURSE}/{key}"]
    return found


def answer_of(field: PracticeField, code: str = "") -> str | list[str]:
    """What is right in a field, as a browser sends it."""
    if field.kind is FieldKind.ACKNOWLEDGE:
        return TICKED
    if field.kind is FieldKind.SELECT_MULTIPLE:
        return list(field.answers)
    return field.answers[0].replace(OTP, code) if field.answers else "Anor-2026!"


def right(screen: Screen, code: str = "") -> dict[str, str | list[str]]:
    """All that is right on a screen."""
    sent = {field_name(field.name): answer_of(field, code) for field in screen.fields}
    signs = [spot.key for spot in screen.spots if spot.is_suspicious]
    return sent | ({SPOT: signs} if signs else {})


class Walker:
    """Somebody with a walk under way."""

    def __init__(self, app: Flask, reader: Reader, key: str, *, mode: str = "try", **wished: str) -> None:
        self.app = app
        self.reader = reader
        self.scenario = scenario_of(app, key)
        reader.get(self.start)
        self.page = reader.submit("/begin", button=mode, **wished)
        self.path = self.page.path

    @property
    def start(self) -> str:
        """Where the scenario begins."""
        return f"/{self.reader.language}/courses/{COURSE}/practice/{self.scenario.key}/"

    @property
    def walk_id(self) -> str:
        """The id of the walk."""
        return self.path.rstrip("/").rsplit("/", 1)[1]

    @property
    def step(self) -> int:
        """The number that the form of the page in hand carries."""
        return int(str(self.page.form("/step").find("input", attrs={"name": "step"})["value"]))

    @property
    def screen(self) -> Screen:
        """The screen on the page in hand, by its title."""
        texts = self.scenario.texts[self.reader.language].screens
        return next(one for one in self.scenario.screens if texts[one.id].title == self.page.h1 and not one.result)

    @property
    def code(self) -> str:
        """The code that came last, as the server makes it."""
        with self.app.app_context():
            walk = db.session.get(Walk, self.walk_id)
            assert walk
            secret = walk.code_secret
        otp = self.scenario.otp
        return code_of(secret, self.codes, otp.length) if otp else ""

    codes = 1
    """How many codes have come."""

    def press(self, action: str, *, status: int = 200, **typed: str | list[str]) -> Page:
        """Fill in and press a button of the page in hand."""
        fields = {name.replace("__", "."): value for name, value in typed.items()}
        self.page = self.reader.submit("/step", button=action, status=status, **fields)
        return self.page

    def send(self, action: str, fields: dict[str, str | list[str]], *, status: int = 200) -> Page:
        """The same with fields by their names."""
        self.page = self.reader.submit("/step", button=action, status=status, **fields)
        return self.page

    def go_right(self, steps: int = 100) -> Page:
        """Along the best way, so many steps or to the end."""
        done = 0
        for one in self.scenario.way:
            id_, _dot, key = one.rpartition(".")
            shown = next(screen for screen in self.scenario.screens if screen.id == id_)
            title = self.scenario.texts[self.reader.language].screens[id_].title
            if self.page.h1 != title:
                continue
            action = next(action for action in shown.actions if action.key == key)
            self.send(key, right(shown, self.code) if action.is_submit else {})
            done += 1
            if done == steps:
                break
        return self.page
